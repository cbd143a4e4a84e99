"""What a redaction reads and changes: all that a post has said, quotes of it, and what was removed from those.

For moderators: row-level security shows nobody else what is restricted.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from app.blueprints.forum.models import Quote, Redaction, Revision
from app.blueprints.forum.terms.posts import EditKind
from app.core.db import db


def all_versions(post_id: int) -> Sequence[Row[Any]]:
    """Everything a post has said (number, title, html, restricted), the oldest first."""
    query = (
        select(Revision.number, Revision.title, Revision.html, Revision.restricted)
        .where(Revision.post_id == post_id)
        .order_by(Revision.number)
    )
    return db.session.execute(query).all()


def restrict(post_id: int, numbers: Sequence[int], *, restricted: bool) -> None:
    if numbers:
        _run(
            update(Revision)
            .where(Revision.post_id == post_id, Revision.number.in_(numbers))
            .values(restricted=restricted)
        )


def was_redacted_since(post_id: int, number: int) -> bool:
    """Whether words were removed once more after this version."""
    query = select(func.count()).where(
        Revision.post_id == post_id, Revision.number > number, Revision.kind == EditKind.REDACTED
    )
    return bool(db.session.execute(query).scalar_one())


def say_again(post_id: int, number: int, redacted: int, at: datetime) -> Row[Any]:
    """A new version after `redacted` that says word for word what `number` said; gives its title and language."""
    old, taken = aliased(Revision), aliased(Revision)
    again = (
        select(
            old.post_id, literal(redacted + 1), literal(EditKind.PUT_BACK.value), old.lang, old.title, old.body,
            old.html, old.sha256, taken.why, func.coalesce(func.app_person(), taken.by_id), literal(at),
        )
        .join(taken, and_(taken.post_id == old.post_id, taken.number == redacted))
        .where(old.post_id == post_id, old.number == number)
    )  # fmt: skip
    names = ["post_id", "number", "kind", "lang", "title", "body", "html", "sha256", "why", "by_id", "at"]
    statement = insert(Revision).from_select(names, again).returning(Revision.title, Revision.lang)
    return db.session.execute(statement).one()


def quotes_of_post(post_id: int) -> Sequence[Row[Any]]:
    """Quotes of a post, held: (id, words, translated, html of the version that was quoted)."""
    query = (
        select(Quote.id, Quote.words, Quote.translated, Revision.html)
        .join(Revision, and_(Revision.post_id == Quote.quoted_id, Revision.number == Quote.revision))
        .where(Quote.quoted_id == post_id)
        .order_by(Quote.id)
        .with_for_update(of=Quote)
    )
    return db.session.execute(query).all()


def redact_quote(post_id: int, quote_id: int, words: str, redacted: str) -> int:
    """Put other words into a quote, and keep what it said where only moderators read; gives the number of that."""
    kept = insert(Redaction).values(post_id=post_id, quote_id=quote_id, words=words).returning(Redaction.id)
    number: int = db.session.execute(kept).scalar_one()
    _run(update(Quote).where(Quote.id == quote_id).values(words=redacted))
    return number


def put_back_quotes(numbers: Sequence[int]) -> None:
    """The quotes say again what they said; what was kept for that is thrown away."""
    if numbers:
        kept = Redaction.id.in_(numbers)
        _run(update(Quote).where(Quote.id == Redaction.quote_id, kept).values(words=Redaction.words))
        _run(delete(Redaction).where(kept))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
