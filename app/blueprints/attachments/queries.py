"""Every statement about files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.attachments.models import LIVES, File
from app.blueprints.attachments.terms import LIVING, FileState
from app.core.db import Context, db
from app.core.embedded import WORKER

# For whom the jobs work that look after everybody's files: they see rows and change none.
STOREKEEPER = Context(platform=("storekeeper",))


def get_file(file_id: int) -> File:
    """The file; row-level security lets only its organisation find it."""
    return db.session.scalars(select(File).where(File.id == file_id)).one()


def files_of(organisation_id: int, file_ids: Sequence[int]) -> dict[int, File]:
    """Several files of one organisation, by id."""
    query = select(File).where(File.organisation_id == organisation_id, File.id.in_(file_ids))
    return {file.id: file for file in db.session.scalars(query)}


def insert_file(values: dict[str, Any]) -> File | None:
    """A new file; None when the organisation holds the same one already, or somebody is adding it just now."""
    query = (
        insert(File)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["organisation_id", "sha256"], index_where=text(LIVES))
        .returning(File)
    )
    return db.session.scalars(query).one_or_none()


def living_file(organisation_id: int, sha256: str) -> File | None:
    """The organisation's file with this content, if it is there or waits."""
    query = select(File).where(File.organisation_id == organisation_id, File.sha256 == sha256, File.state.in_(LIVING))
    return db.session.scalars(query).one_or_none()


def take_for_scan(file_id: int, at: datetime, again: timedelta) -> File | None:
    """A waiting file whose time has come, now in this job's hands for as long as `again`; None for any other."""
    query = (
        update(File)
        .where(File.id == file_id, File.state == FileState.QUARANTINED, File.scan_after <= at)
        .values(scan_after=at + again)
        .returning(File)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def settle_scan(file_id: int, **values: Any) -> File | None:
    """What a scan came to; None when the file no longer waits (somebody has erased it meanwhile)."""
    query = update(File).where(File.id == file_id, File.state == FileState.QUARANTINED).values(**values).returning(File)
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def erase_file(file_id: int, at: datetime, name: str) -> bool:
    """Say that a file is erased, and called `name`; False when it was so before."""
    query = (
        update(File)
        .where(File.id == file_id, File.state != FileState.ERASED)
        .values(state=FileState.ERASED, erased_at=at, name=name)
        .returning(File)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none() is not None


def waiting_files(at: datetime, most: int) -> Sequence[Row[Any]]:
    """(id, organisation_id) of those that wait for the scanner and may be tried, the longest waiting first."""
    query = (
        select(File.id, File.organisation_id)
        .where(File.state == FileState.QUARANTINED, File.scan_after <= at)
        .order_by(File.scan_after)
        .limit(most)
    )
    return db.session.execute(query).all()


def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Those of the keys whose bytes belong to a file that is there or waits, of whatever organisation.

    Only the worker sees that. To any other role every file would look like nobody's, so it may not ask.
    """
    if db.session.scalar(select(func.current_user())) != WORKER:
        raise RuntimeError("only the worker sees whose the bytes are")
    query = select(File.storage_key).where(File.storage_key.in_(keys), File.state.in_(LIVING))
    return set(db.session.scalars(query))
