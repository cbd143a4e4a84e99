"""The harness: a real PostgreSQL, real commits as the site's own role, a real mail server, a real worker.

Nothing is rolled back behind the code's back: what a test commits is committed, seen through row-level security and
read-only transactions as in production, and the tables are emptied afterwards. The database is built by the
migrations, once a run, and copied for each worker of pytest-xdist.
"""

import gc
import os
import re
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context as ContextVars
from hashlib import sha256
from pathlib import Path
from typing import Any

import html5lib
import psycopg
import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import event
from werkzeug.test import TestResponse

from app import create_app
from app.core import db as core_db
from app.core import embedded, jobs, render
from app.core.application import Application
from app.core.db import NOBODY, Context, db
from config import ROOT, Settings

SHARED = ROOT.parent / "shared"
VAR = ROOT / "var" / "test"
CLUSTER = VAR / "postgres"
STAMP = os.environ.get("PYTEST_XDIST_TESTRUNUID", "") or secrets.token_hex(4)


def settings_for(database: str, **other: Any) -> Settings:
    values = {
        "environment": "test",
        "secret_key": "a-key-for-tests-and-nothing-else-0123456789",
        "public_url": "http://localhost",
        "var_dir": VAR,
        "database_name": database,
        "register_url": "http://127.0.0.1:9",
        "smtp_port": 9,
        "worker_heartbeat": 1,
        "worker_patience": 2,
        "moderation_undo_seconds": 0,
        "moderation_sampled_percent": 0,
    }
    return Settings(_env_file=None, **(values | other))


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once for the dozen applications of a run, and for the runs to come.

    What is compiled holds the strings of its language and follows our own compiler: it is good while both are the same.
    """

    compiler = Path(render.__file__).read_bytes()

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        catalogue = environment.catalogue
        if not (made_from := getattr(environment, "made_from", b"")):
            strings = sorted(map(repr, getattr(catalogue, "_catalog", {}).items()))
            made_from = environment.made_from = sha256(self.compiler + repr(strings).encode()).digest()
        key = f"{type(catalogue).__name__} {environment.globals['lang']} {name} {filename}"
        checksum = sha256(made_from + source.encode()).hexdigest()
        bucket = Bucket(environment, sha256(key.encode()).hexdigest(), checksum)
        self.load_bytecode(bucket)
        return bucket


(VAR / "templates").mkdir(parents=True, exist_ok=True)
Application.jinja_options = {"bytecode_cache": CompiledTemplates(str(VAR / "templates"))}


# A run makes a few hundred thousand objects that stay; looking through them again and again was a seventh of its time.
gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()


TOGETHER = (
    "tests/journeys/",
    "tests/faults/",
    "tests/walker/",
    "tests/cli/",
    *(f"tests/{room}/test_demo_content.py" for room in ("capability", "disclosure", "internal_control", "safety")),
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share a site or a world stay on one worker: the journeys all of them, the others by file.

    The marks for this (`xdist_group`) do nothing with pytest 9.2 and pytest-xdist 3.8: the suffix that they put on a
    test's name is no longer seen.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(TOGETHER[0]):
                return TOGETHER[0]
            return nodeid.partition("::")[0] if nodeid.startswith(TOGETHER) else nodeid

    return Together(config, log)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records beside the project; tests that only read from it are skipped where it is not."""
    if not SHARED.exists():
        pytest.skip("the folder of real records is not here")
    return SHARED


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database built by the migrations; the first worker to come builds it, the others wait."""
    name = f"t_{STAMP[:8]}_template"
    root = tmp_path_factory.getbasetemp()
    lock = (root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root) / "template.ready"
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("SELECT pg_advisory_lock(7307)")
        if not lock.exists():
            drop_forgotten(connection)
            embedded.ensure_database(CLUSTER, name)
            migrate(settings_for(name))
            lock.touch()
        connection.execute("SELECT pg_advisory_unlock(7307)")
    yield name
    if not os.environ.get("PYTEST_XDIST_WORKER"):  # of a run with workers nobody knows who is the last
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def drop_forgotten(connection: psycopg.Connection[Any]) -> None:
    """Drop what runs of more than three hours ago left: autovacuum would look into one of a thousand every 0.1 s."""
    forgotten = connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 't\\_%'"
        " AND (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification < now() - interval '3 hours' LIMIT 20"
    ).fetchall()
    for (name,) in forgotten:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def migrate(settings: Settings, revision: str = "head") -> None:
    from flask_migrate import upgrade

    app = create_app(settings, role="owner")
    with app.app_context():
        upgrade(revision=revision)


@contextmanager
def database_copy(template: str, suffix: str) -> Iterator[str]:
    """A database of one's own, copied from the template and dropped afterwards."""
    name = f"t_{STAMP[:8]}_{suffix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(7307)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {embedded.OWNER}")
        connection.execute("SELECT pg_advisory_unlock(7307)")
    try:
        yield name
    finally:
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Client(FlaskClient):
    """Each request in a context of its own, as in production; every page is valid HTML with language, title and one h1."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = ContextVars().run(super().open, *args, **kwargs)
        if response.mimetype == "text/html" and response.data and not response.is_streamed:
            validate(response.get_data(as_text=True))
        return response


IGNORED = {"unknown-dtd"}


def validate(page: str) -> None:
    """Fail on what a browser would have to mend."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    faults = [f"{position}: {code}" for position, code, _ in parser.errors if code not in IGNORED]
    assert not faults, f"{faults[:5]}\n{page[:200]}"
    space = "{http://www.w3.org/1999/xhtml}"
    assert tree.get("lang") in ("nb", "nn", "en"), "the page does not say its language"
    assert (tree.findtext(f".//{space}title") or "").strip(), "the page has no title"
    assert len(tree.findall(f".//{space}h1")) == 1, "the page has not exactly one h1"
    ids = [node.get("id") for node in tree.iter() if isinstance(node.tag, str) and node.get("id")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    labelled = {node.get("for") for node in tree.iter(f"{space}label")}
    for kind in ("input", "select", "textarea"):
        for node in tree.iter(f"{space}{kind}"):
            if node.get("type") not in ("hidden", "submit", "button"):
                named = node.get("id") in labelled or node.get("aria-label") or node.get("aria-labelledby")
                assert named, f"a field without a label: {node.get('name')}"
    assert not re.search(r"\sstyle=|\son\w+=\"|<style", page), "inline style or script"


@pytest.fixture(scope="session")
def settings(
    template_database: str, smtp_server: Controller, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    files = tmp_path_factory.mktemp("files")
    with database_copy(template_database, "rooms") as name:
        made = settings_for(name, smtp_port=smtp_server.port, files_url=f"file://{files}")
        _seeded[name] = seeded_rows(superuser(made))
        yield made


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.test_client_class = Client
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def worker_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings, role="worker")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty every table that the test filled, if it used the database at all."""
    yield
    if "app" in request.fixturenames or "settings" in request.fixturenames:
        empty(request.getfixturevalue("settings"))


_connections: dict[str, psycopg.Connection[Any]] = {}
_seeded: dict[str, dict[str, int]] = {}


def superuser(settings: Settings) -> psycopg.Connection[Any]:
    name = settings.database_name
    if name not in _connections or _connections[name].closed:
        conninfo = embedded.conninfo(CLUSTER, "postgres", name)
        _connections[name] = psycopg.connect(conninfo, autocommit=True, options="-c search_path=public,jobs")
    return _connections[name]


def empty(settings: Settings) -> None:
    """Delete all rows that no migration put there, without firing what a deletion would set off."""
    connection = superuser(settings)
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'jobs')"
        )
    ]
    # Of a table that the migrations filled what has been added since; of the others everything.
    kept = _seeded[settings.database_name]
    added = {table: f"{table} WHERE id > {kept[table]}" if table in kept else table for table in tables}
    del added["public.alembic_version"]
    filled = connection.execute(
        " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {rows})" for table, rows in added.items())
    ).fetchall()
    if filled:
        statements = "; ".join(f"DELETE FROM {added[row[0]]}" for row in filled)
        connection.execute(f"SET session_replication_role = replica; {statements}; RESET session_replication_role")


def seeded_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Tables that the migrations filled (frameworks, reasons, rules), each with the last row that they put there."""
    marked = connection.execute(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND obj_description(c.oid) = 'seeded by migrations'"
    ).fetchall()
    return {table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0] for (table,) in marked}


