"""Bringing organisations here, who acts for them, and what the register says later."""

import threading
from datetime import timedelta

import pytest
import time_machine

from app.adapters import brreg
from app.adapters.brreg import EXTENSION, Register
from app.blueprints.accounts.models import Claim, Membership, Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.rules.names import domain_of, sort_key
from app.blueprints.accounts.services import memberships, organisations
from app.blueprints.accounts.terms import Authority, Check, ClaimKind, Kind, OrganisationDraft, RegisterState, Role
from app.core.clock import now
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, member, organisation, person

SALTEN = "318010870"


def draft(number=SALTEN, kind=Kind.SUPPLIER, name="", scheme="0192"):
    return OrganisationDraft(scheme=scheme, number=number, kind=kind, name=name)


def found(number=SALTEN, by=None, **values):
    """Bring it here as the site does, committed; gives its number of ours."""
    who = actor(by or person())
    with unit_of_work():
        wanted = draft(number, **values)
        outcome = organisations.look_up(wanted.scheme, wanted.number)
        return organisations.found_organisation(wanted, outcome, by=who).id


def again(organisation_id):
    db.session.expire_all()
    return queries.get_organisation(organisation_id)


def test_the_first_to_come_owns_an_organisation_that_is_matched_and_not_verified(db_session, register):
    who = person()
    made = again(found(by=who))
    assert (made.name, made.check, made.authority) == ("SALTEN RENHOLD AS", Check.MATCHED, Authority.UNPROVEN)
    assert (made.municipality, made.county, made.headcount) == ("Bodø", "Nordland", 38)
    assert (made.industry_code, made.industry_version) == ("81.210", brreg.industry_version(now().date()))
    assert (made.vat_registered, made.written_form, made.register_state) == (True, "nb", RegisterState.FOUND)
    assert [owner.id for owner in queries.owners(made.id)] == [who.id]
    assert queries.claims_for_staff() == []


def test_an_address_of_the_firms_own_mail_domain_raises_its_authority(db_session, register):
    made = again(found(by=person(email="kari@saltenrenhold.example")))
    assert made.authority is Authority.DOMAIN
    other = again(found("310128740", by=person(email="kari@sub.nordfjordmek.example")))
    assert other.authority is Authority.UNPROVEN, "another host under the domain is another domain"


def test_an_unconfirmed_address_raises_nothing(db_session, register):
    assert again(found(by=person(email="kari@saltenrenhold.example", confirmed=False))).authority is Authority.UNPROVEN


def test_a_new_address_raises_the_authority_of_what_she_owns(db_session, register):
    who = person()
    made = found(by=who)
    with unit_of_work():
        who.email = "kari@saltenrenhold.example"
        db.session.add(who)
        db.session.flush()
        organisations.raise_authority_of(who)
    assert again(made).authority is Authority.DOMAIN


def test_a_buyer_waits_for_staff(db_session, register):
    made = found("314326113", kind=Kind.BUYER)
    assert [(row.organisation_id, row.kind) for row in queries.claims_for_staff()] == [(made, ClaimKind.VERIFY)]


def test_a_firm_from_elsewhere_is_not_looked_up_and_waits_for_staff(db_session, register):
    made = again(found("5560125790", scheme="SE", name="Nordiska Städ AB"))
    assert (made.country, made.check, made.register_state) == ("SE", Check.UNCHECKED, RegisterState.ELSEWHERE)
    assert register.asked == []
    assert len(queries.claims_for_staff()) == 1


def test_nobody_makes_herself_a_ministry(db_session, register):
    with pytest.raises(Refused, match="kind_not_chosen"):
        found("310976342", kind=Kind.MINISTRY)


@pytest.mark.parametrize(
    ("number", "code"),
    [("319307885", "register_deleted"), ("314225198", "register_removed"), ("316258492", "register_unknown")],
)
def test_what_the_register_has_not_cannot_be_brought_here(db_session, register, number, code):
    with pytest.raises(Refused, match=code):
        found(number, name="Et navn")
    assert queries.find_organisation("0192", number) is None


def test_a_bankrupt_firm_comes_with_its_warning(db_session, register):
    assert again(found("318076634")).bankrupt


def test_the_second_with_the_same_number_is_told_that_it_is_here(db_session, register):
    found()
    with pytest.raises(Conflict, match="organisation_taken"):
        found()
    assert db.session.query(Organisation).count() == 1


