"""Two moderators, for whoever asks for them."""

import pytest

from app.blueprints.accounts.models import Person
from tests.factories.accounts import person


@pytest.fixture
def moderator(db_session: object) -> Person:
    return person("Mona Moderator", platform=("moderator",))


@pytest.fixture
def second(db_session: object) -> Person:
    return person("Nils Nummerto", platform=("moderator",))