@pytest.fixture
def db_session(app: Flask) -> Iterator[Any]:
    """An app context for the test itself, in which factories and services work; requests have contexts of their own."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, db_session: Any) -> Callable[..., FlaskClient]:
    """`sign_in(person)` gives a client with a real session of hers; `second_factor=False` and `stepped_up=False` withhold those."""
    from tests.factories.accounts import session_token

    def _sign_in(person: Any, *, second_factor: bool = True, stepped_up: bool = True) -> FlaskClient:
        token = session_token(person, second_factor=second_factor, stepped_up=stepped_up)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return client

    return _sign_in


@pytest.fixture
def run_jobs(worker_app: Flask, settings: Settings) -> Callable[[], None]:
    """Run the real worker until the queue is empty, of what its jobs put there too."""
    due = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()"

    def _run() -> None:
        for _ in range(20):
            # In a thread: the worker wants an event loop of its own, and Playwright may hold this one's.
            with ThreadPoolExecutor(1) as pool:
                pool.submit(ContextVars().run, jobs.work, worker_app, until_empty=True).result()
            if superuser(settings).execute(due).fetchone() == (0,):
                return
        raise AssertionError("the jobs never come to an end")

    return _run


class Postbox:
    """Where the real SMTP server of the tests puts what it is handed; `refuse` makes it answer with that line instead."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.refuse: str | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuse:
            return self.refuse
        from email import message_from_bytes, policy

        message = message_from_bytes(envelope.content, policy=policy.default)
        message.recipients = envelope.rcpt_tos  # type: ignore[attr-defined]
        self.messages.append(message)
        return "250 taken"


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[Controller]:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Postbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def postbox(smtp_server: Controller) -> Iterator[Postbox]:
    box = smtp_server.handler
    box.messages.clear()
    box.refuse = None
    yield box
    box.messages.clear()
    box.refuse = None


