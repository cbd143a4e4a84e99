"""`make demo`: everything up, the people introduced, and everything down again."""

import argparse
import signal
import sys
import time
import warnings
from pathlib import Path
from types import FrameType

from app.cli import demo
from app.cli.demo import HOST, Failed, say
from app.cli.demo.database import Database
from app.cli.demo.ports import free_ports, is_free
from app.cli.demo.processes import Processes, wait_until_ready
from app.cli.demo.settings import environment_of, settings_for
from app.core import embedded
from config import Settings


class Stopped(Exception):
    """Somebody wants the demo to end."""


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
    parser = argparse.ArgumentParser(prog="make demo", description=demo.__doc__)
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
