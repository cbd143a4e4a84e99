"""One function a question about a firm's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import OPEN_STATUSES, ActionStatus, Counts
from app.core.db import db


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A line of the plan. `owner_left`: the owner is no longer a member of the firm."""

    id: int
    subject: str
    title: str
    owner: str
    owner_left: bool
    due_on: date
    status: ActionStatus
    outcome: str
    finished_at: datetime | None


def get_action(action_id: int) -> Action:
    return db.session.scalars(select(Action).where(Action.id == action_id)).one()


def plan(organisation_id: int) -> list[PlannedAction]:
    """Every action of the firm, with its owner's name; the order is a matter for `rules.in_order`."""
    query = (
        select(
            Action.id,
            Action.subject,
            Action.title,
            Person.name,
            Membership.ended_at.is_not(None),
            Action.due_on,
            Action.status,
            Action.outcome,
            Action.finished_at,
        )
        .join(Person, Person.id == Action.owner_id)
        .join(
            Membership,
            and_(Membership.person_id == Action.owner_id, Membership.organisation_id == Action.organisation_id),
        )
        .where(Action.organisation_id == organisation_id)
        .order_by(Action.id)
    )
    return [PlannedAction(*row) for row in db.session.execute(query)]


def members(organisation_id: int) -> Sequence[tuple[int, str]]:
    """Who may own an action today: (number, name), by name."""
    query = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id, Membership.ended_at.is_(None), Person.closed_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [(number, name) for number, name in db.session.execute(query)]


def is_member(organisation_id: int, person_id: int) -> bool:
    query = select(Membership.id).where(
        Membership.organisation_id == organisation_id, Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    return db.session.scalar(query) is not None


def counts(organisation_id: int, today: date) -> Counts:
    """How many actions are open, and how many of them late."""
    query = select(func.count(), func.count().filter(Action.due_on < today)).where(
        Action.organisation_id == organisation_id, Action.status.in_(OPEN_STATUSES)
    )
    return Counts(*db.session.execute(query).one())


def open_by_subject(organisation_id: int) -> dict[str, int]:
    """How many open actions each reference has; the empty reference is left out."""
    query = (
        select(Action.subject, func.count().label("number"))
        .where(Action.organisation_id == organisation_id, Action.status.in_(OPEN_STATUSES), Action.subject != "")
        .group_by(Action.subject)
    )
    return {row.subject: row.number for row in db.session.execute(query)}


def name_of(person_id: int | None) -> str | None:
    """Who that was, for the page that tells of two people changing the same thing."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) if person_id else None
