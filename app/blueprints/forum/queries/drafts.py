"""Drafts of the person for whom the transaction works: row-level security shows nobody another's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import NoResultFound

from app.blueprints.forum.models import Draft, Post, Revision, Space, Thread
from app.blueprints.forum.queries.posts import get_placed_post
from app.blueprints.forum.queries.spaces import space_shown
from app.blueprints.forum.queries.threads import thread_shown
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.forum.terms.writing import Place, PlaceKind
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.terms.decisions import Action
from app.core.db import db

_KEPT = (
    Draft.id, Draft.place, Draft.organisation_id, Draft.lang, Draft.title, Draft.body, Draft.reply_to, Draft.quote,
    Draft.saved_at, Draft.version,
)  # fmt: skip


_LOADERS: dict[PlaceKind, Callable[[int], Any]] = {
    PlaceKind.SPACE: space_shown,
    PlaceKind.THREAD: thread_shown,
    PlaceKind.POST: get_placed_post,
}


def draft_at(person_id: int, place: str) -> Row[Any] | None:
    """What the person has begun to write at this place."""
    query = select(*_KEPT).where(Draft.person_id == person_id, Draft.place == place)
    return db.session.execute(query).one_or_none()


def draft_numbered(draft_id: int) -> Row[Any]:
    """One draft (person, place, version), if it is hers."""
    return db.session.execute(select(Draft.person_id, Draft.place, Draft.version).where(Draft.id == draft_id)).one()


def thing_at(place: Place) -> Any | None:
    """The space, thread or post in which somebody writes; None when there is none."""
    try:
        return _LOADERS[place.kind](place.number)
    except NoResultFound:
        return None


def drafts_of(person_id: int) -> list[Row[Any]]:
    """Everything that the person has begun to write, the newest first, with what it is about."""
    place = func.split_part(Draft.place, ":", 1)
    number = func.split_part(Draft.place, ":", 2)
    query = (
        select(
            Draft.id, Draft.place, Draft.lang, Draft.title, Draft.body, Draft.saved_at,
            Thread.id.label("thread_id"),
            Thread.title.label("thread"), Thread.title_hidden, Thread.lang.label("thread_lang"),
            Space.names, Space.lang.label("space_lang"), Post.seq,
        )
        .outerjoin(Post, (place == "post") & (Post.id == number.cast(Post.id.type)))
        .outerjoin(
            Thread,
            ((place == "thread") & (Thread.id == number.cast(Thread.id.type))) | (Thread.id == Post.thread_id),
        )
        .outerjoin(Space, (place == "space") & (Space.id == number.cast(Space.id.type)))
        .where(Draft.person_id == person_id)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )  # fmt: skip
    return list(db.session.execute(query))


def returned_to(person_id: int) -> list[Row[Any]]:
    """Her posts that a moderator has sent back, the newest first, each with what it says and what the moderator wrote.

    `decision_id` and `facts` are None until the decision stands: row-level security shows it to her only then.
    """
    why = (
        select(Decision.id, Decision.facts, Decision.statement_language)
        .where(Decision.subject_type == KIND, Decision.subject_id == Post.id, Decision.action == Action.RETURN)
        .order_by(Decision.id.desc())
        .limit(1)
        .lateral()
    )
    query = (
        select(
            Post.id, Post.seq, Post.lang, Post.hidden_at, Post.thread_id, Revision.body, why.c.id.label("decision_id"),
            why.c.facts, why.c.statement_language.label("facts_lang"),
        )
        .join(Revision, (Revision.post_id == Post.id) & (Revision.number == Post.revision))
        .outerjoin(why, true())
        .where(Post.author_id == person_id, Post.state == PostState.RETURNED)
        .order_by(Post.hidden_at.desc(), Post.id.desc())
    )  # fmt: skip
    return list(db.session.execute(query))


def count_drafts(person_id: int) -> int:
    return db.session.scalar(select(func.count()).where(Draft.person_id == person_id)) or 0


def write_draft(person_id: int, place: str, version: int, values: dict[str, Any]) -> int | None:
    """Write what is at the place, if it still has `version` (0: nothing); the new version, or None when it has not."""
    statement = (
        insert(Draft)
        .values(person_id=person_id, place=place, version=1, **values)
        .on_conflict_do_update(
            index_elements=["person_id", "place"],
            set_=values | {"version": Draft.version + 1},
            where=Draft.version == version,
        )
        .returning(Draft.version)
    )
    return db.session.execute(statement).scalar_one_or_none()


def forget_draft(person_id: int, place: str) -> None:
    db.session.execute(
        delete(Draft)
        .where(Draft.person_id == person_id, Draft.place == place)
        .execution_options(synchronize_session=False)
    )


def forget_before(moment: datetime) -> int:
    """Throw away what nobody has written on since; how many."""
    result = db.session.execute(
        delete(Draft).where(Draft.saved_at < moment).execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
