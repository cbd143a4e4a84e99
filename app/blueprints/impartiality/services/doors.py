"""The door before what is confidential in a dialogue.

    @guard(can_open_confidential, dialogue=declared(queries.dialogue_shown))

A host who has not declared for those who take part now, or is in conflict, gets a 403 that says why and leads to the
declaration; that she was refused is noted, though the request itself writes nothing.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from app.blueprints.dialogues.policies import is_host
from app.blueprints.impartiality.queries.standing import dialogue_of_post, note_refusal, standing
from app.blueprints.impartiality.terms import Standing, Why
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import ProtectedInput
from app.blueprints.moderation.services import referrals
from app.core.access import actor
from app.core.clock import now
from app.core.db import aside
from app.core.errors import DomainError


class NotDeclared(DomainError):
    """What is confidential stays shut; the code says why, the page shows the way to the declaration."""

    status = 403

    def __init__(self, why: Why, dialogue_id: int) -> None:
        super().__init__(f"confidential_{why.value}")
        self.why = why
        self.dialogue_id = dialogue_id

    @property
    def way_on(self) -> tuple[str, Any] | None:
        """This dialogue's own declaration, with the words that the room has said for the code."""
        way = super().way_on
        return (way[0] % {"dialogue": self.dialogue_id}, way[1]) if way else None


class Declared:
    """A row of a dialogue with how the actor stands to it; everything else is the row's."""

    def __init__(self, row: Any, how: Standing | None) -> None:
        self.row = row
        self.standing = how

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def declared(load: Callable[[int], Any]) -> Callable[[int], Any]:
    """The loader, with the door before it. Whoever is no host goes on to the policy, which refuses as always."""

    @wraps(load)
    def loader(number: int) -> Any:
        row = load(number)
        who = actor()
        if not is_host(who, row):
            return _with(row, None)
        how = standing(row.id, who)
        if how.why:
            refused(who, row, how)
        return _with(row, how)

    return loader


def before_handed_over(handed: ProtectedInput) -> None:
    """A post that a moderator handed to a dialogue's host is as confidential as what came in by itself."""
    row = dialogue_of_post(handed.subject_id) if handed.subject_type == "post" else None
    if row is None:
        return
    who = actor()
    how = standing(row.id, who)
    if how.why:
        refused(who, row, how)


referrals.stand_before(before_handed_over)


def refused(who: Any, row: Any, how: Standing) -> None:
    """Notes it once the request has ended, and raises."""
    why = how.why or Why.UNDECLARED
    aside(partial(_note, who, row.id, row.organisation_id, why, how.version))
    raise NotDeclared(why, row.id)


def _note(who: Any, dialogue_id: int, organisation_id: int, why: Why, version: int) -> None:
    note_refusal(dialogue_id, who.person_id, why, version, now())
    record(
        "impartiality.confidential_refused", subject=("dialogues_dialogue", dialogue_id), by=who,
        organisation_id=organisation_id, why=why.value,
    )  # fmt: skip


def _with(row: Any, how: Standing | None) -> Any:
    """A row of a statement is wrapped; a dialogue that is to be changed stays itself and carries the standing."""
    if hasattr(row, "_mapping"):
        return Declared(row, how)
    row.standing = how
    return row
