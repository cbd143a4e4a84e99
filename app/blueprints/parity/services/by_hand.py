"""What was told outside this service: a mail, a telephone call, a word in passing. Somebody writes it down here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.blueprints.accounts.queries.organisations import find_organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.parity.models import Item
from app.blueprints.parity.queries import writing
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import Channel, ItemDraft, Kind
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

BY_HAND = "by_hand"
"""The subject of what has no page of its own elsewhere."""
NORWAY = "0192"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandDraft:
    """What was told, when, how, and to whom: those who take part already, and others by organisation number."""

    title: str
    words: str
    lang: str
    channel: Channel
    at: datetime
    organisation_ids: tuple[int, ...]
    numbers: tuple[str, ...]


def write_down(dialogue: Any, draft: HandDraft, *, by: Actor) -> Item:
    """Refused without receivers, for a number that is not here, for a host, and for a time that has not come."""
    if draft.at > now():
        raise Refused("told_in_the_future", field="told_on")
    for field, text in (("title", draft.title), ("words", draft.words)):
        refuse_identity_numbers(text, field=field)
    to = list(draft.organisation_ids) + [_organisation(number) for number in draft.numbers]
    if not to:
        raise Refused("told_to_nobody", field="numbers")
    if set(to) & set(dialogue.host_ids):
        raise Refused("told_to_a_host", field="numbers")
    return ledger.given(
        dialogue.id,
        ItemDraft(Kind.MESSAGE, BY_HAND, None, draft.title, draft.lang),
        to=to,
        channel=draft.channel,
        at=draft.at,
        by=by,
        words={draft.lang: {"title": draft.title, "text": draft.words}},
    )


def _organisation(number: str) -> int:
    found = find_organisation(NORWAY, number)
    if found is None:
        raise Refused("organisation_is_not_here", field="numbers", number=number)
    return int(found.id)


def publish_by_hand(dialogue: Any, item: Item, words: dict[str, dict[str, str]], version: int, *, by: Actor) -> None:
    """Everybody reads it from now on, in all the languages of the dialogue at once."""
    refuse_silenced(by)
    item = writing.lock_item(item.dialogue_id, item.id)
    if item.subject_type != BY_HAND:
        raise Conflict("published_where_it_stands")
    if item.published_at is not None:
        raise Conflict("item_is_published")
    if item.version != version:
        raise StaleVersion
    for code in dialogue.languages:
        for part in ("title", "text"):
            text = words.get(code, {}).get(part, "")
            if not text:
                raise Refused("language_is_missing", field=f"{part}_{code}")
            refuse_identity_numbers(text, field=f"{part}_{code}")
    item.words = {code: words[code] for code in dialogue.languages}
    item.title = words[item.lang]["title"] if item.lang in words else item.title
    item.published_at = now()
    item.path = f"/dialogues/{dialogue.id}/told"
    item.version += 1
    db.session.flush()
    ledger.note_published(dialogue.id, dialogue.organisation_id, 1, by)


def chosen(rows: Sequence[Any], ticked: Sequence[str]) -> tuple[int, ...]:
    """Of those who take part, the ones that were ticked."""
    return tuple(row.organisation_id for row in rows if str(row.organisation_id) in ticked)
