"""Every indicator by its definition, on the firm whose figures are worked out by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from app.blueprints.safety import rules
from app.blueprints.safety.terms import EventKind

FIRM_X = rules.Figures(
    hours=Decimal(34_000),
    headcount=20,
    injuries={EventKind.LOST_TIME: 1, EventKind.MEDICAL_TREATMENT: 1, EventKind.FIRST_AID: 3},
    lost_days=12,
    over_three_days=1,
    near_misses=14,
    agreed_days=Decimal(4600),
    absent_days=Decimal(207),
)


def interval(rate, digits=1):
    return tuple(round(each, digits) for each in (rate.value, rate.low, rate.high))


def test_firm_x_comes_out_as_worked_out_by_hand():
    """20 people, 34,000 hours, two recordable injuries of which one with 12 days lost, 14 near misses."""
    got = rules.indicators_of(FIRM_X)
    assert interval(got.h1) == (29.4, 0.7, 163.9)
    assert interval(got.h2) == (58.8, 7.1, 212.5)
    assert got.f.exact == Fraction(12_000_000, 34_000)
    assert round(got.f.value, 1) == 352.9
    assert round(got.severity.value, 3) == 0.353
    assert got.mean_days.exact == 12
    assert (round(got.trir.value, 1), round(got.ltir.value, 1)) == (11.8, 5.9)
    assert got.absence.exact == Fraction("4.5")
    assert got.near_miss_ratio.exact == 7
    assert got.near_miss_frequency.exact == Fraction("0.7")
    assert interval(got.incidence, 0) == (5000, 127, 27_858)


def test_h2_is_five_times_trir_and_so_is_its_interval():
    got = rules.indicators_of(FIRM_X)
    for one, five in ((got.h2, got.trir), (got.h1, got.ltir)):
        assert (one.value, one.low, one.high) == pytest.approx((five.value * 5, five.low * 5, five.high * 5))
    assert (got.h2.base, got.trir.base) == (1_000_000, 200_000)


def test_a_death_counts_as_an_injury_but_brings_no_days():
    got = rules.indicators_of(replace(FIRM_X, injuries={EventKind.FATALITY: 1, EventKind.LOST_TIME: 2}, lost_days=12))
    assert (got.h1.events, got.h2.events) == (3, 3)
    assert got.mean_days.exact == 6


def test_without_recordable_injuries_the_near_miss_ratio_is_nothing_and_never_infinite():
    got = rules.indicators_of(replace(FIRM_X, injuries={EventKind.FIRST_AID: 3}, lost_days=0))
    assert got.near_miss_ratio is None
    assert got.mean_days is None
    assert (got.h1.value, got.h2.value, got.f.value) == (0, 0, 0)
    assert got.h1.high > 100


def test_where_nothing_was_told_nothing_is_worked_out():
    got = rules.indicators_of(rules.Figures(hours=Decimal(0)))
    assert set(vars(got).values()) == {None}


def test_days_have_no_interval():
    got = rules.indicators_of(FIRM_X)
    assert not any(hasattr(each, "low") for each in (got.f, got.severity, got.mean_days, got.absence))


def test_days_and_shares_are_exact():
    assert rules.days_work(40, Decimal("0.8"), Decimal("0.5")) == 16
    assert rules.days_work(Decimal("0.1") * 3) == Fraction(3, 10)
    absent = replace(FIRM_X, agreed_days=Decimal("0.3"), absent_days=Decimal("0.1") + Decimal("0.2"))
    assert rules.indicators_of(absent).absence.exact == 100


def test_half_a_year_counts_people_as_half_a_year():
    got = rules.indicators_of(replace(FIRM_X, months=6))
    assert got.near_miss_frequency.exact == Fraction("1.4")
    assert got.incidence.person_years == 10
    assert got.incidence.value == pytest.approx(10_000)


def test_incidence_with_a_standard_make_up_of_branches():
    assert rules.standardised_incidence([(Decimal("0.3"), 3000), (Decimal("0.7"), 1000)]) == 1600


@pytest.mark.parametrize("weights", [("0.3", "0.6"), ("1.5", "-0.5"), ()])
def test_weights_that_are_no_shares_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        rules.standardised_incidence([(Decimal(weight), 1) for weight in weights])


def test_nobody_employed_has_no_incidence():
    assert rules.indicators_of(replace(FIRM_X, headcount=0)).incidence is None
    with pytest.raises(ValueError, match="employed"):
        rules.incidence(1, 0)
