"""Leading indicators: what a firm does, counted the same for one firm as for many, in as many statements."""

from datetime import date, datetime, timedelta

import pytest

from app.blueprints.safety import queries
from app.blueprints.safety.terms import Month, Share, Window
from app.core import clock
from app.core.db import acting_for, unit_of_work
from tests.factories import safety
from tests.factories.accounts import organisation
from tests.factories.safety import TODAY, working_for

YEAR = Window.ending(Month(2026, 3), 12)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm(db_session):
    return organisation()


def leading(*firms):
    with unit_of_work(acting_for(*(firm.id for firm in firms))):
        return queries.leading([firm.id for firm in firms], YEAR, TODAY)


def test_a_firm_that_has_done_nothing_has_shares_of_nothing_and_of_what_every_firm_owes(firm):
    found = leading(firm)[firm.id]
    assert found.actions == found.near_misses == found.training == Share(0, 0)
    assert found.points == Share(0, 8)
    assert found.participation == Share(0, 1)  # the yearly review is owed, held or not


def answered(owner_sql, firm, happened_on: date, after_days: int | None) -> None:
    start = datetime(2026, 2, 2, 12, tzinfo=clock.OSLO)
    event = safety.near_miss(firm, happened_on=happened_on)
    owner_sql("UPDATE safety_event SET created_at = %(at)s WHERE id = %(id)s", at=start, id=event.id)
    if after_days is not None:
        owner_sql(
            "UPDATE safety_event SET answer = 'x', answered_at = %(at)s WHERE id = %(id)s",
            at=start + timedelta(days=after_days),
            id=event.id,
        )


def test_near_misses_count_once_their_answer_has_come_or_should_have(firm, owner_sql):
    for after_days in (3, 14, 15, None):
        answered(owner_sql, firm, date(2026, 2, 1), after_days)
    answered(owner_sql, firm, date(2025, 3, 31), 1)  # before the window
    safety.near_miss(firm, happened_on=TODAY)  # not due yet
    assert leading(firm)[firm.id].near_misses == Share(2, 4)


def investigated(owner_sql, firm, closed_on: date | None, *, with_representative: bool) -> None:
    event = safety.injury(firm, happened_on=date(2025, 2, 1))
    closed = datetime(closed_on.year, closed_on.month, closed_on.day, 9, tzinfo=clock.OSLO) if closed_on else None
    owner_sql(
        "INSERT INTO safety_investigation (organisation_id, event_id, course, direct_causes, underlying_causes,"
        " learning, took_part, with_representative, closed_at, recorded_at, version)"
        " VALUES (%(firm)s, %(event)s, '', '', 'x', '', '', %(rep)s, %(closed)s, now(), 1)",
        firm=firm.id, event=event.id, rep=with_representative, closed=closed,
    )  # fmt: skip


def test_participation_counts_investigations_closed_in_the_window_and_the_yearly_review(firm, owner_sql):
    investigated(owner_sql, firm, date(2026, 1, 5), with_representative=True)
    investigated(owner_sql, firm, date(2025, 4, 1), with_representative=False)
    investigated(owner_sql, firm, date(2025, 3, 31), with_representative=True)  # before the window
    investigated(owner_sql, firm, None, with_representative=True)  # still open
    assert leading(firm)[firm.id].participation == Share(1, 3)


def test_what_another_firm_has_done_is_not_counted(firm, owner_sql):
    other = organisation()
    answered(owner_sql, other, date(2026, 2, 1), 3)
    found = leading(firm, other)
    assert (found[firm.id].near_misses, found[other.id].near_misses) == (Share(0, 0), Share(1, 1))
    with working_for(firm):
        assert queries.leading([other.id], YEAR, TODAY)[other.id].near_misses == Share(0, 0)


def test_many_firms_take_as_many_statements_as_one(firm, statements):
    firms = [firm, *(organisation() for _ in range(4))]
    leading(firm)
    counts = []
    for asked in ([firm], firms):
        with unit_of_work(acting_for(*(one.id for one in asked))):
            queries.reported_ends(firm.id)
            with statements() as seen:
                queries.leading([one.id for one in asked], YEAR, TODAY)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 5
    with working_for(firm):
        assert queries.leading([], YEAR, TODAY) == {}
