"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.inputs import policies
from tests.dialogues.test_policies import BUYER, PEOPLE, SUPPLIER, dialogue, someone

EVERYBODY = PEOPLE | {
    "interest editor": someone(SUPPLIER, Role.EDITOR, kind=Kind.INTEREST),
    "another firm's owner": someone(9, kind=Kind.SUPPLIER),
}
FIRM, OWN_BUYER = SimpleNamespace(id=SUPPLIER), SimpleNamespace(id=BUYER)
PUBLISHED, DRAFT = dialogue("published"), dialogue("draft")
TABLE = [
    (policies.can_read_questionnaire, (PUBLISHED,), set(EVERYBODY)),
    (policies.can_read_questionnaire, (DRAFT,), {"buyer owner", "buyer editor", "buyer reader"}),
    (policies.can_build, (PUBLISHED,), {"buyer owner", "buyer editor"}),
    (policies.can_answer, (PUBLISHED, FIRM), {"supplier owner", "interest editor"}),
    (policies.can_answer, (DRAFT, FIRM), set()),
    (policies.can_answer, (PUBLISHED, OWN_BUYER), set()),
    (policies.can_read_own_input, (PUBLISHED, FIRM), {"supplier owner", "supplier reader", "interest editor"}),
    (policies.can_read_own_input, (PUBLISHED, OWN_BUYER), set()),
    (policies.can_say_yes, (PUBLISHED, FIRM, SimpleNamespace(organisation_id=SUPPLIER)), {"supplier owner", "interest editor"}),
    (policies.can_say_yes, (PUBLISHED, FIRM, SimpleNamespace(organisation_id=9)), set()),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE, ids=lambda each: getattr(each, "__name__", ""))
def test_role_table(policy, things, allowed):
    assert {name for name, who in EVERYBODY.items() if policy(who, *things)} == allowed


@pytest.mark.parametrize("opens", [True, False])
def test_what_is_handed_in_opens_only_for_hosts_who_have_declared(opens):
    declared = dialogue("published")
    declared.standing = SimpleNamespace(opens=opens)
    readers = {name for name, who in EVERYBODY.items() if policies.can_open_input(who, declared)}
    writers = {name for name, who in EVERYBODY.items() if policies.can_paraphrase(who, declared)}
    assert readers == ({"buyer owner", "buyer editor", "buyer reader"} if opens else set())
    assert writers == ({"buyer owner", "buyer editor"} if opens else set())
