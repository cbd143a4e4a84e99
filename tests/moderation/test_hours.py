from datetime import UTC, datetime, time, timedelta

import pytest

from app.core.clock import OSLO
from app.core.opening_hours import SITE_HOURS, Hours, after_open_time, is_staffed, next_opening

NEVER = Hours.from_json({})


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        ("2026-11-23 07:59", False),  # a Monday
        ("2026-11-23 08:00", True),
        ("2026-11-23 15:59", True),
        ("2026-11-23 16:00", False),
        ("2026-11-28 12:00", False),  # Saturday
        ("2027-05-17 12:00", False),  # the Seventeenth of May, a Monday
        ("2027-05-06 12:00", False),  # Ascension Day
        ("2027-03-25 12:00", False),  # Maundy Thursday
        ("2026-12-24 12:00", True),  # Christmas Eve is no public holiday
        ("2026-12-25 12:00", False),
    ],
)
def test_somebody_is_there_in_office_hours_on_working_days(moment, staffed):
    assert is_staffed(oslo(moment)) is staffed


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-27 16:00", "2026-11-30 08:00"),  # Friday afternoon
        ("2026-11-23 06:00", "2026-11-23 08:00"),
        ("2026-11-23 10:30", "2026-11-23 10:30"),  # now
        ("2026-12-24 17:00", "2026-12-28 08:00"),  # Christmas, and a weekend
    ],
)
def test_the_next_opening_passes_over_nights_weekends_and_holidays(moment, opens):
    assert next_opening(oslo(moment)) == oslo(opens)


def test_where_nobody_ever_is_there_is_no_next_opening_and_the_sites_own_hours_count():
    assert NEVER.is_never
    assert next_opening(oslo("2026-11-23 10:00"), NEVER) is None
    assert not is_staffed(oslo("2026-11-23 10:00"), NEVER)
    assert after_open_time(oslo("2026-11-27 15:00"), timedelta(hours=2), NEVER) == oslo("2026-11-30 09:00")


@pytest.mark.parametrize(
    ("moment", "hours", "until"),
    [
        ("2026-11-23 09:00", 4, "2026-11-23 13:00"),
        ("2026-11-23 15:00", 4, "2026-11-24 11:00"),
        ("2026-11-23 12:00", 4, "2026-11-23 16:00"),  # to the minute at which they go home
        ("2026-11-28 23:00", 1, "2026-11-30 09:00"),
        ("2027-05-14 15:00", 2, "2027-05-18 09:00"),  # a weekend and the Seventeenth of May
    ],
)
def test_only_opening_hours_count(moment, hours, until):
    assert after_open_time(oslo(moment), timedelta(hours=hours)) == oslo(until)


def test_an_hour_is_an_hour_when_the_clock_is_changed():
    night = Hours.from_json({"sun": [["00:00", "06:00"]]})
    assert after_open_time(oslo("2026-10-25 00:00"), timedelta(hours=6), night) == datetime(2026, 10, 25, 4, tzinfo=UTC)
    # In March the night has one hour less: the sixth is found the week after.
    assert after_open_time(oslo("2027-03-14 00:00"), timedelta(hours=6), night) == oslo("2027-03-14 06:00")
    assert after_open_time(oslo("2026-03-29 00:00"), timedelta(hours=6), night) == oslo(
        "2026-04-12 01:00"
    )  # not at Easter


def test_a_days_lunch_is_not_counted():
    split = Hours.from_json({"mon": [["08:00", "11:30"], ["12:00", "16:00"]]})
    assert not is_staffed(oslo("2026-11-23 11:45"), split)
    assert after_open_time(oslo("2026-11-23 11:00"), timedelta(hours=1), split) == oslo("2026-11-23 12:30")


def test_hours_are_the_same_when_they_are_read_back():
    written = {"mon": [["08:00", "11:30"], ["12:00", "16:00"]], "sat": [["10:00", "12:00"]]}
    assert Hours.from_json(written).to_json() == written
    assert SITE_HOURS.days[4] == ((time(8), time(16)),)
    assert SITE_HOURS.days[5] == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"monday": [["08:00", "16:00"]]},
        {"mon": [["16:00", "08:00"]]},
        {"mon": [["08:00", "12:00"], ["11:00", "16:00"]]},
        {"mon": [["8", "25:00"]]},
        {"mon": [["08:00"]]},
    ],
)
def test_what_is_no_week_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        Hours.from_json(wrong)
