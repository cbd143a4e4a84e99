"""A shrunken rate lies between the firm's own and its sector's, and says how much of it is the firm's."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.safety import rules
from tests.safety.answers import answers, close

counts = st.integers(0, 1000)
hours = st.floats(1, 1e8)
rates = st.floats(0.01, 1000)
shapes = st.floats(0.1, 50)


@pytest.mark.parametrize(
    ("events", "worked", "value", "low", "high", "weight"),
    [
        # 0 in 35,000 h: Gamma(2, 235,000), whose limits solve 1 - (1 + m) exp(-m) = 0.025 and 0.975.
        (0, 35_000, 8.510638297872340, 1.030677781, 23.70912081, 35 / 235),
        (3, 105_000, 16.39344262295082, 5.3, 33.6, 105 / 305),
    ],
)
def test_a_firm_against_a_sector_of_ten(events, worked, value, low, high, weight):
    got = rules.shrink(events, worked, sector_rate=10)
    assert got.value == pytest.approx(value, rel=1e-14)
    assert (got.low, got.high) == (pytest.approx(low, rel=5e-3), pytest.approx(high, rel=5e-3))
    assert got.weight == pytest.approx(weight, rel=1e-14)
    assert (got.shape, got.prior_hours, got.sector_rate) == (2, 200_000, 10)


def test_the_limits_without_injuries_solve_the_closed_form():
    """Gamma with shape 2: P(rate <= r) = 1 - (1 + m) exp(-m), m = r (b + h)."""
    got = rules.shrink(0, 35_000, sector_rate=10)
    for limit, share in ((got.low, 0.025), (got.high, 0.975), (10, got.below_sector)):
        m = limit * 235_000 / 1e6
        assert 1 - (1 + m) * math.exp(-m) == pytest.approx(share, rel=1e-12)


def test_every_row_of_the_shrinkage_table_agrees():
    for row in answers("eb_oracle.csv"):
        got = rules.shrink(
            int(row["events"]),
            float(row["hours"]),
            sector_rate=float(row["sector_rate_per_million"]),
            shape=float(row["prior_shape_a"]),
        )
        for found, column in (
            (got.prior_hours, "prior_hours_b"),
            (got.weight, "weight_on_firm"),
            (got.value, "eb_rate"),
            (got.low, "cri95_low"),
            (got.high, "cri95_high"),
            (got.below_sector, "prob_below_sector"),
        ):
            assert close(found, row[column]), (row["case"], column, found)


@given(counts, hours, rates, shapes)
def test_a_shrunken_rate_lies_between_the_raw_one_and_the_sector(events, worked, sector, shape):
    got, raw = rules.shrink(events, worked, sector_rate=sector, shape=shape), events * 1e6 / worked
    slack = 1e-12 * max(raw, sector)
    assert min(raw, sector) - slack <= got.value <= max(raw, sector) + slack
    assert 0 < got.weight < 1
    assert got.value == pytest.approx(got.weight * raw + (1 - got.weight) * sector, rel=1e-9)
    assert 0 <= got.low < got.value < got.high
    assert 0 <= got.below_sector <= 1


@given(counts, hours, rates)
def test_more_hours_give_the_firm_more_weight_and_a_stronger_assumption_less(events, worked, sector):
    usual = rules.shrink(events, worked, sector_rate=sector)
    assert rules.shrink(events, worked * 2, sector_rate=sector).weight > usual.weight
    assert rules.shrink(events, worked, sector_rate=sector, shape=5).weight < usual.weight


@pytest.mark.parametrize(("shape", "allowed"), [(0.99, False), (1, True), (2, True), (5, True), (5.01, False)])
def test_pages_use_shapes_from_one_to_five(shape, allowed):
    assert rules.may_be_used(shape) is allowed


@pytest.mark.parametrize(
    "wrong",
    [
        {"sector_rate": 0},
        {"sector_rate": -1},
        {"sector_rate": math.nan},
        {"sector_rate": math.inf},
        {"shape": 0},
        {"shape": -2},
        {"shape": math.nan},
        {"shape": math.inf},
        {"confidence": 1},
        {"events": -1},
        {"hours": 0},
    ],
)
def test_nonsense_is_not_shrunk(wrong):
    given_ = {"events": 1, "hours": 35_000, "sector_rate": 10, **wrong}
    with pytest.raises(ValueError, match=r"sector|shape|confidence|events|hours"):
        rules.shrink(given_.pop("events"), given_.pop("hours"), **given_)


# ---- how much firms differ, from their own figures -----------------------------------------------------------------


def sector(firms, shape, seed):
    """Firms whose rates are drawn from a gamma with mean 10 per million hours."""
    chance = random.Random(seed)  # noqa: S311
    drawn = []
    for _ in range(firms):
        worked = chance.choice([50_000, 200_000, 1_000_000])
        mean = 10e-6 * worked * chance.gammavariate(shape, 1 / shape)
        x, product = 0, chance.random()
        while product > math.exp(-mean):
            x, product = x + 1, product * chance.random()
        drawn.append((x, worked))
    return drawn


def log_likelihood(firms, shape, rate):
    return sum(
        math.lgamma(shape + x)
        - math.lgamma(shape)
        - math.lgamma(x + 1)
        + shape * math.log(shape / (shape + rate * h))
        + x * math.log(rate * h / (shape + rate * h))
        for x, h in firms
    )


def test_the_estimate_is_where_the_likelihood_is_greatest():
    firms = sector(120, 2.0, seed=7)
    found = rules.estimate_shape(firms)
    best = log_likelihood(firms, found.shape, found.sector_rate / 1e6)
    for shape, rate in ((1.02, 1), (0.98, 1), (1, 1.02), (1, 0.98), (1.02, 1.02), (0.98, 1.02)):
        assert log_likelihood(firms, found.shape * shape, found.sector_rate * rate / 1e6) < best
    assert 1 < found.shape < 4
    assert found.variation == pytest.approx(found.shape**-0.5)


def test_thirty_firms_are_needed():
    firms = sector(30, 2.0, seed=3)
    assert rules.estimate_shape(firms).firms == 30
    assert rules.estimate_shape(firms[:29]) is None
    assert rules.estimate_shape([(0, 35_000)] * 40) is None


def test_firms_that_differ_no_more_than_chance_have_no_shape_of_their_own():
    found = rules.estimate_shape([(2, 200_000)] * 40)
    assert (found.shape, found.variation, found.usable) == (math.inf, 0, 5)
    assert found.sector_rate == pytest.approx(10)
