"""A register on this machine for tests about organisations: it answers as the demo's double does, and can be told to fail."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.adapters.brreg import EXTENSION, Register
from app.cli.demo_firms import FIRMS
from app.cli.register_double import API, answer
from tests.adapters.register_server import Replay, running


@pytest.fixture
def register(app: Flask, worker_app: Flask) -> Iterator[Replay]:
    with running(Replay()) as replay:
        for firm in FIRMS:
            kind = "underenheter" if firm.parent else "enheter"
            status, body = answer(f"{API}{kind}/{firm.number}")
            replay.add(kind, body, status)
        for one in (app, worker_app):
            one.extensions[EXTENSION] = Register(replay.url, timeout=2)
        yield replay
        for one in (app, worker_app):
            one.extensions.pop(EXTENSION, None)
