"""Time between events and control charts: limits that chance explains, and no reward for silence."""

import json
import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Month
from tests.safety.answers import answers, close

GAPS = [40, 95, 12, 200, 61]
EIGHT_DECIMALS, SIX_DECIMALS = 5e-9, 5e-7


def of(kind):
    return [row for row in answers("charts_oracle.csv") if row["chart"] == kind]


# ---- between events ------------------------------------------------------------------------------------------------


def test_limits_between_events_are_those_of_an_exponential():
    """Mean 81.6: median 56.56, and 0.00135 beyond each limit."""
    got = rules.between_limits(rules.intervals(GAPS).mean)
    assert got.mean == pytest.approx(81.6)
    assert (got.centre, got.low, got.high) == pytest.approx((56.560810, 0.110234, 539.184296), abs=SIX_DECIMALS)


def test_the_limit_of_the_next_interval_knows_that_the_mean_is_an_estimate():
    """334.8 days after five intervals; with a known mean it would be 244.5."""
    limit = rules.next_gap_limit(GAPS)
    assert limit == pytest.approx(334.790195, abs=SIX_DECIMALS)
    assert limit > -81.6 * math.log(0.05)
    assert rules.chance_of_as_long(GAPS, Fraction(limit)) == pytest.approx(0.05, rel=1e-12)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=50), st.floats(0.001, 0.5))
def test_the_next_interval_passes_its_limit_as_often_as_is_said(gaps, level):
    assert rules.chance_of_as_long(gaps, Fraction(rules.next_gap_limit(gaps, level))) == pytest.approx(level, rel=1e-9)


def test_tables_of_limits_between_events_agree():
    for row in of("t_exponential"):
        got = rules.between_limits(rules.intervals(json.loads(row["input"])).mean)
        for found, column in ((got.centre, "centre"), (got.low, "lcl"), (got.high, "ucl")):
            assert close(found, row[column], printed=SIX_DECIMALS), row
    for row in of("next_gap_predictive_p05"):
        gaps = json.loads(row["input"])
        assert close(float(rules.intervals(gaps).mean), row["centre"], printed=SIX_DECIMALS)
        assert close(rules.next_gap_limit(gaps), row["ucl"], printed=SIX_DECIMALS)


def test_the_open_interval_counts_as_time_without_an_event():
    quiet = rules.intervals(GAPS, since_last=500)
    assert quiet.mean == Fraction(408 + 500, 5)
    assert rules.intervals([], since_last=500).mean is None


def test_days_between_events_have_an_open_end_and_a_known_beginning():
    days = [date(2026, 3, 1), date(2026, 1, 11), date(2026, 3, 1), date(2027, 1, 1)]
    got = rules.days_between(days, date(2026, 4, 10))
    assert (got.gaps, got.open) == ((49, 0), 40)
    assert got.ends == (date(2026, 3, 1), date(2026, 3, 1))
    known = rules.days_between(days, date(2026, 4, 10), since=date(2026, 1, 1))
    assert (known.gaps, known.open, known.mean) == ((10, 49, 0), 40, 33)
    assert rules.days_between([], date(2026, 4, 10)) is None


def test_hours_between_events_are_all_the_hours_and_no_month_is_guessed():
    hours = {Month(2025, 11): 900, Month(2026, 1): 310, Month(2026, 2): Decimal("280.5"), Month(2026, 3): 620}
    got = rules.hours_between([date(2026, 1, 31), date(2026, 3, 15), date(2025, 11, 3), date(2026, 4, 2)], hours)
    assert got.gaps == (310, Fraction("280.5") + 300)
    assert got.open == 320
    assert got.ends == (date(2026, 1, 31), date(2026, 3, 15))
    assert sum(got.gaps) + got.open == Fraction("1210.5")
    assert rules.hours_between([date(2025, 11, 3)], hours) is None
    assert rules.hours_between([date(2026, 1, 1)], {}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rules.intervals([3, -1]),
        lambda: rules.intervals([3], since_last=-1),
        lambda: rules.next_gap_limit([]),
        lambda: rules.chance_of_as_long([], 3),
        lambda: rules.chance_of_as_long([0, 0], 3),
        lambda: rules.between_limits(0),
        lambda: rules.g_limits([]),
        lambda: rules.falling_cusum([(1, 10)], usual=1, better=2),
    ],
)
def test_nonsense_has_no_limits(wrong):
    with pytest.raises(ValueError):
        wrong()


