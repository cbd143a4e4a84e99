"""Who may see whether an action worked, what was seen, and how many actions had their effect in time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal_column, select

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.improvement.models import Action, EffectCheck
from app.blueprints.improvement.terms import ActionStatus
from app.core.clock import OSLO
from app.core.db import db


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the firm today who reads its plan."""

    id: int
    name: str
    role: Role


def colleagues(organisation_id: int) -> list[Colleague]:
    """The firm's own people, by name; workers, who do not see the plan, are not among them."""
    query = (
        select(Person.id, Person.name, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role != Role.WORKER,
            Membership.ended_at.is_(None),
            Person.closed_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return [Colleague(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as pages show it; `who` is None when the account is gone."""

    action_id: int
    checked_on: date
    who: str | None
    effective: bool
    method: str
    seen: str


CHECKED = (
    EffectCheck.action_id,
    EffectCheck.checked_on,
    Person.name,
    EffectCheck.effective,
    EffectCheck.method,
    EffectCheck.seen,
)


def checks_of(action: Action) -> list[Checked]:
    """Every check of the action, the newest first."""
    query = (
        select(*CHECKED)
        .outerjoin(Person, Person.id == EffectCheck.checked_by_id)
        .where(EffectCheck.organisation_id == action.organisation_id, EffectCheck.action_id == action.id)
        .order_by(EffectCheck.id.desc())
    )
    return [Checked(*row) for row in db.session.execute(query)]


def latest_checks(organisation_id: int) -> dict[int, Checked]:
    """The latest check of each action of the firm that has been checked."""
    query = (
        select(*CHECKED)
        .outerjoin(Person, Person.id == EffectCheck.checked_by_id)
        .where(EffectCheck.organisation_id == organisation_id)
        .distinct(EffectCheck.action_id)
        .order_by(EffectCheck.action_id, EffectCheck.id.desc())
    )
    return {row.action_id: Checked(*row) for row in db.session.execute(query)}


def checked_on_time(
    organisation_ids: Collection[int], first: date, last: date, *, kind: str = "safety"
) -> dict[int, tuple[int, int]]:
    """{organisation: (part, whole)} of the actions about this kind; a firm with none of them is left out.

    The whole: what fell due from `first` to `last`, both included, by its due day as it stands now, and was not
    dropped. The part: of these, what was finished on its due day or before, as days go in Norway, and whose latest
    check says that it worked. Finished and not yet checked is not in the part.

    One statement for any number of firms. It sees what row-level security shows: the caller works for them.
    """
    latest = (
        select(EffectCheck.effective)
        .where(EffectCheck.organisation_id == Action.organisation_id, EffectCheck.action_id == Action.id)
        .order_by(EffectCheck.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    finished_on = func.date(func.timezone(OSLO.key, Action.finished_at))
    query = (
        select(
            Action.organisation_id,
            func.count().filter(finished_on <= Action.due_on, latest).label("part"),
            func.count().label("whole"),
        )
        .where(
            Action.organisation_id.in_(organisation_ids),
            Action.due_on.between(first, last),
            Action.subject != literal_column("''"),  # word for word as the index has it
            Action.subject.startswith(f"{kind}:", autoescape=True),
            Action.status != ActionStatus.DROPPED,
        )
        .group_by(Action.organisation_id)
    )
    rows = db.session.execute(query) if organisation_ids else ()
    return {organisation_id: (part, whole) for organisation_id, part, whole in rows}
