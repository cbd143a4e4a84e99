"""Handed over to the buyer: who reads it, and who does not."""

import pytest

from app.blueprints.moderation.terms.decisions import Action
from app.core.db import Context
from tests.factories import moderation as make
from tests.factories.accounts import member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")
COUNT = "SELECT count(*) FROM moderation_protected_input"


@pytest.fixture
def handed(moderator):
    """A supplier's text handed to a buyer: (decision, buyer, supplier, author)."""
    buyer, supplier = organisation("buyer"), organisation()
    author = member(supplier, "editor")
    key = make.thing(author, supplier, host_id=buyer.id, host_name=buyer.name, text="Prisen er 41 kr per kilo.")
    decision = make.decided(make.case(key), moderator, Action.REFER_BUYER)
    return decision, buyer, supplier, author


def test_the_buyers_people_and_the_authors_read_it_and_no_other_buyer_and_no_moderator(handed, sign_in, owner_sql):
    _, buyer, supplier, author = handed
    other = organisation("buyer")
    number = owner_sql("SELECT id FROM moderation_protected_input")[0][0]

    def read(who, firm):
        return sign_in(who).get(f"/nb/organisations/{firm.id}/protected-input/{number}")

    for who, firm in ((member(buyer, "reader"), buyer), (author, supplier)):
        assert "Prisen er 41 kr per kilo." in read(who, firm).text
        assert (
            f"/nb/organisations/{firm.id}/protected-input/{number}"
            in sign_in(who).get(f"/nb/organisations/{firm.id}/protected-input").text
        )
    assert read(member(other), other).status_code == 404
    assert read(member(other), buyer).status_code == 404
    assert read(person(platform=("moderator",)), buyer).status_code == 404
    assert read(member(buyer, "worker"), buyer).status_code == 404


def test_row_level_security_shows_it_to_those_two_organisations_alone(handed, web_sql):
    _, buyer, supplier, _ = handed
    other = organisation("buyer")
    seen = {firm.id: web_sql(COUNT, Context(organisation_ids=(firm.id,))) for firm in (buyer, supplier, other)}
    assert seen == {buyer.id: [(1,)], supplier.id: [(1,)], other.id: [(0,)]}
    assert web_sql(COUNT, Context(workplace_ids=(buyer.id,))) == [(0,)]


def test_the_buyers_owners_and_editors_are_told_without_a_word_of_the_text(handed, run_jobs, owner_sql):
    _, buyer, _, _ = handed
    owner = member(buyer)
    member(buyer, "reader")
    run_jobs()
    told = owner_sql("SELECT person_id, params::text FROM notifications_inbox_item WHERE kind LIKE '%%protected%%'")
    assert [row[0] for row in told] == [owner.id]
    assert "41 kr" not in told[0][1]


def test_taken_back_nobody_reads_it(handed, moderator, web_sql):
    decision, buyer, supplier, author = handed
    case = make.appealed(decision, author)
    make.decided(case, person(platform=("moderator",)), Action.RESTORE)
    for firm in (buyer, supplier):
        assert web_sql(COUNT, Context(organisation_ids=(firm.id,))) == [(0,)]


def test_before_it_stands_the_buyer_does_not_see_it(handed, owner_sql, web_sql):
    _, buyer, _, _ = handed
    owner_sql("DELETE FROM moderation_settlement")
    assert web_sql(COUNT, Context(organisation_ids=(buyer.id,))) == [(0,)]
