"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Role
from app.blueprints.outcome import policies
from tests.dialogues.test_policies import BUYER, someone
from tests.meetings.test_policies import OPENS, PEOPLE, SHUT

ALONG = 8
WITH_COHOST = PEOPLE | {"co-host": someone(ALONG), "buyer editor": someone(BUYER, Role.EDITOR)}


def dialogue(state: str = "published", standing: object = OPENS) -> SimpleNamespace:
    return SimpleNamespace(id=1, organisation_id=BUYER, host_ids=[BUYER, ALONG], state=state, standing=standing)


HERE, ELSEWHERE = SimpleNamespace(dialogue_id=1), SimpleNamespace(dialogue_id=2)
HOSTS = {"buyer owner", "buyer editor", "buyer reader", "co-host"}
WRITERS, LEADS = HOSTS - {"buyer reader"}, {"buyer owner", "buyer editor"}

TABLE = [
    (policies.can_read_outcome, (dialogue(),), set(WITH_COHOST)),
    (policies.can_read_outcome, (dialogue("closed"),), set(WITH_COHOST)),
    (policies.can_read_outcome, (dialogue("draft"),), set()),
    (policies.can_read_themes, (dialogue(), HERE), HOSTS),
    (policies.can_read_themes, (dialogue(), ELSEWHERE), set()),
    (policies.can_read_themes, (dialogue(standing=SHUT),), set()),
    (policies.can_read_themes, (dialogue("draft"),), set()),
    (policies.can_write_themes, (dialogue(), HERE), WRITERS),
    (policies.can_write_themes, (dialogue(), ELSEWHERE), set()),
    (policies.can_publish_themes, (dialogue(),), LEADS),
    (policies.can_publish_themes, (dialogue(standing=SHUT),), set()),
    (policies.can_write_summary, (dialogue(standing=None),), WRITERS),
    (policies.can_write_summary, (dialogue("draft"),), set()),
    (policies.can_publish_summary, (dialogue(standing=None),), LEADS),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", WITH_COHOST)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(WITH_COHOST[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {
        name for name, one in vars(policies).items()
        if name.startswith("can_") and one.__module__ == policies.__name__
    }  # fmt: skip
    assert declared == {row[0].__name__ for row in TABLE}
