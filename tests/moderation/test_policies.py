"""The role table: who may what in moderation."""

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.moderation import policies
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.subjects import Subject, Thing

AUTHOR, OTHER, FIRM = 7, 8, 31


def who(person_id=OTHER, *, moderator=False, administrator=False, firm=None):
    roles = {PlatformRole.MODERATOR: moderator, PlatformRole.ADMINISTRATOR: administrator}
    fact = MembershipFact(firm or 0, "Firma", Kind.SUPPLIER, Role.READER, Check.VERIFIED, Authority.STAFF)
    return Actor(
        person_id=person_id, name="N", email="n@prove.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=(fact,) if firm else (), platform=frozenset(role for role, held in roles.items() if held),
    )  # fmt: skip


CASE = Case(subject_author_id=AUTHOR, subject_organisation_id=FIRM)
DECISION = Decision(subject_author_id=AUTHOR, subject_organisation_id=FIRM)
PEOPLE = {
    "visitor": Visitor(),
    "reader": who(),
    "author": who(AUTHOR),
    "colleague": who(firm=FIRM),
    "moderator": who(moderator=True),
    "moderator who wrote it": who(AUTHOR, moderator=True),
    "moderator of the firm": who(moderator=True, firm=FIRM),
    "administrator": who(administrator=True),
}
TABLE = {  # moderate, view case, decide, view decision
    "visitor": (False, False, False, False),
    "reader": (False, False, False, False),
    "author": (False, False, False, True),
    "colleague": (False, False, False, False),
    "moderator": (True, True, True, True),
    "moderator who wrote it": (True, True, False, True),
    "moderator of the firm": (True, True, False, True),
    "administrator": (False, False, False, False),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_role_table(name):
    person = PEOPLE[name]
    assert (
        policies.can_moderate(person),
        policies.can_view_case(person, CASE),
        policies.can_decide(person, CASE),
        policies.can_view_decision(person, DECISION),
    ) == TABLE[name]


def test_a_visitor_is_not_taken_for_the_author_of_what_has_none():
    orphan = Decision(subject_author_id=None, subject_organisation_id=None)
    assert not policies.can_view_decision(Visitor(), orphan)
    assert not policies.is_conflicted(who(), Case(subject_author_id=None, subject_organisation_id=None))


CASES = {
    "second of own proposal": Case(state=CaseState.SECOND, passed_by=OTHER),
    "appeal over own decision": Case(kind=CaseKind.APPEAL, state=CaseState.WAITING, had_by=[OTHER]),
    "sample of what one proposed": Case(kind=CaseKind.SAMPLE, state=CaseState.WAITING, had_by=[AUTHOR, OTHER]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nobody_judges_again_what_she_has_decided_or_proposed(case):
    assert not policies.can_decide(who(moderator=True), case)
    assert policies.can_decide(who(9, moderator=True), case)
    assert not policies.can_decide(who(9), case)


def test_who_proposed_earlier_may_decide_when_the_case_has_come_back():
    assert policies.can_decide(who(moderator=True), Case(state=CaseState.WAITING, passed_by=OTHER))


@pytest.mark.parametrize("name", PEOPLE)
def test_only_the_moderator_who_decided_undoes(name):
    own = Decision(decided_by=PEOPLE[name].person_id or 0, subject_author_id=99)
    assert policies.can_undo(PEOPLE[name], own) == PEOPLE[name].is_moderator
    assert not policies.can_undo(PEOPLE[name], Decision(decided_by=999, subject_author_id=99))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_whole_case_is_read_by_moderators_and_lawyers(name):
    person = PEOPLE[name]
    assert policies.can_read_document(person, CASE) == (person.is_moderator or person.is_lawyer)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("may_read", [True, False])
def test_whoever_may_read_it_may_report_it_and_hear_that_it_is_gone(name, may_read):
    handlers = Subject(
        describe=None, hide=None, restore=None, release=None, url=None, can_view=lambda _actor, _id: may_read
    )
    thing = Thing(subject_type="post", subject_id=1, handlers=handlers, about=None)
    assert policies.can_report(PEOPLE[name], thing) is may_read
    assert policies.can_report(PEOPLE[name], None) is True
