"""Dialogues of a hundred buyers with codes, places and needs; the first of them is the one that the bench reads."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.core.clock import now, today
from bench import seed, seed_ledger, seed_questions

BUYER, OTHER = 1, 2  # the buyer's owner, and a colleague of hers who has approved
OTHER_BUYERS = range(901, 1_000)
FOLLOWER = 1_000  # the number below the first follower's
OWN = 50  # dialogues of the buyer whose pages are read, whatever the others have
TOKEN = "the-token-of-a-buyer-in-the-bench"
CPV = ("33190000", "33600000", "48180000", "72200000", "45200000", "50400000", "79300000", "39100000")
RARE_CPV, RARE = "03000000", 25  # a code that so many dialogues have, whatever their number
COUNTIES = ("03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56")
INDUSTRIES = ("86", "62", "41", "26", "10")
THEMES = 5


def questions(dialogues: int) -> int:
    return dialogues * 3 // 5


def firms(dialogues: int) -> int:
    return dialogues * 4 // 25


def items(dialogues: int) -> int:
    return dialogues * 8


def batch(dialogues: int) -> int:
    return dialogues // 25


def suppliers(dialogues: int) -> int:
    """Who have asked: so many that a page of one of them is full at each size."""
    return dialogues // 50


def fill(connection: psycopg.Connection[Any], dialogues: int) -> None:
    """5,000 dialogues, and of the first 3,000 questions, 800 firms, 40,000 items, 5,000 followers; or in proportion."""
    start = datetime.combine(today(), datetime.min.time(), tzinfo=UTC) - timedelta(days=60)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        buyers = {BUYER, *OTHER_BUYERS}
        everybody = range(1, FOLLOWER + dialogues + 1)
        seed.organisations(cursor, everybody, start, kind=lambda n: "buyer" if n in buyers else "supplier")
        hashed = hashlib.sha256(TOKEN.encode()).digest()
        seed.copy(
            cursor, "accounts_session", "person_id token_hash device seen_at expires_at second_factor_at",
            [(BUYER, hashed, "", now(), start + timedelta(days=150), start)],
        )  # fmt: skip
        open_dialogues(cursor, dialogues, start)
        codes(cursor, dialogues)
        seed.copy(
            cursor, "forum_follow", "person_id kind space_id level since",
            ((FOLLOWER + n, "space", 1, "all", start) for n in range(1, dialogues + 1)),
        )  # fmt: skip
        seed_questions.published(cursor, questions(dialogues), suppliers(dialogues), start)
        seed_questions.ready(cursor, questions(dialogues), batch(dialogues), suppliers(dialogues), start)
        seed_ledger.participants(cursor, firms(dialogues), start)
        seed_ledger.ledger(cursor, items(dialogues), firms(dialogues), start)
        seed_ledger.elsewhere(cursor, range(2, dialogues + 1), start)
        seed_ledger.inputs(cursor, firms(dialogues), start)
        seed_ledger.themes(cursor, THEMES, start)


def host(number: int) -> int:
    return BUYER if number <= OWN else OTHER_BUYERS[number % len(OTHER_BUYERS)]


def lang(number: int) -> str:
    return "nb" if number % 2 else "nn"


def days(number: int) -> tuple[date, date]:
    """First and last: most are open; every fifth is over, and of the others every seventh has not begun."""
    first = today() + timedelta(days=5) if number % 7 == 3 else today() - timedelta(days=90)
    over = number % 5 == 4
    last = today() + timedelta(days=-1 - number % 200 if over else 30 + number % 40)
    return (last - timedelta(days=60) if over else first), last


def open_dialogues(cursor: psycopg.Cursor[Any], dialogues: int, start: datetime) -> None:
    """All published, each with a need."""
    numbers = range(1, dialogues + 1)
    seed.copy(
        cursor,
        "forum_space",
        "kind organisation_id path lang names about state opens_on closes_on machine_allowed changed_at thread_count"
        " post_count version",
        (
            ("dialogue", host(n), f"/dialogues/{n}", "nb", Jsonb({"nb": f"Mindre matsvinn {n}"}), Jsonb({}), "open",
             *days(n), False, start, 0, 0, 1)
            for n in numbers
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "dialogues_dialogue",
        "organisation_id space_id lang title summary background background_html contact state opens_on closes_on"
        " published_at changed_at host_ids languages version",
        (
            (host(n), n, lang(n), f"Mindre matsvinn på sengepostene {n}",
             "Vi vil halvere matsvinnet innen 2028.", "", "<p>Vi kaster en tredel av maten.</p>",
             "dialog@prove.example", "published", *days(n), start + timedelta(minutes=n), start, [host(n)],
             [lang(n), "en"], 1)
            for n in numbers
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "dialogues_host",
        "dialogue_id organisation_id leads state",
        ((n, host(n), True, "host") for n in numbers),
    )
    seed.copy(
        cursor,
        "dialogues_need",
        "dialogue_id position kind lang title affected baseline effect indicator by_when open_for",
        (
            (n, 1, ("outcome", "goods", "service")[n % 3], "nb", "Halvere matsvinnet", "Pasienter.", "34 prosent.",
             "17 prosent.", "Vekt.", days(n)[1], "Bestilling.")
            for n in numbers
        ),
    )  # fmt: skip


def codes(cursor: psycopg.Cursor[Any], dialogues: int) -> None:
    """A CPV code and an industry each, and a county for three of four; a rare code is spread over all."""
    numbers = range(1, dialogues + 1)
    rare = {n * (dialogues // RARE) for n in range(1, RARE + 1)}
    seed.copy(
        cursor, "dialogues_code", "dialogue_id kind code",
        ((n, "cpv", RARE_CPV if n in rare else CPV[n % len(CPV)]) for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "dialogues_code", "dialogue_id kind code",
        ((n, "industry", INDUSTRIES[n % len(INDUSTRIES)]) for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "dialogues_code", "dialogue_id kind code",
        ((n, "county", COUNTIES[n % len(COUNTIES)]) for n in numbers if n % 4),
    )  # fmt: skip
