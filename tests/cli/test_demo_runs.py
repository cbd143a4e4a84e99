"""The whole demo, as a stranger starts it: from nothing, twice, and down again."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.cli.demo import ports
from config import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 300  # seconds, on a machine that does other things too


class Run:
    """One `make demo`, and what it has printed."""

    def __init__(self, port, folder):
        self.output = folder / f"output-{time.monotonic_ns()}"
        command = [sys.executable, "-m", "app.cli.demo", "--port", str(port)]
        environment = {**os.environ, "VAR_DIR": str(folder / "var"), "PYTHONUNBUFFERED": "1"}
        with self.output.open("w") as file:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)

    def text(self):
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, line):
        end = time.monotonic() + PATIENCE
        while line not in self.text().splitlines():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < end, self.text()
            time.sleep(0.1)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def journal_length(folder):
    """Asked from outside, as by somebody at another terminal."""
    flask = str(Path(sys.executable).with_name("flask"))
    environment = {**os.environ, "VAR_DIR": str(folder / "var")}
    command = [flask, "--app", "wsgi", "journal", "verify"]
    asked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return int(re.search(r"(\d+) entries", asked.stdout)[1])


def test_the_demo_comes_up_from_nothing_keeps_what_was_typed_and_leaves_nothing_behind(tmp_path):
    port = ports.free_ports(18000, 1)[0]
    address = f"http://127.0.0.1:{port}"
    first = Run(port, tmp_path)
    try:
        first.wait_for(f"ready {address}")
        shown = first.text()
        assert re.search(r"ragnhild@\S+ +\S+ +owner", shown)
        assert "moderator" in shown
        assert "administrator" in shown
        for name in ("Mail", "Register"):
            place = re.search(rf"{name} +(http://\S+)", shown)
            with urllib.request.urlopen(place[1], timeout=10) as answer:
                assert answer.status == 200
        with urllib.request.urlopen(f"{address}/nn/", timeout=10) as answer:
            assert b'lang="nn"' in answer.read()
        kept = journal_length(tmp_path)
        assert kept > 0
        # Somebody kills the worker: the demo says so, and stops whole.
        os.kill(int((tmp_path / "var" / "demo" / "worker.pid").read_text()), signal.SIGKILL)
        assert first.process.wait(PATIENCE) == 1
        assert "worker stopped" in first.text()
        assert ports.is_free(port)
    finally:
        first.stop()
    second = Run(port, tmp_path)
    try:
        second.wait_for(f"ready {address}")
        assert "Writing the content" not in second.text()
        assert journal_length(tmp_path) >= kept
    finally:
        status = second.stop(signal.SIGINT)
    assert status == 0
    assert ports.is_free(port)
