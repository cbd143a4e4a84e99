"""Threads at a thousand, a hundred thousand and (asked for) a million posts: what a page costs must not grow.

One forum holds all threads, fifty posts each; one thread is a twentieth of everything: of a million posts, 50,000.
Counted at each size: statements and blocks of the database touched, for reading, for what is new, and for writing a
post. At the largest size the long thread's first, middle and last page are timed in lockstep beside the Core floor.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from flask import Flask
from psycopg.types.json import Jsonb
from sqlalchemy import Engine
from werkzeug.test import EnvironBuilder

from app import create_app
from app.blueprints.accounts.rules.throttling import LIMITS
from app.blueprints.forum.rules.posts import POSTS_PER_PAGE
from app.core.clock import today
from app.core.db import conninfo, db
from bench import seed
from bench.floor import Floor, Recording
from bench.measure import Target, in_lockstep, ratio, touched
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import FORUM_PAGES, Figures

SIZES = {"1e3": 1_000, "1e5": 100_000}
MILLION = {"1e6": 1_000_000}
POSTS = 50  # in each thread but the first, where there are enough
FEWEST_THREADS = 400  # so that a list is a list at every size, found by its index
FULL_PAGES = 3  # at least, of the first
FOLLOWED = 15  # threads that the reader follows, with news in each
WRITTEN_IN = 3  # the thread that is written in while one measures; its page is not among those that are read
READER = 2
FIRMS = 5_000
NAMES = {"nb": "Små bedrifter og store kjøpere", "nn": "Små verksemder og store kjøparar", "en": "Small firms"}


def measure(watch: psycopg.Connection[Any], figures: Figures, *, million: bool = False) -> Figures:
    """`forum.thread_last.1e5.buffers` and its like at each size, growth from the first size to the last, and ratios."""
    sizes = SIZES | (MILLION if million else {})
    for size, posts in sizes.items():
        site = Site(size, posts)
        for name, ask in site.asks().items():
            count(figures, watch, site, name, ask)
        writes(figures, watch, site)
        if posts == max(sizes.values()):
            figures |= in_time(site)
        site.engine.dispose()
    small, large = min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
    for name in FORUM_PAGES:
        before, after = (figures[f"forum.{name}.{size}.buffers"] for size in (small, large))
        figures[f"forum.{name}.growth"] = after / before
    figures["forum.last_over_first.buffers"] = (
        figures[f"forum.thread_last.{large}.buffers"] / figures[f"forum.thread_first.{large}.buffers"]
    )
    figures["forum.posts"] = sizes[large]
    return figures


class Site:
    """The site on the database of one size."""

    def __init__(self, size: str, posts: int) -> None:
        self.size = size
        self.settings = seed.prepare(f"forum_{size}", posts, fill)
        self.app = create_app(self.settings)
        with self.app.app_context():
            self.engine = db.engine
        with psycopg.connect(conninfo(self.settings, "owner")) as connection:
            connection.execute("UPDATE accounts_session SET seen_at = now()")
        self.last_page = -(-long_thread(posts) // POSTS_PER_PAGE)
        self.cookie = cookie_of(self.app, seed.TOKEN)

    def page(self, number: int) -> str:
        return f"/{LANGUAGE}/threads/1?page={number}"

    def asks(self) -> dict[str, Callable[[], Any]]:
        """What is read, and by whom."""
        paths = {
            "list": f"/{LANGUAGE}/forums/1",
            "thread_first": self.page(1),
            "thread_middle": self.page(-(-self.last_page // 2)),
            "thread_last": self.page(self.last_page),
            "list_older": f"/{LANGUAGE}/forums/1?after={older(self.settings)}",
        }
        found = {name: asking(self.app, path) for name, path in paths.items()}
        return found | {"inbox": asking(self.app, f"/{LANGUAGE}/inbox/following", self.cookie)}

    def flush(self) -> None:
        flush(self.engine)


def flush(engine: Engine) -> None:
    """Let the one connection that the pool hands out tell its counters now."""
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
        connection.commit()


def count(figures: Figures, watch: psycopg.Connection[Any], site: Site, name: str, ask: Callable[[], Any]) -> None:
    ask()
    key = f"forum.{name}.{site.size}"
    figures[f"{key}.sql"] = len(Recording(site.app, site.engine, ask).sent)
    figures[f"{key}.buffers"], written_rows = touched(watch, site.settings.database_name, site.flush, ask)
    figures["rows_written"] = figures.get("rows_written", 0) + written_rows


def writes(figures: Figures, watch: psycopg.Connection[Any], site: Site) -> None:
    """A post is written: statements and blocks, the job that tells of it and the journal's entry among them."""
    post = Posting(create_app(site.settings))
    post()
    key = f"forum.posting.{site.size}"
    figures[f"{key}.sql"] = post.statements()
    figures[f"{key}.buffers"], _ = touched(watch, site.settings.database_name, lambda: flush(post.engine), post)
    post.engine.dispose()


