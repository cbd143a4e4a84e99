"""The role table of the ledger: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.parity import policies
from tests.dialogues.test_policies import ALONG, BUYER, PEOPLE, dialogue

HOSTS, WRITERS = {"buyer owner", "buyer editor", "buyer reader"}, {"buyer owner", "buyer editor"}
OURS, ALONG_WITH_US, THEIRS = dialogue("published"), dialogue("published", ALONG, BUYER), dialogue("published", ALONG)
ITEM, ANOTHERS = SimpleNamespace(dialogue_id=OURS.id), SimpleNamespace(dialogue_id=99)

TABLE = [
    (policies.can_read_ledger, (OURS,), HOSTS),
    (policies.can_read_ledger, (ALONG_WITH_US,), HOSTS),
    (policies.can_read_ledger, (THEIRS,), set()),
    (policies.can_keep_ledger, (OURS,), WRITERS),
    (policies.can_keep_ledger, (ALONG_WITH_US,), WRITERS),
    (policies.can_keep_ledger, (THEIRS,), set()),
    (policies.can_read_item, (OURS, ITEM), HOSTS),
    (policies.can_read_item, (OURS, ANOTHERS), set()),
    (policies.can_keep_item, (OURS, ITEM), WRITERS),
    (policies.can_keep_item, (OURS, ANOTHERS), set()),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {name for name in vars(policies) if name.startswith("can_") and name != "can_edit_dialogue"}
    assert declared == {row[0].__name__ for row in TABLE}
