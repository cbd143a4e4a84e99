"""The one way out over HTTP: to addresses that the settings name, never to one that somebody typed.

Each `Service` has a base address, a time within which the whole answer must have come, a cap on its size, no
redirects, no cookies, no proxy from the environment, and a circuit breaker: after five failures in a row nothing is
asked for thirty seconds, then one request may try.
"""

import json
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.core import clock

PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")  # made by the adapter; no query, no way to another host
AGENT = "Samhandel/0.1"
FAILURES = 5
REST = timedelta(seconds=30)
MEGABYTE = 1_000_000


class Unreachable(Exception):
    """No usable answer. `reason` is a word for the log: timeout, refused, status, too_large, not_json, open."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the JSON object if there was one."""

    status: int
    body: dict[str, Any]


class Breaker:
    """Counts failures in a row. Open: nobody asks. Half open, after a rest: one may ask, and decides for all."""

    def __init__(
        self, failures: int = FAILURES, rest: timedelta = REST, now: Callable[[], datetime] = clock.now
    ) -> None:
        self._limit, self._rest, self._now = failures, rest, now
        self._lock = threading.Lock()
        self._count = 0
        self._closed_until: datetime | None = None

    def enter(self) -> None:
        """Ask to pass; raises `Unreachable("open")` while the other side rests."""
        with self._lock:
            if self._closed_until is None:
                return
            if self._now() < self._closed_until:
                raise Unreachable("open")
            self._closed_until = self._now() + self._rest  # this one tries; the others wait for what it finds

    def succeeded(self) -> None:
        with self._lock:
            self._count, self._closed_until = 0, None

    def failed(self) -> None:
        with self._lock:
            self._count += 1
            if self._count >= self._limit:
                self._closed_until = self._now() + self._rest


class _HangsUp:
    """Closes a connection whose answer has not begun in time, however slowly the other side drips its headers."""

    patience = 5.0
    _timer: threading.Timer | None = None
    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self._timer = threading.Timer(self.patience, self._hang_up, [self.sock])
        self._timer.daemon = True
        self._timer.start()

    @staticmethod
    def _hang_up(sock: socket.socket) -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        super().close()  # type: ignore[misc]


class _Plain(_HangsUp, HTTPConnection):
    pass


class _Secure(_HangsUp, HTTPSConnection):
    pass


class Service:
    """Another party's HTTP service. Safe to share between threads."""

    def __init__(
        self, base_url: str, *, timeout: float = 5, max_bytes: int = MEGABYTE, breaker: Breaker | None = None
    ) -> None:
        parts = urlsplit(base_url)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.username
            or parts.query
            or parts.fragment
        ):
            raise ValueError("a base address is http(s)://host[:port][/path]")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._prefix = parts.path.rstrip("/")
        self._timeout, self._max_bytes = timeout, max_bytes
        self._breaker = breaker or Breaker()

    def get(self, path: str) -> Answer:
        """GET `path` under the base address. An answer of 200-499 is an answer; all else raises `Unreachable`."""
        if not PATH.fullmatch(path) or ".." in path:
            raise ValueError("not a path")
        self._breaker.enter()
        try:
            answer = self._fetch(self._prefix + path)
        except Unreachable:
            self._breaker.failed()
            raise
        except (urllib3.exceptions.HTTPError, OSError) as error:
            self._breaker.failed()
            raise Unreachable("timeout" if "time" in type(error).__name__.lower() else "refused") from error
        except BaseException:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer

    def _fetch(self, path: str) -> Answer:
        kind = urllib3.HTTPSConnectionPool if self._secure else urllib3.HTTPConnectionPool
        connection: Any = type("Connection", (_Secure if self._secure else _Plain,), {"patience": self._timeout})
        pool = kind(self._host, self._port, timeout=urllib3.Timeout(self._timeout), retries=False, maxsize=1)
        pool.ConnectionCls = connection
        deadline = clock.now() + timedelta(seconds=2 * self._timeout)
        try:
            response = pool.urlopen(
                "GET",
                path,
                headers={"Accept": "application/json", "User-Agent": AGENT, "Connection": "close"},
                redirect=False,
                preload_content=False,
                decode_content=False,  # a bomb of zeros stays as small as it came
            )
            try:
                if response.status >= 500 or response.status == 429 or 300 <= response.status < 400:
                    raise Unreachable("status")
                return Answer(response.status, self._object(response.status, self._read(response, deadline)))
            finally:
                response.close()
        finally:
            pool.close()

    def _read(self, response: Any, deadline: datetime) -> bytes:
        body = bytearray()
        while chunk := response.read1(65_536):
            body += chunk
            if len(body) > self._max_bytes:
                raise Unreachable("too_large")
            if clock.now() > deadline:
                raise Unreachable("timeout")
        return bytes(body)

    @staticmethod
    def _object(status: int, body: bytes) -> dict[str, Any]:
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        if status == 200:
            raise Unreachable("not_json")
        return {}
