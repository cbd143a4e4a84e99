"""Who lets see, who reads and who verifies: a table."""

from datetime import date

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.disclosure import policies
from app.blueprints.disclosure.models import Consent

FIRM, BUYER, OTHER_FIRM, OTHER_BUYER = (Organisation(id=number, check=Check.VERIFIED) for number in (1, 2, 3, 4))
CONSENT = Consent(organisation_id=1, receiver_id=2, until=date(2030, 1, 1))
GIVEN = {2: CONSENT}


def facts(*memberships):
    return tuple(
        MembershipFact(number, "An organisation", kind, role, Check.VERIFIED, Authority.STAFF)
        for number, role, kind in memberships
    )


def person(*memberships, platform=(), workplaces=()):
    return Actor(
        person_id=9,
        name="Kari",
        email="kari@prove.example",
        locale="nb",
        reads=("nb",),
        session_id=1,
        session_token="token",
        memberships=facts(*memberships),
        workplaces=facts(*workplaces),
        platform=frozenset(platform),
    )


SUPPLIER = Kind.SUPPLIER
# who: (sees what buyers see, lets see and withdraws, puts a document forward, reads as the receiver, verifies)
PEOPLE = {
    "owner of the firm": (person((1, Role.OWNER, SUPPLIER)), 1, 1, 1, 0, 0),
    "editor of the firm": (person((1, Role.EDITOR, SUPPLIER)), 1, 0, 1, 0, 0),
    "reader of the firm": (person((1, Role.READER, SUPPLIER)), 1, 0, 0, 0, 0),
    "safety representative": (person((1, Role.SAFETY_REPRESENTATIVE, SUPPLIER)), 1, 0, 0, 0, 0),
    "worker of the firm": (person(workplaces=((1, Role.WORKER, SUPPLIER),)), 0, 0, 0, 0, 0),
    "owner of the buyer": (person((2, Role.OWNER, Kind.BUYER)), 0, 0, 0, 1, 1),
    "editor of the buyer": (person((2, Role.EDITOR, Kind.BUYER)), 0, 0, 0, 1, 1),
    "reader of the buyer": (person((2, Role.READER, Kind.BUYER)), 0, 0, 0, 1, 0),
    "interest organisation": (person((2, Role.EDITOR, Kind.INTEREST)), 0, 0, 0, 1, 1),
    "ministry": (person((2, Role.EDITOR, Kind.MINISTRY)), 0, 0, 0, 0, 0),
    "both the firm's and the buyer's": (person((1, Role.READER, SUPPLIER), (2, Role.OWNER, Kind.BUYER)), 1, 0, 0, 1, 0),
    "the buyer's, worker of the firm": (
        person((2, Role.OWNER, Kind.BUYER), workplaces=((1, Role.WORKER, SUPPLIER),)), 0, 0, 0, 1, 0,
    ),
    "owner of another firm": (person((3, Role.OWNER, SUPPLIER)), 0, 0, 0, 0, 0),
    "owner of another buyer": (person((4, Role.OWNER, Kind.BUYER)), 0, 0, 0, 0, 0),
    "moderator": (person((5, Role.OWNER, Kind.MINISTRY), platform=(PlatformRole.MODERATOR,)), 0, 0, 0, 0, 0),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), 0, 0, 0, 0, 0),
    "visitor": (Visitor(), 0, 0, 0, 0, 0),
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_who_lets_see_who_reads_and_who_verifies(who):
    actor, *may = PEOPLE[who]
    sees, lets, documents, reads, verifies = map(bool, may)
    assert policies.can_view_disclosure(actor, FIRM) is sees
    assert policies.can_consent(actor, FIRM) is lets
    assert policies.can_withdraw_consent(actor, FIRM, CONSENT) is lets
    assert policies.can_document(actor, FIRM) is documents
    assert policies.can_read_portfolio(actor, BUYER) is reads
    assert policies.can_read_firm(actor, BUYER, FIRM, GIVEN) is reads
    assert policies.can_verify(actor, BUYER, FIRM, GIVEN) is verifies


@pytest.mark.parametrize("who", PEOPLE)
def test_without_a_consent_nobody_reads_a_firm_and_nobody_verifies_itself(who):
    actor = PEOPLE[who][0]
    for consents in (
        {},
        {4: Consent(organisation_id=1, receiver_id=4)},
        {2: Consent(organisation_id=3, receiver_id=2)},
    ):
        assert not policies.can_read_firm(actor, BUYER, FIRM, consents)
        assert not policies.can_verify(actor, BUYER, FIRM, consents)
    assert not policies.can_verify(actor, FIRM, FIRM, {1: Consent(organisation_id=1, receiver_id=1)})
    assert not policies.can_withdraw_consent(actor, OTHER_FIRM, CONSENT)


def test_a_buyer_that_is_no_longer_verified_or_in_the_register_reads_nothing():
    owner = PEOPLE["owner of the buyer"][0]
    for fallen in (
        Organisation(id=2, check=Check.MATCHED),
        Organisation(id=2, check=Check.VERIFIED, deleted_on=date(2026, 1, 1)),
    ):
        assert not policies.can_read_portfolio(owner, fallen)
        assert not policies.can_read_firm(owner, fallen, FIRM, GIVEN)
