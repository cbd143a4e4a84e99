"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.impartiality.terms import Stance, Standing
from app.blueprints.involvement import policies

LEADS, ALONG, SUPPLIER, OTHER = 1, 2, 3, 4


def someone(organisation_id: int | None = None, role: Role = Role.OWNER, *, kind=Kind.BUYER, platform=()):
    facts = (
        (MembershipFact(organisation_id, "Navn", kind, role, Check.VERIFIED, Authority.STAFF),)
        if organisation_id
        else ()
    )
    return Actor(
        person_id=7, name="Navn", email="a@b.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {
    "visitor": Visitor(),
    "lead owner": someone(LEADS),
    "lead reader": someone(LEADS, Role.READER),
    "co-host editor": someone(ALONG, Role.EDITOR),
    "other buyer": someone(OTHER),
    "supplier owner": someone(SUPPLIER, kind=Kind.SUPPLIER),
    "supplier reader": someone(SUPPLIER, Role.READER, kind=Kind.SUPPLIER),
    "moderator": someone(platform=(PlatformRole.MODERATOR,)),
    "administrator": someone(platform=(PlatformRole.ADMINISTRATOR,)),
}


def dialogue(standing):
    return SimpleNamespace(id=5, organisation_id=LEADS, host_ids=[LEADS, ALONG], state="published", standing=standing)


DECLARED = dialogue(Standing(version=2, declared_for=2, stance=Stance.NONE))
OUTDATED = dialogue(Standing(version=3, declared_for=2, stance=Stance.NONE))
IN_CONFLICT = dialogue(Standing(version=2, declared_for=2, stance=Stance.CONFLICT))
UNDECLARED = dialogue(Standing(version=2))
OURS, ANOTHERS = SimpleNamespace(dialogue_id=5), SimpleNamespace(dialogue_id=6)
HEARING = SimpleNamespace(dialogue_id=5, organisation_id=SUPPLIER)
HOSTS = {"lead owner", "lead reader", "co-host editor"}
WRITERS = {"lead owner", "co-host editor"}

TABLE = [
    (policies.can_read_involvement, (DECLARED,), HOSTS),
    (policies.can_read_involvement, (OUTDATED,), set()),
    (policies.can_read_involvement, (UNDECLARED,), set()),
    (policies.can_read_involvement, (IN_CONFLICT,), set()),
    (policies.can_keep_involvement, (DECLARED,), WRITERS),
    (policies.can_keep_involvement, (OUTDATED,), set()),
    (policies.can_make_report, (DECLARED,), {"lead owner"}),
    (policies.can_make_report, (UNDECLARED,), set()),
    (policies.can_read_part, (DECLARED, OURS), HOSTS),
    (policies.can_read_part, (DECLARED, ANOTHERS), set()),
    (policies.can_keep_part, (DECLARED, OURS), WRITERS),
    (policies.can_keep_part, (DECLARED, ANOTHERS), set()),
    (policies.can_answer_hearing, (DECLARED, HEARING), {"supplier owner"}),
    (policies.can_answer_hearing, (DECLARED, SimpleNamespace(dialogue_id=6, organisation_id=SUPPLIER)), set()),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {
        name
        for name, thing in vars(policies).items()
        if name.startswith("can_") and thing.__module__ == policies.__name__
    }
    assert declared == {row[0].__name__ for row in TABLE}
