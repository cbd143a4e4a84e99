"""Drafts: kept while one writes, one a place, for the writer alone; gone when the text is published.

Nothing of them is journaled or logged.
"""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.forum.queries import drafts as queries
from app.blueprints.forum.rules.writing import place_of, quote_found, quote_kept
from app.blueprints.forum.terms.writing import MOST_DRAFTS, Kept, Place, Typed
from app.core.clock import now
from app.core.db import unit_of_work
from app.core.errors import Conflict, Refused
from app.core.jobs import periodic
from app.core.language_tags import understood
from app.core.text import MOST_CHARACTERS

KEPT_FOR = timedelta(days=90)


class ChangedElsewhere(Conflict):
    """The draft has been written on in another window; `other` is what stands there. Neither text is lost."""

    def __init__(self, other: Kept) -> None:
        super().__init__("draft_changed_elsewhere")
        self.other = other


def draft_at(place: Place, by: Actor) -> Kept | None:
    """What the person has begun to write there."""
    row = queries.draft_at(by.person_id, str(place))
    return _kept(row) if row else None


def save(place: Place, typed: Typed, *, by: Actor) -> Kept | None:
    """Keep what stands in the fields; empty ones take the draft away (None). `ChangedElsewhere` asks which."""
    if max(len(typed.body), len(typed.title)) > MOST_CHARACTERS:
        raise Refused("text_too_long", field="body", limit=MOST_CHARACTERS)
    for field in ("title", "body"):
        refuse_identity_numbers(getattr(typed, field), field=field)
    if typed.is_empty:
        found = draft_at(place, by)
        if found and found.version == typed.version:
            queries.forget_draft(by.person_id, str(place))
        return None
    # Whatever version is said to have been read: where there is no draft, one more is made.
    if queries.count_drafts(by.person_id) >= MOST_DRAFTS and draft_at(place, by) is None:
        raise Refused("too_many_drafts", limit=MOST_DRAFTS)
    values = {
        "organisation_id": typed.organisation_id if by.membership(typed.organisation_id or 0) else None,
        "lang": understood(typed.lang) or "",
        "title": typed.title[:200],
        "body": typed.body,
        "reply_to": typed.reply_to,
        "quote": quote_kept(typed.quote),
        "saved_at": now(),
    }
    written = queries.write_draft(by.person_id, str(place), typed.version, values)
    found = draft_at(place, by)
    if written is None and found is not None and not _same(found, typed):
        raise ChangedElsewhere(found)
    return found


def forget(place: Place, *, by: Actor) -> None:
    """The text has been published, or its writer throws it away."""
    queries.forget_draft(by.person_id, str(place))


def discard(draft: Any, *, by: Actor) -> None:
    """Throw away the draft of a row of `draft_numbered`."""
    queries.forget_draft(by.person_id, draft.place)


@periodic("53 3 * * *", "forum.forget_drafts")
def forget_old() -> None:
    """Each night: drafts that nobody has written on for 90 days."""
    with unit_of_work():
        queries.forget_before(now() - KEPT_FOR)


def _same(kept: Kept, typed: Typed) -> bool:
    return (kept.title, kept.body, kept.lang) == (typed.title[:200], typed.body, understood(typed.lang) or "")


def _kept(row: Any) -> Kept:
    place = place_of(row.place)
    if place is None:
        raise LookupError(row.place)
    return Kept(
        id=row.id,
        place=place,
        version=row.version,
        organisation_id=row.organisation_id,
        lang=row.lang,
        title=row.title,
        body=row.body,
        reply_to=row.reply_to,
        quote=quote_found(row.quote),
        saved_at=row.saved_at,
    )
