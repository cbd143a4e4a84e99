"""V0 to V3: by whom, until when, and what ends them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.blueprints.disclosure.services import documents, reading
from app.blueprints.disclosure.terms import Datum, Level, VerificationDraft
from app.blueprints.safety.terms import EventKind
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import accounts, attachments, disclosure
from tests.factories.evidence import evidence

LAST = disclosure.last_year()


@pytest.fixture
def firm(db_session):
    made = accounts.organisation(name="Fjord Mat AS")
    disclosure.whole_year(made)
    return made


@pytest.fixture
def buyer(firm):
    made = accounts.organisation("buyer", name="Vik kommune")
    disclosure.consent(firm, made)
    return made


@pytest.fixture
def checker(buyer):
    return accounts.member(buyer, "editor", name="Ola Prøve")


def level(firm, datum=Datum.INJURIES):
    with unit_of_work(acting_for(firm.id)):
        return reading.years_of(firm.id, [LAST])[0].of(datum).level


def document(firm, who, **values):
    usual = {"year": LAST, "datum": Datum.INJURIES, "level": Level.DOCUMENTED, "method": "Skaderegisteret, signert"}
    with unit_of_work(acting_for(firm.id)):
        return documents.document(firm, VerificationDraft(**usual | values), by=accounts.actor(who))


def test_a_firm_documents_a_buyer_checks_and_a_body_certifies_each_above_the_one_before(firm, buyer, checker):
    owner = accounts.member(firm)
    assert level(firm) is Level.DECLARED
    document(firm, owner, evidence_id=evidence(firm, file=attachments.file(firm), ends_in=100).id)
    assert level(firm) is Level.DOCUMENTED
    checked = disclosure.verify(buyer, firm, checker)
    assert level(firm) is Level.CHECKED
    assert checked.expires_on.year == today().year + 1
    disclosure.verify(buyer, firm, checker, level=Level.CERTIFIED)
    assert level(firm) is Level.CERTIFIED
    assert level(firm, Datum.SICKNESS) is Level.DECLARED, "each datum by itself"


def test_a_document_is_a_file_that_is_scanned_and_in_date_and_takes_the_level_with_it_when_it_expires(firm, owner_sql):
    owner = accounts.member(firm)
    refused = [
        evidence(firm).id,
        evidence(accounts.organisation()).id,
        evidence(firm, file=attachments.file(firm), ends_in=-1).id,
    ]
    for piece in refused:
        with pytest.raises(Refused, match="document_needed"):
            document(firm, owner, evidence_id=piece)
    document(firm, owner, evidence_id=evidence(firm, file=attachments.file(firm), ends_in=10).id)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=12), tick=False):
        assert level(firm) is Level.DECLARED


@pytest.mark.parametrize("given", [Level.CHECKED, Level.CERTIFIED])
def test_a_firm_sets_no_higher_level_on_itself(firm, buyer, sign_in, given, owner_sql):
    owner = accounts.member(firm)
    with pytest.raises(Refused, match="nobody_checks_itself"):
        disclosure.verify(firm, firm, owner, level=given)
    with pytest.raises(Refused, match="nobody_checks_itself"):
        document(firm, owner, level=given)
    both = accounts.person(organisations={firm: "reader", buyer: "owner"})
    with pytest.raises(Refused, match="nobody_checks_itself"):
        disclosure.verify(buyer, firm, both, level=given)
    typed = {"level": str(int(given)), "method": "Vi har sett selv."}
    for who, organisation in ((owner, firm), (owner, buyer), (both, buyer)):
        address = f"/nb/organisations/{organisation.id}/portfolio/{firm.id}/verify?figure={LAST}-injuries"
        assert sign_in(who).post(address, data=typed).status_code == 403
    assert owner_sql("SELECT count(*) FROM disclosure_verification") == [(0,)]


def test_without_a_live_consent_nobody_verifies(firm, checker, buyer):
    stranger = accounts.organisation("buyer")
    with pytest.raises(Conflict, match="consent_is_over"):
        disclosure.verify(stranger, firm, accounts.member(stranger))
    supplier = accounts.organisation()
    with pytest.raises(Conflict, match="consent_is_over"):
        disclosure.verify(supplier, firm, accounts.member(supplier))


def test_an_interest_organisation_records_a_certificate_and_checks_nothing_itself(firm):
    interest = accounts.organisation("interest")
    disclosure.consent(firm, interest)
    with pytest.raises(Refused, match="only_buyers_check"):
        disclosure.verify(interest, firm, accounts.member(interest))
    disclosure.verify(interest, firm, accounts.member(interest), level=Level.CERTIFIED)
    assert level(firm) is Level.CERTIFIED


def test_each_is_offered_only_the_levels_that_it_may_give_and_told_why(firm, buyer, checker, sign_in):
    interest = accounts.organisation("interest")
    disclosure.consent(firm, interest)

    def page(organisation, who):
        at = f"/en/organisations/{organisation.id}/portfolio/{firm.id}/verify?figure={LAST}-injuries"
        return sign_in(who).get(at).text

    ours, theirs = page(buyer, checker), page(interest, accounts.member(interest))
    assert "V2: we have looked ourselves" in ours
    assert "V3: an accredited body" in ours
    assert "Only a buyer checks" not in ours
    assert "V2: we have looked ourselves" not in theirs
    assert (ours.count("(optional)"), theirs.count("(optional)")) == (3, 0), "a certificate without its body is none"
    assert "V3: an accredited body" in theirs
    assert "Only a buyer checks" in theirs


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"method": ""}, "verified_without_method"),
        ({"datum": Datum.TRAINING}, "nothing_to_verify"),
        ({"year": LAST + 1}, "nothing_to_verify"),
        ({"level": Level.CERTIFIED, "body": ""}, "certificate_without_body"),
        ({"level": Level.CERTIFIED, "reference": ""}, "certificate_without_reference"),
        ({"level": Level.CERTIFIED, "expires_on": None}, "certificate_is_over"),
        ({"level": Level.CERTIFIED, "expires_on": today()}, "certificate_is_over"),
        ({"level": Level.CERTIFIED, "expires_on": today() + timedelta(days=9000)}, "certificate_too_long"),
        ({"level": Level.DOCUMENTED}, "level_of_another"),
    ],
)
def test_what_a_verification_must_say(firm, buyer, checker, change, code):
    with pytest.raises(Refused, match=code):
        disclosure.verify(buyer, firm, checker, **change)


def test_nobody_verifies_a_figure_that_has_become_another_since_she_looked(firm, buyer, checker):
    with unit_of_work(acting_for(buyer.id)):
        looked_at = reading.years_of(firm.id, [LAST])[0].of(Datum.INJURIES).digest.hex()
    disclosure.injuries(firm, 5)
    with pytest.raises(Conflict, match="disclosed_changed_meanwhile"):
        disclosure.verify(buyer, firm, checker, shown=looked_at)


@pytest.mark.parametrize(
    "edit",
    [disclosure.correct_hours, disclosure.injuries, lambda firm: disclosure.injuries(firm, 1, EventKind.FIRST_AID)],
)
def test_a_correction_after_a_buyer_has_verified_drops_it_to_v0_and_both_are_told(
    firm, buyer, checker, edit, run_jobs, owner_sql
):
    owner = accounts.member(firm)
    disclosure.verify(buyer, firm, checker)
    disclosure.verify(buyer, firm, checker, datum=Datum.PARTICIPATION)
    edit(firm)
    assert level(firm) is Level.DECLARED
    assert level(firm, Datum.PARTICIPATION) is Level.CHECKED
    assert disclosure.content(firm)["injuries"] == {"band": "0-4"}, "the value itself is the same"
    assert owner_sql("SELECT datum, ended_because FROM disclosure_verification WHERE ended_at IS NOT NULL") == [
        ("injuries", "changed")
    ]
    run_jobs()
    told = owner_sql("SELECT person_id FROM notifications_inbox_item WHERE kind = 'disclosure/verification_ended'")
    assert sorted(row[0] for row in told) == sorted((owner.id, checker.id))


def test_a_level_falls_by_the_calendar_and_both_are_told_a_month_before_once(
    firm, buyer, checker, run_jobs, owner_sql, mails
):
    disclosure.verify(buyer, firm, checker)
    accounts.member(firm)
    for days, told in ((300, 0), (340, 2), (341, 2)):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False):
            documents.remind()
            run_jobs()
        kind = "SELECT count(*) FROM notifications_inbox_item WHERE kind = 'disclosure/verification_expiring'"
        assert owner_sql(kind) == [(told,)]
    said = mails[-1].get_body(("plain",)).get_content()
    assert "Skader" in said, "which figure"
    assert (today() + timedelta(days=365)).isoformat() not in said, "a day is written as one writes it"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=367), tick=False):
        assert level(firm) is Level.DECLARED


def test_a_newer_check_by_the_same_organisation_takes_the_place_of_the_older(firm, buyer, checker, owner_sql):
    disclosure.verify(buyer, firm, checker, level=Level.CERTIFIED)
    disclosure.verify(buyer, firm, checker)
    assert level(firm) is Level.CHECKED
    ended = owner_sql("SELECT ended_because FROM disclosure_verification ORDER BY id")
    assert ended == [("replaced",), ("",)]


def test_a_buyer_records_its_check_on_a_page_of_its_own(firm, buyer, checker, sign_in):
    client = sign_in(checker)
    choose = client.get(f"/nb/organisations/{buyer.id}/portfolio/{firm.id}/verify")
    assert f"figure={LAST}-injuries" in choose.text
    address = f"/nb/organisations/{buyer.id}/portfolio/{firm.id}/verify?figure={LAST}-injuries"
    assert client.post(address, data={"level": "2", "method": ""}).status_code == 422
    assert client.post(address, data={"level": "3", "method": "Sertifikat"}).status_code == 422
    shown = client.get(address).text.partition('name="shown" value="')[2][:64]
    done = client.post(address, data={"level": "2", "method": "Sett registeret.", "shown": shown})
    assert done.status_code == 303
    page = client.get(done.headers["Location"]).text
    assert "Sett registeret." in page
    assert "Ola Prøve" in page


def test_a_firm_documents_on_its_own_page_whatever_level_is_sent_along(firm, sign_in, owner_sql):
    client = sign_in(accounts.member(firm, "editor"))
    address = f"/nb/organisations/{firm.id}/disclosure/years/{LAST}/injuries/document"
    assert client.get(address).status_code == 200
    piece = evidence(firm, file=attachments.file(firm))
    shown = client.get(address).text.partition('name="shown" value="')[2][:64]
    sent = {"evidence_id": piece.id, "method": "Registeret", "level": "3", "shown": shown}
    assert client.post(address, data=sent).status_code == 303
    assert owner_sql("SELECT level FROM disclosure_verification") == [(1,)]
    for wrong in (f"{LAST}/heads", f"{LAST - 50}/injuries"):
        assert client.get(f"/nb/organisations/{firm.id}/disclosure/years/{wrong}/document").status_code == 404
