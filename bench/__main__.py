"""`make bench`: prints a table, and writes the figures as one flat object to build/bench.json."""

import argparse
import gzip
import json
import logging
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from sqlalchemy import select, text
from werkzeug.test import EnvironBuilder

from app import create_app
from app.blueprints.accounts.models import Person, Session
from app.blueprints.accounts.queries.actor import token_hash
from app.blueprints.accounts.services.passwords import hash_password, verify_password
from app.core import embedded
from app.core.clock import now
from app.core.db import db
from bench import seed
from bench.floor import Recording, Wsgi
from bench.measure import Backends, in_lockstep
from config import ROOT, Settings

VAR = ROOT / "var" / "bench"
CLUSTER = VAR / "postgres"
SIZES = {"1e3": 1_000, "1e5": 100_000}
LIMITS = {
    "thread.over_core": 1.3, "thread.signed_in.over_core": 1.6, "list.over_core": 1.6, "front.over_core": 1.6,
    "thread.anonymous.1e5.sql": 4, "list.anonymous.1e5.sql": 5, "front.anonymous.1e5.sql": 5, "thread.growth": 1.10,
    "sign_in.hash.cpu_ms": 60, "create_app.seconds": 2.5, "first_visit.bytes": 120_000,
}  # fmt: skip
WHOLE = ("requests_per_second", "sql", "buffers", "bytes", "bytes_compressed")
Figures = dict[str, float]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--requests", type=int, default=40)
    options = asked.parse_args()
    logging.disable(logging.CRITICAL)
    figures: Figures = {}
    for name, posts in SIZES.items():
        measure_size(name, posts, figures, options.rounds, options.requests)
    figures["thread.growth"] = figures["thread.anonymous.1e5.buffers"] / figures["thread.anonymous.1e3.buffers"]
    for page in ("thread", "dialogue", "list", "front"):
        figures[f"{page}.over_core"] = figures[f"{page}.anonymous.1e5.cpu_ms"] / figures[f"{page}.floor.core.cpu_ms"]
    figures["thread.signed_in.over_core"] = figures["thread.signed_in.1e5.cpu_ms"] / figures["floor.core.cpu_ms"]
    figures |= alone()
    figures["first_visit.bytes"] = figures["front.anonymous.1e5.bytes_compressed"] + sent_once()
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    (folder / "bench.json").write_text(
        json.dumps({key: round(value, 4) for key, value in sorted(figures.items())}, indent=1)
    )
    return tell(figures)


def measure_size(name: str, posts: int, figures: Figures, rounds: int, requests: int) -> None:
    """All pages at one size; the floors at the larger one only."""
    database = f"bench_{name}"
    print(f"{name} posts: seeding", flush=True)
    app = prepared(database, posts)
    with app.app_context():
        engine = db.engine
        thread, dialogue = db.session.execute(
            text("SELECT id, dialogue_id FROM dialogues_thread ORDER BY id OFFSET 2 LIMIT 1")
        ).one()
        cookie = signed_in(app)
        db.session.remove()
    watch = Backends(embedded.conninfo(CLUSTER, "postgres", database), database)
    paths = {
        "thread": f"/nb/dialogues/{dialogue}/threads/{thread}",
        "dialogue": f"/nb/dialogues/{dialogue}",
        "list": "/nb/dialogues",
        "front": "/nb/",
    }
    targets: dict[str, Callable[[], Any]] = {}
    for page, path in paths.items():
        for reader, sent in (("anonymous", ""), ("signed_in", cookie)):
            request = asking(app.wsgi_app, path, sent)
            request()
            recording = Recording(app, engine, request)
            key = f"{page}.{reader}.{name}"
            figures[f"{key}.sql"] = len(recording.sent)
            figures[f"{key}.buffers"] = watch.buffers(recording.sent)
            figures[f"{key}.bytes"] = len(recording.page)
            figures[f"{key}.bytes_compressed"] = len(gzip.compress(recording.page, 6))
            targets[key] = request
            if reader == "anonymous" and name == "1e5":
                for floor, plain in recording.floors("nb").items():
                    targets[f"{page}.floor.{floor}"] = asking(plain, "/", "")
    print(f"{name} posts: measuring", flush=True)
    for key, cost in in_lockstep(targets, watch, rounds=rounds, requests=requests).items():
        figures[f"{key}.cpu_ms"] = cost.total_ms
        figures[f"{key}.app_ms"], figures[f"{key}.database_ms"] = cost.app_ms, cost.database_ms
        figures[f"{key}.requests_per_second"] = max(cost.rate)
        if key.startswith("thread.floor."):
            figures[f"{key.removeprefix('thread.')}.cpu_ms"] = cost.total_ms
    watch.connection.close()
    with app.app_context():
        db.engine.dispose()


