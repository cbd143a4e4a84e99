"""A firm lets a buyer see: after looking, to whom it may, until a day, and taken back at once."""

import re
from datetime import timedelta

import pytest

from app.blueprints.disclosure.services import consents
from app.blueprints.disclosure.terms import Datum
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import accounts, disclosure


@pytest.fixture
def firm(db_session):
    made = accounts.organisation(name="Fjord Mat AS")
    disclosure.whole_year(made)
    return made


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


def page(firm, path="", lang="nb"):
    return f"/{lang}/organisations/{firm.id}/disclosure{path}"


def seen(buyer, path=""):
    return f"/nb/organisations/{buyer.id}/portfolio{path}"


def fragment(answer):
    """What is disclosed, as it stands on a page."""
    return re.search(r'<div class="stack-lg" id="disclosed">.*?\n</div>\n</div>', answer.text, re.DOTALL)[0]


def typed(**values):
    usual = {"purpose": "Oppfølging av avtalen", "pooled": "y", "step": "check"}
    return usual | {"until": (today() + timedelta(days=90)).isoformat()} | values


def shown(answer):
    return re.search(r'name="shown" value="([0-9a-f]{64})"', answer.text)[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": today() - timedelta(days=1)}, "consent_until_past"),
        ({"until": today() + timedelta(days=800)}, "consent_until_far"),
        ({"purpose": ""}, "consent_without_purpose"),
    ],
)
def test_a_consent_has_a_purpose_and_a_last_day_that_can_be_meant(firm, buyer, change, code):
    with pytest.raises(Refused, match=code):
        disclosure.consent(firm, buyer, **change)


def test_nobody_but_a_verified_buyer_or_interest_organisation_is_let_in_and_never_oneself(firm, buyer):
    supplier, unverified = accounts.organisation(), accounts.organisation("buyer", verified=False)
    for receiver in (firm, supplier, unverified):
        with pytest.raises(Refused, match="consent_receiver_unknown"):
            disclosure.consent(firm, receiver)
    disclosure.consent(firm, accounts.organisation("interest"))
    disclosure.consent(firm, buyer)
    with pytest.raises(Conflict, match="consent_given_already"):
        disclosure.consent(firm, buyer)


def test_nobody_agrees_to_what_she_has_not_seen(firm, buyer):
    with unit_of_work(acting_for(firm.id)):
        looked_at = consents.prepare(firm)
    disclosure.injuries(firm, 5)
    with pytest.raises(Conflict, match="disclosed_changed_meanwhile"), unit_of_work(acting_for(firm.id)):
        consents.give_consent(firm, disclosure.draft(buyer), by=None, shown=looked_at)


def test_what_the_owner_looks_at_is_to_the_letter_what_the_buyer_then_sees(firm, buyer, sign_in):
    owner, reader = sign_in(accounts.member(firm)), sign_in(accounts.member(buyer, "reader"))
    address = page(firm, f"/consents/new?receiver={buyer.id}")
    assert owner.get(address).status_code == 200
    looked = owner.post(address, data=typed())
    assert reader.get(seen(buyer, f"/{firm.id}")).status_code == 404, "nothing is shown before she has agreed"
    refused = owner.post(address, data=typed(step="send", shown=shown(looked)))
    assert refused.status_code == 422
    agreed = owner.post(address, data=typed(step="send", shown=shown(looked), agreed="y"))
    assert agreed.status_code == 303
    assert fragment(looked) == fragment(reader.get(seen(buyer, f"/{firm.id}"))) == fragment(owner.get(page(firm)))
    disclosure.verify(buyer, firm, accounts.member(buyer), datum=Datum.SICKNESS)
    assert fragment(reader.get(seen(buyer, f"/{firm.id}"))) == fragment(owner.get(page(firm))) != fragment(looked)


def test_a_buyer_is_chosen_by_name_or_number_and_a_supplier_is_not_among_them(firm, buyer, sign_in):
    accounts.organisation(name="Vik Rør AS")
    owner = sign_in(accounts.member(firm))
    found = owner.get(page(firm, "/consents/new?wanted=vik"))
    assert "Vik kommune" in found.text
    assert "Vik Rør" not in found.text
    assert "Vik kommune" in owner.get(page(firm, f"/consents/new?wanted={buyer.number}")).text
    assert owner.get(page(firm, f"/consents/new?receiver={firm.id}")).status_code == 200, "back to choosing"


