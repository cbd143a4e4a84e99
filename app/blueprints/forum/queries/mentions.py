"""Who can be called by name in a thread or a space, and who was called in a post."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Row, func, literal, or_, select, union
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.terms import Authority, Check, Role
from app.blueprints.forum.models import Mention, Post, Thread
from app.blueprints.forum.terms.posts import PostState
from app.core.db import db

# In a thread of 50,000 posts only those who have spoken lately are looked for.
LATELY = 2_000
_WRITERS = (Role.OWNER, Role.EDITOR)


def people_called(thread_id: int | None, host_id: int | None, names: Sequence[str], limit: int = 100) -> list[Row[Any]]:
    """People (id, name, organisation) who are called so, alone or with their organisation.

    Of those who have written in the thread, or write for its host or for those who have. By name and organisation.
    """
    spoke = _spoke(thread_id)
    firms = union(select(spoke.c.organisation_id), select(literal(host_id or 0, BigInteger))).subquery("firms")
    is_called = or_(Person.name.in_(names), (Person.name + literal(", ") + Organisation.name).in_(names))
    return _people(spoke, Membership.organisation_id.in_(select(firms)), is_called, limit)


def people_offered(thread_id: int, own: Sequence[int], begins: str, limit: int) -> list[Row[Any]]:
    """The same of those who have written in the thread, or write for one of her `own` organisations.

    A word of their names begins so.
    """
    begun = or_(_begins(Person.name, begins), Person.name.icontains(f" {begins}", autoescape=True))
    return _people(_spoke(thread_id), Membership.organisation_id.in_(own), begun, limit)


def _spoke(thread_id: int | None) -> CTE:
    """Who has written in the thread of late, for whom, and can be read."""
    return (
        select(Post.author_id, Post.organisation_id)
        .where(
            Post.thread_id == thread_id,
            Post.state == PostState.VISIBLE,
            Post.seq > select(Thread.seq - LATELY).where(Thread.id == thread_id).scalar_subquery(),
        )
        .distinct()
        .cte("spoke")
    )


def _people(spoke: CTE, of_firms: ColumnElement[bool], named: ColumnElement[bool], limit: int) -> list[Row[Any]]:
    among = union(
        select(spoke.c.author_id.label("person_id"), spoke.c.organisation_id),
        select(Membership.person_id, Membership.organisation_id).where(
            of_firms, Membership.ended_at.is_(None), Membership.role.in_(_WRITERS)
        ),
    ).subquery("among")
    query = (
        select(Person.id, Person.name, Organisation.name.label("organisation"))
        .join(among, among.c.person_id == Person.id)
        .join(Organisation, Organisation.id == among.c.organisation_id)
        .where(Person.closed_at.is_(None), named)
        .order_by(Person.name, Organisation.name, Person.id)
        .limit(limit)
    )
    return list(db.session.execute(query))


def _begins(column: Any, text: str) -> ColumnElement[bool]:
    return func.lower(column).startswith(text.lower(), autoescape=True)


def organisations_called(names: Sequence[str] = (), *, begins: str = "", limit: int = 100) -> list[Row[Any]]:
    """Organisations (id, name) of whom it is known who speaks for them, by their exact names or by how these begin."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.check != Check.UNCHECKED,
            Organisation.authority != Authority.UNPROVEN,
            Organisation.name.in_(names) if names else _begins(Organisation.name, begins),
        )
        .order_by(Organisation.name, Organisation.id)
        .limit(limit)
    )
    return list(db.session.execute(query))


def call(post_id: int, revision: int, people: Iterable[int], organisations: Iterable[int]) -> None:
    """Note who is called in this revision; who was called in an earlier one stays noted as she was."""
    rows = [{"person_id": number, "organisation_id": None} for number in people]
    rows += [{"person_id": None, "organisation_id": number} for number in organisations]
    if rows:
        statement = insert(Mention).values([{"post_id": post_id, "revision": revision, **row} for row in rows])
        db.session.execute(statement.on_conflict_do_nothing())


def count_called(person_id: int, since: datetime) -> int:
    """How many the person has called since, in posts that she has written."""
    query = (
        select(func.count())
        .select_from(Mention)
        .join(Post, Post.id == Mention.post_id)
        .where(Post.author_id == person_id, Mention.created_at > since)
    )
    return db.session.scalar(query) or 0
