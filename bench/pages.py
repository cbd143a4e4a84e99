"""The pages that are measured, as two readers see them, asked straight of the application: no socket, no server."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app
from app.core.db import conninfo, db
from bench import seed
from bench.floor import Floor, Recording, Wsgi
from bench.measure import Target

LANGUAGE = "nb"
READERS = ("anonymous", "signed_in")


@dataclass
class Page:
    """One page as one reader sees it at one size, and what can be said of it without a clock."""

    key: str
    target: Target
    recording: Recording

    @property
    def compressed(self) -> int:
        return len(gzip.compress(self.recording.page, 6))


class Site:
    """The site on the database of one size."""

    def __init__(self, size: str, posts: int) -> None:
        self.size = size
        self.settings = seed.prepare(f"posts_{size}", posts, seed.fill)
        self.app = create_app(self.settings)
        with self.app.app_context():
            self.engine = db.engine
        with psycopg.connect(conninfo(self.settings, "owner")) as connection:
            connection.execute(
                "UPDATE accounts_session SET seen_at = now()"
            )  # or she would have been gone for too long
            row = connection.execute(
                "SELECT d.id, min(t.id) FROM forum_thread t JOIN dialogues_dialogue d ON d.space_id = t.space_id"
                " GROUP BY 1 HAVING count(*) > 1"
                " ORDER BY 1 OFFSET (SELECT count(DISTINCT space_id) / 50 FROM forum_thread) LIMIT 1"
            ).fetchone()
        assert row is not None
        dialogue, thread = row
        self.paths = {
            "front": f"/{LANGUAGE}/",
            "list": f"/{LANGUAGE}/dialogues",
            "dialogue": f"/{LANGUAGE}/dialogues/{dialogue}",
            "thread": f"/{LANGUAGE}/threads/{thread}",
        }
        self.backend = self.own_backend()

    def pages(self) -> list[Page]:
        """Every page for every reader; who has signed in keeps the cookie that her first page gave her."""
        made = []
        for reader in READERS:
            cookie = cookie_of(self.app, seed.TOKEN, self.paths["thread"]) if reader == "signed_in" else ""
            for name, path in self.paths.items():
                ask = asking(self.app, path, cookie)
                ask()
                key = f"{name}.{reader}.{self.size}"
                made.append(Page(key, Target(ask, self.backend), Recording(self.app, self.engine, ask)))
                if (b'popovertarget="account"' in made[-1].recording.page) != (reader == "signed_in"):
                    raise RuntimeError(f"{key} is not what this reader sees")
        return made

    def floor(self, page: Page) -> Floor:
        return Floor(page.recording, lambda: psycopg.connect(conninfo(self.settings, "web")), LANGUAGE)

    def own_backend(self) -> int:
        """The one process of the database that answers this site; the pool hands out the same connection each time."""
        with self.engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())

    def flush(self) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
            connection.commit()

    def close(self) -> None:
        self.engine.dispose()


def cookie_of(app: Flask, token: str, path: str = f"/{LANGUAGE}/") -> str:
    """The cookie that whoever holds this session's token has after her first page."""
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    name = app.config["SESSION_COOKIE_NAME"]
    first = f"{name}={signer.dumps({'_user_id': token, '_fresh': True})}"
    environ = EnvironBuilder(path=path, headers={"Cookie": first}).get_environ()
    _, _, headers = run_wsgi_app(app, environ)
    given = headers.get("Set-Cookie", "")
    return given.split(";")[0] if given.startswith(name) else first


def asking(application: Wsgi | Flask, path: str, cookie: str = "") -> Callable[[], bytes]:
    """A function that sends one GET and gives the page; anything but 200 is an error."""
    headers = {"Accept": "text/html", "Accept-Language": LANGUAGE} | ({"Cookie": cookie} if cookie else {})
    environ = EnvironBuilder(path=path, headers=headers).get_environ()

    def ask() -> bytes:
        status: list[str] = []
        body = application(dict(environ), lambda code, headers, exc=None: status.append(code))  # type: ignore[arg-type, func-returns-value]
        page = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{path} answered {status[0]}")
        return page

    return ask
