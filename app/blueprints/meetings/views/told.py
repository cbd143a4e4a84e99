"""What was told in meetings, for everybody."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.meetings import bp, policies, queries
from app.blueprints.meetings.rules.notes import best
from app.core.access import guard
from app.core.addresses import asked_number
from app.core.i18n import locale
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/meetings")
@guard(policies.can_read_told, conceal=True, dialogue=dialogue_shown)
def list_told(dialogue: Any) -> ResponseReturnValue:
    rows, texts, after = queries.entries_of(dialogue.id, asked_number("after"))
    return render(
        "meetings/told.html",
        dialogue=dialogue,
        entries=[(row, best(texts[row.id], locale(), row.lang)) for row in rows],
        after=after,
        first=asked_number("after") is None,
    )
