"""Who may do what with evidence and requests: tables, no database."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.improvement import policies
from app.blueprints.improvement.terms import EvidenceState

FIRM, BUYER, OTHER = SimpleNamespace(id=1), SimpleNamespace(id=2), SimpleNamespace(id=3)
EVIDENCE, FOREIGN = SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=3)
ASKED = SimpleNamespace(organisation_id=1, asker_id=2)


def who(*facts, platform=(), person_id=1):
    return Actor(
        person_id=person_id, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1,
        session_token="t", memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


def firm(role, number=1):
    return MembershipFact(number, "Firm", Kind.SUPPLIER, role, Check.MATCHED, Authority.UNPROVEN)


def buyer(role, check=Check.VERIFIED, kind=Kind.BUYER, number=2):
    return MembershipFact(number, "Buyer", kind, role, check, Authority.STAFF)


def opened(*receivers, state=EvidenceState.HELD, organisation_id=1):
    return SimpleNamespace(organisation_id=organisation_id, state=state, receivers=frozenset(receivers))


STAFF = who(platform=[PlatformRole.MODERATOR, PlatformRole.ADMINISTRATOR])
OWN = [
    # who, views the firm's evidence, adds and changes it
    (Visitor(), False, False),
    (who(), False, False),
    (STAFF, False, False),
    (who(firm(Role.OWNER, number=3)), False, False),
    (who(buyer(Role.OWNER)), False, False),
    (who(firm(Role.READER)), True, False),
    (who(firm(Role.EDITOR)), True, True),
    (who(firm(Role.OWNER)), True, True),
]


@pytest.mark.parametrize(("actor", "views", "edits"), OWN)
def test_evidence_is_the_firms_own(actor, views, edits):
    assert policies.can_view_evidence(actor, FIRM) is views
    assert policies.can_add_evidence(actor, FIRM) is edits
    assert policies.can_edit_evidence(actor, FIRM, EVIDENCE) is edits
    assert policies.can_open_evidence(actor, FIRM, opened()) is views


@pytest.mark.parametrize("actor", [row[0] for row in OWN])
def test_nobody_reaches_another_firms_evidence_through_an_address_of_her_own(actor):
    assert not policies.can_edit_evidence(actor, FIRM, FOREIGN)
    assert not policies.can_open_evidence(actor, FIRM, opened(1, 2, organisation_id=3))


@pytest.mark.parametrize(("actor", "views", "edits"), OWN)
def test_what_was_begun_is_finished_by_whoever_began_it_while_she_may(actor, views, edits):
    own = SimpleNamespace(organisation_id=1, person_id=1)
    assert policies.can_finish_evidence(actor, FIRM, own) is edits
    assert not policies.can_finish_evidence(actor, FIRM, SimpleNamespace(organisation_id=1, person_id=9))
    assert not policies.can_finish_evidence(actor, FIRM, SimpleNamespace(organisation_id=3, person_id=1))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("receivers", "state", "may"),
    [
        ((2,), EvidenceState.HELD, True),
        ((), EvidenceState.HELD, False),
        ((3,), EvidenceState.HELD, False),
        ((2,), EvidenceState.WITHDRAWN, False),
        ((2,), EvidenceState.ERASED, False),
    ],
)
def test_a_receiver_opens_what_a_permit_lets_it_open_while_it_is_held(role, receivers, state, may):
    actor = who(buyer(role))
    assert policies.can_open_evidence(actor, FIRM, opened(*receivers, state=state)) is may
    assert policies.opens_for(actor, opened(*receivers, state=state)) == (2 if may else None)


@pytest.mark.parametrize("actor", [Visitor(), who(), STAFF, who(firm(Role.OWNER, number=3))])
def test_a_permit_is_for_its_receiver_alone(actor):
    assert not policies.can_open_evidence(actor, FIRM, opened(2))
    assert policies.opens_for(actor, opened(2)) is None


def test_whoever_is_of_both_opens_it_for_the_firm_itself():
    assert policies.opens_for(who(buyer(Role.OWNER), firm(Role.READER)), opened(2)) == 1


REQUESTS = [
    # who, asks, sees the request as buyer, as firm, answers, withdraws
    (Visitor(), False, False, False, False, False),
    (who(), False, False, False, False, False),
    (STAFF, False, False, False, False, False),
    (who(buyer(Role.OWNER, number=3)), False, False, False, False, False),
    (who(firm(Role.OWNER, number=3)), False, False, False, False, False),
    (who(buyer(Role.READER)), False, True, False, False, False),
    (who(buyer(Role.EDITOR)), True, True, False, False, True),
    (who(buyer(Role.OWNER)), True, True, False, False, True),
    (who(buyer(Role.OWNER, check=Check.MATCHED)), False, True, False, False, True),
    (who(buyer(Role.OWNER, check=Check.UNCHECKED)), False, True, False, False, True),
    (who(buyer(Role.OWNER, kind=Kind.INTEREST)), False, True, False, False, True),
    (who(buyer(Role.OWNER, kind=Kind.MINISTRY)), False, True, False, False, True),
    (who(firm(Role.READER)), False, False, True, False, False),
    (who(firm(Role.EDITOR)), False, False, True, True, False),
    (who(firm(Role.OWNER)), False, False, True, True, False),
]


@pytest.mark.parametrize(("actor", "asks", "as_buyer", "as_firm", "answers", "withdraws"), REQUESTS)
def test_a_verified_buyer_asks_and_the_firm_answers(actor, asks, as_buyer, as_firm, answers, withdraws):
    assert policies.can_ask(actor, BUYER) is asks
    assert policies.can_view_requests(actor, BUYER) is as_buyer
    assert policies.can_view_requests(actor, FIRM) is as_firm
    assert policies.can_view_request(actor, BUYER, ASKED) is as_buyer
    assert policies.can_view_request(actor, FIRM, ASKED) is as_firm
    assert policies.can_answer_request(actor, FIRM, ASKED) is answers
    assert policies.can_withdraw_request(actor, BUYER, ASKED) is withdraws
    assert not policies.can_answer_request(actor, BUYER, ASKED)
    assert not policies.can_withdraw_request(actor, FIRM, ASKED)


@pytest.mark.parametrize("actor", [row[0] for row in REQUESTS])
def test_nobody_reads_a_request_through_a_third_organisations_address(actor):
    assert not policies.can_view_request(actor, OTHER, ASKED)


def test_the_menu_leads_to_the_buyer_that_is_shown_or_to_the_first():
    both = who(buyer(Role.READER), buyer(Role.READER, number=5), firm(Role.OWNER))
    assert policies.buyer_in_menu(both, None) == 2
    assert policies.buyer_in_menu(both, SimpleNamespace(id=5)) == 5
    assert policies.buyer_in_menu(both, SimpleNamespace(id=1)) == 2
    assert policies.buyer_in_menu(who(firm(Role.OWNER)), None) is None
    assert policies.buyer_in_menu(Visitor(), None) is None
