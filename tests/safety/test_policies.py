"""The register belongs to the firm's own people: a table of who may what."""

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.safety import policies
from app.blueprints.safety.models import Event, Hours, Remark, Site

FIRM, OTHER = Organisation(id=1), Organisation(id=2)


def person(
    *memberships: tuple[int, Role, Kind], platform: tuple[PlatformRole, ...] = (), works_at: int | None = None
) -> Actor:
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
        workplaces=(MembershipFact(works_at, "A firm", Kind.SUPPLIER, Role.WORKER, Check.VERIFIED, Authority.STAFF),)
        if works_at
        else (),
        platform=frozenset(platform),
    )


PEOPLE = {
    "owner": (person((1, Role.OWNER, Kind.SUPPLIER)), True, True),
    "editor": (person((1, Role.EDITOR, Kind.SUPPLIER)), True, True),
    "reader": (person((1, Role.READER, Kind.SUPPLIER)), True, False),
    "safety representative": (person((1, Role.SAFETY_REPRESENTATIVE, Kind.SUPPLIER)), True, False),
    "worker": (person(works_at=1), False, False),
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


@pytest.mark.parametrize("who", PEOPLE)
def test_those_who_see_to_safety_report_and_answer_near_misses_see_names_and_remark(who):
    actor, *_ = PEOPLE[who]
    sees_to = who in {"owner", "editor", "safety representative"}
    event = Event(organisation_id=1)
    assert policies.can_report_near_miss(actor, FIRM) is sees_to
    assert policies.can_answer_event(actor, FIRM, event) is sees_to
    assert policies.can_see_names(actor, FIRM) is sees_to
    assert policies.can_remark(actor, FIRM) is sees_to
    assert policies.can_remark_on(actor, FIRM, event) is sees_to
    assert not policies.can_answer_event(actor, FIRM, Event(organisation_id=2))
    assert not policies.can_remark_on(actor, FIRM, Event(organisation_id=2))


@pytest.mark.parametrize("who", PEOPLE)
def test_a_remark_is_withdrawn_by_whoever_said_it_while_she_is_of_the_firm(who):
    actor, sees, _ = PEOPLE[who]
    assert policies.can_withdraw_remark(actor, FIRM, Remark(organisation_id=1, person_id=9)) is sees
    assert not policies.can_withdraw_remark(actor, FIRM, Remark(organisation_id=1, person_id=10))
    assert not policies.can_withdraw_remark(actor, FIRM, Remark(organisation_id=2, person_id=9))


def test_one_who_is_in_two_firms_does_not_find_the_one_under_the_others_address():
    both = person((1, Role.OWNER, Kind.SUPPLIER), (2, Role.OWNER, Kind.SUPPLIER))
    record = Event(organisation_id=2)
    assert not policies.can_view_record(both, FIRM, record)
    assert not policies.can_correct_record(both, FIRM, record)
    assert policies.can_view_record(both, OTHER, record)
