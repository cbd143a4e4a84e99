"""What a dialogue's page knows of the room, in its one statement of facts."""

from sqlalchemy import func

from app.blueprints.dialogues.queries import facts
from app.blueprints.inputs.models import Input, Question

ASKED = "asked_minutes"
OWN = "own_input"

facts.add(
    facts.piece(ASKED, func.sum(Question.minutes))
    .where(
        Question.dialogue_id == facts.DIALOGUE, Question.published_at.is_not(None), Question.withdrawn_at.is_(None)
    )
    .having(func.count() > 0)
)  # fmt: skip
facts.add(
    facts.piece(OWN, Input.organisation_id, words=Input.state, place=Input.id).where(
        Input.dialogue_id == facts.DIALOGUE, Input.organisation_id == facts.FIRMS
    )
)
