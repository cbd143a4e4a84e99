"""What is said of a plan."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from app.blueprints.accounts.models import Person
from app.blueprints.improvement.models import Action, Adviser, Comment
from app.core.clock import today
from app.core.db import db

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, with who said it; `action` is the title of what it is about, none for the plan as a whole."""

    id: int
    action_id: int | None
    action: str | None
    person_id: int
    name: str
    is_adviser: bool
    body: str
    said_at: datetime
    withdrawn_at: datetime | None


def get_comment(comment_id: int) -> Comment:
    return db.session.scalars(select(Comment).where(Comment.id == comment_id)).one()


def comments(organisation_id: int, action_id: int | None = None) -> list[Said]:
    """Of one action the oldest first, as in a conversation; of the whole plan the newest first."""
    query = (
        select(
            Comment.id, Comment.action_id, Action.title, Comment.person_id, Person.name,
            Comment.is_adviser, Comment.body, Comment.said_at, Comment.withdrawn_at,
        )
        .join(Person, Person.id == Comment.person_id)
        .outerjoin(
            Action, and_(Action.id == Comment.action_id, Action.organisation_id == Comment.organisation_id)
        )
        .where(Comment.organisation_id == organisation_id)
        .order_by(Comment.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    if action_id is not None:
        query = query.where(Comment.action_id == action_id)
    rows = [Said(*row) for row in db.session.execute(query)]
    return rows if action_id is None else rows[::-1]


def advisers_in(organisation_id: int, action_id: int | None) -> set[int]:
    """The advisers of today who have said something of this action, or of the plan as a whole."""
    about = Comment.action_id == action_id if action_id is not None else Comment.action_id.is_(None)
    query = (
        select(Comment.person_id)
        .join(
            Adviser,
            and_(Adviser.person_id == Comment.person_id, Adviser.organisation_id == Comment.organisation_id),
        )
        .where(
            Comment.organisation_id == organisation_id,
            about,
            Comment.is_adviser,
            Adviser.ended_at.is_(None),
            Adviser.until >= today(),
        )
    )
    return set(db.session.scalars(query))


def count_said_since(organisation_id: int, person_id: int, moment: datetime) -> int:
    """How many comments this person has made in this plan since then, withdrawn ones too."""
    query = select(func.count()).where(
        Comment.organisation_id == organisation_id, Comment.person_id == person_id, Comment.said_at >= moment
    )
    return db.session.scalar(query) or 0
