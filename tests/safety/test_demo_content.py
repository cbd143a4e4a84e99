"""The demo's years are ones that the services themselves would have taken, and the same every time."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.blueprints.attachments.models import File
from app.blueprints.improvement.models import Action, EffectCheck
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.safety import queries
from app.blueprints.safety.models import (
    Event,
    EventNotice,
    EventPerson,
    Hours,
    HoursRevision,
    HoursSite,
    Investigation,
    Poster,
    Remark,
)
from app.blueprints.safety.terms import Basis, Channel, EventKind, Month, Window
from app.blueprints.screening.rules.identity_numbers import find_possible_identity_numbers
from app.cli.demo_content import safety
from app.cli.demo_content.capability_story import Told, tell
from app.cli.demo_content.safety_story import pool_day, pool_year
from app.core import clock
from app.core.db import db
from tests.factories.demo import demo, inside

NOW = datetime(2026, 11, 2, 10, tzinfo=clock.OSLO)  # a month that has hardly begun


def seed(world):
    told = Told(world=world)
    tell(told, safety.happenings(told))


@pytest.fixture(scope="module")
def filled(template_database, tmp_path_factory):
    with demo(template_database, "demo_safety", tmp_path_factory.mktemp("files"), NOW, seed) as app:
        yield app


@pytest.fixture
def workshop(filled):
    with inside(filled, NOW) as world:
        yield world.organisations["workshop"].id


def of(table, number):
    return db.session.scalars(select(table).where(table.organisation_id == number).order_by(table.id)).all()


def test_every_supplier_has_hours_since_it_began_but_for_the_silent_months(workshop):
    reported = dict(
        db.session.execute(select(Hours.organisation_id, func.count()).group_by(Hours.organisation_id)).all()
    )
    # By hand, for 2 November 2026: two years to October; 34 months from January 2024 but for the last; five of the newest.
    assert sorted(Counter(reported.values()).items()) == [(5, 1), (23, 1), (24, 10), (33, 1)]
    assert reported[workshop] == 33


def test_the_workshop_has_three_calendar_years_some_estimated_one_corrected_and_one_month_to_come(workshop):
    months = {row.period: row for row in of(Hours, workshop)}
    assert min(months) == (2024, 1)
    assert max(months) == (2026, 9)
    assert {row.period for row in months.values() if row.basis is Basis.ESTIMATED} == {
        Month(2024, number) for number in range(1, 11)
    }
    corrected = of(HoursRevision, workshop)
    assert [row.hours_id for row in corrected] == [months[Month(2025, 5)].id]
    sites = Counter(row.hours_id for row in of(HoursSite, workshop))
    assert set(sites.values()) == {2}
    assert len(sites) == 33
    assert all(row.agreed_days > row.lost_days > 0 for row in months.values())


def test_near_misses_come_from_office_workers_and_posters_and_one_has_waited_too_long(workshop):
    told = [event for event in of(Event, workshop) if event.kind is EventKind.NEAR_MISS]
    assert len(told) == 40
    assert min(Counter(event.channel for event in told)[channel] for channel in Channel) >= 8
    assert {event.language for event in told if event.channel is not Channel.OFFICE} == {"nb", "nn", "en"}
    assert sum(event.anonymous for event in told) >= 10
    assert [event.photo_id is not None for event in told].count(True) == 1
    assert len(of(Poster, workshop)) == 2
    waiting = queries.this_month(workshop)
    assert (waiting.hours_reported, waiting.unanswered) == (False, 2)
    left = [event for event in told if event.answered_at is None]
    assert [(NOW.date() - event.happened_on).days > 14 for event in left] == [True, False]
    assert db.session.scalars(select(File.state)).all() == ["clean"]


def test_after_the_injuries_comes_what_the_law_and_the_firm_itself_ask(workshop):
    hurt = [event for event in of(Event, workshop) if event.kind is not EventKind.NEAR_MISS]
    pressed, fell = (event for event in hurt if event.kind is EventKind.LOST_TIME)
    assert (pressed.lost_days, pressed.serious) == (12, False)
    assert (fell.lost_days, fell.serious) == (29, True)
    assert {row.duty_code for row in of(EventNotice, workshop)} == {
        "labour_inspection",
        "police",
        "safety_representative",
    }
    closed, open_one = of(Investigation, workshop)
    assert (closed.event_id, closed.with_representative) == (pressed.id, True)
    assert closed.closed_at is not None
    assert (open_one.event_id, open_one.closed_at) == (fell.id, None)
    checks = of(EffectCheck, workshop)
    assert [check.effective for check in checks] == [True, True, True, False]
    again = next(action for action in of(Action, workshop) if action.id == checks[-1].action_id)
    assert again.status is ActionStatus.STARTED
    assert again.due_on > NOW.date()
    assert len(of(Remark, workshop)) == 4
    assert {person.name for person in of(EventPerson, workshop)} == {"", "Tomasz Wrona", "Leif Myklebust"}


def test_no_text_looks_as_if_it_held_an_identity_number(workshop):
    for event in db.session.scalars(select(Event)):
        assert not find_possible_identity_numbers(f"{event.place} {event.what} {event.immediate} {event.answer}")


def test_one_firm_has_so_many_injuries_in_the_pools_year_that_it_stands_in_the_second_band(workshop):
    last = db.session.scalar(select(func.max(Event.happened_on)))
    assert last < NOW.date()
    firms = [number for (number,) in db.session.execute(select(Hours.organisation_id).distinct())]
    found = sorted(figures.recordables for figures in queries.year_figures(firms, 2025).values())
    assert found[-1] in range(5, 10)
    assert found[-2] < 5


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 3, 9), 2024), (date(2026, 3, 10), 2025), (date(2026, 12, 31), 2025), (date(2027, 1, 1), 2025)],
)
def test_pools_are_of_a_year_whose_monday_in_march_has_been(today, year):
    assert pool_year(today) == year
    assert pool_day(year) < today
    assert pool_day(year).weekday() == 0
    for name, story in safety.STORIES.items():
        months = safety.reported(today, story)
        whole = set(Window(Month(year, 1), Month(year, 12)).months) <= set(months)
        assert whole or name in ("prosthesis", "transport"), name
        assert months[-1] < Month.of(today + timedelta(days=1))
