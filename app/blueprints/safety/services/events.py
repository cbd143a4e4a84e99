"""Near misses and injuries: reported, corrected, answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries
from app.blueprints.safety.models import Event, EventPerson, EventRevision
from app.blueprints.safety.services.checks import FIRST_YEAR, check_version
from app.blueprints.safety.services.figures import tell_figures
from app.blueprints.safety.services.persons import put_name, reckon_leaving
from app.blueprints.safety.terms import EventDraft, EventKind
from app.blueprints.screening.services import refuse_identity_numbers
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, Refused

MOST_LOST_DAYS = 3650


def report_event(
    organisation_id: int, draft: EventDraft, *, by: Actor | None, origin: Mapping[str, Any] = MappingProxyType({})
) -> Event:
    """A near miss or an injury, with the firm's next number. `origin` are the columns that say how it came."""
    draft = check_event(organisation_id, draft)
    now = clock.now()
    event = Event(
        organisation_id=organisation_id,
        number=queries.next_number(organisation_id),
        created_at=now,  # an answer's days count from here
        recorded_at=now,
        recorded_by_id=by.id if by else None,
        people=[EventPerson(organisation_id=organisation_id, relation=draft.relation)] if draft.relation else [],
        **(_facts(draft) | dict(origin)),
    )
    if event.people:
        put_name(event, draft.name)
    db.session.add(event)
    record("safety.event_reported", subject=event, by=by, organisation_id=organisation_id, kind=event.kind.value)
    tell_figures(organisation_id, event.happened_on.year)
    return event


def correct_event(event: Event, draft: EventDraft, *, by: Actor | None) -> Event:
    """What is now known to be right; what was said before stays in the event's history. Of the name there is none.

    The name of whoever was hurt is not touched (`services.change_name` is for that), but the day on which it leaves is.
    """
    check_version(event, draft.version)
    draft = check_event(event.organisation_id, draft, kept_site=event.site_id)
    year = event.happened_on.year
    _keep(event)
    for name, value in _facts(draft).items():
        setattr(event, name, value)
    _set_relation(event, draft)
    reckon_leaving(event)
    _written(event, by)
    record("safety.event_corrected", subject=event, by=by, organisation_id=event.organisation_id, kind=event.kind.value)
    tell_figures(event.organisation_id, year, event.happened_on.year)
    return event


def count_lost_days(event: Event, days: int, *, version: int | None, by: Actor | None) -> Event:
    """How many days of absence the injury has led to so far. They grow, and the days before stay in the history."""
    check_version(event, version)
    if event.kind is not EventKind.LOST_TIME:
        raise Conflict("lost_days_without_absence")
    if not 1 <= days <= MOST_LOST_DAYS:
        raise Refused("lost_days_out_of_range", field="lost_days", most=MOST_LOST_DAYS)
    _keep(event)
    event.lost_days = days
    _written(event, by)
    record("safety.event_corrected", subject=event, by=by, organisation_id=event.organisation_id, kind=event.kind.value)
    tell_figures(event.organisation_id, event.happened_on.year)
    return event


def answer_event(event: Event, answer: str, *, version: int | None, by: Actor | None) -> Event:
    """Tell whoever reported a near miss what was done about it. The time of the first answer stays."""
    check_version(event, version)
    if event.kind is not EventKind.NEAR_MISS:
        raise Conflict("only_near_misses_are_answered")
    refuse_identity_numbers(answer=answer)
    if event.answered_at is None:
        event.answered_at, event.answered_by_id = clock.now(), by.id if by else None
    else:
        _keep(event)
        _written(event, by)
    event.answer = answer
    record("safety.near_miss_answered", subject=event, by=by, organisation_id=event.organisation_id)
    tell_figures(event.organisation_id, event.happened_on.year)
    return event


def _written(event: Event, by: Actor | None) -> None:
    event.corrected_at, event.corrected_by_id = clock.now(), by.id if by else None


def _keep(event: Event) -> None:
    db.session.add(
        EventRevision(
            organisation_id=event.organisation_id,
            event_id=event.id,
            version=event.version,
            relation=event.relation,
            answer=event.answer,
            recorded_at=event.written_at,
            recorded_by_id=event.written_by_id,
            **{name: getattr(event, name) for name in FACTS},
        )
    )


FACTS = (
    "kind", "happened_on", "happened_at", "place", "activity", "what", "immediate", "lost_days", "serious",
    "mechanism", "site_id",
)  # fmt: skip


def _facts(draft: EventDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in FACTS}


def _set_relation(event: Event, draft: EventDraft) -> None:
    """A near miss hurts nobody: what was an injury by mistake keeps no name."""
    if event.people and draft.relation:
        event.people[0].relation = draft.relation
    elif draft.relation:
        event.people = [EventPerson(organisation_id=event.organisation_id, relation=draft.relation)]
    elif draft.kind is EventKind.NEAR_MISS:
        event.people = []


def check_event(organisation_id: int, draft: EventDraft, *, kept_site: int | None = None) -> EventDraft:
    """The draft, a death always marked serious; or what is wrong with it."""
    _check_moment(draft.happened_on, draft.happened_at)
    injury = draft.kind is not EventKind.NEAR_MISS
    if injury and draft.relation is None:
        raise Refused("who_was_hurt", field="relation")
    if not injury and (draft.relation or draft.serious):
        raise Refused("near_miss_hurt_nobody", field="kind")
    if draft.lost_days is not None and draft.kind is not EventKind.LOST_TIME:
        raise Refused("lost_days_without_absence", field="lost_days")
    if draft.site_id not in (None, kept_site):
        known = {site.id for site in queries.active_sites(organisation_id)}
        if draft.site_id not in known:
            raise Refused("site_not_in_use", field="site_id")
    refuse_identity_numbers(
        place=draft.place, activity=draft.activity, what=draft.what, immediate=draft.immediate, name=draft.name
    )
    return replace(draft, serious=draft.serious or draft.kind is EventKind.FATALITY)


def _check_moment(day: date, moment: time | None) -> None:
    wall = clock.local(clock.now())
    if day > wall.date():
        raise Refused("day_in_future", field="happened_on")
    if day == wall.date() and moment is not None and moment > wall.time():
        raise Refused("time_in_future", field="happened_at")
    if day.year < FIRST_YEAR:
        raise Refused("too_long_ago", field="happened_on", year=FIRST_YEAR)
