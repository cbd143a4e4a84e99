"""The doors of the room: take a file in, give it out, erase it; and the jobs that scan and sweep."""

import hashlib
import logging
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO

from app.adapters.antivirus import Outcome, Scanner
from app.adapters.storage import NotStored, StoreFailed
from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments import installation, queries, rules
from app.blueprints.attachments.models import File
from app.blueprints.attachments.rules.pictures import MOST_PIXELS
from app.blueprints.attachments.terms import (
    ACCEPTED,
    CONTENT_TYPES,
    LONGEST_VERDICT,
    MEGABYTE,
    MOST_BYTES,
    FileState,
    Looked,
    Unacceptable,
)
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import acting_for, unit_of_work
from app.core.downloads import Download
from app.core.errors import Conflict, Refused
from app.core.jobs import defer, job, periodic

log = logging.getLogger("samhandel.files")
SCAN, DISCARD = "attachments.scan", "attachments.discard"
CLAMD = "clamd"
CHUNK = 1 << 16
AGAIN = timedelta(minutes=1)  # at the earliest, after a scanner that gave no answer
MOST_AT_ONCE = 200
ORPHANED_AFTER = timedelta(days=1)
SWEPT_AT_ONCE = 500

_name_checks: list[Callable[[str], Any]] = []
_verdict_hooks: list[Callable[[File], None]] = []


def register_name_check(holds_identity_number: Callable[[str], Any]) -> None:
    """A room above says how to find an identity number in a file's name; such a name is refused."""
    if holds_identity_number not in _name_checks:
        _name_checks.append(holds_identity_number)


def on_verdict(tell: Callable[[File], None]) -> None:
    """Call `tell(file)` in the worker when a file has left quarantine (clean, infected, rejected).

    In the transaction that says so, working for the file's organisation; once for each file. A file that no scanner
    was there for is clean at once, and nobody is told.
    """
    if tell not in _verdict_hooks:
        _verdict_hooks.append(tell)


def take_in(
    organisation: Organisation,
    upload: BinaryIO,
    name: str,
    *,
    by: Actor | None,
    keep_name: bool = True,
    stripped: bool = False,
) -> File:
    """Check, store and write down an upload; `Refused(code, field="file")` says what is wrong with it.

    `keep_name=False` calls it "document": for what is about a person. `stripped` takes out who wrote it, where and
    with what, before it is stored: for what others will open. A file that the organisation holds already is
    given as it is, with `already_here` set. With a scanner the file is in quarantine until a job has had it scanned.
    """
    if keep_name:
        _check_name(name)
    try:
        with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as bare:
            sha256, size = _copy(upload, copy)
            looked, kept = _look_through(copy, name), copy
            if stripped:
                (sha256, size), kept = _copy(_strip(copy, looked), bare), bare
            known = queries.living_file(organisation.id, sha256)
            if known is None:
                return _keep(organisation, kept, looked, sha256, size, keep_name=keep_name, by=by)
    except StoreFailed as error:
        log.exception("file not stored", extra={"why": str(error)})
        raise Refused("file_not_stored", field="file") from error
    return _again(known, keep_name=keep_name)


def _check_name(name: str) -> None:
    text = rules.readable(name).replace("_", " ")
    if any(check(text) for check in _name_checks):
        raise Refused("identity_number_in_name", field="file")


