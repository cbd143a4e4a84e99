"""Who may do what with a plan: one table, no database."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.improvement import policies

FIRM, OTHER = SimpleNamespace(id=1), SimpleNamespace(id=2)
ACTION, FOREIGN = SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=2)


def who(role=None, platform=()):
    facts = (MembershipFact(1, "Firm", Kind.SUPPLIER, role, Check.MATCHED, Authority.UNPROVEN),) if role else ()
    return Actor(
        person_id=1, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
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
