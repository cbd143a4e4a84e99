"""A firm of 250 with 3,000 events a year: what its safety pages cost must not grow with the years of its register.

Three databases, with one, five and ten years of it (30,000 events). Counted, not timed: statements and blocks of the
database touched. Between one year and five the pages do read more, since they look three years back; after that
nothing is added.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from flask import Flask

from app.core.clock import today
from bench import seed
from bench.counting import Asks, counted, growth
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import Figures

YEARS = {"1": 1, "5": 5, "10": 10}
FIRM = 1
PEOPLE, HOURS_A_MONTH = 250, 35_400
EVENTS, INJURIES = 3_000, 60  # a year
KINDS = ("first_aid", "medical_treatment", "restricted_work", "lost_time")
TOKEN = "the-token-of-a-safety-reader-in-the-bench"
DAY = today()
PAGES = {
    "overview": "",
    "indicators": "/indicators",
    "h1": "/indicators/h1",
    "over_time": "/indicators/over-time",
    "time_between": "/indicators/time-between",
}


def measure(watch: psycopg.Connection[Any], figures: Figures) -> Figures:
    """Statements, blocks and bytes of each page after so many years (`safety.overview.10.sql`), and how blocks grew."""
    for size, years in YEARS.items():
        settings = seed.prepare(f"safety_{size}", years, fill)
        for name, one in counted(watch, settings, asks):
            figures[f"safety.{name}.{size}.sql"] = one.sql
            figures[f"safety.{name}.{size}.buffers"] = one.buffers
            figures[f"safety.{name}.{size}.bytes"] = one.bytes
            figures["rows_written"] = figures.get("rows_written", 0) + one.written
    return figures | growth(figures, "safety", PAGES, ("5", "10"))


def asks(app: Flask) -> Asks:
    cookie = cookie_of(app, TOKEN)
    return {name: asking(app, f"/{LANGUAGE}/organisations/{FIRM}/safety{path}", cookie) for name, path in PAGES.items()}


def fill(connection: psycopg.Connection[Any], years: int) -> None:
    """One firm, its hours month by month, and its events in the order in which they happened."""
    start = datetime.combine(DAY, datetime.min.time(), tzinfo=UTC) - timedelta(days=365 * years + 30)
    with connection.cursor() as cursor:
        seed.organisations(cursor, range(FIRM, FIRM + 1), start, kind=lambda _number: "supplier")
        seed.copy(
            cursor,
            "accounts_session",
            "person_id token_hash device seen_at expires_at second_factor_at",
            [(FIRM, hashlib.sha256(TOKEN.encode()).digest(), "", start, start + timedelta(days=9000), start)],
        )
        hours(cursor, years, start)
        events(cursor, years)


def hours(cursor: Any, years: int, start: datetime) -> None:
    newest = DAY.year * 12 + DAY.month - 2
    seed.copy(
        cursor,
        "safety_hours",
        "organisation_id year month own hired_in basis headcount agreed_days lost_days recorded_at version",
        (
            (FIRM, index // 12, index % 12 + 1, HOURS_A_MONTH, 0, "measured", PEOPLE, 4_800, 210, start, 1)
            for index in range(newest - 12 * years + 1, newest + 1)
        ),
    )


def events(cursor: Any, years: int) -> None:
    """Every fiftieth event is an injury; the others are near misses, nine of ten answered within the fortnight."""
    count, every = EVENTS * years, EVENTS // INJURIES
    seed.copy(
        cursor,
        "safety_event",
        "created_at organisation_id number kind happened_on place activity what immediate lost_days serious channel"
        " language anonymous answer answered_at recorded_at version",
        (event(number, count, every, years) for number in range(1, count + 1)),
    )
    seed.copy(
        cursor,
        "safety_event_person",
        "organisation_id event_id relation name version",
        (
            (FIRM, number, "own" if number // every % 5 else "hired_in", "", 1)
            for number in range(1, count + 1)
            if number % every == 0
        ),
    )


def event(number: int, count: int, every: int, years: int) -> tuple[Any, ...]:
    day: date = DAY - timedelta(days=365 * years * (count - number) // count)
    moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=9)
    hurt = number % every == 0
    kind = KINDS[number // every % len(KINDS)] if hurt else "near_miss"
    answered = not hurt and number % 10 != 0 and day < DAY - timedelta(days=20)
    return (
        moment, FIRM, number, kind, day, "Hall 2", "", "En pall gled av gaffelen, og ingen sto under den.", "",
        1 + number % 9 if kind == "lost_time" else None, False, "office", "", False,
        "Gaffelen er byttet." if answered else "", moment + timedelta(days=5) if answered else None, moment, 1,
    )  # fmt: skip


def main() -> int:
    """`python -m bench.safety`: only these, as lines."""
    from app.core import embedded

    figures: Figures = {"rows_written": 0}
    seed.CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(embedded.conninfo(seed.CLUSTER, "postgres", "postgres"), autocommit=True) as watch:
        figures = measure(watch, figures)
    for key, value in sorted(figures.items()):
        print(f"{key:36}{value:12.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
