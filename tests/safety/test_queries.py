"""What is asked of the database, and that the answers do not cost more as the years go by."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import Basis, EventKind, Indicator, Month, Relation, Window, Wording
from app.core import clock
from tests.factories import safety
from tests.factories.accounts import organisation
from tests.factories.safety import THIS_MONTH, TODAY, working_for


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm(db_session):
    return organisation()


def years_of_hours(firm, months: int, own=3000, **values) -> None:
    with working_for(firm):
        for back in range(1, months + 1):
            services.report_hours(firm.id, safety.hours_draft(THIS_MONTH.plus(-back), own, **values), by=None)


def test_the_window_ends_with_last_month_or_with_a_newer_one_that_has_hours(firm):
    with working_for(firm):
        assert queries.overview(firm.id).last == Month(2026, 2)
    safety.hours(firm, THIS_MONTH)
    with working_for(firm):
        assert queries.overview(firm.id).last == THIS_MONTH


def test_an_empty_register_has_no_rate_and_no_fault(firm):
    with working_for(firm):
        found = queries.overview(firm.id)
    assert (found.reported, found.missing, found.points, found.outside) == (0, [], [], 0)
    assert all(row.now.rate is None and row.comparison is None for row in found.rows)


def test_counts_hours_and_interval_of_the_overview(firm):
    years_of_hours(firm, 12, hired_in=Decimal(500))
    safety.injury(firm, happened_on=date(2026, 2, 3))
    safety.injury(firm, EventKind.MEDICAL_TREATMENT, happened_on=date(2025, 11, 3), relation=Relation.HIRED_IN)
    safety.injury(firm, EventKind.FIRST_AID, happened_on=date(2025, 11, 3))
    safety.injury(firm, happened_on=date(2025, 12, 3), relation=Relation.OTHER)
    safety.injury(firm, happened_on=TODAY)
    with working_for(firm):
        found = queries.overview(firm.id)
    shown = {(row.indicator, row.months): (row.now.events, row.now.hours) for row in found.rows}
    assert shown[Indicator.H1, 12] == (1, 42_000)
    assert shown[Indicator.H2, 12] == shown[Indicator.H2, 36] == (2, 42_000)
    assert (found.left_out, found.outside) == (1, 1)
    assert found.rate.now.rate.value == pytest.approx(1e6 / 42_000)
    assert found.rate.comparison is None
    assert [point.window.last for point in found.points] == [Month(2026, 2)]


def test_one_injury_more_in_a_small_firm_tells_nothing(firm):
    years_of_hours(firm, 24)
    safety.injury(firm, happened_on=date(2026, 2, 3))
    with working_for(firm):
        compared = queries.overview(firm.id).rate.comparison
    assert compared.wording is Wording.TOO_LITTLE
    assert compared.events_needed == 6


def test_missing_months_are_counted_from_the_first_report(firm):
    for month in (Month(2025, 11), Month(2026, 1)):
        safety.hours(firm, month)
    with working_for(firm):
        found = queries.overview(firm.id)
    assert (found.reported, found.missing) == (2, [Month(2025, 12), Month(2026, 2)])


def test_estimated_hours_are_said_to_be_estimated(firm):
    years_of_hours(firm, 2, basis=Basis.ESTIMATED)
    with working_for(firm):
        assert queries.overview(firm.id).rate.now.estimated == 2


def test_near_misses_answered_in_time_late_and_not_at_all(firm, owner_sql):
    start = datetime(2026, 3, 1, 12, tzinfo=clock.OSLO)
    for answered_after in (3, 14, 15, None, None):
        event = safety.near_miss(firm, happened_on=date(2026, 2, 1))
        owner_sql("UPDATE safety_event SET created_at = %(at)s WHERE id = %(id)s", at=start, id=event.id)
        if answered_after is not None:
            owner_sql(
                "UPDATE safety_event SET answer = 'x', answered_at = %(at)s WHERE id = %(id)s",
                at=start + timedelta(days=answered_after),
                id=event.id,
            )
    owner_sql(
        "UPDATE safety_event SET created_at = %(at)s WHERE number = 5", at=datetime(2026, 3, 10, tzinfo=clock.OSLO)
    )
    safety.near_miss(firm, happened_on=date(2025, 3, 1))
    with working_for(firm):
        found = queries.near_misses(firm.id, date(2025, 4, 1), TODAY)
    assert (found.reported, found.answered, found.in_time, found.overdue, found.waiting) == (5, 3, 2, 1, 2)
    assert (found.due, found.before) == (4, 1)


def test_events_come_newest_first_by_keyset_without_loss_or_double(firm):
    with working_for(firm):
        for day in (3, 1, 2, 2, 2, 1, 3):
            services.report_event(firm.id, safety.near_miss_draft(happened_on=date(2026, 1, day)), by=None)
    seen, key = [], None
    with working_for(firm):
        while True:
            page = queries.list_events(firm.id, before=key, length=2)
            seen += [(row.happened_on, row.id) for row in page.rows]
            if not (key := page.after):
                break
    assert len(seen) == 7
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    "key", ["", "x", "20260101", "20261301-1", "20260101-", "20260101-9" + "9" * 30, "2026-01-01", "٢٠٢٦٠١٠١-1"]
)
def test_a_key_that_makes_no_sense_shows_the_first_page(firm, key):
    safety.near_miss(firm)
    with working_for(firm):
        assert len(queries.list_events(firm.id, before=key).rows) == 1


def test_events_are_filtered_by_kind(firm):
    safety.near_miss(firm)
    safety.injury(firm)
    with working_for(firm):
        assert [row.kind for row in queries.list_events(firm.id, kinds=(EventKind.NEAR_MISS,)).rows] == [
            EventKind.NEAR_MISS
        ]


def test_a_list_shows_only_ones_own_firm_even_for_a_person_of_two(firm):
    from app.core.db import acting_for, unit_of_work

    other = organisation()
    safety.near_miss(firm)
    safety.near_miss(other)
    with unit_of_work(acting_for(firm.id, other.id)):
        assert len(queries.list_events(firm.id).rows) == 1
        assert queries.overview(firm.id).near_misses.reported == 1
        assert queries.this_month(firm.id).near_misses == 1


def test_this_month_says_what_waits(firm):
    with working_for(firm):
        empty = queries.this_month(firm.id)
    assert (empty.hours_reported, empty.waiting, empty.last_month) == (False, 1, Month(2026, 2))
    safety.hours(firm, Month(2026, 2))
    safety.near_miss(firm)
    safety.near_miss(firm, happened_on=date(2025, 12, 30))
    safety.injury(firm)
    with working_for(firm):
        found = queries.this_month(firm.id)
    assert (found.hours_reported, found.months_reported) == (True, 1)
    assert (found.near_misses, found.injuries, found.unanswered, found.waiting) == (1, 1, 2, 2)


def test_the_law_is_the_one_in_force_on_the_day(db_session):
    with safety.unit_of_work():
        assert [duty.code for duty in queries.duties_on(TODAY)] == [
            "labour_inspection",
            "police",
            "safety_representative",
        ]
        assert queries.duties_on(date(1990, 1, 1)) == []


def test_the_overview_takes_two_statements_whatever_the_years(firm, statements):
    years_of_hours(firm, 40)
    with working_for(firm):
        for back in range(60):
            services.report_event(firm.id, safety.injury_draft(happened_on=TODAY - timedelta(days=back * 20)), by=None)
    with working_for(firm):
        queries.reported_ends(firm.id)
        with statements() as seen:
            queries.overview(firm.id)
    assert len(seen) == 2
    with working_for(firm), statements() as seen:
        queries.this_month(firm.id)
    assert len([statement for statement in seen if "set_config" not in statement]) == 1


def test_a_window_of_months_is_whole(firm):
    safety.hours(firm, Month(2025, 12))
    with working_for(firm):
        assert queries.hours_by_month(firm.id, Window(Month(2025, 12), Month(2026, 1))).keys() == {Month(2025, 12)}
        assert queries.hours_by_month(firm.id, Window(Month(2026, 1), Month(2026, 2))) == {}
