"""What a dialogue's page knows of notes of a firm's meetings, in its one statement of facts."""

from sqlalchemy import func

from app.blueprints.dialogues.queries import facts
from app.blueprints.meetings.models import Note, Party
from app.blueprints.meetings.terms import NoteState

OWN = "own_notes"

facts.add(
    facts.piece(OWN, func.count())
    .select_from(
        Party.__table__.join(
            Note.__table__, (Note.dialogue_id == Party.dialogue_id) & (Note.id == Party.note_id)
        )
    )
    .where(
        Party.dialogue_id == facts.DIALOGUE, Party.organisation_id == facts.FIRMS, Note.state != NoteState.DRAFT
    )
    .having(func.count() > 0)
)  # fmt: skip
