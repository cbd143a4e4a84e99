"""What other packages and hurried formulas get wrong about few injuries, and we must not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Method, Wording
from tests.safety.answers import answers

SPLITS = ((1, 1), (1, 2), (1, 3), (2, 3))


def binomial(n, share):
    return [math.comb(n, x) * share**x * (1 - share) ** (n - x) for x in range(n + 1)]


def minimum_likelihood(x, n, share):
    """What R's poisson.test and scipy's binomtest call p: all outcomes that are no likelier than the one seen."""
    chances = binomial(n, share)
    return sum(each for each in chances if each <= chances[x] * (1 + 1e-7))


def coverage(mean, limits):
    """How often limits around a Poisson count hold its mean."""
    return sum(
        math.exp(x * math.log(mean) - mean - math.lgamma(x + 1))
        for x in range(200)
        if limits(x)[0] <= mean <= limits(x)[1]
    )


def wald(x):
    half = 1.959964 * math.sqrt(x)
    return x - half, x + half


@pytest.mark.parametrize("method", Method)
def test_an_interval_at_no_injuries_is_neither_a_point_nor_empty(method):
    """statsmodels' mid-P gives 85.6 to 85.6 here, its square root 27.4 to 27.4, and Wald 0 to 0."""
    got = rules.rate(0, 35_000, method=method)
    assert got.low == 0
    assert got.high == pytest.approx({Method.EXACT: 105.3965558, Method.MID_P: 85.59235067}[method], rel=1e-9)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("events", range(60))
def test_no_interval_is_symmetric_around_few_events(events, method):
    got = rules.rate(events, 1_000_000, method=method)
    assert got.high - got.value > got.value - got.low


@pytest.mark.parametrize(
    ("mean", "ours", "walds"), [(0.1, 0.9953, 0.0952), (0.35, 0.9945, 0.2953), (1, 0.9810, 0.6315), (5, 0.9796, 0.8699)]
)
def test_the_exact_interval_holds_its_95_per_cent_where_the_normal_one_does_not(mean, ours, walds):
    assert coverage(mean, rules.exact_limits) == pytest.approx(ours, abs=5e-5)
    assert coverage(mean, wald) == pytest.approx(walds, abs=5e-5)


def test_the_coverage_table_agrees():
    for row in answers("claim_power.csv"):
        if row["kind"] == "coverage_garwood95":
            assert coverage(float(row["k"]), rules.exact_limits) == pytest.approx(float(row["value"]), abs=5e-5)


def test_three_injuries_in_a_third_of_the_hours_are_not_proof_of_a_rise():
    """Minimum likelihood says 0.037, against its own interval."""
    got = rules.compare(3, 1000, 0, 2000)
    assert minimum_likelihood(3, 3, 1 / 3) == pytest.approx(0.037, abs=5e-4)
    assert got.p == pytest.approx(2 / 27, rel=1e-12)
    assert got.low < 1
    assert got.wording is Wording.TOO_LITTLE


def test_p_contradicts_its_interval_in_none_of_the_cases_where_the_minimum_likelihood_p_does():
    contradicted = 0
    for after, before in SPLITS:
        for n in range(26):
            for x in range(n + 1):
                got = rules.compare(x, after * 1000, n - x, before * 1000)
                leaves_one_out = got.low > 1 or got.high < 1
                assert (got.p < 0.05) is leaves_one_out, (x, n, after, before)
                if n:
                    contradicted += (minimum_likelihood(x, n, after / (after + before)) < 0.05) is not leaves_one_out
    assert contradicted == 32


@pytest.mark.parametrize(("x", "n"), [(x, n) for n in range(6) for x in range(n + 1)])
@pytest.mark.parametrize("hours", [1, 35_000, 1e-6, 1e15])
def test_five_injuries_in_equal_hours_decide_nothing_fall_or_rise(x, n, hours):
    got = rules.compare(x, hours, n - x, hours)
    assert got.wording is Wording.TOO_LITTLE
    assert got.p > 0.05


def test_none_against_none_is_too_little_and_no_error():
    got = rules.compare(0, 35_000, 0, 105_000)
    assert (got.ratio, got.low, got.high, got.p, got.wording) == (None, 0, math.inf, 1, Wording.TOO_LITTLE)


