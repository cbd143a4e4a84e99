"""The register belongs to the firm's own people: a table of who may what."""

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.safety import policies
from app.blueprints.safety.models import Event, Hours, Site

FIRM, OTHER = Organisation(id=1), Organisation(id=2)


def person(*memberships: tuple[int, Role, Kind], platform: tuple[PlatformRole, ...] = ()) -> Actor:
    facts = tuple(
        MembershipFact(firm, "A firm", kind, role, Check.VERIFIED, Authority.STAFF) for firm, role, kind in memberships
    )
    return Actor(
        person_id=9,
        name="Kari",
        email="kari@prove.example",
        locale="nb",
        reads=("nb",),
        session_id=1,
        session_token="token",
        memberships=facts,
        platform=frozenset(platform),
    )


PEOPLE = {
    "owner": (person((1, Role.OWNER, Kind.SUPPLIER)), True, True),
    "editor": (person((1, Role.EDITOR, Kind.SUPPLIER)), True, True),
    "reader": (person((1, Role.READER, Kind.SUPPLIER)), True, False),
    "safety representative": (person((1, Role.SAFETY_REPRESENTATIVE, Kind.SUPPLIER)), True, False),
    "owner of another firm": (person((2, Role.OWNER, Kind.SUPPLIER)), False, False),
    "buyer": (person((3, Role.OWNER, Kind.BUYER)), False, False),
    "moderator": (person((4, Role.OWNER, Kind.MINISTRY), platform=(PlatformRole.MODERATOR,)), False, False),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), False, False),
    "signed in, in no firm": (person(), False, False),
    "visitor": (Visitor(), False, False),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_sees_and_who_writes(who):
    actor, sees, writes = PEOPLE[who]
    assert policies.can_view_safety(actor, FIRM) is sees
    assert policies.can_record_safety(actor, FIRM) is writes
    for record in (Event(organisation_id=1), Hours(organisation_id=1), Site(organisation_id=1)):
        assert policies.can_view_record(actor, FIRM, record) is sees
        assert policies.can_correct_record(actor, FIRM, record) is writes


def test_one_who_is_in_two_firms_does_not_find_the_one_under_the_others_address():
    both = person((1, Role.OWNER, Kind.SUPPLIER), (2, Role.OWNER, Kind.SUPPLIER))
    record = Event(organisation_id=2)
    assert not policies.can_view_record(both, FIRM, record)
    assert not policies.can_correct_record(both, FIRM, record)
    assert policies.can_view_record(both, OTHER, record)
