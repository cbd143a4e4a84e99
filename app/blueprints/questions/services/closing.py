"""The close: no question that came in time is left without an answer, and what leads back to the firms is destroyed."""

from collections.abc import Sequence

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.closing import Obstacle
from app.blueprints.journal.services import record
from app.blueprints.questions.queries import intake as queries


def obstacles(dialogue_id: int) -> Sequence[Obstacle]:
    """Questions that wait. The buyer answers them, or gives them back with a reason."""
    waiting = queries.unanswered(dialogue_id)
    return (
        [Obstacle("questions_are_unanswered", waiting, f"/dialogues/{dialogue_id}/questions/intake")] if waiting else []
    )


def forget(dialogue_id: int, by: Actor | None) -> None:
    """The key, the numbers and who asked are gone, and so are the drafts that nobody sent."""
    queries.forget(dialogue_id)
    record("questions.key_destroyed", subject=("dialogues_dialogue", dialogue_id), by=by)


closing.register("questions", obstacles=obstacles, after=forget)
