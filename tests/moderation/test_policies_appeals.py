"""Role tables of appeals, lawyers and protected input; and what stays open to somebody who is suspended."""

from datetime import timedelta

import pytest

from app.blueprints.accounts import policies as accounts
from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.moderation import policies
from app.blueprints.moderation.models import Decision, ProtectedInput
from app.blueprints.notifications import policies as notifications
from app.blueprints.safety import policies as safety
from app.core.clock import now

AUTHOR, OTHER, BUYER, FIRM, ELSE = 7, 8, 30, 31, 32


def who(person_id=OTHER, *, platform=(), firm=None, role=Role.READER, suspended=False):
    fact = MembershipFact(firm or 0, "Firma", Kind.SUPPLIER, role, Check.VERIFIED, Authority.STAFF)
    works = suspended or role is Role.WORKER
    return Actor(
        person_id=person_id, name="N", email="n@prove.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=(fact,) if firm and not works else (), workplaces=(fact,) if firm and works else (),
        platform=frozenset(platform), suspended_until=now() + timedelta(days=1) if suspended else None,
    )  # fmt: skip


HERS = Decision(subject_author_id=AUTHOR, subject_organisation_id=FIRM)
FIRMS = Decision(subject_author_id=None, subject_organisation_id=FIRM)
HANDED = ProtectedInput(organisation_id=BUYER, author_organisation_id=FIRM, author_id=AUTHOR)
FIRM_ITSELF, BUYER_ITSELF = Organisation(id=FIRM), Organisation(id=BUYER)
PEOPLE = {
    "visitor": Visitor(),
    "reader": who(),
    "author": who(AUTHOR),
    "author, suspended": who(AUTHOR, firm=FIRM, role=Role.OWNER, suspended=True),
    "owner of the firm": who(firm=FIRM, role=Role.OWNER),
    "editor of the firm": who(firm=FIRM, role=Role.EDITOR),
    "worker of the firm": who(firm=FIRM, role=Role.WORKER),
    "reader of the buyer": who(firm=BUYER),
    "another firm": who(firm=ELSE, role=Role.OWNER),
    "moderator": who(platform=(PlatformRole.MODERATOR,)),
    "lawyer": who(platform=(PlatformRole.LAWYER,)),
    "administrator": who(platform=(PlatformRole.ADMINISTRATOR,)),
}
TABLE = {  # appeal hers, appeal the firm's, view hers, advise, the firm's list, read as the firm, read as the buyer
    "visitor": (0, 0, 0, 0, 0, 0, 0),
    "reader": (0, 0, 0, 0, 0, 0, 0),
    "author": (1, 0, 1, 0, 0, 0, 0),
    "author, suspended": (1, 0, 1, 0, 0, 0, 0),
    "owner of the firm": (0, 1, 0, 0, 1, 1, 0),
    "editor of the firm": (0, 0, 0, 0, 1, 1, 0),
    "worker of the firm": (0, 0, 0, 0, 0, 0, 0),
    "reader of the buyer": (0, 0, 0, 0, 0, 0, 1),
    "another firm": (0, 0, 0, 0, 0, 0, 0),
    "moderator": (0, 0, 1, 0, 0, 0, 0),
    "lawyer": (0, 0, 0, 1, 0, 0, 0),
    "administrator": (0, 0, 0, 0, 0, 0, 0),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_role_table(name):
    person = PEOPLE[name]
    assert (
        policies.can_appeal(person, HERS),
        policies.can_appeal(person, FIRMS),
        policies.can_view_decision(person, HERS),
        policies.can_advise(person),
        policies.can_list_protected_input(person, FIRM_ITSELF),
        policies.can_read_protected_input(person, FIRM_ITSELF, HANDED),
        policies.can_read_protected_input(person, BUYER_ITSELF, HANDED),
    ) == TABLE[name]
    assert policies.can_list_decisions(person) == (name != "visitor")
    assert accounts.is_in_own_session(person) == (name != "visitor")


def test_protected_input_of_others_is_not_read_through_an_organisation_of_ones_own():
    elsewhere = Organisation(id=ELSE)
    assert not policies.can_read_protected_input(PEOPLE["another firm"], elsewhere, HANDED)


def test_what_somebody_suspended_may_still_send_is_her_own_and_a_report_of_danger(app):
    open_to_her = {
        view.policy
        for view in app.view_functions.values()
        if getattr(getattr(view, "policy", None), "even_suspended", False)
    }
    assert open_to_her == {
        accounts.can_end_session,
        accounts.can_manage_account,
        accounts.is_in_own_session,
        notifications.can_choose_rhythm,
        notifications.can_mark_all_read,
        notifications.can_mark_read,
        policies.can_appeal,
        safety.can_report,
    }
