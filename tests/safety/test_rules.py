"""The statistics agree with what is published, and never say more than the data can carry."""

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.blueprints.safety import rules
from app.blueprints.safety.terms import EventKind, Indicator, Method, Month, Relation, Window, Wording
from tests.safety.answers import answers, close

counts = st.integers(0, 400)
hours = st.integers(1, 10_000_000)

# Garwood's exact 95 % limits as printed in tables of confidence limits for a Poisson count.
PUBLISHED = [
    (0, 0, 3.69),
    (1, 0.0253, 5.57),
    (2, 0.242, 7.22),
    (3, 0.619, 8.77),
    (4, 1.09, 10.24),
    (5, 1.62, 11.67),
    (6, 2.20, 13.06),
    (8, 3.45, 15.76),
    (10, 4.80, 18.39),
    (12, 6.20, 20.96),
    (14, 7.65, 23.49),
]


@pytest.mark.parametrize(("events", "low", "high"), PUBLISHED)
def test_exact_limits_are_the_published_ones(events, low, high):
    got_low, got_high = rules.exact_limits(events)
    assert got_low == pytest.approx(low, abs=0.005)
    assert got_high == pytest.approx(high, abs=0.005)


def test_a_published_example_to_all_its_digits():
    """15 events in 400: R, DescTools::PoissonCI(method="exact")."""
    got = rules.rate(15, 400)
    assert got.low / 1e6 == pytest.approx(0.020988465331958298, rel=1e-12)
    assert got.high / 1e6 == pytest.approx(0.061850547178714594, rel=1e-12)


@pytest.mark.parametrize("worked", [35_000, 105_000, Decimal("8750.5")])
def test_no_injuries_still_leave_room_for_a_high_rate(worked):
    exact, middle = rules.rate(0, worked), rules.rate(0, worked, method=Method.MID_P)
    assert exact.value == exact.low == middle.low == 0
    assert exact.high == pytest.approx(-math.log(0.025) * 1e6 / float(worked), rel=1e-12)
    assert middle.high == pytest.approx(-math.log(0.05) * 1e6 / float(worked), rel=1e-12)


def test_every_row_of_the_interval_table_agrees():
    for row in answers("poisson_oracle.csv"):
        given_, confidence = (int(row["events"]), float(row["hours"])), float(row["conf"])
        exact = rules.rate(*given_, confidence=confidence)
        middle = rules.rate(*given_, confidence=confidence, method=Method.MID_P)
        low, high = rules.exact_limits(given_[0], confidence)
        for got, column in (
            (exact.value, "rate_per_million"),
            (exact.low, "ci_low_per_million"),
            (exact.high, "ci_high_per_million"),
            (low, "count_low"),
            (high, "count_high"),
            (middle.low, "midp_low_per_million"),
            (middle.high, "midp_high_per_million"),
        ):
            assert close(got, row[column]), (row["case"], column, got)


def test_every_row_of_the_two_rate_table_agrees():
    for row in answers("two_rate_oracle.csv"):
        after, before = (
            (int(row["x_after"]), float(row["hours_after"])),
            (int(row["x_before"]), float(row["hours_before"])),
        )
        got = rules.compare(*after, *before)
        assert close(got.ratio, row["rate_ratio"]), row["case"]
        assert close(got.low, row["ratio_low95"]), row["case"]
        assert close(got.high, row["ratio_high95"]), row["case"]
        assert close(got.p, row["p_two_sided_central"]), row["case"]


def test_every_row_of_the_waiting_table_agrees():
    rows = [row for row in answers("claim_power.csv") if row["kind"] == "zero_after_multiple_onesided025"]
    assert len(rows) == 10
    for row in rows:
        assert rules.hours_needed_without_events(int(row["k"]), 1) == pytest.approx(float(row["value"]), abs=6e-7)


def test_two_rates_known_by_heart():
    """60 in 51,477.5 against 30 in 54,308.7: Gu et al. 2008, example 1; one-sided exact p = 0.000428."""
    got = rules.compare(60, 51_477.5, 30, 54_308.7)
    assert got.p / 2 == pytest.approx(0.000428, abs=5e-7)
    assert got.wording is Wording.HIGHER_SUPPORTED


@given(counts, hours, st.sampled_from(Method), st.floats(0.5, 0.999))
def test_an_interval_contains_its_rate_and_is_a_number(events, worked, method, confidence):
    got = rules.rate(events, worked, method=method, confidence=confidence)
    assert 0 <= got.low <= got.value <= got.high < math.inf


@given(counts, st.floats(0.01, 0.999))
def test_mid_p_lies_inside_the_exact_interval(events, confidence):
    low, high = rules.exact_limits(events, confidence)
    inner_low, inner_high = rules.mid_p_limits(events, confidence)
    assert low * (1 - 1e-9) <= inner_low <= inner_high <= high * (1 + 1e-9)


@given(st.integers(0, 100), hours)
def test_more_hours_narrow_the_interval(events, worked):
    less, more = rules.rate(events, worked), rules.rate(events, worked * 2)
    assert more.high - more.low < less.high - less.low


