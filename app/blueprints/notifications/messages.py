"""Words a notice or a mail in the receiver's language, from `mail/<template>.txt`.

The template's first line is the subject; then paragraphs, with an empty line between. A link stands alone on its line:
`{{ _("Read the decision") }}: {{ link("moderation.show_decision", decision_id=params.id) }}`. Any room may lay its
templates in `templates/mail/` of its own. The first paragraph is in `params.language`, where that is given: somebody's
words. Templates see the parameters by name, `params`, `link(endpoint, **values)`
(absolute, in the receiver's language) and the filters of a page. The HTML of a mail is made from the same paragraphs.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from jinja2 import TemplateNotFound

from app.blueprints.notifications.rules import mails as rules
from app.blueprints.notifications.terms import Block, Message, Section
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
    message = rules.read_message(rendered, settings().public_url)
    language = params.get("language", locale)
    return message if language == locale else rules.first_in(message, language)


def word_digest(sections: Sequence[Section], locale: str) -> Message:
    """What has come since the last digest, under the headings of its rooms; each line leads to where it stands."""
    number = sum(len(section.lines) if section.count is None else section.count for section in sections)
    with in_language(locale):
        subject = ngettext("One thing is new in what you follow", "%(num)s things are new in what you follow", number)
        blocks = []
        for section in sections:
            blocks.append(Block(" ".join(section.heading.split())))
            for line in section.lines:
                text = " ".join(line.text.split())
                url = link(line.endpoint, lang=locale, **line.values)
                blocks.append(Block(text, url, line.language if line.language != locale else None))
                if line.note:
                    blocks.append(Block(" ".join(line.note.split())))
        blocks.append(
            Block(_("Choose how often you get this mail"), link("notifications.edit_preference", lang=locale))
        )
    return Message(subject, tuple(blocks))


def html(message: Message, locale: str, stop: str | None = None) -> str:
    """The same message as the HTML part of a mail; `stop` is the address of the page that stops such mail."""
    with in_language(locale):
        return render("mail/base.html", message=message, site=settings().public_url, locale_code=locale, stop=stop)


def footer(locale: str, stop: str | None = None) -> str:
    """The last lines of the plain text."""
    with in_language(locale):
        said = render("mail/footer.txt", site=settings().public_url).strip()
        label = _("Stop getting this mail")
        return said if stop is None else f"{said}\n\n{label}:\n{stop}"


def word_item(template: str, params: dict[str, Any] | None, locale: str) -> Message:
    """As `word`, for the inbox: without parameters what the notice was about is gone, and it says so.

    A notice whose template is gone since it was written is still listed, by its kind.
    """
    if params is None:
        return Message(_("What this was about has been withdrawn"), ())
    try:
        return word(template, params, locale)
    except TemplateNotFound:
        return Message(template, ())
