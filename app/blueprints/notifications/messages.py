"""Words a notice or a mail in the receiver's language, from `mail/<template>.txt`.

The template's first line is the subject; then paragraphs, with an empty line between. A link stands alone on its line:
`{{ _("Read the decision") }}: {{ link("moderation.show_decision", decision_id=params.id) }}`. Any room may lay its
templates in `templates/mail/` of its own. They see the parameters by name, `params`, `link(endpoint, **values)`
(absolute, in the receiver's language) and the filters of a page. The HTML of a mail is made from the same paragraphs.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from jinja2 import TemplateNotFound

from app.blueprints.notifications import rules
from app.blueprints.notifications.terms import Message
from app.core.i18n import in_language
from app.core.render import render
from config import Settings


def settings() -> Settings:
    found: Settings = current_app.extensions["samhandel_settings"]
    return found


def link(endpoint: str, *, lang: str, **values: Any) -> str:
    """The absolute address of a page, also where there is no request."""
    base = urlsplit(settings().public_url)
    adapter = current_app.url_map.bind(base.netloc, url_scheme=base.scheme or "http")
    if current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = lang
    return str(adapter.build(endpoint, values, force_external=True))


def word(template: str, params: dict[str, Any], locale: str) -> Message:
    """`mail/<template>.txt` in `locale`, read as a message."""

    def linked(endpoint: str, **values: Any) -> str:
        return link(endpoint, lang=locale, **values)

    with in_language(locale):
        rendered = render(f"mail/{template}.txt", **{**params, "params": params, "link": linked})
    return rules.read_message(rendered, settings().public_url)


def html(message: Message, locale: str) -> str:
    """The same message as the HTML part of a mail."""
    with in_language(locale):
        return render("mail/base.html", message=message, site=settings().public_url, locale_code=locale)


def footer(locale: str) -> str:
    with in_language(locale):
        return render("mail/footer.txt", site=settings().public_url).strip()


def word_item(template: str, params: dict[str, Any], locale: str) -> Message:
    """As `word`; a notice whose template is gone since it was written is still listed, by its kind."""
    try:
        return word(template, params, locale)
    except TemplateNotFound:
        return Message(template, ())