def in_time(site: Site) -> Figures:
    """First, middle and last page of the long thread and the floor of the first, round after round."""
    first = asking(site.app, site.page(1))
    recording = Recording(site.app, site.engine, first)
    floor = Floor(recording, lambda: psycopg.connect(conninfo(site.settings, "web")), LANGUAGE)
    with site.engine.connect() as connection:
        backend = int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
    targets = {
        "first": Target(first, backend),
        "middle": Target(asking(site.app, site.page(-(-site.last_page // 2))), backend),
        "last": Target(asking(site.app, site.page(site.last_page)), backend),
        "floor": Target(asking(floor.core, "/"), floor.backend),
    }
    in_lockstep(list(targets.values()), rounds=24, requests=10)
    floor.engine.dispose()
    figures: Figures = {}
    for name, (upper, lower) in {
        "forum.thread.over_core": ("first", "floor"),
        "forum.middle_over_first": ("middle", "first"),
        "forum.last_over_first": ("last", "first"),
    }.items():
        figures[f"{name}.q1"], figures[name], figures[f"{name}.q3"] = ratio(targets[upper], targets[lower])
    return figures


class Posting:
    """Writes one post each time it is called, as the page's own form does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        app.config["WTF_CSRF_ENABLED"] = False
        LIMITS["post"] = replace(LIMITS["post"], free=10**9)  # nobody writes so much: the limit itself is not measured
        with app.app_context():
            self.engine = db.engine
        self.cookie = cookie_of(app, seed.TOKEN)

    def __call__(self) -> None:
        typed = {"organisation_id": str(READER), "lang": "nb", "body": "Vi kan stille innen to timer.", "do": "publish"}
        path = f"/{LANGUAGE}/threads/{WRITTEN_IN}/reply"
        environ = EnvironBuilder(path=path, method="POST", data=typed, headers={"Cookie": self.cookie}).get_environ()
        status: list[str] = []
        body = self.app(environ, lambda code, headers, exc=None: status.append(code))  # type: ignore[arg-type, func-returns-value]
        b"".join(body)
        if hasattr(body, "close"):
            body.close()
        if not status[0].startswith("303"):
            raise RuntimeError(f"{path} answered {status[0]}")

    def statements(self) -> int:
        def once() -> bytes:
            self()
            return b""

        return len(Recording(self.app, self.engine, once).sent)


def older(settings: Any) -> str:
    """The key of a page half way down the list."""
    query = (
        "SELECT last_post_at, id FROM forum_thread ORDER BY last_post_at DESC, id DESC"
        " OFFSET (SELECT greatest(0, count(*) / 2 - 21) FROM forum_thread) LIMIT 1"
    )
    with psycopg.connect(conninfo(settings, "owner")) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return f"{row[0].isoformat().replace('+', '%2B')}_{row[1]}"


def long_thread(posts: int) -> int:
    """Posts in the first thread: full pages only, so that its last costs what its first does."""
    return max(FULL_PAGES * POSTS_PER_PAGE, posts // 20)


def sizes_of(posts: int) -> list[int]:
    """Posts in each thread; the first is the long one."""
    long = long_thread(posts)
    threads = max(FEWEST_THREADS, posts // POSTS) - 1
    rest = posts - long
    return [long, *(rest // threads + (1 if n < rest % threads else 0) for n in range(threads))]


def written(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """(thread, number) in the order of writing: the posts of one thread lie apart, as they do in life."""
    long, turn, given = sizes[0], 0, 0
    each = max(1, (sum(sizes) - long) // long)
    for number in range(1, max(sizes[1:]) + 1):
        for thread, size in enumerate(sizes[1:], 2):
            if number > size:
                continue
            yield thread, number
            turn += 1
            if turn % each == 0 and given < long:
                given += 1
                yield 1, given
    yield from ((1, number) for number in range(given + 1, long + 1))


def fill(connection: psycopg.Connection[Any], posts: int) -> None:
    """Every table in the order in which people would have written it; keys are right by construction."""
    start = datetime.combine(today(), datetime.min.time(), tzinfo=UTC) - timedelta(days=60)
    sizes, texts = sizes_of(posts), seed.bodies()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # a million rows are not asked for their keys
        people(cursor, start)
        seed.copy(
            cursor,
            "forum_space",
            "kind path lang names about state machine_allowed changed_at thread_count post_count version",
            [("forum", "/forums/1", "nb", Jsonb(NAMES), Jsonb(NAMES), "open", False, start, len(sizes), sum(sizes), 1)],
        )
        seed.copy(cursor, "forum_thread", THREAD, threads(sizes, start))
        seed.copy(cursor, "forum_post", POST, numbered(sizes, start))
        seed.copy(cursor, "forum_revision", REVISION, revisions(sizes, texts, start))
        cursor.execute(
            "UPDATE forum_thread t SET opening_post_id = p.id FROM forum_post p WHERE p.thread_id = t.id AND p.seq = 1"
        )
        followed = range(4, min(4 + FOLLOWED, len(sizes) + 1))
        seed.copy(
            cursor, "forum_follow", "person_id kind thread_id level since",
            [(READER, "thread", n, "all", start) for n in followed],
        )  # fmt: skip
        seed.copy(cursor, "forum_reading", "person_id thread_id last_read_seq", [(READER, n, 1) for n in followed])


def people(cursor: psycopg.Cursor[Any], start: datetime) -> None:
    """As many at each size: so many that nobody reads them all to name twenty."""
    seed.organisations(cursor, range(1, FIRMS + 1), start, kind=lambda n: "supplier")
    hashed = hashlib.sha256(seed.TOKEN.encode()).digest()
    columns = "person_id token_hash device seen_at expires_at second_factor_at"
    seed.copy(cursor, "accounts_session", columns, [(READER, hashed, "", start, start + timedelta(days=90), start)])


def speaker(thread: int, seq: int) -> int:
    """One firm every fifth time, and else one of three of the thread's own; theirs lie far apart."""
    return FIRMS // 2 if seq % 5 == 0 else 1 + (thread * 1_663 + (seq % 3) * 1_217) % FIRMS


THREAD = "space_id title title_hidden lang author_id organisation_id seq post_count last_post_at locked"
POST = "thread_id seq path parent_id author_id organisation_id role lang revision state posted_at"
REVISION = "post_id number kind lang title body html sha256 by_id at"


def threads(sizes: list[int], start: datetime) -> Iterator[tuple[Any, ...]]:
    for n, size in enumerate(sizes, 1):
        who, at = speaker(n, 1), start + timedelta(days=30, seconds=n)
        yield 1, f"Kan små firma dele på beredskapen? Tråd {n}", False, "nb", who, who, size, size, at, False


def numbered(sizes: list[int], start: datetime) -> Iterator[tuple[Any, ...]]:
    """Every third post answers the one before it."""
    before: dict[int, int] = {}
    for n, (thread, seq) in enumerate(written(sizes), 1):
        who, parent = speaker(thread, seq), before.get(thread) if seq % 3 == 0 else None
        before[thread] = n
        lang = seed.LANGUAGES[seq % 3]
        yield (
            thread,
            seq,
            seed.path(seq),
            parent,
            who,
            who,
            "supplier",
            lang,
            1,
            "visible",
            start + timedelta(seconds=n),
        )


def revisions(sizes: list[int], texts: dict[str, list[str]], start: datetime) -> Iterator[tuple[Any, ...]]:
    for n, (thread, seq) in enumerate(written(sizes), 1):
        lang = seed.LANGUAGES[seq % 3]
        text = texts[lang][n % len(texts[lang])]
        title = f"Kan små firma dele på beredskapen? Tråd {thread}" if seq == 1 else None
        digest = hashlib.sha256(text.encode()).digest()
        yield n, 1, "first", lang, title, text, text, digest, speaker(thread, seq), start + timedelta(seconds=n)
