"""One function a question about an action."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, insert, or_, select

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.improvement.models import Action, ActionEvidence, Dependency
from app.blueprints.improvement.terms import OPEN_STATUSES, ActionStatus, Counts
from app.core.db import db


def get_action(action_id: int) -> Action:
    return db.session.scalars(select(Action).where(Action.id == action_id)).one()


def members(organisation_id: int) -> Sequence[tuple[int, str]]:
    """Who may own an action today: (number, name), by name."""
    query = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role != Role.WORKER,  # who does not see the plan
            Membership.ended_at.is_(None),
            Person.closed_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return [(number, name) for number, name in db.session.execute(query)]


def is_member(organisation_id: int, person_id: int) -> bool:
    query = select(Membership.id).where(
        Membership.organisation_id == organisation_id,
        Membership.person_id == person_id,
        Membership.role != Role.WORKER,
        Membership.ended_at.is_(None),
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


# What waits for what


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An action that another waits for (`is_need`), or that waits for it."""

    id: int
    title: str
    status: ActionStatus
    due_on: date
    is_need: bool


def hold_plan(organisation_id: int) -> None:
    """Whoever changes what waits for what in the same plan at the same moment waits here until this one has ended."""
    key = func.hashtextextended("improvement.plan", organisation_id)
    db.session.execute(select(func.pg_advisory_xact_lock(key)))


def waits(organisation_id: int) -> dict[int, set[int]]:
    """What each action of the firm waits for."""
    found: dict[int, set[int]] = {}
    query = select(Dependency.action_id, Dependency.needs_id).where(Dependency.organisation_id == organisation_id)
    for action_id, needs_id in db.session.execute(query):
        found.setdefault(action_id, set()).add(needs_id)
    return found


def titles(organisation_id: int, action_ids: Collection[int]) -> dict[int, str]:
    """The titles of those that are the firm's own."""
    query = select(Action.id, Action.title).where(Action.organisation_id == organisation_id, Action.id.in_(action_ids))
    return {row.id: row.title for row in db.session.execute(query)} if action_ids else {}


def needs_of(action: Action) -> list[int]:
    query = select(Dependency.needs_id).where(
        Dependency.organisation_id == action.organisation_id, Dependency.action_id == action.id
    )
    return sorted(db.session.scalars(query))


def set_needs(action: Action, needs: Collection[int]) -> None:
    """From now on the action waits for these, and for nothing else."""
    theirs = (Dependency.organisation_id == action.organisation_id, Dependency.action_id == action.id)
    db.session.execute(delete(Dependency).where(*theirs, Dependency.needs_id.not_in(needs)))
    there = set(db.session.scalars(select(Dependency.needs_id).where(*theirs)))
    if new := [
        {"organisation_id": action.organisation_id, "action_id": action.id, "needs_id": number}
        for number in sorted(set(needs) - there)
    ]:
        db.session.execute(insert(Dependency), new)


def neighbours(action: Action) -> list[Neighbour]:
    """What the action waits for, and what waits for it; the soonest due first."""
    joined = or_(
        (Dependency.action_id == action.id) & (Dependency.needs_id == Action.id),
        (Dependency.needs_id == action.id) & (Dependency.action_id == Action.id),
    )
    query = (
        select(Action.id, Action.title, Action.status, Action.due_on, Dependency.action_id == action.id)
        .join(Dependency, joined)
        .where(Dependency.organisation_id == action.organisation_id, Action.organisation_id == action.organisation_id)
        .order_by(Action.due_on, Action.id)
    )
    return [Neighbour(*row) for row in db.session.execute(query)]


def could_be_needed(organisation_id: int, kept: Collection[int], but: int | None) -> list[tuple[int, str]]:
    """What an action may wait for: the open ones, and those it waits for already; (number, title), not itself."""
    query = (
        select(Action.id, Action.title)
        .where(
            Action.organisation_id == organisation_id,
            or_(Action.status.in_(OPEN_STATUSES), Action.id.in_(kept)),
            Action.id != (but or 0),
        )
        .order_by(Action.due_on, Action.id)
    )
    return [(number, title) for number, title in db.session.execute(query)]


# What shows the effect


def evidence_of(action: Action) -> list[int]:
    """The evidence that shows the action's effect."""
    query = select(ActionEvidence.evidence_id).where(
        ActionEvidence.organisation_id == action.organisation_id, ActionEvidence.action_id == action.id
    )
    return sorted(db.session.scalars(query))


def shown_by(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """The actions whose effect each piece of evidence shows: {evidence: [(action, title)]}."""
    query = (
        select(ActionEvidence.evidence_id, Action.id, Action.title)
        .join(Action, Action.id == ActionEvidence.action_id)
        .where(ActionEvidence.organisation_id == organisation_id, ActionEvidence.evidence_id.in_(evidence_ids))
        .order_by(Action.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for evidence_id, action_id, title in db.session.execute(query) if evidence_ids else ():
        found.setdefault(evidence_id, []).append((action_id, title))
    return found
