"""The role table of answers: who reads what is on its way, who writes, approves and publishes."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Role
from app.blueprints.questions import policies
from tests.dialogues.test_policies import BUYER, PEOPLE, someone

DECLARED, SHUT = SimpleNamespace(opens=True), SimpleNamespace(opens=False)


def dialogue(state: str = "published", standing: object = DECLARED):
    return SimpleNamespace(id=1, organisation_id=BUYER, host_ids=[BUYER], state=state, standing=standing)


WRITERS, HOSTS = {"buyer owner", "buyer editor"}, {"buyer owner", "buyer editor", "buyer reader"}
TABLE = [
    (policies.can_read_entries, dialogue(), set(PEOPLE)),
    (policies.can_read_entries, dialogue("closed"), set(PEOPLE)),
    (policies.can_read_entries, dialogue("draft"), HOSTS),
    (policies.can_read_answers, dialogue(), HOSTS),
    (policies.can_read_answers, dialogue(standing=SHUT), set()),
    (policies.can_read_answers, dialogue(standing=None), set()),
    (policies.can_write_answers, dialogue(), WRITERS),
    (policies.can_write_answers, dialogue(standing=SHUT), set()),
]


@pytest.mark.parametrize(("policy", "thing", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, thing, allowed, name) -> None:
    assert policy(PEOPLE[name], thing) is (name in allowed)


def test_a_host_of_another_dialogue_reads_no_answer_on_its_way() -> None:
    assert not policies.can_read_answers(someone(99, Role.OWNER), dialogue())
