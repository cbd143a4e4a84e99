"""What the rooms above leave in the ledger, and people who have declared; they commit."""

from typing import Any

from app.blueprints.accounts.models import Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.impartiality.services import declarations
from app.blueprints.impartiality.terms import DeclarationDraft, Stance
from app.blueprints.parity.models import Item
from app.blueprints.parity.queries import participants_version
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import Channel, ItemDraft, Kind
from app.core.clock import now
from app.core.db import Context, unit_of_work
from tests.factories.accounts import actor


def item_draft(subject_id: int | None = 1, **values: Any) -> ItemDraft:
    return ItemDraft(
        **{
            "kind": Kind.NOTE, "subject_type": "meetings_note", "subject_id": subject_id, "title": "Møte om ladekapasitet",
            "lang": "nb",
        } | values
    )  # fmt: skip


def given(dialogue: Dialogue, *firms: Any, subject_id: int | None = 1, **values: Any) -> Item:
    """An item that these firms were told in a meeting."""
    at = values.pop("at", now())
    channel = values.pop("channel", Channel.MEETING)
    with unit_of_work():
        return ledger.given(
            dialogue.id,
            item_draft(subject_id, **values),
            to=[firm.id for firm in firms],
            channel=channel,
            at=at,
            by=None,
        )


def declared(dialogue: Dialogue, *people: Person, stance: Stance = Stance.NONE) -> None:
    """These people have declared for those who take part now."""
    for person in people:
        who = actor(person)
        mine = Context(person_id=person.id, organisation_ids=tuple(m.organisation_id for m in who.memberships))
        with unit_of_work(mine):
            draft = DeclarationDraft(stance=stance, ties=(), note="", version=participants_version(dialogue.id))
            declarations.declare(dialogue, draft, by=who)