def test_two_who_come_at_once_make_one_organisation_with_one_owner(app, db_session, register):
    who = [actor(person()), actor(person())]
    outcome = organisations.look_up("0192", SALTEN)
    start, results = threading.Barrier(2), []

    def come(one):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    organisations.found_organisation(draft(), outcome, by=one)
                results.append("made")
            except Conflict as taken:
                results.append(taken.code)

    threads = [threading.Thread(target=come, args=[one]) for one in who]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == ["made", "organisation_taken"]
    db.session.rollback()
    assert db.session.query(Organisation).count() == 1
    assert db.session.query(Membership).count() == 1


def test_when_the_register_is_down_one_goes_on_and_a_job_checks_later(db_session, register, run_jobs, worker_app):
    register.fail(503)
    made = found(name="Salten Renhold, tror jeg", by=person(email="kari@saltenrenhold.example"))
    assert (again(made).check, again(made).register_state) == (Check.UNCHECKED, RegisterState.PENDING)
    with worker_app.app_context():
        organisations.check_waiting()
    assert again(made).register_state is RegisterState.PENDING

    register.recover()
    with worker_app.app_context():
        organisations.check_waiting()
    checked = again(made)
    assert (checked.check, checked.name, checked.authority) == (Check.MATCHED, "SALTEN RENHOLD AS", Authority.DOMAIN)


def test_a_name_is_needed_when_the_register_cannot_give_it(db_session, register):
    register.fail(503)
    with pytest.raises(Refused, match="name_missing"):
        found()


def change(register, number=SALTEN, **values):
    import json

    path = f"/enhetsregisteret/api/enheter/{number}"
    status, body = register.answers[path]
    register.answers[path] = (status, json.dumps({**json.loads(body), **values}).encode())


def test_the_nightly_look_finds_a_new_name_and_tells_the_owners_in_their_language(
    db_session, register, run_jobs, mails
):
    who = person(locale="en", email="kari@prove.example")
    made = found(by=who)
    run_jobs()
    mails.clear()
    change(register, navn="SALTEN REINHALD OG MILJØ AS", konkurs=True)
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        organisations.check_all()
    run_jobs()
    seen = again(made)
    assert (seen.name, seen.bankrupt) == ("SALTEN REINHALD OG MILJØ AS", True)
    assert seen.sort_key == sort_key("SALTEN REINHALD OG MILJØ AS")
    assert [mail.recipients for mail in mails] == [["kari@prove.example"]]
    text = mails[0].get_body(("plain",)).get_content()
    assert "bankrupt" in text
    assert "SALTEN REINHALD OG MILJØ AS" in text
    organisations.check_register(made)
    run_jobs()
    assert len(mails) == 1, "nothing new, nobody told"


def test_the_nightly_look_finds_a_deletion_and_keeps_the_name(db_session, register):
    made = found()
    register.add("enheter", {"organisasjonsnummer": SALTEN, "navn": "SALTEN RENHOLD AS", "slettedato": "2026-11-01"})
    assert organisations.check_register(made)
    seen = again(made)
    assert (seen.register_state, str(seen.deleted_on), seen.name) == (
        RegisterState.DELETED,
        "2026-11-01",
        "SALTEN RENHOLD AS",
    )


def test_a_register_that_is_down_at_night_changes_nothing(db_session, register):
    made = found()
    before = again(made).register_checked_at
    register.fail(500)
    assert not organisations.check_register(made)
    assert (again(made).register_checked_at, again(made).register_state) == (before, RegisterState.FOUND)


def test_the_journal_has_no_names_of_organisations_or_people(db_session, register, owner_sql):
    found(by=person(name="Kari Kanarifugl"))
    organisation_id = queries.find_organisation("0192", SALTEN).id
    change(register, navn="KANARIFUGL AS")
    organisations.check_register(organisation_id)
    rows = owner_sql("SELECT what, data::text FROM journal_entry")
    assert {"accounts.organisation_founded", "accounts.organisation_changed"} <= {row[0] for row in rows}
    assert not [row for row in rows if "kanari" in row[1].lower() or "salten" in row[1].lower()]


# Who acts for it


def membership_of(who, firm):
    return queries.find_membership(who.id, firm.id)


