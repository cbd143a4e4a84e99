"""What has been published: everybody reads it. Rows of `questions_entry` alone, which are made at that instant."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, union_all, update
from sqlalchemy import text as sql

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.questions.models import Entry
from app.core.db import db, read
from app.core.pages import LENGTH, Page, cut

_SHOWN = (
    Entry.id, Entry.number, Entry.version, Entry.pseudonym, Entry.joined, Entry.need_id, Entry.follows, Entry.late,
    Entry.lang, Entry.why, Entry.words, Entry.published_at, Entry.hidden_at, Entry.hidden_reason, Entry.current,
)  # fmt: skip
# Written out, not a parameter: a prepared plan can only use a partial index whose condition it can read.
_CURRENT = sql("questions_entry.current")
MOST_EXPORTED = 200
FEED = 50


def entries(
    dialogue_id: int, *, before: int | None = None, need: int | None = None, pseudonym: int | None = None
) -> Page:
    """A page of the current versions, the newest number first, of one need or of one supplier if asked."""
    values = {"dialogue": dialogue_id, "before": before, "need": need, "pseudonym": pseudonym, "most": LENGTH + 1}
    query = _page(before is not None, need is not None, pseudonym is not None)
    rows = read(query, {name: value for name, value in values.items() if value is not None}).all()
    return cut(list(rows), lambda row: row.number)


@cache
def _page(before: bool, need: bool, pseudonym: bool) -> Select[Any]:  # noqa: FBT001 - what the statement asks for
    def part(*more: Any) -> Select[Any]:
        query = select(*_SHOWN).where(Entry.dialogue_id == bindparam("dialogue"), _CURRENT, *more)
        if before:
            query = query.where(Entry.number < bindparam("before"))
        if need:
            query = query.where(Entry.need_id == bindparam("need"))
        return query.order_by(Entry.number.desc()).limit(bindparam("most"))

    if not pseudonym:
        return part()
    # Asked by this supplier, or merged with another's: each by its own index, and cut to a page.
    asked = part(Entry.pseudonym == bindparam("pseudonym"))
    along = part(sql("questions_entry.joined <> '{}'"), Entry.joined.any(bindparam("pseudonym")))
    found = union_all(select(asked.subquery()), select(along.subquery())).subquery()
    return select(found).order_by(found.c.number.desc()).limit(bindparam("most"))


_LATEST = (
    select(*_SHOWN)
    .where(Entry.dialogue_id == bindparam("dialogue"), _CURRENT)
    .order_by(Entry.number.desc())
    .limit(bindparam("most"))
)
_VERSIONS = (
    select(*_SHOWN)
    .where(Entry.dialogue_id == bindparam("dialogue"), Entry.number == bindparam("number"))
    .order_by(Entry.version.desc())
)
_FEED = (
    select(*_SHOWN)
    .where(Entry.dialogue_id == bindparam("dialogue"))
    .order_by(Entry.published_at.desc(), Entry.number.desc())
    .limit(FEED)
)
_EXPORT = (
    select(*_SHOWN)
    .where(Entry.dialogue_id == bindparam("dialogue"), _CURRENT, Entry.number > bindparam("after"))
    .order_by(Entry.number)
    .limit(MOST_EXPORTED + 1)
)


def latest(dialogue_id: int, most: int) -> Sequence[Row[Any]]:
    """The newest; the first of them has the highest number, which is how many there are."""
    return read(_LATEST, {"dialogue": dialogue_id, "most": most}).all()


def versions(dialogue_id: int, number: int) -> Sequence[Row[Any]]:
    """All versions of one, the newest first; empty for a number that is none."""
    return read(_VERSIONS, {"dialogue": dialogue_id, "number": number}).all()


def for_feed(dialogue_id: int) -> Sequence[Row[Any]]:
    """The last fifty answers and changes, the newest first."""
    return read(_FEED, {"dialogue": dialogue_id}).all()


def exported(dialogue_id: int, after: int = 0) -> Page:
    """Two hundred at a time, by number."""
    rows = read(_EXPORT, {"dialogue": dialogue_id, "after": after}).all()
    return cut(list(rows), lambda row: row.number, MOST_EXPORTED)


_MODERATED = (
    select(
        *_SHOWN, Entry.dialogue_id, Dialogue.organisation_id, Organisation.name.label("organisation"),
        Dialogue.space_id, Dialogue.title, Dialogue.state.label("dialogue_state"), Dialogue.host_ids,
    )
    .join(Dialogue, Dialogue.id == Entry.dialogue_id)
    .join(Organisation, Organisation.id == Dialogue.organisation_id)
)  # fmt: skip


def for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    return db.session.execute(_MODERATED.where(Entry.id.in_(ids))).all()


def hide(entry_id: int, reason: str, at: datetime | None) -> Row[Any] | None:
    """Out of sight since `at`, or shown again (None); gives the row, or nothing when it stood so already."""
    stands = Entry.hidden_at.is_(None) if at else Entry.hidden_at.is_not(None)
    statement = (
        update(Entry)
        .where(Entry.id == entry_id, stands)
        .values(hidden_at=at, hidden_reason=reason)
        .returning(Entry.id, Entry.dialogue_id, Entry.number, Entry.version)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).one_or_none()