def prepared(database: str, posts: int) -> Flask:
    """A site on a database of that size, which is kept between runs."""
    settings = Settings(_env_file=None, environment="test", var_dir=VAR, database_name=database, secret_key="b" * 40)
    embedded.ensure_database(CLUSTER, database)
    owner = create_app(settings, role="owner")
    with owner.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.engine.dispose()
    app = create_app(settings)
    with app.app_context():
        if not db.session.scalar(text("SELECT count(*) FROM dialogues_dialogue")):
            seed.fill(posts)
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", database), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return app


def signed_in(app: Flask) -> str:
    """The cookie of one of the people, signed in a moment ago."""
    person = db.session.scalars(select(Person).where(Person.email == "bench3@prove.example")).one()
    token = secrets.token_urlsafe(32)
    at = now()
    db.session.add(
        Session(
            person_id=person.id, token_hash=token_hash(token), seen_at=at, expires_at=at + timedelta(hours=8),
            second_factor_at=at,
        )
    )  # fmt: skip
    db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token, '_fresh': True})}"


def asking(application: Wsgi, path: str, cookie: str) -> Callable[[], bytes]:
    """A function that sends one GET straight to the application and gives the page."""
    headers = {"Accept": "text/html", "Accept-Language": "nb"} | ({"Cookie": cookie} if cookie else {})
    environ = EnvironBuilder(path=path, headers=headers).get_environ()

    def request() -> bytes:
        status: list[str] = []
        body = application(dict(environ), lambda code, headers, exc=None: status.append(code))
        page = b"".join(body)
        body.close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{path} answered {status[0]}")
        return page

    return request


def alone() -> Figures:
    """What is not a page: hashing at sign-in, the time to start, and the first visit as it is sent."""
    hashed = hash_password("hest batteri stift")
    start = time.process_time()
    for _ in range(5):
        verify_password(hashed, "hest batteri stift")
    hashing = (time.process_time() - start) * 1000 / 5
    code = (
        "import time; t = time.perf_counter(); from app import create_app; create_app(); print(time.perf_counter() - t)"
    )
    command = [sys.executable, "-c", code]
    seconds = [float(subprocess.check_output(command, cwd=ROOT).split()[-1]) for _ in range(3)]  # noqa: S603 - ours
    return {"sign_in.hash.cpu_ms": hashing, "create_app.seconds": min(seconds)}


def sent_once() -> int:
    """Style, script, icon and font of a first visit, compressed as they are sent."""
    folder = ROOT / "app" / "static" / "dist"
    total = 0
    for path in folder.iterdir():
        if path.suffix in (".css", ".js", ".svg"):
            packed = path.with_name(f"{path.name}.br")
            total += (packed if packed.exists() else path).stat().st_size
        elif path.suffix == ".woff2" and "-ext-" not in path.name:
            total += path.stat().st_size
    return total


def tell(figures: Figures) -> int:
    """The table, and which goals were missed; those that could not be measured are said too."""
    print(f"\n{'':30}{'cpu ms':>9}{'app':>8}{'db':>8}{'req/s':>8}{'sql':>5}{'blocks':>8}{'bytes':>9}{'packed':>8}")
    for key in sorted(key.removesuffix(".app_ms") for key in figures if key.endswith(".app_ms")):
        row = [figures[f"{key}.{name}"] for name in ("cpu_ms", "app_ms", "database_ms")]
        rest = [figures.get(f"{key}.{name}") for name in WHOLE]
        wide = "".join(f"{value:{width}.2f}" for value, width in zip(row, (9, 8, 8), strict=True))
        plain = "".join(_whole(value, width) for value, width in zip(rest, (8, 5, 8, 9, 8), strict=True))
        print(f"{key:30}{wide}{plain}")
    print()
    missed = 0
    for key, limit in LIMITS.items():
        value = figures.get(key)
        met = value is not None and value <= limit
        missed += not met
        shown = "not measured" if value is None else f"{value:.2f}"
        print(f"{'ok    ' if met else 'MISSED'} {key:32} {shown:>12}  (at most {limit:g})")
    return min(missed, 1)


def _whole(value: float | None, width: int) -> str:
    return "-".rjust(width) if value is None else f"{value:{width}.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
