"""What a dialogue's page knows of a hearing that waits for a firm, in its one statement of facts."""

from app.blueprints.dialogues.queries import facts
from app.blueprints.involvement.models import Hearing

WAITS = "hearing_waits"

facts.add(
    facts.piece(WAITS, Hearing.id, day=Hearing.until, place=Hearing.id).where(
        Hearing.dialogue_id == facts.DIALOGUE, Hearing.organisation_id == facts.FIRMS, Hearing.answered_on.is_(None)
    )
)