def test_where_the_limit_is_one_exactly_rounding_does_not_decide():
    """39 times the hours after one event: p is 0.05 and the upper limit is 1. Neither is beyond."""
    for hours in (0.1, 1 / 3, 7, 1234.5678, 1e9 / 7):
        got = rules.compare(0, 39 * hours, 1, hours)
        assert (got.p < 0.05) is (got.high < 1)
        assert got.high == pytest.approx(1, rel=1e-12)


@given(st.integers(0, 200), st.floats(1e-3, 1e9), st.integers(0, 200), st.floats(1e-3, 1e9))
def test_what_is_said_follows_p_and_direction(x, h, y, g):
    got = rules.compare(x, h, y, g)
    assert (got.p < 0.05) is (got.wording in (Wording.LOWER_SUPPORTED, Wording.HIGHER_SUPPORTED))
    assert (got.p < 0.05) is (got.low > 1 or got.high < 1)
    if x + y < got.events_needed:
        assert got.wording in (Wording.TOO_LITTLE, Wording.HIGHER_SUPPORTED), "no fall is said on so few"


@given(st.integers(0, 10**6), st.floats(1e-12, 1e12), st.floats(0.5, 0.9999))
def test_the_interval_contains_the_rate_and_halves_when_the_hours_double(events, hours, confidence):
    for method in Method:
        one = rules.rate(events, hours, method=method, confidence=confidence)
        two = rules.rate(events, hours * 2, method=method, confidence=confidence)
        assert one.low <= one.value <= one.high
        assert two.high - two.low == pytest.approx((one.high - one.low) / 2, rel=1e-12)


@given(st.integers(1, 300), st.integers(1, 100_000))
def test_the_same_rate_from_more_hours_is_known_more_narrowly(events, hours):
    few, many = rules.rate(events, hours), rules.rate(events * 3, hours * 3)
    assert few.low < many.low < many.value < many.high < few.high


@pytest.mark.parametrize(
    ("events", "confidence", "low", "high"),
    [
        # Limits at which the Poisson sums, added up term by term with 40 digits, are alpha / 2.
        (100_000, 0.95, 99381.15266374472, 100621.74473974388),
        (1000, 0.95, 938.9730184076952, 1063.952136016302),
        (137, 0.999999, None, None),
        (0, 0.999999, 0, -math.log(5e-7)),
    ],
)
def test_large_counts_and_narrow_tails_lose_no_digits(events, confidence, low, high):
    got_low, got_high = rules.exact_limits(events, confidence)
    tail = (1 - confidence) / 2
    if low is not None:
        assert got_low == pytest.approx(low, rel=1e-13)
        assert got_high == pytest.approx(high, rel=1e-10 if confidence > 0.99 else 1e-13)
    if 0 < events <= 1000:
        terms = [math.exp(x * math.log(got_high) - got_high - math.lgamma(x + 1)) for x in range(events + 1)]
        assert math.fsum(terms) == pytest.approx(tail, rel=1e-9)


def test_hours_far_apart_lose_no_digits():
    """5 of 12 in a share of 1e-12 of the hours: p = 2 C(12, 5) 1e-60, and the remainder is next to nothing."""
    assert rules.compare(5, 1e-3, 7, 1e9).p == pytest.approx(2 * 792e-60, rel=1e-9)
    assert rules.compare(7, 1e9, 5, 1e-3).p == pytest.approx(2 * 792e-60, rel=1e-9)
    assert rules.compare(0, 1, 1, 1e60).events_needed > 10**60


@pytest.mark.parametrize("events", [10**400, -1, 10**13])
def test_counts_that_nobody_has_are_refused(events):
    with pytest.raises(ValueError, match="events"):
        rules.rate(events, 1)
    with pytest.raises(ValueError, match="events"):
        rules.compare(1, 1, events, 1)


@pytest.mark.parametrize("hours", [0, -1, math.nan, math.inf, 1e-200, 1e200])
def test_hours_that_nobody_works_are_refused(hours):
    with pytest.raises(ValueError, match="hours"):
        rules.compare(1, 1, 1, hours)
