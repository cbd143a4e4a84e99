"""Who may share, who reads what is shared, and what the database itself lets each of them see."""

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.requirements import policies
from app.blueprints.requirements.models import Share
from app.core.db import NOBODY, acting_for
from tests.factories import accounts, capability, shares

FIRM, BUYER, OTHER_FIRM, OTHER_BUYER = (Organisation(id=number, check=Check.VERIFIED) for number in (1, 2, 3, 4))
SHARE = Share(organisation_id=1, receiver_id=2)


def person(*memberships: tuple[int, Role, Kind], platform: tuple[PlatformRole, ...] = ()) -> Actor:
    return Actor(
        person_id=9,
        name="Kari",
        email="kari@prove.example",
        locale="nb",
        reads=("nb",),
        session_id=1,
        session_token="token",
        memberships=tuple(
            MembershipFact(number, "An organisation", kind, role, Check.VERIFIED, Authority.STAFF)
            for number, role, kind in memberships
        ),
        platform=frozenset(platform),
    )


# who: (sees what the firm shares, shares and withdraws, reads it as the receiver, compares for the receiver)
PEOPLE = {
    "owner of the firm": (person((1, Role.OWNER, Kind.SUPPLIER)), True, True, False, False),
    "editor of the firm": (person((1, Role.EDITOR, Kind.SUPPLIER)), True, False, False, False),
    "reader of the firm": (person((1, Role.READER, Kind.SUPPLIER)), True, False, False, False),
    "owner of the buyer": (person((2, Role.OWNER, Kind.BUYER)), False, False, True, True),
    "editor of the buyer": (person((2, Role.EDITOR, Kind.BUYER)), False, False, True, True),
    "reader of the buyer": (person((2, Role.READER, Kind.BUYER)), False, False, True, True),
    "receiver that is no buyer": (person((2, Role.OWNER, Kind.INTEREST)), False, False, True, False),
    "owner of another firm": (person((3, Role.OWNER, Kind.SUPPLIER)), False, False, False, False),
    "owner of another buyer": (person((4, Role.OWNER, Kind.BUYER)), False, False, False, False),
    "moderator": (
        person((5, Role.OWNER, Kind.MINISTRY), platform=(PlatformRole.MODERATOR,)), False, False, False, False,
    ),
    "administrator": (person(platform=(PlatformRole.ADMINISTRATOR,)), False, False, False, False),
    "signed in, in no organisation": (person(), False, False, False, False),
    "visitor": (Visitor(), False, False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_who_shares_who_reads_and_who_compares(who):
    actor, sees, shares_, reads, compares = PEOPLE[who]
    assert policies.can_view_shares(actor, FIRM) is sees
    assert policies.can_view_share(actor, FIRM, SHARE) is sees
    assert policies.can_view_document(actor, FIRM) is sees
    assert policies.can_share(actor, FIRM) is shares_
    assert policies.can_withdraw_share(actor, FIRM, SHARE) is shares_
    assert policies.can_receive(actor, BUYER) is reads
    assert policies.can_read_shared(actor, BUYER, SHARE) is reads
    assert policies.can_compare(actor, BUYER) is compares


def test_what_is_no_supplier_has_no_profile_to_share():
    assert not policies.can_share(person((2, Role.OWNER, Kind.BUYER)), BUYER)
    assert not policies.can_view_shares(person((2, Role.OWNER, Kind.BUYER)), BUYER)


def test_one_who_is_in_both_finds_the_share_under_its_own_addresses_only():
    both = person((1, Role.OWNER, Kind.SUPPLIER), (2, Role.OWNER, Kind.BUYER), (3, Role.OWNER, Kind.SUPPLIER))
    assert policies.can_view_share(both, FIRM, SHARE)
    assert policies.can_read_shared(both, BUYER, SHARE)
    assert not policies.can_view_share(both, OTHER_FIRM, SHARE)
    assert not policies.can_withdraw_share(both, OTHER_FIRM, SHARE)
    assert not policies.can_read_shared(both, FIRM, SHARE)


# ---- the database itself -------------------------------------------------------------------------------------------

CONTENT = "SELECT share_id FROM requirements_share_content"
SHARES = "SELECT id FROM requirements_share"
OPENINGS = "SELECT share_id FROM requirements_share_opening"


@pytest.fixture
def firm(db_session):
    made = accounts.organisation("supplier")
    capability.assessment(made, {"HSE": 3}, submitted=True)
    return made


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer")


def test_only_the_two_sides_see_a_share_and_only_the_firm_sees_what_is_over(firm, buyer, web_sql):
    live, withdrawn = shares.share(firm, buyer).id, shares.share(firm, buyer)
    over = shares.share(firm, buyer, until=shares.end_of(-2)).id
    shares.withdraw(withdrawn)
    everything = [(live,), (withdrawn.id,), (over,)]
    order = " ORDER BY 1"
    assert web_sql(SHARES + order, context=acting_for(firm.id)) == everything
    assert web_sql(SHARES + order, context=acting_for(buyer.id)) == everything
    assert web_sql(CONTENT + order, context=acting_for(firm.id)) == everything
    assert web_sql(CONTENT + order, context=acting_for(buyer.id)) == [(live,)]
    for role in ("web", "worker"):
        for nobody in (NOBODY, acting_for(accounts.organisation("buyer").id), acting_for(accounts.organisation().id)):
            for statement in (SHARES, CONTENT, OPENINGS):
                assert web_sql(statement, context=nobody, role=role) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE requirements_share SET until = until + 300",
        "UPDATE requirements_share SET purpose = 'competition'",
        "UPDATE requirements_share_content SET until = until + 300",
        "UPDATE requirements_share_content SET receiver_id = {other}",
    ],
)
def test_the_receiver_changes_nothing_of_a_share(firm, buyer, web_sql, owner_sql, statement):
    shares.share(firm, buyer)
    other = accounts.organisation("buyer")
    both = "SELECT s.until, s.purpose, c.until, c.receiver_id FROM requirements_share s, requirements_share_content c"
    before = owner_sql(both)
    web_sql(statement.format(other=other.id), context=acting_for(buyer.id))
    web_sql(statement.format(other=other.id), context=acting_for(other.id))
    assert owner_sql(both) == before


