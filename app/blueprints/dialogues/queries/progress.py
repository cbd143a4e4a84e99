"""How far a dialogue has come."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.blueprints.dialogues.models import Dialogue, Phase
from app.core.db import read

_PHASES = (
    select(Phase.name, Phase.starts_on, Phase.ends_on, Dialogue.lang)
    .join(Dialogue, Dialogue.id == Phase.dialogue_id)
    .where(Dialogue.space_id == bindparam("space"))
    .order_by(Phase.position)
)


def phases_of_space(space_id: int) -> Sequence[Row[Any]]:
    """The phases of the dialogue whose threads stand in this space, in order; `lang` is the dialogue's language."""
    return read(_PHASES, {"space": space_id}).all()
