"""What a radar has found, told at once or in the digest, each dialogue once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.queries import radar as queries
from app.blueprints.dialogues.services import radar as services
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.notifications import services as notifications
from app.blueprints.notifications.terms import Line, Section
from app.core.i18n import in_language
from app.core.render import format_date

MOST = 20


def words(items: Sequence[dict[str, Any]], person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """Title and summary as this reader sees them now; None for a dialogue whose texts are hidden."""
    rows = queries.named_dialogues([params["dialogue_id"] for params in items], locale)
    with in_language(locale):
        return [_said(params, rows.get(params["dialogue_id"]), locale) for params in items]


def _said(params: dict[str, Any], row: Any, locale: str) -> dict[str, Any] | None:
    if row is None:
        return None
    text = shown(row, locale)
    said = {"title": text.title, "summary": text.summary, "organisation": row.organisation, "language": text.lang}
    return params | said | {"closes": format_date(row.closes_on)}


def digest(person_id: int, since: datetime, locale: str) -> list[Section]:
    rows = queries.told_since(person_id, since, locale)
    with in_language(locale):
        lines = []
        for row in rows[:MOST]:
            text = shown(row, locale)
            until = _("%(name)s, takes input until %(day)s", name=row.organisation, day=format_date(row.closes_on))
            lines.append(Line(text.title, "dialogues.show_dialogue", {"dialogue_id": row.id}, text.lang, until))
        if len(rows) > MOST:
            lines.append(Line(_("And more on your radar"), "dialogues.show_radar"))
        return [Section(_("New dialogues on your radar"), tuple(lines))]


def describe(_all: int, locale: str) -> str:
    with in_language(locale):
        return str(_("New dialogues on your radar"))


notifications.register("dialogues.dialogue_published", services.tell)
notifications.register("dialogues.code_added", services.tell)
notifications.register_words(services.KIND, words)
notifications.register_digest("radar", pending=queries.pending, contents=digest)
notifications.register_unsubscriber("radar", services.stop_mail, describe)