@pytest.fixture
def mails(postbox: Postbox) -> list[Any]:
    """The mails caught in this test, as EmailMessage with `.recipients`."""
    return postbox.messages


@pytest.fixture
def owner_sql(settings: Settings) -> Callable[..., list[Any]]:
    """Raw SQL as superuser: sees everything."""

    def _run(statement: str, **parameters: Any) -> list[Any]:
        cursor = superuser(settings).execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []

    return _run


@pytest.fixture
def web_sql(settings: Settings) -> Callable[..., list[Any]]:
    """Raw SQL as the site's role, working for `context`: sees what row-level security lets that context see."""

    def _run(statement: str, context: Context = NOBODY, role: str = "web", **parameters: Any) -> list[Any]:
        with psycopg.connect(core_db.conninfo(settings, role)) as connection:
            connection.execute(
                "SELECT set_config('app.person_id', %s, true), set_config('app.organisation_ids', %s, true),"
                " set_config('app.workplace_ids', %s, true), set_config('app.platform', %s, true)",
                [
                    str(context.person_id or ""),
                    "{" + ",".join(map(str, context.organisation_ids)) + "}",
                    "{" + ",".join(map(str, context.workplace_ids)) + "}",
                    "{" + ",".join(context.platform) + "}",
                ],
            )
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []

    return _run


@pytest.fixture
def statements(app: Flask) -> Callable[[], Any]:
    """`with statements() as seen:` lists the SQL that the site sends meanwhile (without BEGIN and COMMIT)."""

    @contextmanager
    def _count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return _count
