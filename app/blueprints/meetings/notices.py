"""Who is told: the firms that took part, when their part of a note can be read or has changed."""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.meetings.queries.notes import receivers_of
from app.blueprints.notifications.services import notify, register
from app.core.db import acting_for, set_context


def tell_of_note(entry: dict[str, Any]) -> None:
    """Owners and editors of each firm, at once. What was said in the meeting is never in a mail."""
    set_context(acting_for(entry["organisation_id"]))  # the hosts' own note: who took part
    for row in receivers_of(entry["subject_id"]):
        params = {
            "dialogue_id": row.dialogue_id,
            "note_id": row.note_id,
            "organisation_id": row.organisation_id,
            "title": row.title,
            "language": row.lang,
        }
        for person_id in editors(row.organisation_id):
            notify(person_id, entry_key=entry["key"], kind="meetings/note_to_read", params=params, mail=True)


register("meetings.note_shared", tell_of_note)
register("meetings.note_changed", tell_of_note)
