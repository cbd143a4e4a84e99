"""What a moderator can do to what was told in a meeting, once it is published. The note itself stays the hosts'."""

from app.blueprints.meetings.queries import moderated as queries
from app.blueprints.parity.services.moderated import Shelf, subject_of
from app.blueprints.parity.terms import Kind

TOLD_IN_MEETING = "meeting"
SUBJECT = subject_of(
    Shelf(
        name="meetings.entry",
        rows=queries.entries,
        hide=lambda row, reason, at: queries.hide(row.id, reason, at),
        item=lambda row: (Kind.NOTE, "meetings_note", row.subject_id),
    )
)
