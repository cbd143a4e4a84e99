"""The role table of asking: a firm's questions are the firm's, and the intake is for hosts who have declared."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.questions import policies
from tests.dialogues.test_policies import BUYER, PEOPLE, SUPPLIER, someone
from tests.questions.test_answer_policies import HOSTS, SHUT, WRITERS, dialogue

HERS = SimpleNamespace(dialogue_id=1, organisation_id=SUPPLIER)
ELSEWHERE = SimpleNamespace(dialogue_id=2, organisation_id=SUPPLIER)
MEMBERS = {"supplier owner", "supplier reader"}
TABLE = [
    (policies.can_ask, (dialogue(),), {"supplier owner"}),
    (policies.can_ask, (dialogue("draft"),), set()),
    (policies.can_see_own_questions, (dialogue("closed"),), MEMBERS),
    (policies.can_see_own_questions, (dialogue("draft"),), set()),
    (policies.can_read_own_question, (dialogue(), HERS), MEMBERS),
    (policies.can_read_own_question, (dialogue(), ELSEWHERE), set()),
    (policies.can_write_own_question, (dialogue(), HERS), {"supplier owner"}),
    (policies.can_write_own_question, (dialogue(), ELSEWHERE), set()),
    (policies.can_read_intake, (dialogue(),), HOSTS),
    (policies.can_read_intake, (dialogue(standing=SHUT),), set()),
    (policies.can_read_asked, (dialogue(), HERS), HOSTS),
    (policies.can_read_asked, (dialogue(), ELSEWHERE), set()),
    (policies.can_take_in, (dialogue(), HERS), WRITERS),
    (policies.can_take_in, (dialogue(standing=SHUT), HERS), set()),
    (policies.can_take_in, (dialogue(), ELSEWHERE), set()),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_who_hosts_asks_nothing_of_herself() -> None:
    along = SimpleNamespace(id=1, organisation_id=BUYER, host_ids=[BUYER, SUPPLIER], state="published")
    assert not policies.can_ask(someone(SUPPLIER, Role.OWNER, kind=Kind.INTEREST), along)
    assert not policies.can_see_own_questions(someone(SUPPLIER, Role.OWNER, kind=Kind.INTEREST), along)