@given(counts, hours, counts, hours)
def test_p_and_interval_never_contradict_each_other(x, h, y, g):
    got = rules.compare(x, h, y, g)
    assert 0 <= got.low <= got.high
    assert 0 <= got.p <= 1
    assert not math.isnan(got.high)
    assert (got.p < 0.05) is (got.low > 1 or got.high < 1)


def test_p_and_interval_agree_on_the_whole_grid():
    for total in range(26):
        for after, before in ((1, 1), (1, 2), (1, 3), (2, 3), (2, 1), (3, 1)):
            for x in range(total + 1):
                got = rules.compare(x, after * 1000, total - x, before * 1000)
                assert (got.p < 0.05) is (got.low > 1 or got.high < 1), (x, total, after, before)


@given(counts, hours, counts, hours)
def test_swapping_the_periods_turns_the_ratio_round(x, h, y, g):
    one, other = rules.compare(x, h, y, g), rules.compare(y, g, x, h)
    assert one.p == pytest.approx(other.p, rel=1e-9)
    if one.low > 0:
        assert other.high == pytest.approx(1 / one.low, rel=1e-6)


@pytest.mark.parametrize("total", range(6))
def test_five_events_in_equal_hours_are_always_too_little(total):
    for x in range(total + 1):
        assert rules.compare(x, 35_000, total - x, 35_000).wording is Wording.TOO_LITTLE


@pytest.mark.parametrize(
    ("after", "before", "wording"),
    [
        ((0, 100_000), (6, 100_000), Wording.LOWER_SUPPORTED),
        ((1, 100_000), (6, 100_000), Wording.LOWER_CHANCE),
        ((6, 100_000), (1, 100_000), Wording.HIGHER_CHANCE),
        ((6, 100_000), (0, 100_000), Wording.HIGHER_SUPPORTED),
        ((0, 100_000), (0, 100_000), Wording.TOO_LITTLE),
        ((20, 100_000), (20, 100_000), Wording.TOO_LITTLE),
        ((4, 60_000), (1, 90_000), Wording.TOO_LITTLE),
        ((3, 10_000), (0, 90_000), Wording.HIGHER_SUPPORTED),
    ],
)
def test_only_five_wordings_and_each_is_earned(after, before, wording):
    assert rules.compare(*after, *before).wording is wording


@given(counts, hours, counts, hours)
def test_a_fall_is_supported_only_where_one_could_have_been_seen(x, h, y, g):
    got = rules.compare(x, h, y, g)
    if got.wording in (Wording.LOWER_SUPPORTED, Wording.LOWER_CHANCE, Wording.HIGHER_CHANCE):
        assert x + y >= got.events_needed
    if got.wording is Wording.LOWER_SUPPORTED:
        assert got.high < 1


def test_what_is_needed_is_said():
    assert rules.events_needed(35_000, 35_000) == 6
    assert rules.events_needed(35_000, 105_000) == 13
    assert rules.hours_needed_without_events(1, 35_000) == pytest.approx(39 * 35_000)
    assert rules.hours_needed_without_events(0, 35_000) is None


@given(hours, hours)
def test_one_event_fewer_than_needed_could_never_show_a_fall(h, g):
    needed = rules.events_needed(h, g)
    assume(needed <= 400)
    assert rules.compare(0, h, needed, g).p <= 0.05 + 1e-9
    if needed > 1:
        assert rules.compare(0, h, needed - 1, g).p > 0.05 - 1e-9


@pytest.mark.parametrize(("events", "worked"), [(1, 0), (1, -5), (-1, 10), (1, math.inf), (1, math.nan)])
def test_nonsense_has_no_rate(events, worked):
    with pytest.raises(ValueError, match=r"hours|events"):
        rules.rate(events, worked)


def test_confidence_must_be_a_share():
    with pytest.raises(ValueError, match="confidence"):
        rules.rate(1, 10, confidence=1)


# ---- windows -----------------------------------------------------------------------------------------------------

LAST = Month(2026, 3)
YEAR = Window.ending(LAST, 12)


def worked(*months: Month, total: int = 3000, estimated: bool = False) -> dict[Month, rules.MonthHours]:
    return {month: rules.MonthHours(Decimal(total), estimated) for month in months}


def test_months_add_over_new_year():
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert Month(2025, 12).plus(13) == Month(2027, 1)
    assert Month.of(date(2024, 2, 29)).last == date(2024, 2, 29)
    assert Window(Month(2025, 4), Month(2026, 3)) == YEAR
    assert YEAR.before() == Window(Month(2024, 4), Month(2025, 3))


@given(st.integers(1, 9000), st.integers(1, 12), st.integers(-11, 600))
def test_adding_months_can_be_undone(year, month, step):
    assert Month(year, month).plus(step).plus(-step) == Month(year, month)


