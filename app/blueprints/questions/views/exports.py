"""Published answers for machines: an Atom feed, and JSON as the Open Contracting Data Standard writes enquiries.

Both read the rows that everybody reads. They are asked for anew each time: no cache along the way keeps what was there
before, or shows later what others have had.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Response, g, jsonify, make_response, request
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.dialogues.queries import published_dialogue
from app.blueprints.dialogues.services.showing import shown as dialogue_as_shown
from app.blueprints.questions import bp, policies
from app.blueprints.questions.queries import entries as queries
from app.blueprints.questions.rules.entries import OCDS, enquiry, present
from app.blueprints.questions.terms.entries import SUPPLIER
from app.core.access import guard
from app.core.addresses import asked_number
from app.core.i18n import locale

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("", ATOM)
# A tag (RFC 4151) names a day on which the name was ours; it stays as it is for ever, so that no entry is new twice.
DAY = "2026-01-01"
reading = guard(policies.can_read_entries, conceal=True, dialogue=published_dialogue)


@bp.get("/dialogues/<int:dialogue_id>/questions.json")
@reading
def export_questions(dialogue: Any) -> Response:
    """Two hundred at a time, by number; `links.next` leads on."""
    page = queries.exported(dialogue.id, min(asked_number("after") or 0, 2**31 - 1))
    here = f"/{locale()}/dialogues/{dialogue.id}/questions.json"
    said: dict[str, Any] = {
        "uri": _address(here),
        "version": OCDS,
        "dialogue": {
            "id": str(dialogue.id), "title": dialogue.title, "language": dialogue.lang,
            "buyer": {"name": dialogue.organisation}, "uri": _address(f"/{locale()}/dialogues/{dialogue.id}"),
        },
        "hasEnquiries": bool(page.rows),
        "enquiries": [enquiry(row, dialogue.id, SUPPLIER) for row in page.rows],
        "links": {"next": _address(f"{here}?after={page.after}")} if page.after else {},
    }  # fmt: skip
    return _fresh(jsonify(said))


@bp.get("/dialogues/<int:dialogue_id>/questions.atom")
@reading
def feed_of_questions(dialogue: Any) -> Response:
    """The last fifty answers and changes, in the words of a visitor of this language."""
    rows = queries.for_feed(dialogue.id)
    title = dialogue_as_shown(dialogue, locale())
    moments = [moment for row in rows for moment in (row.published_at, row.hidden_at) if moment]
    changed = max(moments, default=dialogue.published_at)
    root = _element(None, "feed", **{LANG: locale()})
    _element(root, "id", _tag(f"dialogue/{dialogue.id}/questions/{locale()}"))
    _element(root, "title", _("Questions and answers: %(title)s", title=title.title), **{LANG: locale()})
    _element(root, "updated", _at(changed))
    page = f"/{locale()}/dialogues/{dialogue.id}/questions"
    _element(root, "link", rel="alternate", type="text/html", hreflang=locale(), href=_address(page))
    _element(root, "link", rel="self", type="application/atom+xml", href=_address(request.path))
    _element(_element(root, "author"), "name", dialogue.organisation)
    for row in rows:
        if row.hidden_at is None:
            _entry(root, row, dialogue, page)
    response = make_response(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.last_modified = changed.replace(microsecond=0)
    return _fresh(response)


def _entry(root: ET.Element, row: Any, dialogue: Any, page: str) -> None:
    said = present(row.words, row.lang, locale())
    entry = _element(root, "entry")
    _element(entry, "title", said.question, **{LANG: said.question_lang})
    _element(entry, "id", _tag(f"dialogue/{dialogue.id}/questions/{row.number}/{row.version}"))
    _element(entry, "published", _at(row.published_at))
    _element(entry, "updated", _at(row.published_at))
    anchor = "" if row.current else f"#version-{row.version}"
    _element(entry, "link", rel="alternate", type="text/html", href=_address(f"{page}/{row.number}{anchor}"))
    notes = [_("A new version of the answer: %(why)s", why=row.why)] if row.version > 1 else []
    if said.translated or said.lang != row.lang:
        notes.append(_("The question was asked in another language. The page has its own words."))
    before = Markup("").join(Markup('<p lang="{}"><small>{}</small></p>\n').format(locale(), note) for note in notes)
    _element(entry, "content", before + said.html, type="html", **{LANG: said.lang})


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _element(parent: ET.Element | None, name: str, words: str | None = None, **attributes: str) -> ET.Element:
    tag = f"{{{ATOM}}}{name}"
    made = ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)
    made.text = None if words is None else str(words)  # Markup would escape itself once more
    return made


def _at(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _tag(name: str) -> str:
    return f"tag:{urlsplit(g.public_url).hostname},{DAY}:{name}"


def _address(path: str) -> str:
    return str(g.public_url).rstrip("/") + path
