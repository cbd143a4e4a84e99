"""A real clamd, from Debian's package, with one signature of our own: the words in `VIRUS`, which harm nobody."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.adapters.antivirus import Scanner

CLAMD = os.environ.get("CLAMD") or shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
VIRUS = b"Dette er Samhandels provevirus 5b1f9e, og det gjor ingen skade."
VIRUS_NAME = "Samhandel.Prove"
STARTS_WITHIN = 30.0


@dataclass
class Clamd:
    """The daemon, where it listens, and what a test may do to it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.folder / 'clamd.ctl'}"

    @property
    def tcp_url(self) -> str:
        return f"clamd://127.0.0.1:{self.port}"

    def scanner(self, timeout: float = 20) -> Scanner:
        return Scanner(self.url, timeout)

    def start(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        (self.folder / "db").mkdir(exist_ok=True)
        (self.folder / "db" / "prove.ndb").write_text(f"{VIRUS_NAME}:0:*:{VIRUS.hex()}\n", encoding="ascii")
        (self.folder / "clamd.conf").write_text(
            f"Foreground yes\nDatabaseDirectory {self.folder}/db\nLocalSocket {self.folder}/clamd.ctl\n"
            f"TCPSocket {self.port}\nTCPAddr 127.0.0.1\nStreamMaxLength 21M\nTemporaryDirectory {self.folder}\n"
            "FixStaleSocket yes\nMaxThreads 2\nExitOnOOM yes\n",
            encoding="ascii",
        )
        with (self.folder / "clamd.log").open("ab") as log:
            command = [CLAMD, "--config-file", str(self.folder / "clamd.conf")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        while not self.scanner(1).is_there():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "clamd.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """It hangs: it takes connections and says nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def clamd_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    if not CLAMD or not Path(CLAMD).exists():
        if os.environ.get("CI"):
            pytest.fail("these tests need ClamAV's daemon: Debian's clamav-daemon, or CLAMD=path")
        pytest.skip("no clamd on this machine (Debian: clamav-daemon); CLAMD=path names another")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    daemon = Clamd(tmp_path_factory.mktemp("clamd"), port)
    daemon.start()
    yield daemon
    daemon.kill()


@pytest.fixture
def clamd(clamd_of_the_session: Clamd) -> Clamd:
    """The daemon, running, whatever the test before did to it."""
    clamd_of_the_session.start()
    return clamd_of_the_session
