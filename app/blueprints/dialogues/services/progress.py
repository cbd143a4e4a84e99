"""In which phase a dialogue is today: told to the room below, whose threads it holds."""

from app.blueprints.dialogues.queries.progress import phases_of_space
from app.blueprints.dialogues.rules import named, steps
from app.blueprints.forum.services.spaces import register_progress
from app.blueprints.forum.terms.spaces import Progress, SpaceKind
from app.core.clock import today


def progress(space_id: int, locale: str) -> Progress:
    """The phase that has begun last and not ended; nothing between two of them, or where there are none."""
    phases = phases_of_space(space_id)
    for phase, step in zip(phases, steps(phases, today()), strict=True):
        if step == "current":
            return Progress(*named(phase.name, locale, phase.lang))
    return Progress()


register_progress(SpaceKind.DIALOGUE, progress)