# ---- control charts ------------------------------------------------------------------------------------------------


def test_a_u_chart_has_three_sigma_where_enough_is_expected():
    """57 near misses in 209 thousand hours."""
    got = rules.u_chart([(12, 35), (9, 34), (15, 36), (7, 33), (10, 35), (4, 36)])
    assert [point.exact for point in got] == [False] * 6
    assert (got[0].centre, got[0].low, got[0].high) == pytest.approx(
        (0.27272727, 0.00790682, 0.53754772), abs=EIGHT_DECIMALS
    )
    assert got[3].low == 0


def test_the_u_chart_table_agrees():
    rows = of("u_3sigma")
    got = rules.u_chart([(int(count), float(hours)) for count, hours in (row["input"].split("/") for row in rows)])
    for point, row in zip(got, rows, strict=True):
        for found, column in ((point.centre, "centre"), (point.low, "lcl"), (point.high, "ucl")):
            assert close(found, row[column], printed=EIGHT_DECIMALS), row


def test_with_few_expected_the_limits_are_exact_and_a_single_event_is_no_signal():
    """One expected in each period: three sigma would be 4; chance passes 5 with 0.0006 and 4 with 0.0037."""
    got = rules.u_chart([(1, 1000)] * 3 + [(0, 1000), (2, 1000)])
    assert {(point.exact, round(point.low * 1000), round(point.high * 1000)) for point in got} == {(True, 0, 5)}
    assert not any(point.stands_out for point in got)


@given(st.floats(1e-6, 60))
def test_exact_limits_leave_out_no_more_than_is_said_and_are_the_narrowest_that_do(mean):
    least, greatest = rules.poisson_limits(mean)
    chances = [math.exp(x * math.log(mean) - mean - math.lgamma(x + 1)) for x in range(200)]
    assert math.fsum(chances[greatest + 1 :]) <= 0.00135 * (1 + 1e-9)
    assert math.fsum(chances[:least]) <= 0.00135 * (1 + 1e-9)
    assert greatest == 0 or math.fsum(chances[greatest:]) > 0.00135 * (1 - 1e-9)
    assert math.fsum(chances[: least + 1]) > 0.00135 * (1 - 1e-9)


def test_from_nothing_no_limits_are_drawn():
    """Three sigma of 0 is 0: the first report would be a signal."""
    assert rules.u_chart([(0, 35), (0, 34)]) == []


def test_a_g_chart():
    got = rules.g_limits([20_000, 35_000, 8_000, 51_000])
    assert (got.centre, got.low, got.high) == pytest.approx((28_500, 0, 114_001.499987), abs=SIX_DECIMALS)
    for row in of("g_3sigma"):
        found = rules.g_limits(json.loads(row["input"]))
        assert close(found.high, row["ucl"], printed=SIX_DECIMALS)


def test_a_cusum_rises_while_events_stay_away_and_falls_with_each():
    """10 and 5 per million hours: 35,000 hours add 0.2525, an event takes one."""
    months = [(1, 35_000), (0, 35_000), (0, 35_000), (1, 35_000), (0, 35_000), (0, 35_000), (0, 35_000)]
    got = rules.falling_cusum(months, usual=10e-6, better=5e-6)
    step = 0.25247163
    assert got == pytest.approx([0, step, 2 * step, 0, step, 2 * step, 3 * step], abs=3e-8)
    for row in of("cusum_lower"):
        assert any(close(each, row["ucl"], printed=EIGHT_DECIMALS) for each in got)
