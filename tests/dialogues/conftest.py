"""What several tests of the room need."""

import pytest

from app.blueprints.dialogues.services import closing


@pytest.fixture
def nothing_left(monkeypatch) -> None:
    """The rooms above see nothing that stands between a dialogue and its close; their own tests say what does."""
    monkeypatch.setattr(closing, "_obstacles", {})
