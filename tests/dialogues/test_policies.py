"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.dialogues import policies

BUYER, SUPPLIER, UNVERIFIED = 1, 2, 3


def someone(
    organisation_id: int | None = None,
    role: Role = Role.OWNER,
    *,
    kind=Kind.BUYER,
    check=Check.VERIFIED,
    number=7,
    platform=(),
):
    facts = (MembershipFact(organisation_id, "Navn", kind, role, check, Authority.STAFF),) if organisation_id else ()
    return Actor(
        person_id=number, name="Navn", email="a@b.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {
    "visitor": Visitor(),
    "buyer owner": someone(BUYER),
    "buyer editor": someone(BUYER, Role.EDITOR),
    "buyer reader": someone(BUYER, Role.READER),
    "unverified buyer": someone(UNVERIFIED, check=Check.MATCHED),
    "supplier owner": someone(SUPPLIER, kind=Kind.SUPPLIER),
    "supplier reader": someone(SUPPLIER, Role.READER, kind=Kind.SUPPLIER),
    "moderator": someone(platform=(PlatformRole.MODERATOR,)),
    "administrator": someone(platform=(PlatformRole.ADMINISTRATOR,)),
    "nobody's": someone(),
}
DRAFT = SimpleNamespace(id=1, organisation_id=BUYER, state="draft")
PUBLISHED = SimpleNamespace(id=1, organisation_id=BUYER, state="published")
CLOSED = SimpleNamespace(id=1, organisation_id=BUYER, state="closed")
UNVERIFIED_DRAFT = SimpleNamespace(id=1, organisation_id=UNVERIFIED, state="draft")
ALL = set(PEOPLE)

TABLE = [
    (policies.can_read_dialogue, PUBLISHED, ALL),
    (policies.can_read_dialogue, CLOSED, ALL),
    (policies.can_read_dialogue, DRAFT, {"buyer owner", "buyer editor", "buyer reader"}),
    (policies.can_edit_dialogue, DRAFT, {"buyer owner", "buyer editor"}),
    (policies.can_edit_dialogue, PUBLISHED, {"buyer owner", "buyer editor"}),
    (policies.can_edit_dialogue, UNVERIFIED_DRAFT, set()),
    (policies.can_start_dialogue, SimpleNamespace(id=BUYER), {"buyer owner", "buyer editor"}),
    (policies.can_start_dialogue, SimpleNamespace(id=SUPPLIER), set()),
    (policies.can_start_dialogue, SimpleNamespace(id=UNVERIFIED), set()),
]


@pytest.mark.parametrize(("policy", "thing", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, thing, allowed, name) -> None:
    assert policy(PEOPLE[name], thing) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {name for name in vars(policies) if name.startswith("can_")}
    assert declared == {row[0].__name__ for row in TABLE}
