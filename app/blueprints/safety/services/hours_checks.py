"""Whether hours can be, and whether they are likely: the first is refused, the second is asked about."""

from collections.abc import Collection
from decimal import Decimal

from app.blueprints.safety import queries, rules
from app.blueprints.safety.services.checks import FIRST_YEAR
from app.blueprints.safety.terms import HoursDraft, Month, Question
from app.core import clock
from app.core.errors import Refused

MOST_HOURS = 5_000_000  # a month's hours of 30,000 people: more is a slip of the finger
MOST_DAYS = 1_000_000  # day's-work of a month, of as many people


def check_hours(draft: HoursDraft) -> None:
    """Refuse what cannot be; ask about what hardly can, unless the draft says that it was asked."""
    period = draft.period
    if period > Month.of(clock.today()):
        raise Refused("month_in_future", field="month")
    if period.year < FIRST_YEAR:
        raise Refused("too_long_ago", field="month", year=FIRST_YEAR)
    if min(draft.own, draft.hired_in) < 0:
        raise Refused("hours_below_0", field="own" if draft.own < 0 else "hired_in")
    if draft.own + draft.hired_in > MOST_HOURS:
        field = "own" if draft.own > draft.hired_in else "hired_in"
        raise Refused("too_many_hours", field=field, most=f"{MOST_HOURS:,}".replace(",", "\u202f"))
    if draft.headcount == 0 and draft.own > 0:
        raise Refused("hours_without_people", field="headcount")
    if draft.headcount and draft.own > rules.most_hours(draft.headcount, period):
        raise Refused("more_hours_than_people", field="own", headcount=draft.headcount)
    _check_days(draft)
    _ask(draft)


def check_sites(organisation_id: int, draft: HoursDraft, *, kept: Collection[int] = ()) -> None:
    """The split is over own sites in use, or those that the month names already (`kept`), and within the month."""
    if not draft.sites:
        return
    known = {site.id: site for site in queries.sites_of(organisation_id)}
    seen: set[int] = set()
    for part in draft.sites:
        field = f"site_own_{part.site_id}"
        site = known.get(part.site_id)
        if site is None or part.site_id in seen:
            raise Refused("site_unknown", field=field)
        if site.retired_at is not None and site.id not in kept:
            raise Refused("site_is_retired", field=field, name=site.name)
        if min(part.own, part.hired_in) < 0:
            raise Refused("hours_below_0", field=field)
        seen.add(part.site_id)
    for whose in ("own", "hired_in"):
        together = sum((getattr(part, whose) for part in draft.sites), Decimal(0))
        if together > getattr(draft, whose):
            raise Refused("sites_above_the_month", field=whose)


def _check_days(draft: HoursDraft) -> None:
    agreed, lost = draft.agreed_days, draft.lost_days
    if agreed is None and lost is None:
        return
    if agreed is None or lost is None:
        raise Refused("days_come_in_pairs", field="agreed_days" if agreed is None else "lost_days")
    if min(agreed, lost) < 0:
        raise Refused("days_below_0", field="agreed_days" if agreed < 0 else "lost_days")
    if agreed > MOST_DAYS:
        raise Refused("too_many_days", field="agreed_days")
    if draft.headcount is not None and agreed > rules.most_days(draft.headcount, draft.period):
        raise Refused("more_days_than_people", field="agreed_days", headcount=draft.headcount)
    if lost > agreed:
        raise Refused("more_lost_than_agreed", field="lost_days")


def _ask(draft: HoursDraft) -> None:
    if draft.own + draft.hired_in == 0 and draft.headcount != 0 and draft.confirmed is not Question.NOBODY_WORKED:
        raise Refused(Question.NOBODY_WORKED, field="confirmed")
    many = draft.headcount and rules.are_many(draft.own, draft.headcount)
    if many and draft.confirmed is not Question.MANY_HOURS:
        raise Refused(Question.MANY_HOURS, field="confirmed", usual=rules.USUAL_HOURS)
