"""Databases with a number of posts, filled by COPY as the owner: what is measured is reading. The same every time."""

import hashlib
import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from flask_migrate import upgrade
from psycopg.types.json import Jsonb

from app import create_app
from app.core import embedded
from app.core.clock import today
from app.core.db import db
from config import ROOT, Settings

VAR = ROOT / "var" / "bench"
CLUSTER = VAR / "postgres"
VERSION = 8  # raise it when the content changes
POSTS = 20  # in each thread
FIRMS = 500  # at every size: what grows is what people write
# Of every 25 dialogues the first is lively, so that one full page of threads can be read at each size.
BLOCK = [26, *[1] * 24]
TOKEN = "the-token-of-a-reader-in-the-bench"
LANGUAGES = ("nb", "nn", "en")
SAID = {
    "nb": (
        "Vi er åtte ansatte og klarer fint å stille innen to timer på hverdager.",
        "I helgene blir det vanskelig alene, så vi lurer på om flere firma kan dele på beredskapen.",
        "Da kunne vi også dekke nordsiden av fjorden, og bruke <em>samme bil</em> begge veier.",
        "Prisen avhenger av hvor ofte dere vil ha henting, og om rampen kan brukes om natten.",
        "Vi deler gjerne tallene våre fra i fjor med alle som vil se dem.",
        "Hvor mange sengeposter gjelder det første året, og hvem veier avfallet i dag?",
    ),
    "nn": (
        "Vi er eit lite verkstad med seks tilsette, og vi har plass til kjølebehaldarar i begge bilane.",
        "Kravet om døgnvakt råkar dei små hardast, sjølv om arbeidet sjeldan hastar om natta.",
        "Kan de seie noko om kor mykje som blir kasta i <em>helgane</em>, samanlikna med resten av veka?",
        "Medlemmene våre meiner at ei felles vakttelefon er betre enn at kvar og ein skal ha si eiga.",
        "Vi ser gjerne at samandraget kjem på nynorsk òg, slik at fleire les det.",
        "Det bør gå fram kva som skjer dersom målet ikkje blir nådd det første året.",
    ),
    "en": (
        "We make weighing stations for kitchens, and have measured waste on forty wards since last year.",
        "The figures are better when staff see them the same day, and <em>not</em> in a monthly report.",
        "Would you accept a solution where meals are ordered two hours before they are served?",
        "We have no office in Norway yet, but work with a local firm that can be there within a day.",
        "Please say whether data may be stored anywhere in the EEA, and for how long.",
        "A pilot on three wards would cost little, and show all of us what to ask for next.",
    ),
}


Fill = Callable[[psycopg.Connection[Any], int], None]


def settings(database_name: str) -> Settings:
    return Settings(
        _env_file=None, environment="test", var_dir=VAR, database_name=database_name, secret_key="bench" * 8
    )


