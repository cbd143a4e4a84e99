"""Stories in a real browser, against the real site: web server, worker, mail server and the double of the register.

Each story is written once, in the source's English, and told in a language through its catalogue: a button is found by
the words that its reader sees.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from app import create_app
from app.blueprints.moderation.queries.deciding import overdue
from app.blueprints.moderation.services import settling
from app.core.clock import now
from app.core.db import unit_of_work
from app.core.i18n import load_catalogues
from config import ROOT
from tests.conftest import Postbox, database_copy, settings_for

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
ALL = os.environ.get("JOURNEYS") == "all"
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def languages(*usual: str) -> tuple[str, ...]:
    """The languages of a journey: those its people speak, or with JOURNEYS=all every one."""
    return ("nb", "nn", "en") if ALL else usual


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)
            # One site, one browser: on several workers they stay together.
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed story leaves a picture of every browser in build/journeys."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    setattr(item, f"rep_{report.when}", report)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The running site, and what a test may do behind its back."""

    url: str
    app: Flask
    box: Postbox
    log: Path

    def half_a_minute_passes(self) -> None:
        """Every decision stands that could still be undone, as the worker would see to when its time is over."""
        with self.app.app_context(), unit_of_work(settling.AS_MODERATORS):
            for decision_id in overdue(now() + timedelta(minutes=1)):
                settling.settle(decision_id)

    def mail_to(self, address: str, *, containing: str = "", seconds: float = 20) -> EmailMessage:
        """The newest mail to `address`, waiting for the worker to hand it over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in reversed(self.box.messages):
                if address in message.recipients and containing in text_of(message):
                    return message
            time.sleep(0.1)
        raise AssertionError(
            f"no mail to {address} with {containing!r} among {[(m.recipients, m['Subject']) for m in self.box.messages]}; the site's log ends:\n{self.log.read_text()[-3000:]}"
        )


def text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""


def link_in(message: EmailMessage) -> str:
    """The first address in the mail's text."""
    found = re.search(r"https?://\S+", text_of(message))
    assert found, text_of(message)
    return found[0].rstrip(".>)")


@pytest.fixture(scope="session")
def site(template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"journeys need a browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM}; CHROMIUM=path names another")
    logs = tmp_path_factory.mktemp("site")
    with database_copy(template_database, "journeys") as name:
        port, register, smtp = free_port(), free_port(), free_port()
        box = Postbox()
        postman = Controller(box, hostname="127.0.0.1", port=smtp)
        postman.start()
        chosen = settings_for(
            name,
            environment="demo",
            public_url=f"http://127.0.0.1:{port}",
            smtp_port=smtp,
            register_url=f"http://127.0.0.1:{register}",
            register_is_double=True,
        )
        environment = {
            **os.environ,
            **{
                key.upper(): str(value)
                for key, value in chosen.model_dump(mode="json").items()
                if not isinstance(value, list)
            },
            "MODERATION_UNDO_SECONDS": "30",  # as on the real site; `Site.half_a_minute_passes` saves the wait
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        }
        log = logs / "log"
        python = [sys.executable, "-W", "ignore", "-m"]
        commands = [
            [*python, "app.cli.register_double", "--port", str(register)],
            [*python, "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "6", "wsgi:app"],
            [*python, "flask", "--app", "wsgi", "worker"],
        ]
        with log.open("w") as out:
            running = [
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) for command in commands
            ]
            try:
                wait_until_ready(f"http://127.0.0.1:{port}/readyz", running, log)
                yield Site(f"http://127.0.0.1:{port}", create_app(chosen, role="web"), box, log)
            finally:
                for process in running:
                    process.send_signal(signal.SIGTERM)
                for process in running:
                    try:
                        process.wait(10)
                    except subprocess.TimeoutExpired:
                        process.kill()
                postman.stop()


