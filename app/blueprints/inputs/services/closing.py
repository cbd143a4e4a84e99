"""What input has to do with the close of a dialogue."""

from collections.abc import Sequence

from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.closing import Obstacle
from app.blueprints.inputs.queries import paraphrases as queries
from app.blueprints.inputs.services.paraphrases import lapse


def waiting(dialogue_id: int) -> Sequence[Obstacle]:
    """Paraphrases that firms have approved and nobody has published."""
    number = len(queries.approved(dialogue_id))
    return [Obstacle("approved_paraphrases_wait", number, f"/dialogues/{dialogue_id}/desk/input")] if number else []


closing.register("inputs", obstacles=waiting, after=lapse)
