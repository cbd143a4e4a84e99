"""Who may see and say what a firm claims: one table, no database."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Kind
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


BUYER = SimpleNamespace(id=1, kind=Kind.BUYER)
SUPPLIER = SimpleNamespace(id=1, kind=Kind.SUPPLIER)
ASKED = SimpleNamespace(organisation_id=2, reviewer_id=1)  # of the organisation that the actors of the table act for
OWN = SimpleNamespace(organisation_id=1, reviewer_id=2)


@pytest.mark.parametrize(("actor", "views", "edits"), TABLE)
def test_what_a_firm_puts_forward_and_asks_for_is_its_own_peoples(actor, views, edits):
    assert policies.can_end_support(actor, FIRM, MINE) is edits
    assert policies.can_view_own_review(actor, FIRM, OWN) is views
    assert policies.can_withdraw_review(actor, FIRM, OWN) is edits


@pytest.mark.parametrize(("actor", "_views", "answers"), TABLE)
@pytest.mark.parametrize("kind", [Kind.BUYER, Kind.INTEREST, Kind.MINISTRY])
def test_a_review_is_read_and_answered_by_owners_and_editors_of_the_reviewer(actor, _views, answers, kind):
    reviewer = SimpleNamespace(id=1, kind=kind)
    assert policies.can_see_reviews(actor, reviewer) is answers
    assert policies.can_review(actor, reviewer, ASKED) is answers


@pytest.mark.parametrize("actor", [row[0] for row in TABLE])
def test_nobody_reaches_another_organisations_reviews_through_an_address_of_her_own(actor):
    assert not policies.can_end_support(actor, FIRM, FOREIGN)
    assert not policies.can_end_support(actor, OTHER, FOREIGN)
    assert not policies.can_view_own_review(actor, FIRM, ASKED)
    assert not policies.can_withdraw_review(actor, FIRM, ASKED)
    assert not policies.can_review(actor, BUYER, OWN)
    assert not policies.can_review(actor, SimpleNamespace(id=2, kind=Kind.BUYER), OWN)
    assert not policies.can_see_reviews(actor, SUPPLIER), "suppliers endorse nobody"
    assert not policies.can_review(actor, SUPPLIER, ASKED)
