"""The demo's mail server: keeps every mail in memory and shows it on a page; nothing leaves this machine.

`python -m app.cli.mail_catcher --smtp-port 8025 --port 8082`. The page also shows the codes of the demo people's second
factors, which on a real site only their own phones know. Mails are shown as text, also their HTML, and only links to the
site itself can be followed. `/mails.json` gives the same to a browser test.
"""

import argparse
import html
import json
import re
import signal
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from app.core.clock import local, now
from config import Settings

HOST = "127.0.0.1"
MOST_MAILS = 500
LARGEST = 5_000_000
LINK = re.compile(r"https?://[^\s<>\"']+")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff }
article { border: 1px solid #ccc; border-radius: .5rem; padding: .5rem 1rem; margin-block: 1rem }
h2 { font-size: 1.1rem } pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
table { border-collapse: collapse } th, td { text-align: start; padding: .2rem 1.5rem .2rem 0 }
td.code { font: 1.3rem ui-monospace, monospace; letter-spacing: .1em }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #181818 } a { color: #8cf } }
"""


@dataclass(frozen=True, slots=True)
class Caught:
    """A mail as it came in."""

    number: int
    at: str
    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    def part(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body is not None else ""

    def as_dict(self) -> dict[str, Any]:
        text = self.part("plain")
        return {
            "number": self.number,
            "at": self.at,
            "to": list(self.recipients),
            "subject": str(self.message["Subject"] or ""),
            "language": str(self.message["Content-Language"] or ""),
            "message_id": str(self.message["Message-ID"] or ""),
            "text": text,
            "links": LINK.findall(text),
        }


class Inbox:
    """The last mails, the newest first."""

    def __init__(self) -> None:
        self._mails: deque[Caught] = deque(maxlen=MOST_MAILS)
        self._lock = threading.Lock()
        self._count = 0

    def put(self, sender: str, recipients: list[str], content: bytes) -> None:
        message = message_from_bytes(content, policy=policy.default)
        with self._lock:
            self._count += 1
            at = local(now()).strftime("%H.%M.%S")
            self._mails.appendleft(Caught(self._count, at, sender, tuple(recipients), message))

    def mails(self) -> list[Caught]:
        with self._lock:
            return list(self._mails)

    # aiosmtpd calls this for each mail; its name is aiosmtpd's.
    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.put(envelope.mail_from, envelope.rcpt_tos, envelope.content)
        return "250 caught"


def linked(text: str, site: str) -> str:
    """The text as HTML, in which only addresses of the site can be followed."""
    pieces, done = [], 0
    for found in LINK.finditer(text):
        url = found.group().rstrip(".,;:)")
        pieces.append(html.escape(text[done : found.start()]))
        safe = html.escape(url, quote=True)
        same = urlsplit(url).netloc == urlsplit(site).netloc
        pieces.append(f'<a href="{safe}">{safe}</a>' if same else safe)
        done = found.start() + len(url)
    return "".join(pieces) + html.escape(text[done:])


def page(mails: list[Caught], codes: list[tuple[str, str, str]], site: str) -> str:
    """The inbox page."""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(email)}</td><td class="code">{html.escape(code)}</td></tr>'
        for name, email, code in codes
    )
    second_factors = (
        "<section><h2>Codes for signing in just now</h2><p>On a real site only each person's own phone knows them. "
        '<a href="/">Get new ones</a></p><table><thead><tr><th scope="col">Person</th><th scope="col">Address</th>'
        f'<th scope="col">Code</th></tr></thead><tbody>{rows}</tbody></table></section>'
        if rows
        else ""
    )
    letters = "".join(letter(mail, site) for mail in mails) or "<p>No mail yet.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail of the demo</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>'
        "<body><main><h1>Mail of the demo</h1><p>Every mail that the demo sends ends here; none leaves this machine.</p>"
        f"{second_factors}<section><h2>Mails, the newest first</h2>{letters}</section></main></body></html>"
    )


def letter(mail: Caught, site: str) -> str:
    subject = html.escape(str(mail.message["Subject"] or "(no subject)"))
    language = str(mail.message["Content-Language"] or "en")
    lang = language if language in ("nb", "nn", "en") else "en"
    source = mail.part("html")
    as_html = (
        f"<details><summary>Its HTML, as text</summary><pre>{html.escape(source)}</pre></details>" if source else ""
    )
    return (
        f'<article lang="{lang}" id="mail-{mail.number}"><h2>{subject}</h2>'
        f'<p lang="en">{html.escape(mail.at)} to {html.escape(", ".join(mail.recipients))}</p>'
        f"<pre>{linked(mail.part('plain'), site)}</pre>{as_html}</article>"
    )


def handler(inbox: Inbox, codes: Callable[[], list[tuple[str, str, str]]], site: str) -> type[BaseHTTPRequestHandler]:
    """The pages of one inbox."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/":
                self.answer(200, "text/html; charset=utf-8", page(inbox.mails(), codes(), site))
            elif path == "/style.css":
                self.answer(200, "text/css; charset=utf-8", STYLE)
            elif path == "/mails.json":
                self.answer(200, "application/json", json.dumps([mail.as_dict() for mail in inbox.mails()]))
            elif path == "/codes.json":
                self.answer(200, "application/json", json.dumps({email: code for _, email, code in codes()}))
            else:
                self.answer(404, "text/plain; charset=utf-8", "Nothing here.")

        def answer(self, status: int, kind: str, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **HEADERS}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            """Say nothing: addresses and links are not for the terminal."""

    return Pages


def codes_of_the_demo(settings: Settings) -> Callable[[], list[tuple[str, str, str]]]:
    """Reads, from the database, the code that works just now for everybody with a second factor."""
    from app import create_app
    from app.blueprints.accounts.services.second_factor import current_codes
    from app.core.db import unit_of_work

    app = create_app(settings, role="worker")

    def read() -> list[tuple[str, str, str]]:
        try:
            with app.app_context(), unit_of_work():
                return [(found.name, found.email, found.code) for found in current_codes()]
        except Exception:  # noqa: BLE001 - the database may not be up yet; mails are shown all the same
            return []

    return read


def run(smtp_port: int, port: int, settings: Settings) -> None:
    """Catch mail on `smtp_port` and show it on `port`, until a signal."""
    from aiosmtpd.controller import Controller

    inbox = Inbox()
    pages = ThreadingHTTPServer((HOST, port), handler(inbox, codes_of_the_demo(settings), settings.public_url))
    catcher = Controller(inbox, hostname=HOST, port=smtp_port, data_size_limit=LARGEST)
    catcher.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=pages.shutdown).start())
    try:
        pages.serve_forever(poll_interval=0.2)
    finally:
        pages.server_close()
        catcher.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="Catches the demo's mail and shows it on a page.")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    settings = Settings()
    if settings.is_production:
        parser.error("the mail catcher is for demo and development")
    run(arguments.smtp_port, arguments.port, settings)


if __name__ == "__main__":
    main()
