"""Who may do what with a plan: one table, no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.improvement import policies
from app.blueprints.improvement.terms import Advice

FIRM, OTHER = SimpleNamespace(id=1), SimpleNamespace(id=2)
ACTION, FOREIGN = SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=2)


def who(role=None, platform=(), **more):
    facts = (MembershipFact(1, "Firm", Kind.SUPPLIER, role, Check.MATCHED, Authority.UNPROVEN),) if role else ()
    return Actor(
        person_id=1, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform), **more,
    )  # fmt: skip


TABLE = [
    # who, views the plan, edits it
    (Visitor(), False, False),
    (who(), False, False),
    (who(platform=[PlatformRole.MODERATOR]), False, False),
    (who(platform=[PlatformRole.ADMINISTRATOR]), False, False),
    (who(Role.READER), True, False),
    (who(Role.EDITOR), True, True),
    (who(Role.OWNER), True, True),
]


@pytest.mark.parametrize(("actor", "views", "edits"), TABLE)
def test_a_plan_is_for_the_firms_own_people(actor, views, edits):
    assert policies.can_view_plan(actor, FIRM) is views
    assert policies.can_edit_plan(actor, FIRM) is edits
    assert policies.can_edit_action(actor, FIRM, ACTION) is edits


@pytest.mark.parametrize("actor", [row[0] for row in TABLE])
def test_nobody_reaches_another_firms_plan_through_an_address_of_her_own(actor):
    assert not policies.can_view_plan(actor, OTHER)
    assert not policies.can_edit_action(actor, FIRM, FOREIGN)
    assert not policies.can_edit_action(actor, OTHER, FOREIGN)


# What the firm has given person 1, and what is not hers or not this firm's.
ADVICE = Advice(adviser_id=7, person_id=1, organisation_id=1, until=date(2027, 1, 1))
HERS, ANOTHERS, ELSEWHERE = ADVICE, Advice(8, 2, 1, date(2027, 1, 1)), Advice(9, 1, 2, date(2027, 1, 1))

READERS = [
    # who, what lets her in, reads and comments, manages advisers
    (Visitor(), None, False, False),
    (Visitor(), HERS, False, False),
    (who(), None, False, False),
    (who(), HERS, True, False),
    (who(), ANOTHERS, False, False),
    (who(), ELSEWHERE, False, False),
    (who(has_second_factor=True), HERS, False, False),
    (who(has_second_factor=True, second_factor=True), HERS, True, False),
    (who(platform=[PlatformRole.MODERATOR]), None, False, False),
    (who(platform=[PlatformRole.ADMINISTRATOR]), None, False, False),
    (who(Role.READER), None, True, False),
    (who(Role.EDITOR), None, True, False),
    (who(Role.OWNER), None, True, True),
]


@pytest.mark.parametrize(("actor", "advice", "reads", "manages"), READERS)
def test_a_plan_is_read_by_the_firms_people_and_by_advisers_it_has_let_in(actor, advice, reads, manages):
    own = SimpleNamespace(organisation_id=1, person_id=1)
    assert policies.can_read_plan(actor, FIRM, advice) is reads
    assert policies.can_read_action(actor, FIRM, advice, ACTION) is reads
    assert policies.can_comment(actor, FIRM, advice) is reads
    assert policies.can_comment_on(actor, FIRM, advice, ACTION) is reads
    assert policies.can_have_calendar(actor, FIRM) is (reads and advice is None)
    assert policies.can_withdraw_comment(actor, FIRM, advice, own) is reads
    assert policies.can_manage_advisers(actor, FIRM) is manages
    assert policies.can_end_adviser(actor, FIRM, SimpleNamespace(organisation_id=1, person_id=5)) is manages


@pytest.mark.parametrize(("actor", "advice"), [row[:2] for row in READERS])
def test_what_lets_somebody_in_opens_nothing_else(actor, advice):
    assert not policies.can_read_action(actor, FIRM, advice, FOREIGN)
    assert not policies.can_comment_on(actor, FIRM, advice, FOREIGN)
    assert not policies.can_withdraw_comment(actor, FIRM, advice, SimpleNamespace(organisation_id=1, person_id=2))
    assert not policies.can_withdraw_comment(actor, FIRM, advice, SimpleNamespace(organisation_id=2, person_id=1))
    assert not policies.can_end_adviser(actor, FIRM, SimpleNamespace(organisation_id=2, person_id=5))
    if advice is not None:
        assert not policies.can_view_plan(actor, FIRM)
        assert not policies.can_edit_plan(actor, FIRM)
        assert not policies.can_edit_action(actor, FIRM, ACTION)
        assert not policies.can_view_evidence(actor, FIRM)


@pytest.mark.parametrize(
    ("actor", "person_id", "may"),
    [(who(), 1, True), (who(), 2, False), (who(Role.OWNER), 2, False), (who(), None, False), (Visitor(), None, False)],
)
def test_only_an_adviser_herself_stops_advising(actor, person_id, may):
    assert policies.can_stop_advising(actor, SimpleNamespace(person_id=person_id)) is may
