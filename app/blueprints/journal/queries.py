"""Reading the journal, and checking that nobody mended it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text

from app.blueprints.journal.models import Entry
from app.core.db import db

FIRST = bytes(32)


def entries_about(subject_type: str, *subject_ids: int) -> list[Row[Any]]:
    """What happened to these things, oldest first: seq, at, what, by_id, organisation_id, data."""
    query = (
        select(
            Entry.id.label("seq"),
            Entry.created_at.label("at"),
            Entry.what,
            Entry.by_id,
            Entry.organisation_id,
            Entry.data,
        )
        .where(Entry.subject_type == subject_type, Entry.subject_id.in_(subject_ids))
        .order_by(Entry.id)
    )
    return list(db.session.execute(query))


def latest(before: int | None = None, limit: int = 50) -> list[Row[Any]]:
    """The newest entries (with a number below `before`), newest first."""
    query = select(
        Entry.id.label("seq"), Entry.created_at.label("at"), Entry.what, Entry.subject_type, Entry.subject_id,
        Entry.by_id, Entry.organisation_id, Entry.data,
    ).order_by(Entry.id.desc()).limit(limit)  # fmt: skip
    if before is not None:
        query = query.where(Entry.id < before)
    return list(db.session.execute(query))


def oldest_first() -> list[Row[Any]]:
    """Every entry, as whoever is told of it gets it.

    That is: key, at, what, subject_type, subject_id, by_id, organisation_id, data.
    """
    query = select(
        Entry.key, Entry.created_at.label("at"), Entry.what, Entry.subject_type, Entry.subject_id, Entry.by_id,
        Entry.organisation_id, Entry.data,
    ).order_by(Entry.id)  # fmt: skip
    return list(db.session.execute(query))


@dataclass(frozen=True)
class Verdict:
    """`faults` in words; empty when the chain holds. `head` is "SEQ:HASH" of the last entry, to be noted elsewhere."""

    count: int
    head: str
    faults: list[str]


def verify(noted_head: str | None = None) -> Verdict:
    """Recompute the chain from the first entry.

    `noted_head` ("SEQ:HASH", noted earlier) also finds a tail cut off or rewritten.
    """
    faults: list[str] = []
    count, expected, previous = 0, 1, FIRST
    noted_seq, noted_hash = _parse_head(noted_head) if noted_head else (None, None)
    noted_found = noted_head is None
    for seq, canonical, stored_previous, stored_hash, fields in _chain():
        if seq != expected:
            faults.append(f"entry {expected} is missing" if seq > expected else f"entry {seq} is out of order")
        if canonical != fields:
            faults.append(f"entry {seq} was changed: its columns do not match what was hashed")
        if stored_previous != previous:
            faults.append(f"entry {seq} does not follow the entry before it")
        if hashlib.sha256(stored_previous + canonical.encode()).digest() != stored_hash:
            faults.append(f"entry {seq} was changed: its hash does not match")
        if seq == noted_seq:
            noted_found = True
            if stored_hash.hex() != noted_hash:
                faults.append(f"entry {seq} is not the one that was noted: the chain was rewritten")
        expected, previous, count = seq + 1, stored_hash, count + 1
    if not noted_found:
        faults.append(f"entry {noted_seq}, which was noted, is gone: the tail was cut off")
    return Verdict(count, f"{expected - 1}:{previous.hex()}", faults)


def _parse_head(head: str) -> tuple[int, str]:
    seq, _, digest = head.partition(":")
    return int(seq), digest.lower()


def _chain() -> Iterator[tuple[int, str, bytes, bytes, str]]:
    query = text(
        "SELECT seq, canonical, previous, hash,"
        " journal_canonical(seq, key, at, what, subject_type, subject_id, by_id, organisation_id, data) AS fields"
        " FROM journal_entry ORDER BY seq"
    )
    result = db.session.execute(query.execution_options(yield_per=2000))
    for row in result:
        yield row.seq, row.canonical, bytes(row.previous), bytes(row.hash), row.fields
