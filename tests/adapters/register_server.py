"""A register on this machine that replays recorded answers, and can be told to misbehave."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures" / "brreg"


class Replay:
    """Answers by path; `asked` lists what was asked. `misbehave`, if set, writes to the socket in its own way."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.misbehave: Callable[[socket.socket], None] | None = None
        self.url = ""

    def add(self, kind: str, body: dict[str, Any], status: int = 200) -> None:
        path = f"/enhetsregisteret/api/{kind}/{body['organisasjonsnummer']}"
        self.answers[path] = (status, json.dumps(body, ensure_ascii=False).encode())

    def add_own_fixtures(self) -> None:
        for file in sorted(FIXTURES.glob("*.json")):
            recorded = json.loads(file.read_text())
            self.add(recorded["kind"], recorded["body"], recorded["status"])

    def fail(self, status: int) -> None:
        self.misbehave = lambda sock: sock.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())

    def recover(self) -> None:
        self.misbehave = None


@contextmanager
def running(replay: Replay) -> Iterator[Replay]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            replay.asked.append(self.path)
            if replay.misbehave:
                with suppress(OSError):
                    replay.misbehave(self.connection)
                self.close_connection = True
                return
            status, body = replay.answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    replay.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def drip(text: bytes, pause: float = 0.05) -> Callable[[socket.socket], None]:
    """One byte at a time."""

    def send(sock: socket.socket) -> None:
        for byte in text:
            sock.sendall(bytes([byte]))
            time.sleep(pause)

    return send
