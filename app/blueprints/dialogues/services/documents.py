"""Documents of a dialogue: taken in for the host that adds them, without their metadata, and published to everybody."""

from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments import queries as files
from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Document
from app.blueprints.dialogues.queries import documents as queries
from app.blueprints.dialogues.services import changes
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.blueprints.journal.services import record
from app.blueprints.screening.services import documents as screening
from app.core import text
from app.core.clock import now
from app.core.db import db, lent
from app.core.downloads import Download
from app.core.errors import Conflict, Refused


def add_document(dialogue: Any, organisation_id: int, draft: DocumentDraft, *, by: Actor | None) -> Document:
    """A document of this host, which only the hosts see until it is published. `dialogue` is a row, or the dialogue.

    A file loses who wrote it and with what, and is read for identity numbers as soon as it has been scanned.
    """
    _refuse_closed(dialogue)
    for field in ("title", "source", "body"):
        refuse_identity_numbers(getattr(draft, field), field=field)
    if (draft.upload is None) == (not draft.body):
        raise Refused("a_file_or_a_text", field="file")
    document = Document(
        dialogue_id=dialogue.id, organisation_id=organisation_id, lang=draft.lang, title=draft.title,
        source=draft.source, written_on=draft.written_on, body=draft.body, body_html=text.to_html(draft.body),
        added_by=by.person_id if by else None,
    )  # fmt: skip
    if draft.upload is not None:
        file = attachments.take_in(get_organisation(organisation_id), draft.upload, draft.name, by=by, stripped=True)
        screening.read_later(file)
        document.file_id, document.name, document.kind = file.id, file.name, file.kind
        document.size, document.state = file.size, file.state
    db.session.add(document)
    record(
        "dialogues.document_added", subject=document, by=by, organisation_id=organisation_id, dialogue_id=dialogue.id
    )
    return document


def publish_document(dialogue: Any, document_id: int, *, by: Actor | None) -> Document:
    """Everybody can open it from now on, and whoever listens to changes of the dialogue is told."""
    _refuse_closed(dialogue)
    if dialogue.state == DialogueState.DRAFT:
        raise Conflict("dialogue_is_not_published")
    refuse_silenced(by)
    document = queries.lock_document(document_id)
    if document.published_at is not None:
        raise Conflict("document_is_published")
    _refuse_unread(document)
    document.published_at, document.published_by = now(), by.person_id if by else None
    db.session.flush()
    changes.tell(
        changes.Change(
            dialogue_id=dialogue.id, part="document", number=document.id, title=document.title, lang=document.lang,
            at=document.published_at, path=f"/dialogues/{dialogue.id}/documents",
        ),
        by=by,
    )  # fmt: skip
    record(
        "dialogues.document_published", subject=document, by=by, organisation_id=document.organisation_id,
        dialogue_id=dialogue.id,
    )  # fmt: skip
    return document


def _refuse_unread(document: Document) -> None:
    """What waits for the scanner or the reader is not published, nor what was stopped, or holds identity numbers."""
    if document.state is FileState.QUARANTINED:
        raise Conflict("document_is_being_checked")
    if document.state is not FileState.CLEAN:
        raise Conflict("document_was_stopped")
    if document.file_id is None:
        return
    with lent(document.organisation_id):
        reading = screening.result_of([document.file_id]).get(document.file_id)
    if reading is not None and not reading.is_over:
        raise Conflict("document_is_being_checked")
    if reading is not None and reading.stops:
        raise Conflict("document_holds_numbers")


def withdraw_document(dialogue: Any, document_id: int, *, by: Actor | None) -> None:
    """A draft goes; what was published is said to be withdrawn, for what was told cannot be untold."""
    _refuse_closed(dialogue)
    document = queries.lock_document(document_id)
    if document.published_at is None:
        record(
            "dialogues.document_removed", subject=("dialogues_document", document.id), by=by,
            organisation_id=document.organisation_id, dialogue_id=dialogue.id,
        )  # fmt: skip
        db.session.delete(document)
    elif document.withdrawn_at is None:
        refuse_silenced(by)
        document.withdrawn_at = now()
        record(
            "dialogues.document_withdrawn", subject=document, by=by, organisation_id=document.organisation_id,
            dialogue_id=dialogue.id,
        )  # fmt: skip


def open_document(found: Any) -> Download:
    """The file of a row of `find_document`, for somebody who has been found to see it."""
    with lent(found.organisation_id):
        file = files.get_file(found.file_id)
    return attachments.serve(file)


def hear_of_file(file: File) -> None:
    """The scanner has spoken."""
    queries.settle_file(file.organisation_id, file.id, file.state)


def _refuse_closed(dialogue: Any) -> None:
    if dialogue.state == DialogueState.CLOSED:
        raise Conflict("dialogue_is_closed")


attachments.on_verdict(hear_of_file)
