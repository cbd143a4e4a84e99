"""Everything at once on one machine, with invented content: `python -m app.cli.demo --port 8000`.

Starts PostgreSQL under `var/`, migrates, fills an empty database, and then keeps five processes: the register's double, the
mail catcher, the site, its worker and PostgreSQL. Ctrl-C stops all of them; so does the death of any. What was typed is kept.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg

from app.core import embedded
from app.core.db import conninfo
from config import ROOT, Settings

READY_WITHIN = 60.0  # seconds, on a slow machine
STOP_WITHIN = 2.0  # seconds, before what still runs is ended the hard way
LAST_LINES = 25
PORT_TRIES = 50
HOST = "127.0.0.1"


class Failed(Exception):
    """Something that the person at the keyboard should read, without a traceback."""


class Stopped(Exception):
    """Somebody wants the demo to end."""


@dataclass
class Child:
    """A process of the demo, and where it writes what it has to say."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]

    def last_lines(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])


class Processes:
    """The children, started together and ended together. Each has a process group of its own, so that Ctrl-C is ours."""

    def __init__(self, logs: Path, environment: dict[str, str]) -> None:
        self.logs = logs
        self.environment = environment
        self.running: list[Child] = []

    def start(self, name: str, *command: str) -> None:
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own commands
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        (self.logs / f"{name}.pid").write_text(str(process.pid))
        self.running.append(Child(name, log, process))

    def check(self) -> None:
        """Raise `Failed` when one of them is gone."""
        for child in self.running:
            status = child.process.poll()
            if status is not None:
                raise Failed(f"{child.name} stopped (status {status}). The end of {child.log}:\n{child.last_lines()}")

    def stop(self) -> None:
        """End all of them: kindly, and after a while not."""
        for child in self.running:
            self.tell(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        for child in self.running:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.tell(child, signal.SIGKILL)
                child.process.wait()

    @staticmethod
    def tell(child: Child, what: signal.Signals) -> None:
        if child.process.poll() is None:
            os.killpg(child.process.pid, what)


def say(line: str = "") -> None:
    print(line, flush=True)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_ports(after: int, count: int) -> list[int]:
    """The first `count` free ports above `after`."""
    found = [port for port in range(after + 1, min(after + PORT_TRIES, 65535)) if is_free(port)][:count]
    if len(found) < count:
        raise Failed(f"No {count} free ports were found above {after}. Choose another: make demo PORT=8100")
    return found


def secret_key(folder: Path) -> str:
    """A key of this demo's own, made once: without it sessions and second factors would end with every start."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def settings_for(port: int, register: int, mail_page: int, smtp: int) -> Settings:
    """The demo's settings: what `.env` says of databases, mail and register does not count here."""
    var = Settings().var_dir.resolve()
    quiet = {
        "database_url": "",
        "database_worker_url": "",
        "database_owner_url": "",
        "smtp_user": "",
        "smtp_password": "",
    }
    return Settings(
        environment="demo",
        secret_key=secret_key(var / "demo"),
        public_url=f"http://{HOST}:{port}",
        var_dir=var,
        smtp_host=HOST,
        smtp_port=smtp,
        smtp_security="none",
        mail_catcher_url=f"http://{HOST}:{mail_page}",
        register_url=f"http://{HOST}:{register}",
        register_is_double=True,
        proxy_hops=0,
        **quiet,  # type: ignore[arg-type]
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """The same settings for the children, with an address for each of the three roles."""
    chosen = {
        "ENVIRONMENT": settings.environment,
        "SECRET_KEY": settings.secret_key,
        "PUBLIC_URL": settings.public_url,
        "VAR_DIR": str(settings.var_dir),
        "DATABASE_NAME": settings.database_name,
        "DATABASE_URL": conninfo(settings, "web"),
        "DATABASE_WORKER_URL": conninfo(settings, "worker"),
        "DATABASE_OWNER_URL": conninfo(settings, "owner"),
        "SMTP_HOST": settings.smtp_host,
        "SMTP_PORT": str(settings.smtp_port),
        "SMTP_USER": "",
        "SMTP_PASSWORD": "",
        "SMTP_SECURITY": "none",
        "MAIL_CATCHER_URL": settings.mail_catcher_url,
        "REGISTER_URL": settings.register_url,
        "REGISTER_IS_DOUBLE": "true",
        "PROXY_HOPS": "0",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **chosen}


class Database:
    """The demo's database on the embedded server, and how far it has come."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.var_dir / "postgres"
        self.filling = settings.var_dir / "demo" / "filling"  # there while the content is being written

    def make_ready(self, *, reset: bool) -> None:
        """Create, migrate and fill what is not. What was interrupted half-way begins again."""
        if reset or self.filling.exists():
            self.drop()
        if embedded.ensure_database(self.folder, self.settings.database_name) or not self.is_migrated():
            say("Making the tables ...")
            self.migrate()
        if self.is_empty():
            self.fill()

    def drop(self) -> None:
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", "postgres"), autocommit=True) as connection:
            name = psycopg.sql.Identifier(self.settings.database_name)
            connection.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        self.filling.unlink(missing_ok=True)

    def ask(self, question: str) -> object:
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", self.settings.database_name)) as connection:
            row = connection.execute(question.encode()).fetchone()
            return row[0] if row else None

    def is_migrated(self) -> bool:
        """At the newest migration? Asked without starting the application, which takes a second or two."""
        if not self.ask("SELECT to_regclass('alembic_version') IS NOT NULL"):
            return False
        newest = max(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
        return str(self.ask("SELECT version_num FROM alembic_version"))[:4] == newest

    def is_empty(self) -> bool:
        return not self.ask("SELECT EXISTS (SELECT FROM accounts_person)")

    def migrate(self) -> None:
        from flask_migrate import upgrade

        from app import create_app

        app = create_app(self.settings, role="owner")
        with app.app_context():
            upgrade()

    def fill(self) -> None:
        from app import create_app
        from app.cli import demo_content

        say("Writing the content ...")
        self.filling.touch()
        app = create_app(self.settings, role="worker")
        with self.all_on_disk_at_the_end(), app.app_context():
            for part in demo_content.fill():
                say(f"  {part}")
        self.filling.unlink()

    @contextmanager
    def all_on_disk_at_the_end(self) -> Iterator[None]:
        """What was interrupted begins again, so none of a few thousand commits waits for the disk."""
        name = psycopg.sql.Identifier(self.settings.database_name)
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", "postgres"), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name))
            yield
            connection.execute(psycopg.sql.SQL("ALTER DATABASE {} RESET synchronous_commit").format(name))
            connection.execute("CHECKPOINT")


def wait_until_ready(url: str, check: Callable[[], None]) -> None:
    """Until what is at this address answers: the site, that it and its database are there; the mail, with its page."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        check()
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Failed(f"Nothing answered at {url} within {READY_WITHIN:.0f} seconds.")


def introduction(settings: Settings) -> list[str]:
    """Addresses, and the people as whom one can sign in."""
    from app.cli.demo_content.people import PASSWORD, introduced

    head = ("e-mail", "password", "role", "who", "language")
    rows = [head, *((email, PASSWORD, *rest) for email, *rest in introduced())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    table = ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return [
        "",
        *table,
        "",
        f"  Site      {settings.public_url}",
        f"  Mail      {settings.mail_catcher_url}  (every mail, and the codes of second factors)",
        f"  Register  {settings.register_url}  (organisation numbers to sign up with)",
        f"  Logs      {settings.var_dir / 'demo'}",
        "",
        "Ctrl-C stops everything; what was typed is kept. `make demo-reset` begins again.",
    ]


def start_site(children: Processes, port: int, *, reload: bool) -> None:
    # Loading before forking is quicker and smaller; reloading cannot.
    ways = ["--workers=1", "--reload"] if reload else ["--workers=2", "--preload"]
    children.start(
        "web", sys.executable, "-m", "gunicorn", "wsgi:app", f"--bind={HOST}:{port}", "--worker-class=gthread",
        "--threads=4", "--graceful-timeout=2", "--no-control-socket", "--access-logfile=-", *ways,
    )  # fmt: skip
    children.start("worker", str(Path(sys.executable).with_name("flask")), "--app", "wsgi", "worker")


def run(port: int, *, reset: bool, reload: bool) -> None:
    if not is_free(port):
        raise Failed(f"Port {port} is taken. Choose another: make demo PORT={port + 10}")
    register, mail_page, smtp = free_ports(port, 3)
    settings = settings_for(port, register, mail_page, smtp)
    embedded.start(settings.var_dir / "postgres")
    environment = environment_of(settings)
    if reload:
        environment["FLASK_DEBUG"] = "1"
    children = Processes(settings.var_dir / "demo", environment)
    try:
        children.start("register", sys.executable, "-m", "app.cli.register_double", "--port", str(register))
        Database(settings).make_ready(reset=reset)
        children.start(
            "mail", sys.executable, "-m", "app.cli.mail_catcher", f"--port={mail_page}", f"--smtp-port={smtp}"
        )
        start_site(children, port, reload=reload)
        lines = introduction(settings)  # while the site is coming up
        for address in (f"{settings.public_url}/readyz", settings.mail_catcher_url):
            wait_until_ready(address, children.check)
        say("\n".join(lines))
        say(f"ready {settings.public_url}")
        while True:
            children.check()
            time.sleep(0.5)
    finally:
        for what in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(what, signal.SIG_IGN)
        children.stop()


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reset", action="store_true", help="forget what was typed")
    parser.add_argument("--reload", action="store_true", help="load changed code and templates at once")
    chosen = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # the embedded server finds another place by itself
    for what in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(what, stop)
    try:
        run(chosen.port, reset=chosen.reset, reload=chosen.reload)
    except Stopped:
        say("\nStopped.")
    except Failed as failure:
        say(f"\nThe demo has stopped: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
