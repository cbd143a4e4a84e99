"""Hours and events for tests: plain functions that commit."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.blueprints.safety import queries, services
from app.blueprints.safety.models import Event, Hours, Poster, Site
from app.blueprints.safety.terms import (
    Basis,
    EventDraft,
    EventKind,
    HoursDraft,
    InvestigationDraft,
    Month,
    NoticeDraft,
    PosterDraft,
    Relation,
    RemarkDraft,
    ReportDraft,
    SiteDraft,
    SiteHours,
)
from app.core import clock
from app.core.db import acting_for, db, unit_of_work
from tests.factories import accounts

TODAY = date(2026, 3, 17)
THIS_MONTH = Month(2026, 3)


@contextmanager
def working_for(firm: Any) -> Iterator[None]:
    """A transaction that works for this firm, as a request of its own people does."""
    with unit_of_work(acting_for(firm.id)):
        yield


def stop_the_clock(monkeypatch: Any, moment: datetime | None = None) -> None:
    """It is 17 March 2026, a quarter past twelve in Norway; every look at the clock takes a millisecond."""
    start = moment or datetime(2026, 3, 17, 12, 15, tzinfo=clock.OSLO)
    looks = itertools.count()
    monkeypatch.setattr(clock, "now", lambda: (start + timedelta(milliseconds=next(looks))).astimezone(UTC))
    monkeypatch.setattr(clock, "today", lambda: start.astimezone(clock.OSLO).date())


def hours_draft(month: Month = THIS_MONTH, own: Any = 3000, **values: Any) -> HoursDraft:
    given = {"hired_in": Decimal(0), "basis": Basis.MEASURED} | values
    return HoursDraft(year=month.year, month=month.month, own=Decimal(own), **given)


def hours(firm: Any, month: Month = THIS_MONTH, own: Any = 3000, *, by: Any = None, **values: Any) -> Hours:
    with working_for(firm):
        return services.report_hours(firm.id, hours_draft(month, own, **values), by=by)


def site(firm: Any, name: str = "Verkstaden", *, by: Any = None, **values: Any) -> Site:
    with working_for(firm):
        return services.add_site(firm.id, SiteDraft(name=name, **values), by=by)


def poster(firm: Any, place: str = "Hall 2", *, by: Any = None, **values: Any) -> Poster:
    with working_for(firm):
        return services.make_poster(firm.id, PosterDraft(place=place, **values), by=by)


def near_miss_draft(**values: Any) -> EventDraft:
    given = {
        "kind": EventKind.NEAR_MISS,
        "happened_on": TODAY,
        "place": "Hall 2",
        "what": "A pallet slid off the fork.",
    }
    return EventDraft(**given | values)


def injury_draft(kind: EventKind = EventKind.LOST_TIME, **values: Any) -> EventDraft:
    given = {
        "happened_on": TODAY,
        "place": "Hall 2",
        "what": "A hand was caught in the press.",
        "relation": Relation.OWN,
    }
    return EventDraft(kind=kind, **given | values)


def near_miss(firm: Any, *, by: Any = None, **values: Any) -> Event:
    with working_for(firm):
        return services.report_event(firm.id, near_miss_draft(**values), by=by)


def injury(firm: Any, kind: EventKind = EventKind.LOST_TIME, *, by: Any = None, **values: Any) -> Event:
    with working_for(firm):
        return services.report_event(firm.id, injury_draft(kind, **values), by=by)


def one_of_each(firm: Any) -> None:
    """A row in every table that a firm's own register has."""
    owner = accounts.actor(accounts.member(firm))
    day = clock.today()
    place = site(firm)
    split = (SiteHours(site_id=place.id, own=Decimal(100)),)
    with working_for(firm):
        month = services.report_hours(firm.id, hours_draft(Month(2024, 1), 3000, sites=split), by=None)
    with working_for(firm):
        db.session.add(month)
        draft = hours_draft(Month(2024, 1), 3100, sites=split, version=month.version)
        services.correct_hours(month, draft, by=None)
    hurt = injury(firm, name="Ola Prøve", serious=True, happened_on=day)
    with working_for(firm):
        found = queries.get_event(hurt.id)
        draft = injury_draft(name="Ola Prøve", serious=True, happened_on=day, place="Hall 3", version=found.version)
        services.correct_event(found, draft, by=None)
        services.save_investigation(found, InvestigationDraft(direct_causes="Vernet var av."), by=None)
        services.say_remark(firm.id, RemarkDraft(body="Dette har vi sagt før.", event_id=hurt.id), by=owner)
        told = NoticeDraft(duty_code="police", told_on=day, told_by="Daglig leder")
        services.note_told(found, told, by=None)
    draft = ReportDraft(what="Stroppen røk.", place="Hall 2", happened_on=day, language="nb", name="Kari Prøve")
    with unit_of_work():
        services.report_at_poster(poster(firm), draft, photo=None, remote=None)
