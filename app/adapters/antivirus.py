"""ClamAV's daemon, asked as its manual says (INSTREAM): bytes go over a socket, one line comes back.

The answer is clean, infected (with the name that the scanner gives it), or error: away, too slow, or at odds with
itself. An error is never clean.
"""

import re
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from config import Settings

CHUNK = 1 << 16
LONGEST_ANSWER = 1_000
DEFAULT_PORT = 3310
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


class Outcome(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` is what was found, or why there is no answer."""

    outcome: Outcome
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scanner:
    """A clamd at `clamd://host:port` or `unix:///path`; each question is answered within `timeout` seconds."""

    url: str
    timeout: float

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Ask about these bytes."""
        try:
            answer = self._ask(b"zINSTREAM\0", pieces)
        except OSError as error:
            return Verdict(Outcome.ERROR, "timeout" if isinstance(error, TimeoutError) else "away")
        found = re.fullmatch(r"stream: (?:(OK)|(.+) FOUND)", answer)
        if found is None:
            return Verdict(Outcome.ERROR, answer or "no answer")
        return Verdict(Outcome.CLEAN) if found[1] else Verdict(Outcome.INFECTED, found[2])

    def is_there(self) -> bool:
        """It answers."""
        with suppress(OSError):
            return self._ask(b"zPING\0", None) == "PONG"
        return False

    def _ask(self, command: bytes, pieces: Iterable[bytes] | None) -> str:
        until = time.monotonic() + self.timeout
        with self._connect() as line:
            try:
                line.sendall(command)
                for piece in _in_chunks(pieces or ()):
                    line.settimeout(_left(until))
                    line.sendall(len(piece).to_bytes(4, "big") + piece)
                if pieces is not None:
                    line.sendall(b"\0\0\0\0")
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has heard enough, and says why
            return _answer(line, until)

    def _connect(self) -> socket.socket:
        url = urlsplit(self.url)
        if url.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.timeout)
            try:
                line.connect(url.path)
            except BaseException:
                line.close()
                raise
            return line
        return socket.create_connection((url.hostname or "127.0.0.1", url.port or DEFAULT_PORT), self.timeout)


def scanner_of(settings: Settings) -> Scanner | None:
    """The scanner that SCANNER_URL names; None when the installation has none."""
    return Scanner(settings.scanner_url, settings.scanner_timeout) if settings.scanner_url else None


def _in_chunks(pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), CHUNK):
            yield piece[start : start + CHUNK]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(line: socket.socket, until: float) -> str:
    heard = b""
    while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        heard += piece
    return _UNPRINTABLE.sub("", heard.partition(b"\0")[0].decode("ascii", "replace"))