def prepare(name_of_database: str, number: int, fill: Fill) -> Settings:
    """The database of that name, filled with `number` of what `fill` makes.

    Used again while it is of today and of the newest migration, else made anew.
    """
    chosen = settings(name_of_database)
    name = chosen.database_name
    head = max(path.name for path in Path(ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    stamp = f"{VERSION} {number} {today()} {head}"
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if connection.execute(query, [name]).fetchone() == (stamp,):
            return chosen
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        embedded.ensure_database(CLUSTER, name)
        migrate(chosen)
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", name)) as filling:  # not under row-level security
            fill(filling, number)
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", name), autocommit=True) as tidying:
            tidying.execute("VACUUM (ANALYZE, FREEZE)")
        connection.execute(f"COMMENT ON DATABASE {name} IS '{stamp}'")
    return chosen


def migrate(chosen: Settings) -> None:
    app = create_app(chosen, role="owner")
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.engine.dispose()


def fill(connection: psycopg.Connection[Any], posts: int) -> None:
    """`posts` posts in threads of twenty; every table in the order in which people would have written it."""
    start = datetime.combine(today(), datetime.min.time(), tzinfo=UTC) - timedelta(days=60)
    sizes = [BLOCK[number % len(BLOCK)] for number in range(posts // POSTS * len(BLOCK) // sum(BLOCK))]
    threads = [dialogue for dialogue, size in enumerate(sizes, 1) for _ in range(size)]
    with connection.cursor() as cursor:
        people(cursor, start)
        dialogues(cursor, sizes, start)
        texts = bodies()
        copy(
            cursor,
            "forum_thread",
            "space_id title title_hidden lang author_id organisation_id seq post_count last_post_at locked",
            (
                (dialogue, f"Kan små firma dele på beredskapen? Tråd {n}", False, "nb", firm(n, 1), firm(n, 1), POSTS,
                 POSTS, start + timedelta(days=30, minutes=n), False)
                for n, dialogue in enumerate(threads, 1)
            ),
        )  # fmt: skip
        # Everybody's first post, then everybody's second: the posts of one thread lie apart, as they do in life.
        written = [(seq, thread) for seq in range(1, POSTS + 1) for thread in range(1, len(threads) + 1)]
        copy(
            cursor,
            "forum_post",
            "thread_id seq path parent_id author_id organisation_id role lang revision state posted_at",
            (
                (thread, seq, path(seq), n - len(threads) if seq % 3 == 0 else None, firm(thread, seq),
                 firm(thread, seq), "buyer" if firm(thread, seq) == 1 else "supplier", LANGUAGES[seq % 3], 1, "visible",
                 start + timedelta(days=seq, minutes=thread % 600))
                for n, (seq, thread) in enumerate(written, 1)
            ),
        )  # fmt: skip
        copy(
            cursor,
            "forum_revision",
            "post_id number kind lang body html sha256 by_id at",
            (
                (n, 1, "first", LANGUAGES[seq % 3], text, text, hashlib.sha256(text.encode()).digest(),
                 firm(thread, seq),
                 start + timedelta(days=seq, minutes=thread % 600))
                for n, (seq, thread) in enumerate(written, 1)
                for text in [texts[LANGUAGES[seq % 3]][n % len(texts["nb"])]]
            ),
        )  # fmt: skip


def path(seq: int) -> bytes:
    """Every third post answers the one before it."""
    return b"".join(n.to_bytes(4, "big") for n in ((seq - 1, seq) if seq % 3 == 0 else (seq,)))


def firm(thread: int, seq: int) -> int:
    """Who writes a post: the buyer (number 1) every fifth time, and else one of three firms of the thread's own."""
    return 1 if seq % 5 == 0 else 2 + (thread * 3 + seq % 3) % (FIRMS - 1)


def bodies() -> dict[str, list[str]]:
    """A hundred texts in each language, of about 600 characters, as they are stored when they have been cleaned."""
    chance = random.Random(1)  # noqa: S311 - the same each time is what is wanted
    made: dict[str, list[str]] = {}
    for code, sentences in SAID.items():
        made[code] = []
        for _ in range(100):
            chosen: list[str] = []
            while len(" ".join(chosen)) < 545:
                chosen.append(chance.choice(sentences))
            made[code].append(f"<p>{' '.join(chosen[:3])}</p>\n<p>{' '.join(chosen[3:])}</p>")
    return made


def people(cursor: psycopg.Cursor[Any], start: datetime) -> None:
    """As many firms as people, each person the owner of one; number 1 is the buyer, number 2 has signed in."""
    organisations(cursor, range(1, FIRMS + 1), start, kind=lambda n: "buyer" if n == 1 else "supplier")
    hashed = hashlib.sha256(TOKEN.encode()).digest()
    copy(
        cursor,
        "accounts_session",
        "person_id token_hash device seen_at expires_at second_factor_at",
        [(2, hashed, "", start, start + timedelta(days=90), start)],
    )


def organisations(cursor: psycopg.Cursor[Any], numbers: range, start: datetime, kind: Callable[[int], str]) -> None:
    """One organisation and its owner for each number, and the person has the same number."""
    copy(
        cursor,
        "accounts_organisation",
        'scheme number name sort_key kind "check" authority country bankrupt winding_up register_state version',
        (
            ("bench", str(n), f"Prøvefirma {n} AS", f"{n:05}", kind(n), "verified", "staff", "NO", False, False,
             "found", 1)
            for n in numbers
        ),
    )  # fmt: skip
    copy(
        cursor,
        "accounts_person",
        "email name locale reads email_confirmed_at version",
        ((f"person{n}@prove.example", f"Kari Prøve {n}", "nb", list(LANGUAGES), start, 1) for n in numbers),
    )
    copy(cursor, "accounts_membership", "person_id organisation_id role", ((n, n, "owner") for n in numbers))


def dialogues(cursor: psycopg.Cursor[Any], sizes: list[int], start: datetime) -> None:
    """Two of three take input; originals in all three languages, each with its other title and summary."""
    first = today() - timedelta(days=60)
    rows = list(enumerate(sizes, 1))
    copy(
        cursor,
        "forum_space",
        "kind organisation_id path lang names about state opens_on closes_on machine_allowed changed_at thread_count"
        " post_count version",
        (
            ("dialogue", 1, f"/dialogues/{n}", LANGUAGES[n % 3],
             Jsonb({LANGUAGES[n % 3]: f"Mindre matsvinn på sengepostene {n}",
                    "nb" if n % 3 == 2 else "en": f"Less food waste on wards {n}"}), Jsonb({}), "open", first,
             closes_on(n, size), False, start, size, size * POSTS, 1)
            for n, size in rows
        ),
    )  # fmt: skip
    copy(
        cursor,
        "dialogues_dialogue",
        "organisation_id space_id lang title summary background background_html contact state opens_on closes_on"
        " published_at changed_at version",
        (
            (1, n, LANGUAGES[n % 3], f"Mindre matsvinn på sengepostene {n}",
             "Vi vil halvere matsvinnet innen 2028, og trenger å vite hva markedet kan og hva det koster.", "",
             "<p>Vi kaster en tredel av maten.</p>", "dialog@prove.example", "published", first, closes_on(n, size),
             start + timedelta(minutes=n), start, 1)
            for n, size in rows
        ),
    )  # fmt: skip
    copy(
        cursor,
        "dialogues_translation",
        "dialogue_id lang title summary updated_at",
        (
            (n, "nb" if n % 3 == 2 else "en", f"Less food waste on wards {n}", "We want to halve food waste.", start)
            for n, _ in rows
        ),
    )  # fmt: skip
    copy(
        cursor,
        "dialogues_phase",
        "dialogue_id position name starts_on",
        (
            (n, k, Jsonb({"nb": f"Fase {k}", "en": f"Phase {k}"}), first + timedelta(days=20 * k))
            for n, _ in rows
            for k in range(5)
        ),
    )
    copy(
        cursor,
        "dialogues_need",
        "dialogue_id position kind lang title affected baseline effect indicator by_when open_for",
        (
            (n, k, "outcome", LANGUAGES[n % 3], f"Halvere matsvinnet, del {k}", "Pasienter og kjøkken ved to sykehus.",
             "34 prosent av maten kastes.", "Høyst 17 prosent kastes.", "Vekt av avfall per pasientdøgn.",
             date(2028, 12, 31), "Bestilling, porsjoner, transport og måling.")
            for n, _ in rows
            for k in range(3)
        ),
    )  # fmt: skip


def closes_on(number: int, size: int) -> date:
    """The lively ones take input still; of the others a third has closed."""
    return today() + timedelta(days=10 + number % 60 if size > 1 or number % 3 else -1 - number % 40)


def copy(cursor: psycopg.Cursor[Any], table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows get the numbers 1, 2, 3 ... in the order given, from the table's own sequence."""
    with cursor.copy(f"COPY {table} ({', '.join(columns.split())}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row(row)
