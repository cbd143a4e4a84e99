"""Invitations and claims: links that are good once, and answers that are given once."""

import threading
from datetime import timedelta

import pytest
import time_machine

from app.blueprints.accounts.models import Invitation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.services import claims, invitations, memberships
from app.blueprints.accounts.services.links import BadLink
from app.blueprints.accounts.terms import (
    AnswerDraft,
    Authority,
    Check,
    ClaimKind,
    ClaimState,
    InvitationDraft,
    Role,
)
from app.core.clock import now
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, member, organisation, person


def invite(firm, owner, email="ola@prove.example", role=Role.EDITOR):
    with unit_of_work():
        return invitations.invite(firm, InvitationDraft(email=email, role=role), by=actor(owner))


def link_in(mail):
    text = mail.get_body(("plain",)).get_content()
    return next(word for word in text.split() if "/invitations/" in word)


def token_in(mail):
    return link_in(mail).rpartition("/")[2]


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def owner(firm):
    return member(firm, name="Kari Eier", locale="nn")


def test_the_invitation_comes_by_mail_and_makes_a_member(firm, owner, run_jobs, mails):
    invite(firm, owner)
    run_jobs()
    assert [mail.recipients for mail in mails] == [["ola@prove.example"]]
    assert "Kari Eier" in mails[0].get_body(("plain",)).get_content()
    assert "/nn/invitations/" in link_in(mails[0]), "an address that nobody has gets the language of the inviter"
    guest = person(email="ola@prove.example")
    with unit_of_work():
        invitations.accept(invitations.open_invitation(token_in(mails[0])), by=actor(guest))
    assert actor(guest).role_in(firm.id) is Role.EDITOR


def test_somebody_known_is_invited_in_her_own_language(firm, owner, run_jobs, mails):
    person(email="ola@prove.example", locale="en")
    invite(firm, owner)
    run_jobs()
    assert "/en/invitations/" in link_in(mails[0])


def test_the_link_is_stored_nowhere(firm, owner, run_jobs, mails, owner_sql):
    invite(firm, owner)
    run_jobs()
    token = token_in(mails[0])
    for table in ("accounts_invitation", "notifications_mail", "journal_entry"):
        assert not owner_sql(f"SELECT 1 FROM {table} t WHERE t::text LIKE %(token)s", token=f"%{token}%"), table


@pytest.fixture
def sent(firm, owner, run_jobs, mails):
    """The token of an invitation that has been sent."""
    invite(firm, owner)
    run_jobs()
    return token_in(mails[0])


def refused_with(token):
    with pytest.raises(BadLink) as bad:
        invitations.open_invitation(token)
    return bad.value.code


def test_a_link_is_good_for_fourteen_days(sent):
    with time_machine.travel(now() + timedelta(days=13, hours=23), tick=False):
        invitations.open_invitation(sent)
    with time_machine.travel(now() + timedelta(days=14, seconds=1), tick=False):
        assert refused_with(sent) == "link_expired"


def test_a_link_that_was_changed_cut_or_made_up_opens_nothing(sent):
    from app.blueprints.accounts.rules.links import new_token

    changed = ("b" if sent[0] == "a" else "a") + sent[1:]
    assert refused_with(changed) == "link_damaged"
    assert refused_with(sent[:-1]) == "link_damaged"
    assert refused_with("") == "link_damaged"
    assert refused_with(sent + "x") == "link_damaged"
    assert refused_with(new_token()) == "link_unknown"


def test_a_link_opens_once(sent, firm):
    first, second = person(), person()
    with unit_of_work():
        invitations.accept(invitations.open_invitation(sent), by=actor(first))
    assert refused_with(sent) == "link_used"
    assert actor(second).role_in(firm.id) is None


def test_of_two_who_accept_at_once_one_becomes_a_member(app, sent, firm):
    guests = [actor(person()), actor(person())]
    start, results = threading.Barrier(2), []

    def go(guest):
        with app.app_context():
            try:
                with unit_of_work():
                    invitation = invitations.open_invitation(sent)
                    start.wait()
                    invitations.accept(invitation, by=guest)
                results.append("member")
            except BadLink as bad:
                results.append(bad.code)

    threads = [threading.Thread(target=go, args=[guest]) for guest in guests]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == ["link_used", "member"]
    db.session.rollback()
    assert len(queries.members(firm.id)) == 2  # with the owner


def test_a_withdrawn_invitation_opens_nothing(sent, firm, owner):
    row = queries.open_invitations(firm.id, at=now())[0]
    with unit_of_work():
        invitations.withdraw(queries.get_invitation(row.id), by=actor(owner))
    assert refused_with(sent) == "invitation_withdrawn"
    assert queries.open_invitations(firm.id, at=now()) == []


