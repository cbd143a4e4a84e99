"""Raw SQL as the site's own role: who sees what is disclosed, and that what it rests on is nowhere for a buyer."""

import pytest

from app.core.db import NOBODY, Context, acting_for
from tests.factories import accounts, disclosure, safety

DISCLOSED = ("disclosure_year", "disclosure_consent", "disclosure_verification", "disclosure_reading")
REGISTERS = (
    "safety_event",
    "safety_event_notice",
    "safety_event_person",
    "safety_event_reporter",
    "safety_event_revision",
    "safety_hours",
    "safety_hours_revision",
    "safety_hours_site",
    "safety_investigation",
    "safety_remark",
    "safety_register",
    "safety_site",
)


@pytest.fixture
def world(db_session, sign_in):
    """A firm with something in every table of the room, a buyer that sees it, and one that did until it was withdrawn."""
    firm, buyer, former = accounts.organisation(), accounts.organisation("buyer"), accounts.organisation("buyer")
    disclosure.whole_year(firm)
    disclosure.injuries(firm, 2)
    safety.one_of_each(firm)
    disclosure.consent(firm, buyer)
    taken_back = disclosure.consent(firm, former)
    who = accounts.member(buyer)
    disclosure.verify(buyer, firm, who)
    assert sign_in(who).get(f"/nb/organisations/{buyer.id}/portfolio/{firm.id}").status_code == 200
    disclosure.withdraw(taken_back)
    return firm, buyer, former


def number(web_sql, table, context, role="web"):
    return web_sql(f"SELECT count(*) FROM {table}", context, role)[0][0]


@pytest.mark.parametrize("role", ["web", "worker"])
def test_strangers_see_nothing_of_what_a_firm_discloses(world, web_sql, role):
    firm, _, former = world
    strangers = (
        acting_for(accounts.organisation().id),
        acting_for(accounts.organisation("buyer").id),
        NOBODY,
        Context(person_id=1, organisation_ids=(former.id,), platform=("moderator", "administrator")),
    )
    for table in DISCLOSED:
        assert number(web_sql, table, acting_for(firm.id), role) > 0
        for stranger in strangers[:3]:
            assert number(web_sql, table, stranger, role) == 0, table
    for table in ("disclosure_year", "disclosure_verification", "disclosure_reading"):
        assert number(web_sql, table, strangers[3], role) == 0, "withdrawn is withdrawn, also for a moderator"


def test_a_buyer_that_may_see_sees_the_years_and_nothing_that_they_rest_on(world, web_sql):
    firm, buyer, _ = world
    sees = acting_for(buyer.id)
    for table in DISCLOSED:
        assert number(web_sql, table, sees) > 0, table
    for table in REGISTERS:
        assert number(web_sql, table, sees) == 0, table
        assert number(web_sql, table, acting_for(firm.id)) > 0, f"{table} holds something that could be seen"


def insert(firm, by, level, method="'x'"):
    return (
        "INSERT INTO disclosure_verification (organisation_id, year, datum, level, by_organisation_id, method, body,"
        f" reference, digest, verified_on, expires_on, ended_because) VALUES ({firm.id}, {2010 + level}, 'injuries', {level},"
        f" {by.id}, {method}, '', '', '', current_date, current_date + 1, '') RETURNING level"
    )


def test_nobody_checks_itself_and_nobody_checks_a_firm_that_has_not_let_it_see(world, web_sql):
    firm, buyer, former = world
    for level in (2, 3):
        with pytest.raises(Exception, match="nobody_checks_itself"):
            web_sql(insert(firm, firm, level), acting_for(firm.id))
        with pytest.raises(Exception, match="row-level security"):
            web_sql(insert(firm, former, level), acting_for(former.id))
        with pytest.raises(Exception, match="row-level security"):
            web_sql(insert(firm, buyer, level), acting_for(firm.id))
        # One who works for both cannot let the one check the other where the one has not let it see.
        with pytest.raises(Exception, match="row-level security"):
            web_sql(insert(firm, former, level), acting_for(firm.id, former.id))
        assert web_sql(insert(firm, buyer, level), acting_for(buyer.id)) == [(level,)]
    with pytest.raises(Exception, match="nobody_checks_itself"):
        web_sql(insert(firm, buyer, 1), acting_for(buyer.id))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosure_verification SET level = 3",
        "UPDATE disclosure_verification SET expires_on = expires_on + 300",
        "UPDATE disclosure_verification SET digest = ''",
        "UPDATE disclosure_consent SET until = until + 300",
        "UPDATE disclosure_consent SET receiver_id = 1",
        "UPDATE disclosure_year SET year = 2001",
        "UPDATE disclosure_reading SET person_id = 1",
        "UPDATE disclosure_pool SET content = '{}'",
        "INSERT INTO disclosure_pool (receiver_id, year, content, issued_at) VALUES (1, 2020, '{}', now())",
        *(f"DELETE FROM {table}" for table in (*DISCLOSED, "disclosure_pool")),
    ],
)
def test_what_was_agreed_checked_or_read_is_rewritten_by_nobody(world, web_sql, statement):
    firm, buyer, _ = world
    with pytest.raises(Exception, match="permission denied"):
        web_sql(statement, acting_for(firm.id, buyer.id))


def test_a_buyer_cannot_withdraw_or_revive_and_writes_no_years(world, web_sql, owner_sql):
    _firm, buyer, former = world
    before = owner_sql("SELECT id, withdrawn_at FROM disclosure_consent ORDER BY 1")
    for one in (buyer, former):
        web_sql("UPDATE disclosure_consent SET withdrawn_at = NULL", acting_for(one.id))
        web_sql("UPDATE disclosure_consent SET withdrawn_at = now()", acting_for(one.id))
        web_sql("UPDATE disclosure_year SET content = '{}'", acting_for(one.id))
    assert owner_sql("SELECT id, withdrawn_at FROM disclosure_consent ORDER BY 1") == before
    assert owner_sql("SELECT count(*) FROM disclosure_year WHERE content = '{}'") == [(0,)]


def test_a_reading_is_noted_by_who_may_read_and_by_nobody_else(world, web_sql):
    firm, buyer, former = world
    who = accounts.member(buyer)

    def note(receiver):
        return (
            "INSERT INTO disclosure_reading (organisation_id, receiver_id, person_id, opened, read_at)"
            f" VALUES ({firm.id}, {receiver.id}, {who.id}, 'page', now()) RETURNING opened"
        )

    assert web_sql(note(buyer), acting_for(buyer.id)) == [("page",)]
    for receiver, context in ((buyer, acting_for(firm.id)), (former, acting_for(former.id)), (buyer, NOBODY)):
        with pytest.raises(Exception, match="row-level security"):
            web_sql(note(receiver), context)
