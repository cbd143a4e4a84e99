"""A moderators' queue of 1,000 and of 100,000 cases: what its pages cost must not grow with what waits.

Counted, not timed: statements and blocks of the database touched. Nine of ten cases wait; the others are closed and
decided, the newest of them within the last week. `next` is being given a case: the same reading, taken back each time.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import psycopg
from flask import Flask

from app.blueprints.accounts.queries.actor import find_actor
from app.blueprints.moderation.services import take_next
from app.core.clock import now, today
from app.core.db import Context, rollback, set_context
from bench import seed
from bench.counting import Asks, counted, growth
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import Figures

SIZES = {"1e3": 1_000, "1e5": 100_000}
MODERATOR = 1
TOKEN = "the-token-of-a-moderator-in-the-bench"
SEEN = " ".join(seed.SAID["nb"])
PAGES = {
    "queue": "/moderation",
    "by_reason": "/moderation?reason=M4",
    "by_all": "/moderation?reason=M6&language=nb&source=report&holder=free",
    "page_two": None,
    "case": "/moderation/cases/{case}",
}
CASE = (
    "subject_type subject_id subject_title subject_language subject_author_id subject_organisation_id kind source"
    " reason severity found due_at state closed_at version created_at"
)


def measure(watch: psycopg.Connection[Any], figures: Figures) -> Figures:
    """`moderation.queue.1e5.sql`, `.buffers`, and `moderation.queue.growth` from the small queue to the large."""
    for size, cases in SIZES.items():
        settings = seed.prepare(f"moderation_{size}", cases, fill)
        for name, one in counted(watch, settings, partial(asks, cases)):
            figures[f"moderation.{name}.{size}.sql"] = one.sql
            figures[f"moderation.{name}.{size}.buffers"] = one.buffers
            if name != "next":
                figures["rows_written"] = figures.get("rows_written", 0) + one.written
    return figures | growth(figures, "moderation", (*PAGES, "next"), ("1e3", "1e5"))


def asks(cases: int, app: Flask) -> Asks:
    cookie = cookie_of(app, TOKEN)
    pages = {
        name: asking(app, f"/{LANGUAGE}{(path or second_page()).format(case=cases // 2)}", cookie)
        for name, path in PAGES.items()
    }
    return pages | {"next": being_given(app)}


def second_page() -> str:
    return f"/moderation?after={(beginning() + timedelta(minutes=50)).isoformat().replace('+', '%2B')}_50"


def being_given(app: Any) -> Callable[[], bytes]:
    """Pressing "next" without the form: reads, locks and takes a case, and takes it all back."""

    def ask() -> bytes:
        with app.app_context():
            who = find_actor(TOKEN)
            assert who is not None
            set_context(Context(person_id=who.person_id, platform=("moderator",)))
            case = take_next(by=who)
            assert case is not None
            rollback()
            return b""

    return ask


def beginning() -> datetime:
    return datetime.combine(today(), datetime.min.time(), tzinfo=UTC)


def fill(connection: psycopg.Connection[Any], cases: int) -> None:
    """The name of one firm for each case, of which another complains; every tenth case is closed and decided."""
    start = beginning()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        seed.organisations(cursor, range(1, cases + 2), start - timedelta(days=90), kind=lambda _number: "supplier")
        cursor.execute("DELETE FROM accounts_membership WHERE person_id = %s", [MODERATOR])
        seed.copy(cursor, "accounts_platform_grant", "person_id role", [(MODERATOR, "moderator")])
        hashed = hashlib.sha256(TOKEN.encode()).digest()
        seed.copy(
            cursor, "accounts_session", "person_id token_hash device seen_at expires_at second_factor_at",
            [(MODERATOR, hashed, "", now(), start + timedelta(days=90), start)],
        )  # fmt: skip
        seed.copy(cursor, "moderation_case", CASE, (case(n, start) for n in range(1, cases + 1)))
        sha = hashlib.sha256(SEEN.encode()).hexdigest()
        seed.copy(
            cursor, "moderation_snapshot", "case_id sha256 title body lang",
            ((n, sha, f"Sak {n}", SEEN, "nb") for n in range(1, cases + 1)),
        )  # fmt: skip
        seed.copy(
            cursor, "moderation_signal", "case_id source reason reporter_id note snapshot_sha256",
            ((n, "report", "M6", firm(n), "Hører ikke hjemme her.", sha) for n in range(1, cases + 1)),
        )  # fmt: skip
        decisions(cursor, range(10, cases + 1, 10), sha, start)


def firm(number: int) -> int:
    """The moderator herself belongs to none."""
    return number + 1


def is_closed(number: int) -> bool:
    return number % 10 == 0


def case(number: int, start: datetime) -> tuple[Any, ...]:
    at = start - timedelta(days=1) + timedelta(seconds=number % 3_600)
    closed = at + timedelta(hours=2) if is_closed(number) else None
    return (
        "organisation", firm(number), f"Sak {number}", seed.LANGUAGES[number % 3], None, None, "content",
        "translation" if number % 20 == 1 else "report", "M4" if number % 9 == 1 else "M6", 1 + number % 4,
        ["price"] if number % 7 == 0 else [], start + timedelta(minutes=number), "closed" if closed else "waiting",
        closed, 1, at,
    )  # fmt: skip


def decisions(cursor: psycopg.Cursor[Any], numbers: range, sha: str, start: datetime) -> None:
    seed.copy(
        cursor,
        "moderation_decision",
        "case_id subject_type subject_id subject_title subject_language action reasons reason_versions facts statement"
        " statement_language snapshot_sha256 decided_by final_at created_at",
        (
            (n, "organisation", firm(n), f"Sak {n}", "nb", "approve", [], [], "", "Innlegget står.", "nb", sha,
             MODERATOR + 1, at, at)
            for n in numbers
            for at in [start - timedelta(seconds=n)]
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "moderation_settlement",
        "decision_id how created_at",
        ((k, "stands", start - timedelta(seconds=n)) for k, n in enumerate(numbers, 1)),
    )


def main() -> int:
    """`python -m bench.moderation`: only these, as lines."""
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
