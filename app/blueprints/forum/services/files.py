"""Files on posts: taken in for the organisation that speaks, shown to whoever sees the post."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments import queries as attachment_queries
from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.forum.models import Attachment, Post
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.queries import files as queries
from app.blueprints.forum.rules.found import number_signal, signal_of
from app.blueprints.forum.terms.posts import KIND
from app.blueprints.forum.terms.writing import MOST_FILES, Screened
from app.blueprints.journal.services import record
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.screening.services import documents
from app.blueprints.screening.terms.documents import AROUND, Reading
from app.core.db import db, lent
from app.core.downloads import Download
from app.core.errors import Refused


def take_in(organisation_id: int, uploads: Iterable[tuple[str, BinaryIO]], *, by: Actor) -> tuple[int, ...]:
    """Check and store uploads (name, bytes) before anything is locked; their numbers, each once."""
    given = list(uploads)
    if not given:
        return ()
    if len(given) > MOST_FILES:
        raise Refused("too_many_files", field="files", limit=MOST_FILES)
    member = by.membership(organisation_id)
    if member is None or member.role not in WRITERS:
        raise Refused("not_for_this_organisation", field="organisation_id")
    firm = get_organisation(organisation_id)
    taken: dict[int, None] = {}
    for name, upload in given:
        try:
            taken[attachments.take_in(firm, upload, name, by=by).id] = None
        except Refused as error:
            raise Refused(error.code, **error.params, field="files") from None
    return tuple(taken)


def hang(post: Post, file_ids: Sequence[int], without: Iterable[int] = ()) -> tuple[Reading, ...]:
    """Hang files of the post's organisation on it, and take others away.

    A document is read before others open it; gives what is known of those that were read before.
    """
    held = {row.file_id: row for row in queries.attached(post.id)}
    for number in set(without) & set(held):
        held[number].state = FileState.ERASED
    found = attachment_queries.files_of(post.organisation_id, list(file_ids))
    files = {number: found[number] for number in file_ids if number in found}  # in the order in which they were chosen
    for number in set(files) & set(held):  # taken away and chosen again
        held[number].state = files.pop(number).state
    readings = [documents.read_later(file) for file in files.values()]
    if sum(row.state is not FileState.ERASED for row in held.values()) + len(files) > MOST_FILES:
        raise Refused("too_many_files", field="files", limit=MOST_FILES)
    for file, reading in zip(files.values(), readings, strict=True):
        db.session.add(
            Attachment(
                post_id=post.id,
                organisation_id=post.organisation_id,
                file_id=file.id,
                name=file.name,
                kind=file.kind,
                size=file.size,
                state=file.state,
                screened=screened_as(reading),
            )
        )
    db.session.flush()
    queries.count_files(post.id)
    return tuple(reading for reading in readings if reading.is_over)


def screened_as(reading: Reading) -> Screened:
    """Whether readers may open a file that has been read so far, and for what was found in it."""
    if not reading.is_over:
        return Screened.WAITING
    return Screened.WITHHELD if reading.stops else Screened.PASSED


def signal(post_id: int, readings: Iterable[Reading]) -> None:
    """Have a moderator look at what was found in the post's documents, where that is called for.

    She is told which document, and on which pages (or sheets).
    """
    for reading in readings:
        found = [(each.kind, each.certainty) for each in reading.found]
        draft = number_signal(found) if reading.stops else signal_of(found)
        if draft is not None:
            name = next((row.name for row in queries.attached(post_id) if row.file_id == reading.file_id), "")
            pages = ", ".join(str(page) for page in sorted({each.page for each in reading.found} - {AROUND}))
            open_case(KIND, post_id, replace(draft, note=f"{name}: {pages}" if pages else name), by=None)


def let_through(post_id: int) -> None:
    """A moderator has looked at the post and lets it stand: so do the documents that waited for her."""
    queries.let_through(post_id)


def readings_of(files: Iterable[Any]) -> dict[int, Reading]:
    """How far these files (rows of `files_of`) have been read, by the file's number, for those who may know."""
    return documents.result_of([file.file_id for file in files])


def open_file(found: Any) -> Download:
    """The file of a row of `served_file`, for somebody who has been found to see the post that it hangs on."""
    with lent(found.organisation_id):
        file = attachment_queries.get_file(found.file_id)
    return attachments.serve(file)


def hear_of_file(file: File) -> None:
    """The scanner has spoken."""
    queries.settle_file(file.organisation_id, file.id, file.state)


def hear_of_reading(organisation_id: int, reading: Reading) -> None:
    """A document has been read: readers open it, or it waits for a moderator; and its author is told what was found."""
    for post_id in queries.settle_screened(organisation_id, reading.file_id, screened_as(reading)):
        signal(post_id, [reading])
        if reading.found:
            record(
                "forum.file_found", subject=("forum_post", post_id), by=None, organisation_id=organisation_id,
                file_id=reading.file_id, withheld=reading.stops,
            )  # fmt: skip


attachments.on_verdict(hear_of_file)
documents.on_read(hear_of_reading)
