"""What a quote is of, and the quotes of a page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, exists, func, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.forum.models import Post, Quote, Revision, Space, Thread
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db, read


def quotable(thread_id: int, seq: int, revision: int) -> Row[Any] | None:
    """One revision of a post of the thread that everybody can see: id, lang, html, and who wrote it."""
    query = (
        select(
            Post.id, Post.seq, Revision.number, Revision.lang, Revision.html,
            Person.name.label("author"), Organisation.name.label("organisation"),
        )
        .join(Revision, and_(Revision.post_id == Post.id, Revision.number == revision))
        .join(Person, Person.id == Post.author_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.thread_id == thread_id, Post.seq == seq, Post.state == PostState.VISIBLE)
    )  # fmt: skip
    return db.session.execute(query).one_or_none()


def checked_translation(post_id: int, revision: int, lang: str) -> Row[Any] | None:
    """What the revision says in another language, as somebody has checked it."""
    query = (
        select(Translation.html)
        .where(
            Translation.kind == KIND, Translation.subject_id == post_id, Translation.source_revision == revision,
            Translation.lang == lang, Translation.status.in_((Status.APPROVED, Status.SUPERSEDED)),
        )
        .order_by(Translation.id.desc())
        .limit(1)
    )  # fmt: skip
    return db.session.execute(query).one_or_none()


_QUOTED_FROM = Post.__table__.alias("quoted")
# It can have been moved since, to a thread that now stands in a forum that was taken away.
_IS_GONE = exists().where(
    Thread.id == _QUOTED_FROM.c.thread_id, Space.id == Thread.space_id, Space.state == SpaceState.HIDDEN
)
_QUOTES = (
    select(
        Quote.post_id,
        Quote.quoted_id,
        Quote.lang,
        Quote.translated,
        # A version that holds removed words is for moderators only; what was quoted of it lost those.
        func.coalesce(Revision.lang, _QUOTED_FROM.c.lang).label("original_lang"),
        _QUOTED_FROM.c.seq,
        case((_IS_GONE, PostState.WITHDRAWN.value), else_=_QUOTED_FROM.c.state).label("state"),
        # Words of a post that is gone do not leave the database by way of whoever quoted them.
        case((and_(_QUOTED_FROM.c.state == PostState.VISIBLE, ~_IS_GONE), Quote.words), else_="").label("words"),
        Person.name.label("author"),
    )
    .join(_QUOTED_FROM, _QUOTED_FROM.c.id == Quote.quoted_id)
    .outerjoin(Revision, and_(Revision.post_id == Quote.quoted_id, Revision.number == Quote.revision))
    .join(Person, Person.id == _QUOTED_FROM.c.author_id)
    .where(Quote.post_id.in_(bindparam("posts", expanding=True)))
)


def quotes_of(post_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The quotes of these posts, by post."""
    return {row.post_id: row for row in read(_QUOTES, {"posts": list(post_ids)})} if post_ids else {}
