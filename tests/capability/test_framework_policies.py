"""Who may add dimensions, and who may load the common ones: one table, no database."""

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import is_administrator
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.capability import policies

BUYER = Organisation(id=1, kind=Kind.BUYER, check=Check.VERIFIED)
UNVERIFIED = Organisation(id=1, kind=Kind.BUYER, check=Check.MATCHED)
SUPPLIER = Organisation(id=1, kind=Kind.SUPPLIER, check=Check.VERIFIED)


def person(*memberships, platform=()):
    facts = tuple(
        MembershipFact(firm, "A buyer", kind, role, Check.VERIFIED, Authority.STAFF) for firm, role, kind in memberships
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


TABLE = {  # who: (actor, sees the buyer's own page, adds to it, loads the common ones)
    "owner": (person((1, Role.OWNER, Kind.BUYER)), True, True, False),
    "editor": (person((1, Role.EDITOR, Kind.BUYER)), True, True, False),
    "reader": (person((1, Role.READER, Kind.BUYER)), True, False, False),
    "owner of another buyer": (person((2, Role.OWNER, Kind.BUYER)), False, False, False),
    "owner of a supplier": (person((2, Role.OWNER, Kind.SUPPLIER)), False, False, False),
    "moderator": (person((2, Role.OWNER, Kind.MINISTRY), platform=[PlatformRole.MODERATOR]), False, False, False),
    "administrator": (person(platform=[PlatformRole.ADMINISTRATOR]), False, False, True),
    "signed in": (person(), False, False, False),
    "visitor": (Visitor(), False, False, False),
}


@pytest.mark.parametrize("who", TABLE)
def test_own_dimensions_are_the_buyers_own_affair_and_the_common_ones_the_administrators(who):
    actor, sees, adds, loads = TABLE[who]
    assert policies.can_view_own_dimensions(actor, BUYER) is sees
    assert policies.can_keep_dimensions(actor, BUYER) is adds
    assert is_administrator(actor) is loads


@pytest.mark.parametrize("who", TABLE)
def test_a_buyer_that_is_not_verified_adds_nothing_and_a_supplier_never_does(who):
    actor = TABLE[who][0]
    assert not policies.can_keep_dimensions(actor, UNVERIFIED)
    assert not policies.can_keep_dimensions(actor, SUPPLIER)
    assert not policies.can_view_own_dimensions(actor, SUPPLIER)
    assert policies.can_view_own_dimensions(actor, UNVERIFIED) is TABLE[who][1]


def test_only_who_may_write_for_a_supplier_is_asked_to_answer():
    many = person(
        (1, Role.OWNER, Kind.SUPPLIER),
        (2, Role.EDITOR, Kind.SUPPLIER),
        (3, Role.READER, Kind.SUPPLIER),
        (4, Role.OWNER, Kind.BUYER),
    )
    assert [fact.organisation_id for fact in policies.assesses_for(many)] == [1, 2]
    assert policies.assesses_for(Visitor()) == []
