"""A firm's plan, whole: one statement."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.improvement.models import Action, ActionEvidence, Comment, Dependency
from app.blueprints.improvement.terms import ActionStatus
from app.core.db import db


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A line of the plan. `owner_left`: the owner is no longer a member of the firm; `needs`: what it waits for."""

    id: int
    subject: str
    title: str
    details: str
    owner_id: int
    owner: str
    owner_left: bool
    starts_on: date | None
    due_on: date
    cost: int | None
    support: str
    expected: str
    status: ActionStatus
    outcome: str
    effect: str
    started_at: datetime | None
    finished_at: datetime | None
    finished_by_id: int | None
    effect_seen_at: datetime | None
    changed_at: datetime
    version: int
    needs: tuple[int, ...]
    evidence: int
    comments: int


def plan(organisation_id: int) -> list[PlannedAction]:
    """Every action of the firm, with its owner's name; the order is a matter for the rules."""
    mine = Action.organisation_id
    needs = (
        select(Dependency.needs_id)
        .where(Dependency.organisation_id == mine, Dependency.action_id == Action.id)
        .order_by(Dependency.needs_id)
        .scalar_subquery()
    )
    evidence = (
        select(func.count())
        .select_from(ActionEvidence)
        .where(ActionEvidence.organisation_id == mine, ActionEvidence.action_id == Action.id)
        .scalar_subquery()
    )
    comments = (
        select(func.count())
        .select_from(Comment)
        .where(Comment.organisation_id == mine, Comment.action_id == Action.id, Comment.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            Action.id, Action.subject, Action.title, Action.details, Action.owner_id, Person.name.label("owner"),
            Membership.ended_at.is_not(None).label("owner_left"),
            Action.starts_on, Action.due_on, Action.cost, Action.support, Action.expected,
            Action.status, Action.outcome, Action.effect,
            Action.started_at, Action.finished_at, Action.finished_by_id, Action.effect_seen_at,
            Action.changed_at, Action.version,
            func.array(needs).label("needs"), evidence.label("evidence"), comments.label("comments"),
        )
        .join(Person, Person.id == Action.owner_id)
        .join(Membership, and_(Membership.person_id == Action.owner_id, Membership.organisation_id == mine))
        .where(mine == organisation_id)
        .order_by(Action.id)
    )  # fmt: skip
    return [PlannedAction(**{**row._mapping, "needs": tuple(row.needs)}) for row in db.session.execute(query)]  # noqa: SLF001
