"""Internal control belongs to the firm's own people: a table of who may what."""

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.internal_control import policies
from app.blueprints.internal_control.models import Review

FIRM, OTHER, BUYER = (
    Organisation(id=1, kind=Kind.SUPPLIER),
    Organisation(id=2, kind=Kind.SUPPLIER),
    Organisation(id=3, kind=Kind.BUYER),
)


def fact(firm, role, kind=Kind.SUPPLIER):
    return MembershipFact(firm, "A firm", kind, role, Check.VERIFIED, Authority.STAFF)


def person(*memberships, workplaces=(), platform=()):
    return Actor(
        person_id=9, name="Kari", email="kari@prove.example", locale="nb", reads=("nb",), session_id=1,
        session_token="token", memberships=memberships, workplaces=workplaces, platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {  # sees, changes, signs for the firm, signs for the staff
    "owner": (person(fact(1, Role.OWNER)), True, True, True, False),
    "editor": (person(fact(1, Role.EDITOR)), True, True, False, False),
    "reader": (person(fact(1, Role.READER)), True, False, False, False),
    "safety representative": (person(fact(1, Role.SAFETY_REPRESENTATIVE)), True, False, False, True),
    "worker": (person(workplaces=(fact(1, Role.WORKER),)), False, False, False, False),
    "owner of another firm": (person(fact(2, Role.OWNER)), False, False, False, False),
    "safety representative elsewhere": (person(fact(2, Role.SAFETY_REPRESENTATIVE)), False, False, False, False),
    "buyer": (person(fact(3, Role.OWNER, Kind.BUYER)), False, False, False, False),
    "moderator": (person(platform=(PlatformRole.MODERATOR,)), False, False, False, False),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), False, False, False, False),
    "signed in, in no firm": (person(), False, False, False, False),
    "visitor": (Visitor(), False, False, False, False),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_sees_changes_and_signs(who):
    actor, sees, changes, for_firm, for_staff = PEOPLE[who]
    review = Review(organisation_id=1)
    assert policies.can_view_control(actor, FIRM) is sees
    assert policies.can_view_review(actor, FIRM, review) is sees
    assert policies.can_change_control(actor, FIRM) is changes
    assert policies.can_change_review(actor, FIRM, review) is changes
    assert policies.can_sign_for_firm(actor, FIRM, review) is for_firm
    assert policies.can_sign_for_staff(actor, FIRM, review) is for_staff


def test_a_review_is_not_found_under_the_address_of_another_firm():
    both = person(fact(1, Role.OWNER), fact(2, Role.OWNER))
    theirs = Review(organisation_id=2)
    assert not policies.can_view_review(both, FIRM, theirs)
    assert not policies.can_change_review(both, FIRM, theirs)
    assert not policies.can_sign_for_firm(both, FIRM, theirs)
    assert policies.can_view_review(both, OTHER, theirs)


def test_a_buyer_has_no_internal_control_here():
    buyer = person(fact(3, Role.OWNER, Kind.BUYER))
    assert not policies.can_view_control(buyer, BUYER)
    assert not policies.can_change_control(buyer, BUYER)
