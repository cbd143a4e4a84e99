"""A digest each local morning, to whoever wants one and has something in it: one, whatever is killed or run twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import literal, select

from app.blueprints.accounts.models import Person
from app.blueprints.notifications import services
from app.blueprints.notifications.rules import rhythms as rules
from app.blueprints.notifications.services import digests
from app.blueprints.notifications.terms import Line, MailRow, Section
from app.core.db import unit_of_work
from tests.factories import notifications as make

TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)
HOUR = timedelta(hours=1)


# Rules: what the clock shows there. The expected values are the calendar's, and the last Sundays of March and October.


@pytest.mark.parametrize(
    ("zone", "at", "hour", "weekday", "day", "week"),
    [
        ("Europe/Oslo", datetime(2026, 11, 24, 6, 0, tzinfo=UTC), 7, 1, "2026-11-24", "2026-W48"),
        ("Asia/Tokyo", datetime(2026, 11, 23, 22, 0, tzinfo=UTC), 7, 1, "2026-11-24", "2026-W48"),
        ("America/New_York", datetime(2026, 11, 24, 11, 59, tzinfo=UTC), 6, 1, "2026-11-24", "2026-W48"),
        ("Asia/Kathmandu", datetime(2026, 11, 24, 1, 15, tzinfo=UTC), 7, 1, "2026-11-24", "2026-W48"),
        ("Europe/Oslo", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1, 6, "2026-03-29", "2026-W13"),
        ("Europe/Oslo", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 3, 6, "2026-03-29", "2026-W13"),
        ("Europe/Oslo", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2, 6, "2026-10-25", "2026-W43"),
        ("Europe/Oslo", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 2, 6, "2026-10-25", "2026-W43"),
        ("Europe/Oslo", datetime(2027, 1, 3, 12, 0, tzinfo=UTC), 13, 6, "2027-01-03", "2026-W53"),
        ("No/Such_Place", datetime(2026, 11, 24, 6, 0, tzinfo=UTC), 7, 1, "2026-11-24", "2026-W48"),
    ],
)
def test_the_clock_of_a_place_shows_what_hangs_on_the_wall_there(zone, at, hour, weekday, day, week):
    there = rules.morning(zone, at)
    assert (there.hour, there.weekday, there.day, there.week) == (hour, weekday, day, week)


def test_the_places_to_choose_among_begin_with_ours_and_are_places():
    zones = rules.time_zones()
    assert zones[0] == "Europe/Oslo"
    assert {"Europe/London", "America/New_York", "Arctic/Longyearbyen"} <= set(zones)
    assert not {"UTC", "EST", "posixrules", "Etc/GMT+1"} & set(zones)


# The machinery


@pytest.fixture
def clock(monkeypatch, db_session, worker_app):
    """`clock(moment)` writes the digests as of that moment; something new has always just come."""
    moments = []
    monkeypatch.setattr(digests, "now", lambda: moments[-1])
    monkeypatch.setattr(digests, "_rooms", {})

    def pending():
        return select(Person.id.label("person_id"), literal(moments[-1] - timedelta(minutes=1)).label("newest_at"))

    services.register_digest("test", pending=pending, contents=lambda *_: ())

    def _clock(moment):
        moments.append(moment)
        with worker_app.app_context():
            services.write_digests()

    return _clock


def hourly(clock, start, hours):
    for number in range(hours):
        clock(start + number * HOUR)


GIVEN = "SELECT person_id, period, queued_at FROM notifications_digest ORDER BY queued_at, person_id"
KEYS = "SELECT count(*), count(DISTINCT person_id) FROM notifications_mail WHERE template = 'digest'"


def test_each_gets_it_at_seven_where_she_lives(clock, owner_sql):
    (oslo,) = make.crowd(owner_sql, 1)
    (tokyo,) = make.crowd(owner_sql, 1, time_zone="Asia/Tokyo")
    (new_york,) = make.crowd(owner_sql, 1, time_zone="America/New_York")
    hourly(clock, TUESDAY - 2 * HOUR, 24)
    assert [row for row in owner_sql(GIVEN) if row[1] == "2026-11-24"] == [
        (tokyo, "2026-11-24", TUESDAY - 2 * HOUR),
        (oslo, "2026-11-24", TUESDAY + 6 * HOUR),
        (new_york, "2026-11-24", TUESDAY + 12 * HOUR),
    ]


@pytest.mark.parametrize(
    ("sunday", "first"),
    [
        (datetime(2026, 3, 29, tzinfo=UTC), 1),  # 02:00 does not exist: it comes at 03:00, which is 01:00 UTC
        (datetime(2026, 10, 25, tzinfo=UTC), 0),  # 02:00 comes twice: it comes the first time, 00:00 UTC
    ],
)
def test_on_the_days_when_summer_time_changes_there_is_one_and_one_the_day_after(clock, owner_sql, sunday, first):
    make.crowd(owner_sql, 1, hour=2)
    hourly(clock, sunday - 2 * HOUR, 28)
    found = [(period, at) for _, period, at in owner_sql(GIVEN)]
    monday = (sunday + timedelta(days=1)).date().isoformat()
    start = [(sunday.date().isoformat(), sunday + first * HOUR)]
    # The walk ends 02:00 UTC on Monday, when it has been two in Oslo, summer or winter.
    assert found[:1] == start
    assert [period for period, _ in found[1:]] == [monday]


def test_the_weekly_one_comes_on_its_day_also_in_the_week_of_two_years(clock, owner_sql):
    make.crowd(owner_sql, 1, rhythm="weekly", weekday=2)
    for day in range(15):
        hourly(clock, datetime(2026, 12, 28, 5, tzinfo=UTC) + timedelta(days=day), 3)
    assert [(period, at.date().isoformat()) for _, period, at in owner_sql(GIVEN)] == [
        ("2026-W53", "2026-12-30"),
        ("2027-W01", "2027-01-06"),
    ]


def test_it_comes_late_when_nobody_was_there_at_seven_but_not_at_night(clock, owner_sql):
    make.crowd(owner_sql, 1)
    clock(TUESDAY + 18 * HOUR)  # 19:00
    assert owner_sql(GIVEN) == []
    clock(TUESDAY + timedelta(days=1, hours=17))  # 18:00 the day after
    assert len(owner_sql(GIVEN)) == 1


def test_those_who_want_none_or_cannot_be_reached_get_none(clock, owner_sql):
    for rhythm in ("immediate", "never"):
        make.crowd(owner_sql, 1, rhythm=rhythm)
    closed, unconfirmed, stopped = make.crowd(owner_sql, 3, rhythm="daily")
    owner_sql("UPDATE accounts_person SET closed_at = now() WHERE id = %(id)s", id=closed)
    owner_sql("UPDATE accounts_person SET email_confirmed_at = NULL WHERE id = %(id)s", id=unconfirmed)
    owner_sql("UPDATE notifications_preference SET mails_stopped_at = now() WHERE person_id = %(id)s", id=stopped)
    clock(TUESDAY + 6 * HOUR)
    assert owner_sql(GIVEN) == []


def test_what_has_been_told_makes_no_second_digest(clock, owner_sql, monkeypatch):
    make.crowd(owner_sql, 1)
    newest = [TUESDAY - timedelta(days=5)]
    services.register_digest(
        "test",
        pending=lambda: select(Person.id.label("person_id"), literal(newest[0]).label("newest_at")),
        contents=lambda *_: (),
    )
    clock(TUESDAY + 6 * HOUR)
    clock(TUESDAY + timedelta(days=1, hours=6))
    assert len(owner_sql(GIVEN)) == 1
    newest[0] = TUESDAY + timedelta(days=1, hours=7)
    clock(TUESDAY + timedelta(days=2, hours=6))
    assert len(owner_sql(GIVEN)) == 2
    since = owner_sql("SELECT params->>'since' FROM notifications_mail ORDER BY id")
    assert [datetime.fromisoformat(text) for (text,) in since] == [
        TUESDAY + 6 * HOUR - timedelta(days=7),
        TUESDAY + 6 * HOUR,
    ]


def test_killed_half_way_and_run_again_everybody_gets_one(clock, owner_sql, monkeypatch):
    make.crowd(owner_sql, 35)
    monkeypatch.setattr(digests, "AT_ONCE", 10)
    real, steps = digests.queue_mails, []

    def dies_at_the_third(rows):
        steps.append(1)
        real(rows)
        if len(steps) == 3:
            raise KeyboardInterrupt  # its digests are noted and its mails queued, and nothing of it committed

    with monkeypatch.context() as patch:
        patch.setattr(digests, "queue_mails", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            clock(TUESDAY + 6 * HOUR)
    assert owner_sql(KEYS) == [(20, 20)]
    assert len(owner_sql(GIVEN)) == 20
    for minutes in (15, 30, 45):
        clock(TUESDAY + 6 * HOUR + timedelta(minutes=minutes))
    assert owner_sql(KEYS) == [(35, 35)]
    assert len(owner_sql(GIVEN)) == 35


def test_run_by_four_at_once_everybody_gets_one(clock, owner_sql, monkeypatch):
    make.crowd(owner_sql, 60)
    monkeypatch.setattr(digests, "AT_ONCE", 7)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(clock, [TUESDAY + 6 * HOUR] * 4))
    assert owner_sql(KEYS) == [(60, 60)]


# The mail


@pytest.fixture
def digest(clock, owner_sql, worker_app, run_jobs):
    """`digest(contents, locale)` queues a digest to one person, and hands it over."""

    def _digest(contents, locale="en"):
        services.register_digest("test", pending=lambda: None, contents=contents)
        (reader,) = make.crowd(owner_sql, 1, locale=locale)
        with worker_app.app_context(), unit_of_work():
            params = {"period": "2026-11-24", "since": TUESDAY.isoformat()}
            services.queue_mails([MailRow(reader, "digest", params, f"digest:{reader}", "mail")])
        run_jobs()
        return reader

    return _digest


def test_a_digest_is_worded_when_it_is_handed_over_in_the_readers_language(digest, mails):
    asked = []

    def contents(person_id, since, locale):
        asked.append((person_id, since, locale))
        line = Line("Kva kostar\n https://evil.example <b>", "home.front", {}, "nn", "Original, nynorsk")
        return [Section("Cleaning", (line,)), Section("Empty", ())]

    reader = digest(contents)
    assert asked == [(reader, TUESDAY, "en")]
    (message,) = mails
    assert message["Subject"] == "One thing is new in what you follow"
    assert message["Content-Language"] == "en"
    html = message.get_body(("html",)).get_content()
    assert '<a href="http://localhost/en/" lang="nn">Kva kostar https://evil.example &lt;b&gt;</a>' in html
    assert html.count("<a href") == html.count('<a href="http://localhost/'), "what people wrote is no link"
    assert "Original, nynorsk" in html
    assert "Empty" not in html
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_digest_in_which_nothing_is_left_is_dropped(digest, mails, owner_sql):
    digest(lambda *_: [Section("Cleaning", ())])
    assert mails == []
    assert owner_sql("SELECT state FROM notifications_mail") == [("dropped",)]


def test_old_digests_are_forgotten_but_the_last_of_each_person(clock, owner_sql, worker_app):
    make.crowd(owner_sql, 1)
    for day in range(3):
        clock(TUESDAY + timedelta(days=day, hours=6))
    make.crowd(owner_sql, 1)
    hourly(clock, TUESDAY + timedelta(days=120, hours=6), 2)
    with worker_app.app_context():
        digests.forget_digests()
    assert sorted(period for _, period, _ in owner_sql(GIVEN)) == ["2027-03-24", "2027-03-24"]