def _copy(upload: BinaryIO, copy: BinaryIO) -> tuple[str, int]:
    """Copy piece by piece as far as the limit; gives SHA-256 and size in bytes."""
    digest, size = hashlib.sha256(), 0
    while piece := upload.read(CHUNK):
        size += len(piece)
        if size > MOST_BYTES:
            raise Refused("file_too_large", field="file", most=MOST_BYTES // MEGABYTE)
        digest.update(piece)
        try:
            copy.write(piece)
        except OSError as error:
            raise StoreFailed("temporary folder") from error
    if not size:
        raise Refused("file_empty", field="file")
    return digest.hexdigest(), size


def _look_through(copy: BinaryIO, name: str) -> Looked:
    with _worded():
        return rules.look_through(copy, name)


def _strip(copy: BinaryIO, looked: Looked) -> BinaryIO:
    with _worded():
        return rules.strip(copy, looked.kind)


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except Unacceptable as found:
        raise Refused(found.code, field="file", accepted=ACCEPTED, pixels=MOST_PIXELS // 1_000_000) from None


def _keep(
    organisation: Organisation,
    copy: BinaryIO,
    looked: Looked,
    sha256: str,
    size: int,
    *,
    keep_name: bool,
    by: Actor | None,
) -> File:
    """The bytes first, then the row: a row never lacks its bytes, and bytes without a row are swept away."""
    key, at, waits = secrets.token_hex(16), now(), installation.scanner() is not None
    copy.seek(0)
    installation.store().put(key, copy, size)
    file = queries.insert_file(
        {
            "organisation_id": organisation.id,
            "name": looked.name if keep_name else rules.nameless(looked.kind),
            "kind": looked.kind,
            "size": size,
            "sha256": sha256,
            "storage_key": key,
            "state": FileState.QUARANTINED if waits else FileState.CLEAN,
            "scan_after": at,
            "uploaded_at": at,
            "uploaded_by_id": by.id if by else None,
        }
    )
    if file is None:  # the same file came in at the same moment
        with suppress(StoreFailed):
            installation.store().delete(key)
        known = queries.living_file(organisation.id, sha256)
        if known is None:
            raise Refused("file_not_stored", field="file")
        return _again(known, keep_name=keep_name)
    record(
        "attachments.file_taken_in",
        subject=file,
        by=by,
        organisation_id=organisation.id,
        kind=file.kind.value,
        sha256=sha256,
    )
    if waits:
        defer(SCAN, file_id=file.id, organisation_id=file.organisation_id)
    return file


def _again(file: File, *, keep_name: bool) -> File:
    """The file is here already. What turns out to be about a person loses its name."""
    if not keep_name:
        file.name = rules.nameless(file.kind)
    file.already_here = True  # type: ignore[misc]
    return file


def serve(file: File) -> Download:
    """What `core.downloads.answer` hands over. Only a clean file; `Conflict` says that it waits, or is gone."""
    if file.state is not FileState.CLEAN:
        raise Conflict("file_not_ready")
    try:
        pieces = installation.store().open(file.storage_key)
    except StoreFailed as error:
        log.exception("file not in the store", extra={"file": file.id, "why": str(error)})
        raise Conflict("file_is_lost") from error
    return Download(file.name, CONTENT_TYPES[file.kind], file.size, pieces)


def read_clean(file: File) -> Iterator[bytes]:
    """The bytes of a clean file, for a room that reads them itself; `NotStored` when there are none (any more)."""
    if file.state is not FileState.CLEAN:
        raise NotStored(file.storage_key)
    with closing(installation.store().open(file.storage_key)) as pieces:
        yield from pieces


def erase(file: File, *, by: Actor | None) -> None:
    """Take the bytes and the name away, once this transaction is committed; kind, size and SHA-256 stay.

    The same file may serve several purposes: the caller makes sure that none of them needs it any more.
    """
    if queries.erase_file(file.id, now(), rules.nameless(file.kind)):
        record("attachments.file_erased", subject=file, by=by, organisation_id=file.organisation_id, sha256=file.sha256)
        defer(DISCARD, key=file.storage_key)


@job(SCAN, retry=False)
def scan(file_id: int, organisation_id: int) -> None:
    """Have one waiting file scanned. Without an answer it waits on, and `scan_waiting` has it tried again."""
    scanner = installation.scanner()
    if scanner is None:
        return
    again = max(AGAIN, timedelta(seconds=2 * scanner.timeout))
    with unit_of_work(acting_for(organisation_id)):
        file = queries.take_for_scan(file_id, now(), again)
    verdict = file and _ask(scanner, file)
    if not file or not verdict:
        return
    with unit_of_work(acting_for(organisation_id)):
        _settle(file.id, *verdict)


def _ask(scanner: Scanner, file: File) -> tuple[FileState, str] | None:
    """The file's new state and the verdict's words; None while nobody knows."""
    digest = hashlib.sha256()
    try:
        with closing(installation.store().open(file.storage_key)) as pieces:
            found = scanner.scan(_summed(pieces, digest.update))
    except StoreFailed as error:
        why = "no bytes" if isinstance(error, NotStored) else str(error)
        log.exception("file not scanned", extra={"file": file.id, "why": why})
        return None
    if found.outcome is Outcome.ERROR:
        log.warning("file not scanned", extra={"file": file.id, "why": found.name})
        return None
    if found.outcome is Outcome.INFECTED:
        return FileState.INFECTED, found.name[:LONGEST_VERDICT]
    if digest.hexdigest() != file.sha256:
        return FileState.REJECTED, "changed_in_store"
    return FileState.CLEAN, ""


def _summed(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _settle(file_id: int, state: FileState, verdict: str) -> None:
    file = queries.settle_scan(file_id, state=state, verdict=verdict, scanned_at=now(), scanned_by=CLAMD)
    if file is None:
        return
    record(
        f"attachments.file_{state.value}",
        subject=file,
        by=None,
        organisation_id=file.organisation_id,
        sha256=file.sha256,
        verdict=verdict,
    )
    if state is not FileState.CLEAN:
        log.warning("file removed", extra={"file": file.id, "state": state.value})
        defer(DISCARD, key=file.storage_key)
    for tell in _verdict_hooks:
        tell(file)


@periodic("* * * * * 20", "attachments.scan_waiting")
def scan_waiting() -> None:
    """Each minute: what waits in quarantine goes on the queue again, once the scanner answers."""
    scanner = installation.scanner()
    with unit_of_work(queries.STOREKEEPER):
        waiting = queries.waiting_files(now(), MOST_AT_ONCE)
    if not waiting:
        return
    if scanner is None or not scanner.is_there():
        log.warning("files wait for the virus scanner", extra={"files": len(waiting)})
        return
    with unit_of_work():
        for file_id, organisation_id in waiting:
            defer(SCAN, file_id=file_id, organisation_id=organisation_id)


@job(DISCARD)
def discard(key: str) -> None:
    """Take bytes away that no living file has."""
    _discard([key])


@periodic("41 3 * * * 0", "attachments.sweep")
def sweep() -> None:
    """Each night: bytes older than a day that no living file has. What a rollback, a crash or a store away left."""
    keys = installation.store().keys(now() - ORPHANED_AFTER)
    swept = 0
    while some := list(islice(keys, SWEPT_AT_ONCE)):
        swept += _discard(some)
    if swept:
        log.info("swept", extra={"files": swept})


def _discard(keys: list[str]) -> int:
    with unit_of_work(queries.STOREKEEPER):
        gone = set(keys) - queries.keys_in_use(keys)
    for key in gone:
        installation.store().delete(key)
    return len(gone)
