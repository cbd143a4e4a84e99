"""The doors of the ledger, for every room that tells suppliers something. Each may be called twice and writes once.

The rooms above have decided who may; the ledger writes for the dialogue, also when what is told is told by a supplier's
yes (a paraphrase that it approves is published in its own request).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.journal.services import record
from app.blueprints.parity.models import Item
from app.blueprints.parity.queries import writing
from app.blueprints.parity.terms import Channel, How, ItemDraft
from app.core.clock import now
from app.core.db import current_context, db, lent
from app.core.errors import Conflict


def given(
    dialogue_id: int,
    draft: ItemDraft,
    *,
    to: Sequence[int],
    channel: Channel,
    at: datetime,
    by: Actor | None,
    words: dict[str, Any] | None = None,
    path: str = "",
) -> Item:
    """These organisations were told this `at` that moment; not yet everybody. They take part from then on.

    `words`, of what has no page of its own: {lang: {"title", "text"}}. `path` (behind the language): where the hosts
    find it and can publish it. Without `to` the item waits: nobody has been told, and it may still go. Conflict when
    the dialogue is closed.
    """
    with _of(dialogue_id) as dialogue:
        if to and dialogue.state == DialogueState.CLOSED:
            raise Conflict("nothing_told_after_the_close")
        told = {"first_told_at": at, "channel": channel} if to else {"first_told_at": None, "channel": None}
        row = _row(dialogue_id, draft, by) | told | {"published_at": None, "words": words or {}, "path": path}
        [number] = writing.put_items([row])
        said = (words or {}).get(draft.lang, {}).get("text", "")
        told_rows = [_told(dialogue_id, number, firm, channel, at, by) | {"words": said} for firm in dict.fromkeys(to)]
        writing.put_told(told_rows)
        _note_joined(dialogue_id, writing.put_participants(dialogue_id, to, How.TOLD, at))
        item = writing.lock_item(dialogue_id, number)
        record(
            "parity.item_given", subject=("parity_item", number), by=by, organisation_id=dialogue.organisation_id,
            dialogue_id=dialogue_id, kind=draft.kind.value, channel=channel.value, receivers=len(set(to)),
        )  # fmt: skip
        return item


def published(dialogue_id: int, drafts: Sequence[ItemDraft], *, at: datetime, by: Actor | None, path: str) -> list[int]:
    """Everybody can read these from `at` on, at `path` (behind the language). Gives the items' numbers.

    What some were told before is no longer red; what nobody was told is told to everybody at once.
    """
    if not drafts:
        return []
    with _of(dialogue_id) as dialogue:
        told = {"first_told_at": at, "channel": Channel.SITE, "published_at": at, "path": path, "words": {}}
        numbers = writing.put_items([_row(dialogue_id, draft, by) | told for draft in drafts])
        note_published(dialogue_id, dialogue.organisation_id, len(numbers), by)
        return numbers


def note_published(dialogue_id: int, organisation_id: int, items: int, by: Actor | None) -> None:
    """In the journal."""
    record(
        "parity.items_published", subject=("dialogues_dialogue", dialogue_id), by=by, organisation_id=organisation_id,
        items=items,
    )  # fmt: skip


def joined(dialogue_id: int, organisation_id: int, how: How | str, *, at: datetime) -> None:
    """The organisation takes part from now on. A new one, and every declaration of interest is due again."""
    if organisation_id in current_context().organisation_ids:  # its own row: no eyes need be lent
        db.session.flush()
        _note_joined(dialogue_id, writing.put_participants(dialogue_id, [organisation_id], How(how), at))
        return
    with _of(dialogue_id):
        _note_joined(dialogue_id, writing.put_participants(dialogue_id, [organisation_id], How(how), at))


def _note_joined(dialogue_id: int, firms: int) -> None:
    """In the journal, how many and not who: the hosts' declarations are due again."""
    if firms:
        record("parity.participants_joined", subject=("dialogues_dialogue", dialogue_id), by=None, firms=firms)


def withdrawn(dialogue_id: int, kind: str, subject_id: int, *, by: Actor | None) -> None:
    """What nobody was told goes. What was told stays: red until it is published or exempted, and marked."""
    with _of(dialogue_id) as dialogue:
        writing.drop_untold(dialogue_id, kind, subject_id)
        writing.mark_withdrawn(dialogue_id, kind, subject_id, now())
        record(
            "parity.item_withdrawn", subject=("dialogues_dialogue", dialogue_id), by=by,
            organisation_id=dialogue.organisation_id, kind=str(kind), of=subject_id,
        )  # fmt: skip


def hidden(dialogue_id: int, kind: str, subject_ids: Sequence[int], *, at: datetime | None, subject_type: str) -> None:
    """A moderator has hidden what these are about, or shows it again (`at` None): the public page says no title."""
    with _of(dialogue_id):
        writing.mark_hidden(dialogue_id, kind, subject_type, subject_ids, at)


def hidden_item(dialogue_id: int, item_id: int, *, at: datetime | None) -> None:
    """The same for an item that stands in the ledger alone."""
    with _of(dialogue_id):
        writing.mark_item_hidden(dialogue_id, item_id, at)


def _row(dialogue_id: int, draft: ItemDraft, by: Actor | None) -> dict[str, Any]:
    return {
        "dialogue_id": dialogue_id,
        "kind": draft.kind,
        "subject_type": draft.subject_type,
        "subject_id": draft.subject_id,
        "title": draft.title[:300],
        "lang": draft.lang,
        "by_id": by.person_id if by else None,
        "created_at": now(),
    }


def _told(
    dialogue_id: int, item_id: int, organisation_id: int, channel: Channel, at: datetime, by: Actor | None
) -> dict[str, Any]:
    return {
        "dialogue_id": dialogue_id, "item_id": item_id, "organisation_id": organisation_id, "at": at,
        "channel": channel, "by_id": by.person_id if by else None, "created_at": now(),
    }  # fmt: skip


@contextmanager
def _of(dialogue_id: int) -> Iterator[Any]:
    """The dialogue, its lead's eyes lent where the one who acts is not of the hosts."""
    db.session.flush()
    dialogue = writing.hosts(dialogue_id)
    if set(dialogue.host_ids) & set(current_context().organisation_ids):
        yield dialogue
        return
    with lent(dialogue.organisation_id):
        yield dialogue