def test_an_invitation_withdrawn_in_the_middle_is_not_accepted(app, sent, firm, owner):
    guest = actor(person())
    with unit_of_work():
        invitation = invitations.open_invitation(sent)
        with db.engine.connect() as other:
            other.exec_driver_sql("UPDATE accounts_invitation SET withdrawn_at = now()")
            other.commit()
        with pytest.raises(BadLink):
            invitations.accept(invitation, by=guest)
    assert actor_role(guest.person_id, firm) is None


def actor_role(person_id, firm):
    found = queries.find_membership(person_id, firm.id)
    return found.role if found and found.ended_at is None else None


def test_a_new_invitation_to_the_same_address_replaces_the_old(firm, owner):
    invite(firm, owner)
    invite(firm, owner, role=Role.READER)
    assert [row.role for row in queries.open_invitations(firm.id, at=now())] == [Role.READER]
    assert db.session.query(Invitation).count() == 2


def test_a_member_is_not_invited_again(firm, owner):
    member(firm, "reader", email="ola@prove.example")
    with pytest.raises(Refused, match="already_member"):
        invite(firm, owner)


def test_nobody_sends_mail_to_the_whole_town(firm, owner):
    with unit_of_work():
        for place in range(invitations.MOST_A_DAY):
            draft = InvitationDraft(email=f"p{place}@prove.example", role=Role.READER)
            invitations.invite(firm, draft, by=actor(owner))
    with pytest.raises(Refused, match="too_many_invitations"):
        invite(firm, owner, email="one.more@prove.example")


# Claims


def test_who_asks_to_join_is_let_in_by_an_owner_with_the_role_she_gives(firm, owner, run_jobs, mails):
    guest = person(email="ola@prove.example", locale="en")
    with unit_of_work():
        claim = claims.ask_to_join(firm, "I lead the kitchen.", by=actor(guest))
    run_jobs()
    assert [mail.recipients for mail in mails] == [[owner.email]]
    mails.clear()
    with unit_of_work():
        claims.answer_join(claim, AnswerDraft(granted=True, role=Role.EDITOR), by=actor(owner))
    assert actor(guest).role_in(firm.id) is Role.EDITOR
    run_jobs()
    assert [mail.recipients for mail in mails] == [["ola@prove.example"]]


def test_a_refusal_lets_nobody_in_and_gives_the_reason(firm, owner, run_jobs, mails):
    guest = person(email="ola@prove.example")
    with unit_of_work():
        claim = claims.ask_to_join(firm, "Hei", by=actor(guest))
    run_jobs()
    mails.clear()
    with unit_of_work():
        claims.answer_join(claim, AnswerDraft(granted=False, reason="Vi kjenner deg ikke."), by=actor(owner))
    run_jobs()
    assert actor(guest).role_in(firm.id) is None
    assert "Vi kjenner deg ikke." in mails[0].get_body(("plain",)).get_content()


def test_one_asks_once_at_a_time(firm, owner):
    guest = person()
    with unit_of_work():
        claim = claims.ask_to_join(firm, "Hei", by=actor(guest))
    with pytest.raises(Conflict, match="claim_is_open"), unit_of_work():
        claims.contest(firm, "Hei igjen", by=actor(guest))
    with unit_of_work():
        claims.withdraw_claim(claim, by=actor(guest))
    with unit_of_work():
        claims.contest(firm, "Hei igjen", by=actor(guest))
    with pytest.raises(Conflict, match="claim_decided"), unit_of_work():
        claims.answer_join(claim, AnswerDraft(granted=True), by=actor(owner))
    with pytest.raises(Conflict, match="already_member_yourself"), unit_of_work():
        claims.ask_to_join(firm, "Hei", by=actor(owner))


def test_a_contest_won_changes_the_owner_and_tells_both(db_session, run_jobs, mails):
    firm = organisation(verified=False)
    squatter = member(firm, email="squatter@prove.example")
    editor = member(firm, "editor")
    right = person(email="right@prove.example")
    staff = actor(person(platform=("moderator",)))
    with unit_of_work():
        claim = claims.contest(firm, "Jeg er daglig leder.", by=actor(right))
    run_jobs()
    told = mails[0].get_body(("plain",)).get_content()
    assert mails[0].recipients == ["squatter@prove.example"]
    assert "Jeg er daglig leder" not in told
    assert right.name not in told
    mails.clear()
    with pytest.raises(Refused, match="reason_missing"), unit_of_work():
        claims.decide_claim(claim, AnswerDraft(granted=True), by=staff)
    with unit_of_work():
        claims.decide_claim(claim, AnswerDraft(granted=True, reason="Bekreftet på telefon."), by=staff)
    run_jobs()
    db.session.expire_all()
    assert [one.id for one in queries.owners(firm.id)] == [right.id]
    assert actor(squatter).role_in(firm.id) is None
    assert actor(editor).role_in(firm.id) is Role.EDITOR
    assert queries.get_organisation(firm.id).authority is Authority.STAFF
    assert {tuple(mail.recipients) for mail in mails} == {("squatter@prove.example",), ("right@prove.example",)}


