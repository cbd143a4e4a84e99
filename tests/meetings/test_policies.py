"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Kind, PlatformRole, Role, Visitor
from app.blueprints.impartiality.terms import Standing
from app.blueprints.meetings import policies
from tests.dialogues.test_policies import BUYER, SUPPLIER, someone

OTHER = 9
PEOPLE = {
    "visitor": Visitor(),
    "buyer owner": someone(BUYER),
    "buyer reader": someone(BUYER, Role.READER),
    "supplier owner": someone(SUPPLIER, kind=Kind.SUPPLIER),
    "supplier reader": someone(SUPPLIER, Role.READER, kind=Kind.SUPPLIER),
    "other supplier": someone(OTHER, kind=Kind.SUPPLIER),
    "moderator": someone(platform=(PlatformRole.MODERATOR,)),
    "nobody's": someone(),
}
OPENS = Standing(version=1, declared_for=1, stance="none", ruled_out=False, acts_for=False)
SHUT = Standing(version=2, declared_for=1, stance="none", ruled_out=False, acts_for=False)


def dialogue(state: str = "published", standing: Standing | None = OPENS) -> SimpleNamespace:
    return SimpleNamespace(id=1, organisation_id=BUYER, host_ids=[BUYER], state=state, standing=standing)


def note(state: str = "shared", dialogue_id: int = 1) -> SimpleNamespace:
    return SimpleNamespace(dialogue_id=dialogue_id, state=state, parties=[SimpleNamespace(organisation_id=SUPPLIER)])


FIRM, NOT_THERE = SimpleNamespace(id=SUPPLIER), SimpleNamespace(id=OTHER)
HOSTS = {"buyer owner", "buyer reader"}
MEMBERS = {"buyer owner", "buyer reader", "supplier owner", "supplier reader", "other supplier"}

TABLE = [
    (policies.can_read_notes, (dialogue(), note()), HOSTS),
    (policies.can_read_notes, (dialogue(), note(dialogue_id=2)), set()),
    (policies.can_read_notes, (dialogue(standing=SHUT), note()), set()),
    (policies.can_read_notes, (dialogue(standing=None),), set()),
    (policies.can_write_notes, (dialogue(), note("draft")), {"buyer owner"}),
    (policies.can_write_notes, (dialogue(standing=SHUT),), set()),
    (policies.can_read_told, (dialogue(),), set(PEOPLE)),
    (policies.can_read_told, (dialogue("draft"),), set()),
    (policies.can_list_own_parts, (dialogue(),), MEMBERS),
    (policies.can_list_own_parts, (dialogue("draft"),), set()),
    (policies.can_read_own_part, (dialogue(), note(), FIRM), {"supplier owner", "supplier reader"}),
    (policies.can_read_own_part, (dialogue(), note("draft"), FIRM), set()),
    (policies.can_read_own_part, (dialogue(), note(dialogue_id=2), FIRM), set()),
    (policies.can_read_own_part, (dialogue(), note(), NOT_THERE), set()),
    (policies.can_correct_own_part, (dialogue(), note(), FIRM), {"supplier owner"}),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {
        name for name, one in vars(policies).items()
        if name.startswith("can_") and one.__module__ == policies.__name__
    }  # fmt: skip
    assert declared == {row[0].__name__ for row in TABLE}
