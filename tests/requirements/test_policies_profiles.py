"""Drafts are the buyer's own, what is published is everybody's, and measuring oneself is the firm's own affair."""

from datetime import UTC, datetime

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.requirements import policies
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import ProfileState

BUYER, OTHER, FIRM = Organisation(id=1), Organisation(id=2), Organisation(id=3)
PUBLISHED = datetime(2026, 11, 1, tzinfo=UTC)


def person(
    *memberships: tuple[int, Role, Kind], platform: tuple[PlatformRole, ...] = (), check: Check = Check.VERIFIED
) -> Actor:
    facts = tuple(
        MembershipFact(number, "An organisation", kind, role, check, Authority.STAFF)
        for number, role, kind in memberships
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


def profile(state: ProfileState = ProfileState.DRAFT, owner: int = 1) -> Profile:
    return Profile(organisation_id=owner, state=state, published_at=None if state is ProfileState.DRAFT else PUBLISHED)


# who: (sees the list, writes, publishes, reads a draft, copies another buyer's published one)
BUYERS = {
    "owner": (person((1, Role.OWNER, Kind.BUYER)), True, True, True, True, True),
    "editor": (person((1, Role.EDITOR, Kind.BUYER)), True, True, True, True, True),
    "reader": (person((1, Role.READER, Kind.BUYER)), True, False, False, True, False),
    "owner, not verified": (
        person((1, Role.OWNER, Kind.BUYER), check=Check.MATCHED), True, True, False, True, True,
    ),
    "owner of what is no buyer": (person((1, Role.OWNER, Kind.INTEREST)), False, False, False, True, False),
    "owner of another buyer": (person((2, Role.OWNER, Kind.BUYER)), False, False, False, False, False),
    "supplier": (person((3, Role.OWNER, Kind.SUPPLIER)), False, False, False, False, False),
    "moderator": (
        person((4, Role.OWNER, Kind.MINISTRY), platform=(PlatformRole.MODERATOR,)), False, False, False, False, False,
    ),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), False, False, False, False, False),
    "signed in, in no organisation": (person(), False, False, False, False, False),
    "visitor": (Visitor(), False, False, False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("who", BUYERS)
def test_who_sees_writes_publishes_and_copies_a_buyers_profiles(who):
    actor, sees, writes, publishes, reads_draft, copies = BUYERS[who]
    assert policies.can_view_profiles(actor, BUYER) is sees
    assert policies.can_write_profiles(actor, BUYER) is writes
    assert policies.can_edit_profile(actor, BUYER, profile()) is writes
    assert policies.can_publish_profile(actor, BUYER, profile()) is publishes
    assert policies.can_read_profile(actor, profile()) is reads_draft
    assert policies.can_copy_profile(actor, BUYER, profile(ProfileState.PUBLISHED, owner=2)) is copies
    assert policies.can_copy_profile(actor, BUYER, profile()) is copies


@pytest.mark.parametrize("who", BUYERS)
@pytest.mark.parametrize("state", [ProfileState.PUBLISHED, ProfileState.WITHDRAWN])
def test_everybody_reads_what_has_been_published(who, state):
    assert policies.can_read_profile(BUYERS[who][0], profile(state))


@pytest.mark.parametrize("who", BUYERS)
def test_nobody_copies_another_buyers_draft(who):
    assert not policies.can_copy_profile(BUYERS[who][0], BUYER, profile(owner=2))


def test_a_profile_of_one_buyer_is_not_found_under_another():
    both = person((1, Role.OWNER, Kind.BUYER), (2, Role.OWNER, Kind.BUYER))
    assert not policies.can_edit_profile(both, BUYER, profile(owner=2))
    assert not policies.can_publish_profile(both, BUYER, profile(owner=2))
    assert policies.can_edit_profile(both, OTHER, profile(owner=2))


FIRMS = {
    "owner": (person((3, Role.OWNER, Kind.SUPPLIER)), True),
    "editor": (person((3, Role.EDITOR, Kind.SUPPLIER)), True),
    "reader": (person((3, Role.READER, Kind.SUPPLIER)), True),
    "owner of another firm": (person((5, Role.OWNER, Kind.SUPPLIER)), False),
    "the buyer whose profile it is": (person((1, Role.OWNER, Kind.BUYER)), False),
    "member of it as a buyer": (person((3, Role.OWNER, Kind.BUYER)), False),
    "moderator": (person(platform=(PlatformRole.MODERATOR,)), False),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), False),
    "signed in, in no firm": (person(), False),
    "visitor": (Visitor(), False),
}


@pytest.mark.parametrize("who", FIRMS)
def test_only_the_firms_own_people_measure_it(who):
    actor, may = FIRMS[who]
    assert policies.can_check_firm(actor, FIRM) is may
    assert policies.can_check_against(actor, FIRM, profile(ProfileState.PUBLISHED)) is may
    assert policies.can_check_against(actor, FIRM, profile(ProfileState.WITHDRAWN)) is may


def test_nobody_measures_a_firm_against_a_draft_not_even_who_is_in_both():
    both = person((1, Role.OWNER, Kind.BUYER), (3, Role.OWNER, Kind.SUPPLIER))
    assert not policies.can_check_against(both, FIRM, profile())