def test_the_last_owner_neither_leaves_nor_becomes_less(db_session):
    firm = organisation()
    owner, editor = member(firm), member(firm, "editor")
    for change_it in (
        lambda: memberships.end_membership(membership_of(owner, firm), by=actor(owner)),
        lambda: memberships.change_role(membership_of(owner, firm), Role.EDITOR, by=actor(owner)),
        lambda: memberships.leave_all(owner, by=actor(owner)),
    ):
        with pytest.raises(Conflict, match="last_owner"), unit_of_work():
            change_it()
    with unit_of_work():
        memberships.change_role(membership_of(editor, firm), Role.OWNER, by=actor(owner))
    with unit_of_work():
        memberships.end_membership(membership_of(owner, firm), by=actor(owner))
    assert [one.id for one in queries.owners(firm.id)] == [editor.id]


def test_an_owner_whose_account_is_closed_counts_for_nothing(db_session):
    firm = organisation()
    owner = member(firm)
    member(firm, email=None, closed_at=now())
    with pytest.raises(Conflict, match="last_owner"), unit_of_work():
        memberships.end_membership(membership_of(owner, firm), by=actor(owner))


@pytest.mark.parametrize("how", ["leave", "demote", "demote each other"])
def test_of_two_owners_who_leave_at_once_one_stays(app, db_session, how):
    firm = organisation()
    pair = [member(firm), member(firm)]
    actors = [actor(one) for one in pair]
    ids = [membership_of(one, firm).id for one in pair]
    start, results = threading.Barrier(2), []

    def go(place):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    target = queries.get_membership(ids[1 - place if how == "demote each other" else place])
                    if how == "leave":
                        memberships.end_membership(target, by=actors[place])
                    else:
                        memberships.change_role(target, Role.READER, by=actors[place])
                results.append("done")
            except Conflict as refused:
                results.append(refused.code)

    threads = [threading.Thread(target=go, args=[place]) for place in (0, 1)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == ["done", "last_owner"]
    db.session.rollback()
    assert len(queries.owners(firm.id)) == 1


def test_whoever_comes_back_has_one_row(db_session):
    firm = organisation()
    owner, other = member(firm), member(firm, "editor")
    with unit_of_work():
        memberships.end_membership(membership_of(other, firm), by=actor(other))
    assert actor(other).role_in(firm.id) is None
    with unit_of_work():
        memberships.admit(queries.lock_organisation(firm.id), other.id, Role.READER, by=actor(owner))
    assert actor(other).role_in(firm.id) is Role.READER
    assert db.session.query(Membership).filter_by(person_id=other.id).count() == 1


def test_admitting_a_member_never_makes_her_less(db_session):
    firm = organisation()
    owner = member(firm)
    with unit_of_work():
        memberships.admit(queries.lock_organisation(firm.id), owner.id, Role.READER, by=actor(owner))
    assert actor(owner).role_in(firm.id) is Role.OWNER


def test_one_person_acts_for_several_organisations(db_session, register):
    who = person()
    ids = {found(SALTEN, by=who), found("310128740", by=who)}
    assert {m.organisation_id for m in actor(who).memberships} == ids


def test_whoever_runs_the_site_brings_a_ministry(db_session, register):
    owner = person()
    with unit_of_work():
        made = organisations.add_organisation(
            draft("310976342", Kind.MINISTRY), organisations.look_up("0192", "310976342"), owner=owner
        )
    assert (made.kind, made.check, made.authority) == (Kind.MINISTRY, Check.VERIFIED, Authority.STAFF)
    assert db.session.query(Claim).count() == 0


def test_names_are_sorted_as_in_norway():
    names = ["Zeta AS", "Åsen AS", "Ærlig AS", "Østlandet AS", "aker AS", "Aasen AS", "Éclair AS", "Émile"]
    assert sorted(names, key=sort_key) == [
        "aker AS",
        "Éclair AS",
        "Émile",
        "Zeta AS",
        "Ærlig AS",
        "Østlandet AS",
        "Åsen AS",
        "Aasen AS",
    ]


def test_the_domain_of_an_address_is_what_follows_the_last_at():
    assert domain_of("a@b.example") == "b.example"
    assert domain_of('"a@evil.example"@b.example') == "b.example"
    assert domain_of(None) == ""


def test_the_adapter_is_made_from_the_settings(app, db_session):
    app.extensions.pop(EXTENSION, None)
    assert isinstance(brreg.lookup(SALTEN), brreg.Down), "the tests' settings name a closed port"
    assert isinstance(app.extensions.pop(EXTENSION), Register)
