"""Rows are written where the figures change, by the firm's own transaction; and by the night, where only time passes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from app.blueprints.disclosure.services import writing
from app.blueprints.improvement.services import on_plan
from app.blueprints.internal_control.services import tell_control
from app.blueprints.safety import queries as safety
from app.blueprints.safety.terms import EventKind, Relation
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import accounts, disclosure, internal_control

LAST = disclosure.last_year()


@pytest.fixture
def firm(db_session):
    return accounts.organisation()


def figures(*firms, year=LAST):
    with unit_of_work(acting_for(*(firm.id for firm in firms))):
        return safety.year_figures([firm.id for firm in firms], year)


def test_a_years_figures_count_recordable_injuries_of_own_and_hired_in_people_in_months_with_hours(firm):
    disclosure.whole_year(firm, months=11, own=1000, hired_in=Decimal(50))
    disclosure.injuries(firm, 1, EventKind.FATALITY)
    disclosure.injuries(firm, 1, EventKind.LOST_TIME, relation=Relation.HIRED_IN)
    disclosure.injuries(firm, 1, EventKind.RESTRICTED_WORK)
    disclosure.injuries(firm, 1, EventKind.MEDICAL_TREATMENT)
    disclosure.injuries(firm, 3, EventKind.FIRST_AID)
    disclosure.injuries(firm, 1, EventKind.LOST_TIME, relation=Relation.OTHER)
    disclosure.injuries(firm, 1, EventKind.LOST_TIME, happened_on=date(LAST, 12, 3))  # a month without hours
    disclosure.near_miss(firm)
    found = figures(firm)[firm.id]
    assert (found.months, found.hours, found.recordables, found.near_misses) == (11, Decimal(11_550), 4, 1)
    assert (found.headcount, found.agreed_days, found.lost_days) == (12, None, None), (
        "days of eleven months are no year's"
    )


def test_any_number_of_firms_takes_two_statements_and_one_without_figures_has_zeros(firm, statements):
    others = [accounts.organisation() for _ in range(3)]
    disclosure.whole_year(others[0])
    with unit_of_work(acting_for(firm.id, *(other.id for other in others))), statements() as seen:
        found = safety.year_figures([firm.id, *(other.id for other in others)], LAST)
    assert len([statement for statement in seen if "set_config" not in statement]) == 2
    assert [found[one.id].months for one in (firm, *others)] == [0, 12, 0, 0]
    assert found[others[0].id].agreed_days == Decimal(2_880)


def test_the_row_follows_the_registers_in_the_same_transaction(firm, owner_sql):
    disclosure.whole_year(firm, months=11)
    assert disclosure.content(firm)["injuries"] == {"why": "hours_missing"}
    disclosure.write_and_fail(firm, LAST - 1)
    assert owner_sql("SELECT year FROM disclosure_year WHERE organisation_id = %(firm)s", firm=firm.id) == [(LAST,)]


def test_the_plan_and_internal_control_are_heard_too(firm):
    internal_control.training(firm)
    with unit_of_work(acting_for(firm.id)):
        tell_control(firm.id)
    assert disclosure.content(firm, today().year)["training"] == [1, 1]
    on_plan(writing.leading_changed)  # known already: registering twice is hearing once
    assert disclosure.content(firm)["points"] == [0, 8]


def test_the_night_gives_a_year_that_is_over_its_band_and_only_to_those_who_share(firm, db_session):
    silent, buyer = accounts.organisation(), accounts.organisation("buyer")
    year, not_over = today().year, {"why": "not_over"}
    with time_machine.travel(datetime(year, 12, 31, 12, tzinfo=UTC), tick=False):
        for one in (firm, silent):
            disclosure.whole_year(one, year)
            assert disclosure.content(one, year)["injuries"] == not_over
        disclosure.consent(firm, buyer)
    with time_machine.travel(datetime(year + 1, 1, 2, 12, tzinfo=UTC), tick=False):
        writing.renew()
        assert disclosure.content(firm, year)["injuries"] == {"band": "0-4"}
        assert disclosure.content(firm, year + 1)["injuries"] == not_over
        assert disclosure.content(silent, year)["injuries"] == not_over
        with pytest.raises(KeyError):
            disclosure.content(silent, year + 1)


def test_a_firm_that_changes_its_name_moves_in_the_portfolio(firm, owner_sql):
    buyer = accounts.organisation("buyer")
    disclosure.consent(firm, buyer)
    owner_sql("UPDATE accounts_organisation SET sort_key = 'zz' WHERE id = %(firm)s", firm=firm.id)
    writing.renew()
    assert owner_sql("SELECT firm_key FROM disclosure_consent") == [("zz",)]
