"""Documents are read in the worker, once, and the rooms that asked for it hear what was found.

`read_later` is called when a file has been taken in, whatever state it is in: it is read when it is clean.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable

from app.adapters.storage import NotStored
from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.models import File
from app.blueprints.attachments.queries import files_of
from app.blueprints.attachments.terms import FileKind, FileState
from app.blueprints.journal.services import record
from app.blueprints.screening.models.documents import Document
from app.blueprints.screening.queries import documents as queries
from app.blueprints.screening.rules import documents as rules
from app.blueprints.screening.services import findings
from app.blueprints.screening.terms.documents import READABLE, Found, Reading, ReadState, WhyNot
from app.blueprints.screening.terms.findings import Certainty, FindingKind, is_told
from app.core.clock import now
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer, job

log = logging.getLogger("samhandel.screening")
READ = "screening.read_document"
STEPS = 50  # a long document says so often how far it has been read

Hear = Callable[[int, Reading], None]
_hooks: list[Hear] = []


def on_read(tell: Hear) -> None:
    """Call `tell(organisation_id, reading)` in the worker when a document has been read, or cannot be.

    In the transaction that says so, working for the file's organisation; once for each file.
    """
    if tell not in _hooks:
        _hooks.append(tell)


def read_later(file: File) -> Reading:
    """Have the file read, once it is clean. Gives what is known: of one that was read before, what was found."""
    supported = file.kind in READABLE
    made = queries.insert_document(
        {
            "organisation_id": file.organisation_id,
            "file_id": file.id,
            "kind": file.kind,
            "state": ReadState.WAITING if supported else ReadState.UNREADABLE,
            "why": None if supported else WhyNot.UNSUPPORTED,
            "found": [],
            "pages_done": 0,
            "read_at": None if supported else now(),
        }
    )
    if made is None:
        return result_of([file.id])[file.id]
    if supported and file.state is FileState.CLEAN:
        defer(READ, file_id=file.id, organisation_id=file.organisation_id)
    return _reading(made)


def result_of(file_ids: Iterable[int]) -> dict[int, Reading]:
    """What is known of these files, by their ids: those that the actor's organisations hold; a moderator's are all."""
    return {document.file_id: _reading(document) for document in queries.documents_of(list(file_ids))}


def hear_of_file(file: File) -> None:
    """The scanner has spoken: what is clean is read."""
    if file.state is FileState.CLEAN:
        if queries.change_unread(file.organisation_id, file.id, state=ReadState.WAITING):
            defer(READ, file_id=file.id, organisation_id=file.organisation_id)
    else:
        _end(file.organisation_id, file.id, WhyNot.GONE)


attachments.on_verdict(hear_of_file)


@job(READ)
def read_document(file_id: int, organisation_id: int) -> None:
    """Read one document, and say what it holds. What a killed worker had begun, the next begins again."""
    context = acting_for(organisation_id)
    with unit_of_work(context):
        document = queries.change_unread(organisation_id, file_id, state=ReadState.READING)
        file = files_of(organisation_id, [file_id]).get(file_id)
    if document is None or file is None:
        return
    counted: Counter[tuple[int, FindingKind, Certainty]] = Counter()
    told = _Told()
    why = None
    try:
        with tempfile.TemporaryFile() as copy:
            copy.writelines(attachments.read_clean(file))
            copy.flush()
            for piece in rules.read(copy, file.kind):
                with unit_of_work(context):
                    _look(piece, counted)
                    told.take(document.id, piece)
    except rules.NotToTheEnd as ended:
        why = ended.why
    except NotStored:
        why = WhyNot.GONE
    found = [Found(page, kind, certainty, count) for (page, kind, certainty), count in sorted(counted.items())]
    with unit_of_work(context):
        _end(organisation_id, file_id, why, found, told)


class _Told:
    """How far the reading has come, and what of it was said."""

    def __init__(self) -> None:
        self.done = self.said = self.characters = 0
        self.total: int | None = None

    def take(self, document_id: int, piece: rules.Piece) -> None:
        """A new page begins: the one before is read. Said at its first page, and then fifty times at most."""
        self.total, self.characters = piece.of, self.characters + len(piece.text.strip())
        first, self.done = not self.done, max(self.done, piece.page)
        before = max(self.done - 1, 0)
        if first or before - self.said >= max(1, (self.total or 0) // STEPS):
            queries.progress(document_id, before, self.total)
            self.said = before


def _look(piece: rules.Piece, counted: Counter[tuple[int, FindingKind, Certainty]]) -> None:
    for finding in findings(piece.text):
        if is_told(finding.kind, finding.certainty):
            counted[piece.page, finding.kind, finding.certainty] += 1


def _end(
    organisation_id: int, file_id: int, why: WhyNot | None, found: Iterable[Found] = (), told: _Told | None = None
) -> None:
    """Whoever comes first says so: what a second worker read meanwhile is thrown away."""
    document = queries.change_unread(
        organisation_id,
        file_id,
        state=ReadState.UNREADABLE if why else ReadState.READ,
        why=why,
        found=[
            {"page": each.page, "kind": each.kind.value, "certainty": each.certainty.value, "count": each.count}
            for each in found
        ],
        pages_done=told.done if told else 0,
        pages_total=told.total if told else None,
        characters=told.characters if told else None,
        read_at=now(),
    )
    if document is None:
        return
    reading = _reading(document)
    record(
        "screening.document_read",
        subject=document,
        by=None,
        organisation_id=organisation_id,
        file_id=file_id,
        why=why.value if why else "",
        pages=document.pages_done,
        found=dict(sorted(Counter(each["kind"] for each in document.found for _ in range(each["count"])).items())),
    )
    if why:
        log.info("document not read to its end", extra={"document": document.id, "why": why.value})
    for tell in _hooks:
        tell(organisation_id, reading)


def _reading(document: Document) -> Reading:
    return Reading(
        file_id=document.file_id,
        state=document.state,
        why=document.why,
        pages_done=document.pages_done,
        pages_total=document.pages_total,
        has_text=document.characters != 0,
        by_sheet=document.kind is FileKind.XLSX,
        found=tuple(
            Found(each["page"], FindingKind(each["kind"]), Certainty(each["certainty"]), each["count"])
            for each in document.found
        ),
    )
