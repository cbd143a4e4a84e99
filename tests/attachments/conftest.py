"""A store of the test's own, and a scanner when the test names one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from tests.attachments.clamd import clamd, clamd_of_the_session

__all__ = ["clamd", "clamd_of_the_session"]


@pytest.fixture
def installed(app: Any, worker_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """`installed(scanner_url=...)` sets up site and worker so; gives the folder in which the files are."""

    def _set_up(**settings: Any) -> Path:
        folder = tmp_path / "filer"
        for each in (app, worker_app):
            usual = each.extensions["samhandel_settings"]
            changed = usual.model_copy(update={"files_url": f"file://{folder}"} | settings)
            monkeypatch.setitem(each.extensions, "samhandel_settings", changed)
        return folder

    return _set_up


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """An S3 that somebody else wrote; gives its address."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def folder(installed: Callable[..., Path]) -> Path:
    """The store's folder, in an installation without a scanner."""
    return installed()
