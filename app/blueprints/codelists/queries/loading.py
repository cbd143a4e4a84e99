"""What a load reads and writes: the edition that is there, and the new one beside it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, text

from app.blueprints.codelists.models import CodeEntry, CodeList
from app.blueprints.codelists.rules.searching import searched
from app.blueprints.codelists.terms import Entry, Kind
from app.core.db import db


def hold(kind: Kind) -> None:
    """Until this transaction ends nobody else loads this list."""
    db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": f"codelists.{kind.value}"})


def latest(kind: Kind, version: str) -> CodeList | None:
    """The edition of this version that was loaded last."""
    query = select(CodeList).where(CodeList.kind == kind, CodeList.version == version).order_by(CodeList.id.desc())
    return db.session.scalars(query.limit(1)).first()


def entries_of(edition: CodeList) -> Sequence[Row[Any]]:
    query = select(CodeEntry.code, CodeEntry.nb, CodeEntry.nn, CodeEntry.en).where(CodeEntry.list_id == edition.id)
    return db.session.execute(query).all()


def add(edition: CodeList, entries: Sequence[Entry]) -> None:
    """All of an edition, in one statement a thousand codes."""
    db.session.add(edition)
    db.session.flush()
    rows = [
        {
            "list_id": edition.id,
            "code": entry.code,
            "parent": entry.parent,
            "nb": entry.nb,
            "nn": entry.nn,
            "en": entry.en,
            "words": searched(entry.code, entry.nb, entry.nn, entry.en),
        }
        for entry in entries
    ]
    db.session.execute(insert(CodeEntry), rows)
