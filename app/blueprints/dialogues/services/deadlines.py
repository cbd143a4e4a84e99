"""The last day for input moves when answers came late: offered wherever they are published."""

from datetime import date

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services.writing import refuse_over, touch
from app.blueprints.journal.services import record
from app.core.clock import today
from app.core.errors import Refused


def move_deadline(dialogue: Dialogue, closes_on: date, *, by: Actor | None) -> None:
    """Input is taken through `closes_on`, a later day than before; everybody is told of it as of any change."""
    refuse_over(dialogue)
    if closes_on < today() or (dialogue.closes_on is not None and closes_on <= dialogue.closes_on):
        raise Refused("choose_a_later_day", field="closes_on")
    dialogue.closes_on = closes_on
    touch(dialogue, by, part="plan")
    record(
        "dialogues.deadline_moved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        closes_on=closes_on.isoformat(),
    )  # fmt: skip