def test_nobody_shares_in_another_firms_name(firm, buyer, web_sql):
    statement = (
        "INSERT INTO requirements_share (organisation_id, receiver_id, name, kind, purpose, about, until, shared_at, consent,"
        f" content_sha256, version) VALUES ({firm.id}, {buyer.id}, 'x', 'living', 'development', '', current_date, now(),"
        " 1, 'x', 1) RETURNING id"
    )
    with pytest.raises(Exception, match="row-level security"):
        web_sql(statement, context=acting_for(buyer.id))
    assert web_sql(statement, context=acting_for(firm.id))


@pytest.mark.parametrize("table", ["requirements_share", "requirements_share_content", "requirements_share_opening"])
def test_nothing_that_was_shared_or_opened_can_be_deleted(firm, buyer, web_sql, table):
    shares.share(firm, buyer)
    with pytest.raises(Exception, match="permission denied"):
        web_sql(f"DELETE FROM {table}", context=acting_for(firm.id, buyer.id))


def test_openings_are_written_by_the_receiver_and_read_by_both_sides(firm, buyer, web_sql):
    made = shares.share(firm, buyer)
    who = accounts.member(buyer, "reader")
    statement = (
        "INSERT INTO requirements_share_opening (organisation_id, share_id, receiver_id, person_id, opened_at)"
        f" VALUES ({firm.id}, {made.id}, {buyer.id}, {who.id}, now()) RETURNING share_id"
    )
    with pytest.raises(Exception, match="row-level security"):
        web_sql(statement, context=acting_for(firm.id))
    with pytest.raises(Exception, match="row-level security"):
        web_sql(statement, context=acting_for(accounts.organisation("buyer").id))
    assert web_sql(statement, context=acting_for(buyer.id)) == [(made.id,)]
    for side in (firm, buyer):
        assert web_sql(OPENINGS, context=acting_for(side.id)) == [(made.id,)]
