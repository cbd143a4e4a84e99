"""What may be disclosed of a year: of injuries nothing but the band, and of fewer than ten people no sickness."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.disclosure import rules
from app.blueprints.disclosure.terms import Band, Checked, Datum, Level
from app.blueprints.safety.terms import Leading, Share, YearFigures

YEAR, AFTER, WITHIN = 2025, date(2026, 3, 17), date(2025, 12, 31)
WHOLE = YearFigures(
    months=12, hours=Decimal(34_000), headcount=20, agreed_days=Decimal(4_600), lost_days=Decimal(207), recordables=2
)
LEADING = Leading(
    actions=Share(3, 4),
    near_misses=Share(10, 14),
    training=Share(18, 20),
    points=Share(7, 8),
    participation=Share(2, 9),
)


def content(figures=WHOLE, leading=LEADING, today=AFTER, *, signed=True):
    return rules.content_of(figures, leading, review_signed=signed, year=YEAR, today=today)


def test_the_worked_example_of_the_research_note_shows_shares_a_band_and_whole_per_cent():
    assert content() == {
        "actions": [3, 4],
        "near_misses": [10, 14],
        "training": [18, 20],
        "points": [7, 8],
        "participation": True,
        "injuries": {"band": "0-4"},
        "sickness": {"percent": 5},  # 207 of 4 600 is 4.50, which is nearer to no whole number: up
    }


def test_the_keys_stand_in_the_order_in_which_they_are_read_what_is_done_first():
    assert list(content()) == [datum.value for datum in Datum]


@pytest.mark.parametrize(
    ("number", "band"),
    [(0, "0-4"), (4, "0-4"), (5, "5-9"), (9, "5-9"), (10, "10-19"), (19, "10-19"), (20, "20+"), (900, "20+")],
)
def test_bands_begin_and_end_where_they_say(number, band):
    assert content(replace(WHOLE, recordables=number))["injuries"] == {"band": band}


figures = st.builds(
    YearFigures,
    months=st.integers(0, 12),
    hours=st.decimals(0, 10**6, places=2),
    headcount=st.none() | st.integers(0, 300),
    agreed_days=st.none() | st.decimals(0, 10**5, places=1),
    lost_days=st.none() | st.decimals(0, 10**4, places=1),
    recordables=st.integers(0, 60),
    near_misses=st.integers(0, 500),
)
BANDS = (range(5), range(5, 10), range(10, 20), range(20, 1000))


@given(
    figures, st.sampled_from(BANDS).flatmap(lambda band: st.tuples(*[st.sampled_from(list(band))] * 2)), st.booleans()
)
def test_what_is_disclosed_is_a_function_of_the_band(one, pair, signed):
    first, second = (replace(one, recordables=number) for number in pair)
    for day in (WITHIN, AFTER):
        assert content(first, today=day, signed=signed) == content(second, today=day, signed=signed)


@given(figures, figures)
def test_hours_and_near_misses_are_nowhere_and_why_a_band_is_not_given_depends_on_no_count(one, other):
    same = replace(one, hours=other.hours, near_misses=other.near_misses)
    assert content(one) == content(same)
    for figures_ in (one, replace(one, recordables=other.recordables)):
        injuries = content(figures_)["injuries"]
        assert injuries.get("why") == (None if one.months == 12 else "hours_missing")
        assert content(figures_, today=WITHIN)["injuries"] == {"why": "not_over"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"headcount": 10}, {"percent": 5}),
        ({"headcount": 9}, {"why": "few_people"}),
        ({"headcount": None}, {"why": "days_missing"}),
        ({"lost_days": None}, {"why": "days_missing"}),
        ({"agreed_days": Decimal(0)}, {"why": "days_missing"}),
        ({"months": 11}, {"why": "hours_missing"}),
        ({"lost_days": Decimal("22.9")}, {"percent": 0}),
    ],
)
def test_sickness_is_whole_per_cent_of_ten_people_or_more(change, said):
    assert content(replace(WHOLE, **change))["sickness"] == said


def test_a_year_of_which_nothing_was_written_reads_as_one_in_which_there_is_nothing():
    (shown,) = rules.shown_years([YEAR], {}, [], AFTER)
    assert shown.of(Datum.INJURIES).value == {"why": "hours_missing"}
    assert shown.mix == {Level.CERTIFIED: 0, Level.CHECKED: 0, Level.DOCUMENTED: 0, Level.DECLARED: 7}


# ---- verification --------------------------------------------------------------------------------------------------


def checked(level=Level.CHECKED, value=None, **values):
    usual = {
        "organisation_id": 1,
        "year": YEAR,
        "datum": Datum.INJURIES,
        "level": level,
        "by_organisation_id": 2,
        "by_organisation": "Kommunen",
        "by_person": "Ola",
        "method": "På stedet",
        "body": "",
        "reference": "",
        "digest": rules.digest(YEAR, Datum.INJURIES, value or {"band": "0-4"}),
        "verified_on": date(2026, 2, 1),
        "expires_on": date(2027, 2, 1),
    }
    return Checked(**usual | values)


def level(*checks, today=AFTER):
    (year,) = rules.shown_years([YEAR], {YEAR: content()}, checks, today)
    return year.of(Datum.INJURIES).level


def test_the_highest_level_that_holds_is_shown():
    assert level() is Level.DECLARED
    assert level(checked(), checked(Level.DOCUMENTED)) is Level.CHECKED
    assert level(checked(), checked(Level.CERTIFIED)) is Level.CERTIFIED


def test_a_level_falls_when_its_last_day_has_passed():
    assert level(checked(), today=date(2027, 2, 1)) is Level.CHECKED
    assert level(checked(), today=date(2027, 2, 2)) is Level.DECLARED


def test_a_level_stands_behind_the_value_that_was_checked_and_no_other():
    assert level(checked(value={"band": "5-9"})) is Level.DECLARED
    assert level(checked(datum=Datum.SICKNESS)) is Level.DECLARED
    assert level(checked(year=YEAR - 1)) is Level.DECLARED


@pytest.mark.parametrize(
    ("day", "last"), [(date(2026, 3, 17), date(2027, 3, 17)), (date(2024, 2, 29), date(2025, 2, 28))]
)
def test_a_check_holds_for_twelve_months(day, last):
    assert rules.last_day(day) == last


def test_what_is_not_given_or_not_over_cannot_be_verified():
    assert not rules.can_be_verified(YEAR, Datum.INJURIES, {"why": "hours_missing"}, AFTER)
    assert not rules.can_be_verified(YEAR, Datum.TRAINING, [0, 0], AFTER)
    assert not rules.can_be_verified(YEAR, Datum.PARTICIPATION, value=True, today=WITHIN)
    assert rules.can_be_verified(YEAR, Datum.INJURIES, {"band": Band.FEWEST.value}, AFTER)


def test_a_consent_lasts_at_most_two_years():
    assert rules.latest_until(date(2026, 3, 31)) == date(2028, 3, 31)
    assert rules.latest_until(date(2026, 2, 28)) == date(2028, 2, 28)
    assert rules.latest_until(date(2024, 2, 29)) == date(2026, 2, 28)