def test_withdrawn_is_withdrawn_at_once_and_the_buyers_page_says_so_without_a_figure(firm, buyer, sign_in):
    owner, reader = sign_in(accounts.member(firm)), sign_in(accounts.member(buyer, "reader"))
    made = disclosure.consent(firm, buyer)
    assert "0–4" in reader.get(seen(buyer, f"/{firm.id}")).text
    assert owner.get(page(firm, f"/consents/{made.id}/withdraw")).status_code == 200
    assert owner.post(page(firm, f"/consents/{made.id}/withdraw")).status_code == 303
    gone = reader.get(seen(buyer, f"/{firm.id}"))
    assert gone.status_code == 410
    assert "0–4" not in gone.text
    assert "Fjord Mat AS" not in reader.get(seen(buyer)).text
    assert reader.get(seen(buyer, ".xlsx")).status_code == 200
    assert owner.post(page(firm, f"/consents/{made.id}/withdraw")).status_code == 303, "twice is once"
    assert "Vik kommune" in owner.get(page(firm, "?shown=ended")).text
    disclosure.consent(firm, buyer)
    assert reader.get(seen(buyer, f"/{firm.id}")).status_code == 200


def test_a_consent_that_is_taken_back_while_the_buyer_reads_is_not_answered(firm, buyer, sign_in, monkeypatch):
    from app.blueprints.disclosure.services import reading

    made = disclosure.consent(firm, buyer)
    reader = sign_in(accounts.member(buyer, "reader"))
    real = reading.aside

    def slow(write):
        def late():
            from app.core.db import db

            connection = db.engine.connect()
            with connection, connection.begin():
                for statement in (
                    f"SELECT set_config('app.organisation_ids', '{{{firm.id}}}', true)",
                    f"UPDATE disclosure_consent SET withdrawn_at = now() WHERE id = {made.id}",
                ):
                    connection.exec_driver_sql(statement)
            write()

        real(late)

    monkeypatch.setattr(reading, "aside", slow)
    for path in (f"/{firm.id}",):
        answer = reader.get(seen(buyer, path))
        assert answer.status_code == 410
        assert "0–4" not in answer.text


def test_the_firm_sees_each_reading_who_when_and_where(firm, buyer, sign_in, owner_sql):
    disclosure.consent(firm, buyer)
    reader, owner = sign_in(accounts.member(buyer, "reader", name="Leo Leser")), sign_in(accounts.member(firm))
    for path in ("", "?year=1999", f"/{firm.id}", ".xlsx"):
        assert reader.get(seen(buyer, path)).status_code == 200
    noted = owner_sql("SELECT opened FROM disclosure_reading ORDER BY id")
    assert [row[0] for row in noted] == ["portfolio", "portfolio", "page", "export"]
    told = owner.get(page(firm, "/readings")).text
    assert told.count("Leo Leser") == 4
    assert owner.get(page(firm, "/readings?before=1")).status_code == 200


def test_the_buyer_is_told_of_a_consent_and_of_its_end(firm, buyer, mails, run_jobs):
    accounts.member(buyer, "editor", locale="en")
    made = disclosure.consent(firm, buyer)
    disclosure.withdraw(made)
    run_jobs()
    subjects = sorted(mail["Subject"] for mail in mails)
    assert len(subjects) == 2
    assert all("Fjord Mat AS" in subject for subject in subjects)
    assert not any("0–4" in mail.get_body(("plain",)).get_content() for mail in mails)


def test_only_an_owner_agrees_and_outsiders_find_no_page(firm, buyer, sign_in):
    made = disclosure.consent(firm, buyer)
    editor, stranger = sign_in(accounts.member(firm, "editor")), sign_in(accounts.member(accounts.organisation()))
    assert editor.get(page(firm)).status_code == 200
    for who, expected in ((editor, 404), (stranger, 404)):
        assert who.get(page(firm, "/consents/new")).status_code == expected
        assert who.post(page(firm, f"/consents/{made.id}/withdraw")).status_code == expected
    for path in ("", "/readings"):
        assert stranger.get(page(firm, path)).status_code == 404
        assert sign_in(accounts.member(buyer)).get(page(firm, path)).status_code == 404