def wait_until_ready(url: str, running: list[subprocess.Popen[bytes]], log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if any(process.poll() is not None for process in running):
            break
        try:
            urllib.request.urlopen(url, timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the site did not become ready:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser(site: Site) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


class Words:
    """What the reader of a language sees for a string of the source."""

    catalogues = load_catalogues()

    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, message: str, **values: Any) -> str:
        found = self.catalogues[self.code].ugettext(message)
        return found % values if values else found


@dataclass
class Reader:
    """A person at a browser, in a language."""

    page: Any
    words: Words
    site: Site
    complaints: list[str]

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site.url}/{self.words.code}{path}")

    def click(self, target: Any) -> None:
        """Presses what leads to another page, and waits until that page is there: an address changes before it is."""
        with self.page.expect_navigation():
            target.click()

    def press(self, message: str, **values: Any) -> None:
        self.click(self.page.get_by_role("button", name=self.words(message, **values), exact=True).first)

    def follow(self, message: str, **values: Any) -> None:
        self.click(self.page.get_by_role("link", name=self.words(message, **values), exact=True).first)

    def fill(self, message: str, value: str) -> None:
        self.page.get_by_label(self.words(message), exact=True).first.fill(value)

    def choose(self, message: str) -> None:
        self.page.get_by_label(self.words(message), exact=True).first.check()

    def sees(self, message: str, **values: Any) -> None:
        text = self.words(message, **values)
        assert self.page.get_by_text(text).first.is_visible(), f"{text!r} is not on {self.page.url}"

    def axe_faults(self) -> list[str]:
        """What axe complains of on this page: the rule, and the first element."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options=AXE).response["violations"]
        return [f"{fault['id']} ({len(fault['nodes'])}): {fault['nodes'][0]['html'][:160]}" for fault in found]

    def check_axe(self) -> None:
        assert self.axe_faults() == [], self.page.url


@pytest.fixture(scope="session")
def world(site: Site) -> Any:
    """One of everything in the site's database, for journeys that look at pages."""
    from tests.journeys.world import furnish

    return furnish(site)


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Any, site: Site) -> Iterator[Callable[..., Reader]]:
    """`reader("nb")` opens a browser of one's own; any console error or policy violation fails the test."""
    opened = []

    def _open(code: str, *, width: int = 1280, height: int = 900, script: bool = True, **options: Any) -> Reader:
        context = browser.new_context(
            locale={"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[code],
            timezone_id="Europe/Oslo",
            # Without motion: a part that unfolds slowly moves away from under the mouse.
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            **{"reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(10_000)
        page, complaints = context.new_page(), []
        expected = re.compile(r"status of (4\d\d|503)")  # a page that answers 422 is no fault of the console's
        page.on(
            "console",
            lambda m: complaints.append(m.text) if m.type == "error" and not expected.search(m.text) else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        made = Reader(page, Words(code), site, complaints)
        opened.append((context, made))
        return made

    yield _open
    if getattr(request.node, "rep_call", None) and request.node.rep_call.failed:
        build = ROOT / "build" / "journeys"
        build.mkdir(parents=True, exist_ok=True)
        (build / "site.log").write_text(site.log.read_text())
        for number, (_, made) in enumerate(opened):
            made.page.screenshot(path=build / f"{request.node.name}-{number}.png", full_page=True)
    faults = [complaint for _, made in opened for complaint in made.complaints]
    for context, _ in opened:
        context.close()
    assert faults == []


@pytest.fixture
def signed_in(reader: Callable[..., Reader], site: Site) -> Callable[..., Reader]:
    """A reader who has a session already: for stories that are not about signing in."""
    from tests.factories.accounts import session_token

    def _sign_in(person_id: int, code: str, **options: Any) -> Reader:
        made = reader(code, **options)
        from app.blueprints.accounts.models import Person
        from app.core.db import db

        with site.app.app_context():
            token = session_token(db.session.get(Person, person_id))
            cookie = site.app.session_interface.get_signing_serializer(site.app).dumps(
                {"_user_id": token, "_fresh": True}
            )  # type: ignore[union-attr]
        made.page.context.add_cookies(
            [{"name": site.app.config["SESSION_COOKIE_NAME"], "value": cookie, "url": site.url, "httpOnly": True}]
        )
        return made

    return _sign_in
