"""A batch on its way: which of the approved answers go out together."""

from collections.abc import Collection
from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries.writing import flush
from app.blueprints.journal.services import record
from app.blueprints.questions.models import Batch
from app.blueprints.questions.queries import batches as queries
from app.blueprints.questions.terms.questions import BatchState
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, StaleVersion


def prepare(dialogue: Any, *, by: Actor) -> Batch:
    """A batch of all that is approved. One at a time: whoever comes second is led to it."""
    refuse_silenced(by)
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")
    number = queries.open_batch(dialogue.id, by.person_id, now())
    if number is None:
        raise Conflict("batch_is_being_prepared")
    queries.put_in(dialogue.id, number)
    batch = db.session.get_one(Batch, number)
    record("questions.batch_begun", subject=batch, by=by, organisation_id=dialogue.organisation_id)
    return batch


def put_in(dialogue: Any, batch_id: int, answer_ids: Collection[int] | None, *, by: Actor) -> None:
    """These approved answers go too; without a choice all that lie in no batch."""
    batch = held(dialogue, batch_id)
    refuse_silenced(by)
    if queries.put_in(dialogue.id, batch.id, None if answer_ids is None else list(answer_ids)):
        changed(batch)


def take_out(dialogue: Any, batch_id: int, answer_ids: Collection[int], *, by: Actor) -> None:
    """These wait for another batch."""
    batch = held(dialogue, batch_id)
    refuse_silenced(by)
    if queries.take_out(batch.id, answer_ids):
        changed(batch)


def held(dialogue: Any, batch_id: int) -> Batch:
    """The batch, nobody else's until the end; Conflict when it is out already."""
    batch = queries.hold_batch(dialogue.id, batch_id)
    if batch.state is BatchState.PUBLISHED:
        raise Conflict("batch_is_published")
    return batch


def changed(batch: Batch) -> None:
    """Whoever has read the page before presses "publish" for what she has not seen: her version must be old."""
    batch.version += 1
    if not flush():
        raise StaleVersion