def test_a_contest_lost_changes_nothing(db_session):
    firm = organisation(verified=False)
    owner = member(firm)
    other = person()
    with unit_of_work():
        claim = claims.contest(firm, "Min!", by=actor(other))
    with unit_of_work():
        draft = AnswerDraft(granted=False, reason="Eieren er bekreftet.")
        claims.decide_claim(claim, draft, by=actor(person(platform=("administrator",))))
    assert [one.id for one in queries.owners(firm.id)] == [owner.id]
    assert queries.get_organisation(firm.id).authority is Authority.UNPROVEN


def test_staff_verify_an_organisation_with_a_reason_that_is_journaled_as_a_hash(db_session, owner_sql):
    firm = organisation("buyer", verified=False)
    owner = member(firm)
    with unit_of_work():
        claim = claims.ask_for_verification(firm, "", by=actor(owner))
    with unit_of_work():
        draft = AnswerDraft(granted=True, reason="Ringt sentralbordet.")
        claims.decide_claim(claim, draft, by=actor(person(platform=("moderator",))))
    db.session.expire_all()
    seen = queries.get_organisation(firm.id)
    assert (seen.check, seen.authority) == (Check.VERIFIED, Authority.STAFF)
    assert seen.verified_at
    assert queries.get_claim(claim.id).reason == "Ringt sentralbordet."
    rows = owner_sql("SELECT what, data::text FROM journal_entry WHERE what LIKE 'accounts.claim_decided'")
    assert "reason_sha256" in rows[0][1]
    assert "sentralbord" not in rows[0][1]
    with pytest.raises(Conflict, match="already_verified"), unit_of_work():
        claims.ask_for_verification(seen, "", by=actor(owner))


def test_nobody_decides_for_an_organisation_of_her_own(db_session):
    firm = organisation(verified=False)
    staff = member(firm, platform=("moderator",))
    with unit_of_work():
        claim = claims.ask_for_verification(firm, "", by=actor(staff))
    with pytest.raises(Conflict, match="own_organisation"), unit_of_work():
        claims.decide_claim(claim, AnswerDraft(granted=True, reason="Meg selv."), by=actor(staff))


def test_two_who_decide_at_once_make_one_decision(app, db_session):
    firm = organisation(verified=False)
    with unit_of_work():
        claim = claims.ask_for_verification(firm, "", by=actor(member(firm)))
    staff = [actor(person(platform=("moderator",))) for _ in range(2)]
    start, results = threading.Barrier(2), []

    def go(place):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    claims.decide_claim(
                        queries.get_claim(claim.id), AnswerDraft(granted=bool(place), reason="Fordi."), by=staff[place]
                    )
                results.append("done")
            except Conflict as late:
                results.append(late.code)

    threads = [threading.Thread(target=go, args=[place]) for place in (0, 1)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == ["claim_decided", "done"]
    db.session.rollback()
    decided = queries.get_claim(claim.id)
    verified = queries.get_organisation(firm.id).check is Check.VERIFIED
    assert verified == (decided.state is ClaimState.GRANTED)


def test_staff_see_what_waits_oldest_first_and_not_requests_to_join(db_session):
    first, second, third = organisation(verified=False), organisation(verified=False), organisation(verified=False)
    with unit_of_work():
        claims.ask_for_verification(first, "", by=actor(member(first)))
    with unit_of_work():
        claims.contest(second, "Hei", by=actor(person()))
    with unit_of_work():
        claims.ask_to_join(third, "Hei", by=actor(person()))
    assert [(row.organisation_id, row.kind) for row in queries.claims_for_staff()] == [
        (first.id, ClaimKind.VERIFY),
        (second.id, ClaimKind.CONTEST),
    ]


def test_leaving_everything_before_an_account_is_closed(db_session):
    firm, other = organisation(), organisation()
    who = person(organisations={firm: "owner", other: "editor"})
    member(firm)
    with unit_of_work():
        memberships.leave_all(who, by=actor(who))
    assert actor(who).memberships == ()
