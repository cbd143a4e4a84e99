"""The role table: who may what, row by row."""

import pytest

from app.blueprints.accounts.terms import PlatformRole
from app.blueprints.home import policies
from tests.dialogues.test_policies import PEOPLE, someone

EVERYBODY = {**PEOPLE, "lawyer": someone(platform=(PlatformRole.LAWYER,))}


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_those_who_answer_for_the_site_vouch_for_its_pages(name) -> None:
    assert policies.can_review_pages(EVERYBODY[name]) is (name in {"moderator", "administrator"})
