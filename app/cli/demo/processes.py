"""The demo's processes: started together, ended together, and heard when one of them dies."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.cli.demo import Failed
from config import ROOT

READY_WITHIN = 60.0  # seconds, on a slow machine
STOP_WITHIN = 2.0  # seconds, before what still runs is ended the hard way
LAST_LINES = 25


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
