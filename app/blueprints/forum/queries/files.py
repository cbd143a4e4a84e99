"""Files on posts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from app.blueprints.attachments.terms import FileState
from app.blueprints.forum.models import Attachment, Post, Space, Thread
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.forum.terms.writing import Screened
from app.core.db import db, read

_FILES = (
    select(
        Attachment.id,
        Attachment.post_id,
        Attachment.file_id,
        Attachment.name,
        Attachment.kind,
        Attachment.size,
        Attachment.state,
        Attachment.screened,
    )
    .where(Attachment.post_id.in_(bindparam("posts", expanding=True)), Attachment.state != FileState.ERASED)
    .order_by(Attachment.id)
)


def files_of(post_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The files of these posts, by post, as they were added."""
    found: dict[int, list[Row[Any]]] = {}
    for row in read(_FILES, {"posts": list(post_ids)}) if post_ids else ():
        found.setdefault(row.post_id, []).append(row)
    return found


def served_file(attachment_id: int) -> Row[Any]:
    """Whose file it is that hangs on which post (`post_id`), if it is clean and its space can be seen."""
    query = (
        select(Attachment.post_id, Attachment.organisation_id, Attachment.file_id, Attachment.screened)
        .join(Post, Post.id == Attachment.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(
            Attachment.id == attachment_id, Attachment.state == FileState.CLEAN, Space.state != SpaceState.HIDDEN,
        )
    )  # fmt: skip
    return db.session.execute(query).one()


def attached(post_id: int) -> list[Attachment]:
    """What hangs on the post, and what its author has taken away again; to be changed."""
    return list(db.session.scalars(select(Attachment).where(Attachment.post_id == post_id).order_by(Attachment.id)))


def count_files(post_id: int) -> None:
    """The post says again how many files hang on it, counting those that were stopped."""
    hangs = (Attachment.post_id == post_id, Attachment.state != FileState.ERASED)
    number = select(func.count()).where(*hangs).scalar_subquery()
    statement = update(Post).where(Post.id == post_id).values(file_count=number)
    db.session.execute(statement.execution_options(synchronize_session=False))


def settle_file(organisation_id: int, file_id: int, state: FileState) -> None:
    """What the scanner found holds wherever the file hangs; what its author has taken away stays away."""
    db.session.execute(
        update(Attachment)
        .where(
            Attachment.organisation_id == organisation_id, Attachment.file_id == file_id,
            Attachment.state == FileState.QUARANTINED,
        )
        .values(state=state)
        .execution_options(synchronize_session=False)
    )  # fmt: skip


def settle_screened(organisation_id: int, file_id: int, screened: Screened) -> list[int]:
    """The file has been read: what that came to, wherever it hangs and waits. Gives the posts, if they are there."""
    changed = (
        update(Attachment)
        .where(
            Attachment.organisation_id == organisation_id, Attachment.file_id == file_id,
            Attachment.screened == Screened.WAITING,
        )
        .values(screened=screened)
        .returning(Attachment.post_id, Attachment.state)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    hangs = [row.post_id for row in db.session.execute(changed) if row.state != FileState.ERASED]
    gone = (PostState.WITHDRAWN, PostState.MOVED, PostState.HIDDEN)
    query = select(Post.id).where(Post.id.in_(hangs), Post.state.not_in(gone)).order_by(Post.id)
    return list(db.session.scalars(query)) if hangs else []


def let_through(post_id: int) -> int:
    """A moderator has looked: readers open what was withheld on the post. How many files that were."""
    result = db.session.execute(
        update(Attachment)
        .where(Attachment.post_id == post_id, Attachment.screened == Screened.WITHHELD)
        .values(screened=Screened.PASSED)
        .execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
