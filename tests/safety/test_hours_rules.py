"""What is worked out about hours, by hand."""

from decimal import Decimal

import pytest

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Month


@pytest.mark.parametrize(("positions", "hours"), [("1", 142), ("20", 2833), ("12", 1700), ("2.5", 354)])
def test_an_estimate_is_positions_times_1700_hours_over_twelve_months(positions, hours):
    assert rules.estimated_hours(Decimal(positions)) == hours


@pytest.mark.parametrize(("own", "many"), [("6000", False), ("6000.01", True), ("0", False)])
def test_more_than_300_hours_a_month_for_each_of_twenty_is_many(own, many):
    assert rules.are_many(Decimal(own), 20) is many


def test_nobody_agrees_to_more_days_than_the_month_has():
    assert rules.most_days(3, Month(2026, 2)) == 84


def test_sickness_is_lost_over_agreed_and_nothing_agreed_has_no_share():
    assert rules.sickness(Decimal(16), Decimal(420)) == pytest.approx(0.0380952380952)
    assert rules.sickness(Decimal(0), Decimal(420)) == 0
    assert rules.sickness(Decimal(0), Decimal(0)) is None
    assert rules.sickness(None, None) is None