def test_injuries_and_hours_come_from_the_same_months():
    """An injury in a month without hours would otherwise raise the rate."""
    counts = {
        (LAST, EventKind.LOST_TIME, Relation.OWN): 1,
        (LAST.plus(-1), EventKind.LOST_TIME, Relation.HIRED_IN): 2,
        (LAST.plus(-12), EventKind.LOST_TIME, Relation.OWN): 7,
    }
    found = rules.exposure(Indicator.H1, YEAR, worked(LAST), counts)
    assert (found.events, found.hours, found.months, found.left_out) == (1, Decimal(3000), 1, 2)


def test_injuries_to_people_outside_the_hours_are_not_counted():
    counts = {(LAST, EventKind.LOST_TIME, Relation.OTHER): 3}
    assert rules.exposure(Indicator.H1, YEAR, worked(LAST), counts).events == 0


@pytest.mark.parametrize(
    ("kind", "h1", "h2"),
    [
        (EventKind.NEAR_MISS, 0, 0),
        (EventKind.FIRST_AID, 0, 0),
        (EventKind.MEDICAL_TREATMENT, 0, 1),
        (EventKind.RESTRICTED_WORK, 0, 1),
        (EventKind.LOST_TIME, 1, 1),
        (EventKind.FATALITY, 1, 1),
    ],
)
def test_what_each_indicator_counts(kind, h1, h2):
    counts = {(LAST, kind, Relation.OWN): 1}
    assert rules.exposure(Indicator.H1, YEAR, worked(LAST), counts).events == h1
    assert rules.exposure(Indicator.H2, YEAR, worked(LAST), counts).events == h2


def test_without_hours_there_is_no_rate():
    found = rules.exposure(Indicator.H1, YEAR, worked(LAST, total=0), {(LAST, EventKind.LOST_TIME, Relation.OWN): 1})
    assert found.rate is None
    assert (found.months, found.left_out) == (1, 1)
    assert rules.compare_windows(found, found) is None


def test_a_rolling_rate_has_no_point_for_a_year_with_a_gap():
    months = [LAST.plus(-back) for back in range(24)]
    whole = rules.rolling(Indicator.H1, LAST, 12, worked(*months), {})
    assert [one.window.last for one in whole] == [LAST.plus(-back) for back in reversed(range(12))]
    assert all(one.hours == 36_000 for one in whole)
    gap = {month: entry for month, entry in worked(*months).items() if month != LAST.plus(-3)}
    drawn = rules.rolling(Indicator.H1, LAST, 12, gap, {})
    assert [one.is_complete for one in drawn] == [True] * 8 + [False] * 4


def test_a_rolling_rate_begins_with_the_first_whole_year():
    months = [LAST.plus(-back) for back in range(13)]
    assert len(rules.rolling(Indicator.H1, LAST, 24, worked(*months), {})) == 2
    assert rules.rolling(Indicator.H1, LAST, 24, worked(*months[:11]), {}) == []


def test_months_before_the_first_report_are_not_missing():
    assert rules.missing_months(YEAR, [Month(2026, 1), Month(2026, 3)], since=Month(2026, 1)) == [Month(2026, 2)]
    assert rules.missing_months(YEAR, [], since=None) == []


def test_nobody_works_more_hours_than_the_month_has():
    assert rules.most_hours(2, Month(2026, 2)) == 2 * 28 * 24


@pytest.mark.parametrize(
    ("kind", "serious", "told"),
    [(EventKind.FATALITY, False, True), (EventKind.LOST_TIME, True, True), (EventKind.LOST_TIME, False, False)],
)
def test_a_death_or_a_serious_injury_must_be_told(kind, serious, told):
    assert rules.must_be_notified(kind, serious=serious) is told


@settings(max_examples=25)
@given(st.integers(0, 30_000))
def test_large_counts_stay_finite(events):
    got = rules.rate(events, 5_000_000, method=Method.MID_P)
    assert 0 <= got.low <= got.value <= got.high < math.inf


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("3120", "3120"),
        ("3 120", "3120"),
        ("3\u00a0120,5", "3120.5"),
        ("3\u202f120,50", "3120.50"),
        ("3 120,5", "3120.5"),
        ("3,120.5", "3120.5"),
        ("3.120,5", "3120.5"),
        ("3,120", "3120"),
        ("3.120", "3120"),
        ("1.234.567", "1234567"),
        ("1 234 567,25", "1234567.25"),
        ("12,5", "12.5"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("  160 ", "160"),
    ],
)
def test_hours_are_read_as_people_write_them(typed, hours):
    assert rules.read_hours(typed) == Decimal(hours)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-5",
        "\u22125",
        "1e9",
        "3 12",
        "12,3456",
        "1,2,3",
        "3.120.5",
        "0,125",
        "1,234 567",
        "abc",
        "12h",
        "٣",
        "NaN",
        "inf",
        "1_000",
        "9" * 13,
    ],
)
def test_what_is_no_number_of_hours_is_not_guessed(typed):
    with pytest.raises(ValueError, match="hours"):
        rules.read_hours(typed)


@given(st.decimals(0, 9_999_999, places=2))
def test_hours_written_in_either_style_come_back(value):
    english = f"{value:,}"
    norwegian = english.replace(",", "\u00a0").replace(".", ",")
    assert rules.read_hours(english) == rules.read_hours(norwegian) == value
