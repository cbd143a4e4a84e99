"""A buyer's suppliers: what a page of them costs must grow neither with how many they are nor with their years.

Three databases of 500 firms: with ten years of hours and events each, of which 50 or all let the buyer see (the others
let another one), and with one year each, of which all do. A page shows fifty. Counted, not timed: statements and blocks
of the database touched; each page also notes its readings.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from flask import Flask
from psycopg.types.json import Jsonb

from app.core.clock import today
from app.core.db import conninfo
from bench import seed
from bench.counting import Asks, counted
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import Figures
from config import Settings

FIRMS = 500
SIZES = {"50": (50, 10), "500": (500, 10), "500_young": (500, 1)}
"""Firms that let the buyer see, and years of each one's registers."""
BUYER, OTHER_BUYER = 1, 2
FIRST = 3  # the first firm's number
EVENTS = 30  # a firm's, each year
TOKEN = "the-token-of-a-portfolio-reader-in-the-bench"
DAY = today()
PAGES = {
    "list": "",
    "turned": "?after=20-00020",  # thirty-one firms are left of fifty, fifty of 500
    "found": "?wanted=Prøvefirma 20 AS",  # looks through the names of all that let the buyer see
    "firm": "/20",
    "pool": "/pool",
}


def measure(watch: psycopg.Connection[Any]) -> Figures:
    """Statements and blocks of each page at each size (`portfolio.list.500.sql`), and how the blocks grew."""
    figures: Figures = {}
    for size, (sharing, years) in SIZES.items():
        settings = seed.prepare(f"suppliers_{size}", sharing, of_years(years))
        forget_readings(settings)
        for name, one in counted(watch, settings, asks):
            figures[f"portfolio.{name}.{size}.sql"] = one.sql
            figures[f"portfolio.{name}.{size}.buffers"] = one.buffers
            figures[f"portfolio.{name}.{size}.bytes"] = one.bytes
            figures[f"portfolio.{name}.{size}.noted"] = one.written / 50
            forget_readings(settings)
    for name in PAGES:
        few, many, young = (figures[f"portfolio.{name}.{size}.buffers"] for size in SIZES)
        figures[f"portfolio.{name}.growth"] = many / few
        figures[f"portfolio.{name}.years"] = many / young
    return figures


def asks(app: Flask) -> Asks:
    cookie = cookie_of(app, TOKEN)
    return {
        name: asking(app, f"/{LANGUAGE}/organisations/{BUYER}/portfolio{path}", cookie) for name, path in PAGES.items()
    }


def forget_readings(settings: Settings) -> None:
    with psycopg.connect(conninfo(settings, "owner")) as connection:
        connection.execute("TRUNCATE disclosure_reading")


def of_years(years: int) -> Callable[[psycopg.Connection[Any], int], None]:
    """What fills a database with firms of so many years, of which so many let the buyer see."""

    def fill(connection: psycopg.Connection[Any], sharing: int) -> None:
        start = datetime.combine(DAY, datetime.min.time(), tzinfo=UTC) - timedelta(days=30)
        suppliers = range(FIRST, FIRST + FIRMS)
        past = range(DAY.year - years, DAY.year)
        with connection.cursor() as cursor:
            everybody = range(BUYER, suppliers.stop)
            seed.organisations(cursor, everybody, start, kind=lambda n: "buyer" if n < FIRST else "supplier")
            session = (BUYER, hashlib.sha256(TOKEN.encode()).digest(), "", start, start + timedelta(days=900), start)
            seed.copy(
                cursor,
                "accounts_session",
                "person_id token_hash device seen_at expires_at second_factor_at",
                [session],
            )
            registers(cursor, suppliers, past, start)
            disclosed(cursor, suppliers, past, start, FIRST + sharing)

    return fill


def registers(cursor: Any, suppliers: range, past: range, start: datetime) -> None:
    """Hours of every month, and events, in the order in which they were written."""
    seed.copy(
        cursor,
        "safety_hours",
        "organisation_id year month own hired_in basis headcount recorded_at version",
        (
            (firm, year, month, 2000, 0, "measured", 14, start, 1)
            for year in past
            for month in range(1, 13)
            for firm in suppliers
        ),
    )
    seed.copy(
        cursor,
        "safety_event",
        "organisation_id number kind happened_on place activity what immediate serious channel language anonymous"
        " answer recorded_at version",
        (
            (firm, (year - past.start) * EVENTS + n + 1, "near_miss", date(year, 1 + n % 12, 1 + n % 28), "Hall 2", "",
             "En pall gled av gaffelen.", "", False, "office", "", False, "", start, 1)
            for year in past
            for n in range(EVENTS)
            for firm in suppliers
        ),
    )  # fmt: skip


def disclosed(cursor: Any, suppliers: range, past: range, start: datetime, others: int) -> None:
    """Firms below the number `others` let the buyer see all their years; two figures of each are verified."""
    seed.copy(
        cursor,
        "disclosure_year",
        "organisation_id year content written_at",
        ((firm, year, Jsonb(content(firm, year)), start) for year in (*past, DAY.year) for firm in suppliers),
    )
    seed.copy(
        cursor,
        "disclosure_consent",
        "organisation_id receiver_id purpose firm_key pooled until given_at given_by_id",
        (
            (firm, BUYER if firm < others else OTHER_BUYER, "Oppfølging av avtalen", f"{firm:05}", True,
             DAY + timedelta(days=300), start, firm)
            for firm in suppliers
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "disclosure_verification",
        "organisation_id year datum level by_organisation_id by_person_id method body reference digest verified_on"
        " expires_on ended_because",
        (
            (firm, year, datum, 2, BUYER, BUYER, "Sett på stedet.", "", "", b"x" * 32, DAY,
             DAY + timedelta(days=300), "")
            for year in past
            for datum in ("points", "participation")
            for firm in suppliers
        ),
    )  # fmt: skip


def content(firm: int, year: int) -> dict[str, Any]:
    """See `app.blueprints.disclosure.rules.content_of`."""
    over = year < DAY.year
    return {
        "actions": [firm % 5, 5],
        "near_misses": [20 + firm % 8, 30],
        "training": [9, 10],
        "points": [firm % 8, 8],
        "participation": bool(firm % 2),
        "injuries": {"band": "0-4"} if over else {"why": "not_over"},
        "sickness": {"percent": firm % 9} if over else {"why": "not_over"},
    }
