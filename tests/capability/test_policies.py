"""Who may see and say what a firm claims: one table, no database."""

from types import SimpleNamespace

import pytest

from app.blueprints.capability import policies
from tests.improvement.test_policies import FIRM, OTHER, TABLE

MINE, FOREIGN = SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=2)


@pytest.mark.parametrize(("actor", "views", "answers"), TABLE)
def test_claimed_levels_are_for_the_firms_own_people(actor, views, answers):
    assert policies.can_view_capability(actor, FIRM) is views
    assert policies.can_view_assessment(actor, FIRM, MINE) is views
    assert policies.can_assess(actor, FIRM) is answers
    assert policies.can_answer(actor, FIRM, MINE) is answers


@pytest.mark.parametrize("actor", [row[0] for row in TABLE])
def test_nobody_reaches_another_firms_levels_through_an_address_of_her_own(actor):
    assert not policies.can_view_capability(actor, OTHER)
    assert not policies.can_view_assessment(actor, FIRM, FOREIGN)
    assert not policies.can_answer(actor, FIRM, FOREIGN)
    assert not policies.can_answer(actor, OTHER, FOREIGN)
