"""What the ledger tells the room of dialogues: what stands in the way of a close, and what it hears of changes."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.services import changes, closing
from app.blueprints.parity.queries import standing
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind


def obstacles(dialogue_id: int) -> list[closing.Obstacle]:
    """Nothing closes while some know more than others."""
    row = standing(dialogue_id)
    if not row or not row.red:
        return []
    return [closing.Obstacle("items_are_red", row.red, f"/dialogues/{dialogue_id}/ledger?show=red")]


def hear(change: changes.Change, by: Actor | None) -> None:
    """What the dialogue says of itself, changed after publication, is told to everybody at that moment."""
    kind = Kind.DOCUMENT if change.part == "document" else Kind.TEXT
    draft = ItemDraft(kind, f"dialogues_{change.part}", change.number, change.title, change.lang)
    ledger.published(change.dialogue_id, [draft], at=change.at, by=by, path=change.path)


closing.register("parity", obstacles=obstacles)
changes.register(hear)
