"""A hundred market dialogues and five thousand: a page of one costs no more for the others, nor for what is not shown.

The first dialogue has most of what there is: 3,000 published questions, 5,000 followers, and a batch of 200 answers,
ready to go. Counted, not timed: statements and blocks of the database touched. `publish` makes the batch public and
takes it all back; `told` is finding the followers who are told.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import Engine

from app import create_app
from app.blueprints.accounts.queries.actor import find_actor
from app.blueprints.notifications.queries.inbox import next_receivers
from app.blueprints.questions.queries import announcing
from app.blueprints.questions.queries.batches import being_prepared
from app.blueprints.questions.services.publishing import publish
from app.blueprints.questions.terms.answers import Publication
from app.core.clock import now, today
from app.core.db import Context, conninfo, db, rollback, set_context, unit_of_work
from bench import seed
from bench.floor import Recording
from bench.following import cost
from bench.measure import touched
from bench.pages import LANGUAGE, asking
from bench.report import Figures

SIZES = {"1e2": 100, "5e3": 5_000}
QUESTIONS = {100: 60, 5_000: 3_000}
BATCH = {100: 10, 5_000: 200}
FOLLOWERS = {100: 100, 5_000: 5_000}
BUYER, OTHER = 1, 2  # the buyer's owner, and a colleague of hers who has approved
TOKEN = "the-token-of-a-buyer-in-the-bench"
FIRMS = 60
PAGES = {
    "page": "/dialogues/1",
    "questions": "/dialogues/1/questions",
    "questions_older": "/dialogues/1/questions?before=31",
    "questions_supplier": "/dialogues/1/questions?supplier=7",
    "question": "/dialogues/1/questions/30",
    "feed": "/dialogues/1/questions.atom",
}
ACTS = ("publish",)


def measure(watch: psycopg.Connection[Any], figures: Figures) -> Figures:
    """`dialogues.questions.5e3.sql` and `.buffers`, and `dialogues.questions.growth` from the small to the large."""
    for size, dialogues in SIZES.items():
        settings = seed.prepare(f"dialogues_{size}", dialogues, fill)
        app = create_app(settings)
        with app.app_context():
            engine = db.engine
        with psycopg.connect(conninfo(settings, "owner")) as connection:
            connection.execute("UPDATE accounts_session SET seen_at = now()")
        asked: dict[str, Callable[[], Any]] = {
            name: asking(app, f"/{LANGUAGE}{path}") for name, path in PAGES.items()
        } | {"publish": publishing(app)}
        figures |= telling(settings, size)
        for name, ask in asked.items():
            ask()
            flush = flushing(engine)
            blocks, written = touched(watch, settings.database_name, flush, ask)
            figures[f"dialogues.{name}.{size}.sql"] = len(Recording(app, engine, ask).sent)
            figures[f"dialogues.{name}.{size}.buffers"] = blocks
            if name not in ACTS:
                figures["rows_written"] = figures.get("rows_written", 0) + written
        engine.dispose()
    for name in PAGES:
        small, large = (figures[f"dialogues.{name}.{size}.buffers"] for size in SIZES)
        figures[f"dialogues.{name}.growth"] = large / small
    small, large = (figures[f"dialogues.publish.{size}.sql"] for size in SIZES)
    figures["dialogues.publish.growth"] = large / small
    return figures


def flushing(engine: Engine) -> Callable[[], None]:
    def flush() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
            connection.commit()

    return flush


def publishing(app: Any) -> Callable[[], bytes]:
    """The whole batch at one instant; taken back, so that it can be done again."""

    def ask() -> bytes:
        with app.app_context():
            who = find_actor(TOKEN)
            assert who is not None
            set_context(Context(person_id=who.person_id, organisation_ids=(BUYER,)))
            batch = being_prepared(1)
            assert batch is not None
            publish(1, batch.id, Publication(version=1, keeps_deadline=True), by=who)
            db.session.flush()
            rollback()
            return b""

    return ask


def telling(settings: Any, size: str) -> Figures:
    """The first 5,000 of those who follow the dialogue, as the worker asks for them."""
    worker = create_app(settings, role="worker")
    with worker.app_context():
        with unit_of_work():
            batch = announcing.batch_told(1)
            assert batch is not None
            found = next_receivers(announcing.following(batch, None), 0, 5_000)
            blocks, _ms = cost(lambda: next_receivers(announcing.following(batch, None), 0, 5_000))
        db.engine.dispose()
    return {f"dialogues.told.{size}.people": len(found), f"dialogues.told.{size}.buffers": blocks}


def fill(connection: psycopg.Connection[Any], dialogues: int) -> None:
    start = datetime.combine(today(), datetime.min.time(), tzinfo=UTC) - timedelta(days=60)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        people = FIRMS + FOLLOWERS[dialogues]
        seed.organisations(cursor, range(1, people + 1), start, kind=lambda n: "buyer" if n == BUYER else "supplier")
        hashed = hashlib.sha256(TOKEN.encode()).digest()
        seed.copy(
            cursor, "accounts_session", "person_id token_hash device seen_at expires_at second_factor_at",
            [(BUYER, hashed, "", now(), start + timedelta(days=150), start)],
        )  # fmt: skip
        open_dialogues(cursor, dialogues, start)
        seed.copy(
            cursor, "forum_follow", "person_id kind space_id level since",
            ((FIRMS + n, "space", 1, "all", start) for n in range(1, FOLLOWERS[dialogues] + 1)),
        )  # fmt: skip
        published(cursor, QUESTIONS[dialogues], start)
        ready(cursor, QUESTIONS[dialogues], BATCH[dialogues], start)


def open_dialogues(cursor: psycopg.Cursor[Any], dialogues: int, start: datetime) -> None:
    """All open, and all of one buyer; each with a need."""
    first, last = today() - timedelta(days=50), today() + timedelta(days=30)
    numbers = range(1, dialogues + 1)
    seed.copy(
        cursor,
        "forum_space",
        "kind organisation_id path lang names about state opens_on closes_on machine_allowed changed_at thread_count"
        " post_count version",
        (
            ("dialogue", BUYER, f"/dialogues/{n}", "nb", Jsonb({"nb": f"Mindre matsvinn {n}"}), Jsonb({}), "open",
             first, last, False, start, 0, 0, 1)
            for n in numbers
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "dialogues_dialogue",
        "organisation_id space_id lang title summary background background_html contact state opens_on closes_on"
        " published_at changed_at host_ids languages version",
        (
            (BUYER, n, "nb", f"Mindre matsvinn på sengepostene {n}", "Vi vil halvere matsvinnet innen 2028.", "",
             "<p>Vi kaster en tredel av maten.</p>", "dialog@prove.example", "published", first,
             last + timedelta(days=n % 40), start + timedelta(minutes=n), start, [BUYER], ["nb", "en"], 1)
            for n in numbers
        ),
    )  # fmt: skip
    seed.copy(
        cursor, "dialogues_host", "dialogue_id organisation_id leads state", ((n, BUYER, True, "host") for n in numbers)
    )
    seed.copy(
        cursor,
        "dialogues_need",
        "dialogue_id position kind lang title affected baseline effect indicator by_when open_for",
        (
            (n, 1, "outcome", "nb", "Halvere matsvinnet", "Pasienter.", "34 prosent.", "17 prosent.", "Vekt.", last,
             "Bestilling.")
            for n in numbers
        ),
    )  # fmt: skip


def published(cursor: psycopg.Cursor[Any], questions: int, start: datetime) -> None:
    """In batches of fifty, the first of which is number 1; forty suppliers have asked."""
    batches = -(-questions // 50)
    seed.copy(
        cursor,
        "questions_batch",
        "dialogue_id number state prepared_by published_by published_at deadline version",
        ((1, n, "published", BUYER, BUYER, moment(n, start), "not_asked", 2) for n in range(1, batches + 1)),
    )
    seed.copy(
        cursor,
        "questions_entry",
        "dialogue_id answer_id batch_id number version current pseudonym joined need_id late lang why words"
        " published_at hidden_reason",
        (
            (1, n, 1 + (n - 1) // 50, n, 1, True, n % 40, [], 1, False, "nb", "", Jsonb(words(n)),
             moment(1 + (n - 1) // 50, start), "")
            for n in range(1, questions + 1)
        ),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_question", QUESTION,
        ((1, n % 40, "nb", asked(n), asked(n), "published", False, 1, "", "", Jsonb([]), n, start, start, 2)
         for n in range(1, questions + 1)),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_answer", ANSWER,
        ((1, n, 1, "published", [BUYER], OTHER, start, 1 + (n - 1) // 50, "", start, 3)
         for n in range(1, questions + 1)),
    )  # fmt: skip


QUESTION = (
    "dialogue_id pseudonym lang body said state late need_id proposed reason warned number asked_at changed_at version"
)
ANSWER = "dialogue_id question_id number state writers approved_by approved_at batch_id why changed_at version"


def ready(cursor: psycopg.Cursor[Any], before: int, answers: int, start: datetime) -> None:
    """A batch in which all is approved, in both languages of the dialogue."""
    batch = -(-before // 50) + 1
    seed.copy(
        cursor, "questions_batch", "dialogue_id number state prepared_by deadline version",
        [(1, batch, "preparing", BUYER, "not_asked", 1)],
    )  # fmt: skip
    numbers = range(before + 1, before + answers + 1)
    seed.copy(
        cursor, "questions_question", QUESTION,
        ((1, n % 40, "nb", asked(n), asked(n), "accepted", False, 1, "", "", Jsonb([]), None, start, start, 1)
         for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_answer", ANSWER,
        ((1, n, 1, "approved", [BUYER], OTHER, start, batch, "", start, 2) for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_wording", "dialogue_id answer_id lang question answer by_id",
        ((1, n, lang, said["question"], said["text"], BUYER) for n in numbers for lang, said in words(n).items()),
    )  # fmt: skip


def asked(number: int) -> str:
    return f"Kan oppvasken stå i kjelleren på sykehus {number}, og hvem betaler for strømmen?"


def words(number: int) -> dict[str, dict[str, str]]:
    """In both languages, of the length that an answer has."""
    return dict(_words(number))


def _words(number: int) -> Iterator[tuple[str, dict[str, str]]]:
    for lang in ("nb", "en"):
        said = " ".join(seed.SAID[lang][:4]).replace("<em>", "*").replace("</em>", "*")
        question = asked(number) if lang == "nb" else f"May it stand in the basement of hospital {number}?"
        yield lang, {"question": question, "text": said, "html": f"<p>{said}</p>"}


def moment(batch: int, start: datetime) -> datetime:
    return start + timedelta(hours=6 * batch)


def main() -> int:
    """`python -m bench.dialogues`: only these, as lines."""
    from app.core import embedded

    figures: Figures = {"rows_written": 0}
    seed.CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(embedded.conninfo(seed.CLUSTER, "postgres", "postgres"), autocommit=True) as watch:
        measure(watch, figures)
    for key, value in sorted(figures.items()):
        print(f"{key:44}{value:12.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
