"""What firms do to prevent injuries, before what the injuries were: the same few statements for one firm or 500."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, func, literal, select, union_all

from app.blueprints.improvement import queries as improvement
from app.blueprints.internal_control import queries as internal_control
from app.blueprints.internal_control.terms import POINTS, ControlStanding
from app.blueprints.safety.models import Event, Investigation
from app.blueprints.safety.queries.events import days_open, is_overdue
from app.blueprints.safety.terms import ANSWER_WITHIN_DAYS, EventKind, Leading, Share, Window
from app.core.clock import OSLO
from app.core.db import db

NEAR_MISSES, INVESTIGATIONS = "near_misses", "investigations"


def leading(
    organisation_ids: Collection[int],
    window: Window,
    today: date,
    standing: Mapping[int, ControlStanding] | None = None,
) -> dict[int, Leading]:
    """What each firm did in a window, as it stands on `today`. At most five statements for any number of firms.

    Actions are those whose day came no later than yesterday: what falls due today can still be done. Near misses are
    those that happened in the window; the yearly review counts as one occasion to take part, held or not. `standing`
    is where their internal control stood at the end of the window, or today, for whoever has asked already.
    """
    numbers = list(organisation_ids)
    first, last = window.first.first, window.last.last
    upto = min(last, today)
    checked = improvement.checked_on_time(numbers, first, min(last, today - timedelta(days=1)))
    if standing is None:
        standing = internal_control.standing(numbers, upto)
    own = _answers_and_investigations(numbers, first, upto, today)
    found = {}
    for number in numbers:
        control = standing.get(number)
        with_her, closed = own.get((number, INVESTIGATIONS), (0, 0))
        found[number] = Leading(
            actions=Share(*checked.get(number, (0, 0))),
            near_misses=Share(*own.get((number, NEAR_MISSES), (0, 0))),
            training=Share(control.training_valid, control.training_all) if control else Share(0, 0),
            points=Share(control.points_evidenced if control else 0, len(POINTS)),
            participation=Share(with_her + bool(control and control.review_signed), closed + 1),
        )
    return found


def _answers_and_investigations(
    numbers: list[int], first: date, last: date, today: date
) -> dict[tuple[int, str], tuple[int, int]]:
    """Near misses answered in time, and closed investigations with the safety representative: part and whole."""
    in_time = days_open(Event.answered_at) <= ANSWER_WITHIN_DAYS
    answers = (
        select(
            Event.organisation_id.label("firm"),
            _named(NEAR_MISSES),
            func.count().filter(in_time).label("part"),
            func.count().filter(Event.answered_at.is_not(None) | is_overdue(today)).label("whole"),
        )
        .where(
            Event.organisation_id.in_(numbers),
            Event.kind == EventKind.NEAR_MISS,
            Event.happened_on.between(first, last),
        )
        .group_by(Event.organisation_id)
    )
    closed_on = func.date(func.timezone(OSLO.key, Investigation.closed_at))
    investigations = (
        select(
            Investigation.organisation_id,
            _named(INVESTIGATIONS),
            func.count().filter(Investigation.with_representative),
            func.count(),
        )
        .where(Investigation.organisation_id.in_(numbers), closed_on.between(first, last))
        .group_by(Investigation.organisation_id)
    )
    rows = db.session.execute(union_all(answers, investigations)) if numbers else ()
    return {(firm, what): (part, whole) for firm, what, part, whole in rows}


def _named(what: str) -> Any:
    return literal(what, String).label("what")
