"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.dialogues import policies

BUYER, SUPPLIER, UNVERIFIED, ALONG = 1, 2, 3, 4


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


def dialogue(state: str, leads: int = BUYER, *along: int):
    return SimpleNamespace(id=1, organisation_id=leads, host_ids=[leads, *along], state=state)


DRAFT, PUBLISHED, CLOSED = dialogue("draft"), dialogue("published"), dialogue("closed")
HOSTED_ALONG = dialogue("draft", ALONG, BUYER)
UNVERIFIED_DRAFT = dialogue("draft", UNVERIFIED)
ALL = set(PEOPLE)

FIRM = SimpleNamespace(id=SUPPLIER)
TABLE = [
    (policies.can_read_dialogue, PUBLISHED, ALL),
    (policies.can_read_dialogue, CLOSED, ALL),
    (policies.can_read_dialogue, DRAFT, {"buyer owner", "buyer editor", "buyer reader"}),
    (policies.can_edit_dialogue, DRAFT, {"buyer owner", "buyer editor"}),
    (policies.can_edit_dialogue, PUBLISHED, {"buyer owner", "buyer editor"}),
    (policies.can_edit_dialogue, UNVERIFIED_DRAFT, set()),
    (policies.can_read_dialogue, HOSTED_ALONG, {"buyer owner", "buyer editor", "buyer reader"}),
    (policies.can_edit_dialogue, HOSTED_ALONG, {"buyer owner", "buyer editor"}),
    (policies.can_lead_dialogue, DRAFT, {"buyer owner", "buyer editor"}),
    (policies.can_lead_dialogue, HOSTED_ALONG, set()),
    (policies.can_lead_dialogue, UNVERIFIED_DRAFT, set()),
    (policies.can_answer_dialogue, PUBLISHED, {"supplier owner"}),
    (policies.can_answer_dialogue, DRAFT, set()),
    (policies.can_see_desk, DRAFT, {"buyer owner", "buyer editor", "buyer reader"}),
    (policies.can_see_desk, UNVERIFIED_DRAFT, {"unverified buyer"}),
    (policies.can_answer_host, SimpleNamespace(asked_ids=[BUYER, UNVERIFIED]), {"buyer owner", "buyer editor"}),
    (policies.can_answer_host, SimpleNamespace(asked_ids=[SUPPLIER]), set()),
    (policies.can_start_dialogue, SimpleNamespace(id=BUYER), {"buyer owner", "buyer editor"}),
    (policies.can_start_dialogue, SimpleNamespace(id=SUPPLIER), set()),
    (policies.can_start_dialogue, SimpleNamespace(id=UNVERIFIED), set()),
    (policies.can_keep_radars, None, ALL - {"visitor"}),
    (policies.can_change_radar, SimpleNamespace(person_id=PEOPLE["nobody's"].person_id + 1), set()),
    (
        policies.can_change_radar,
        SimpleNamespace(person_id=PEOPLE["nobody's"].person_id),
        ALL - {"visitor"},
    ),  # all are she
    (policies.can_check_for, (PUBLISHED, FIRM), {"supplier owner", "supplier reader"}),
    (policies.can_check_for, (DRAFT, FIRM), set()),
    (policies.can_share_for, (PUBLISHED, FIRM), {"supplier owner"}),
    (policies.can_share_for, (DRAFT, FIRM), set()),
]


@pytest.mark.parametrize(("policy", "thing", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, thing, allowed, name) -> None:
    about = () if thing is None else thing if isinstance(thing, tuple) else (thing,)
    assert policy(PEOPLE[name], *about) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {name for name in vars(policies) if name.startswith("can_")}
    assert declared == {row[0].__name__ for row in TABLE}
