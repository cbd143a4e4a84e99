"""What the notes put in the way of a dialogue's close: a draft, or something told that is not published."""

from collections.abc import Sequence

from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.closing import Obstacle
from app.blueprints.meetings.queries.notes import unfinished


def obstacles(dialogue_id: int) -> Sequence[Obstacle]:
    drafts, unpublished = unfinished(dialogue_id)
    path = f"/dialogues/{dialogue_id}/notes"
    found = (Obstacle("notes_not_finished", drafts, path), Obstacle("notes_not_published", unpublished, path))
    return [one for one in found if one.count]


closing.register("meetings", obstacles=obstacles)
