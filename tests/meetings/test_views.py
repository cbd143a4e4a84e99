"""The pages of notes, as the buyer, the firms and everybody else meet them."""

import pytest

from app.core.clock import local, now
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.meetings import note, passage, published_note
from tests.factories.parity import declared


@pytest.fixture
def talk(db_session):
    host, ingrid = buyer()
    firm = organisation()
    kari = member(firm)
    dialogue = published_dialogue(host)
    return dialogue, ingrid, firm, kari


def test_the_way_of_a_note_from_the_first_word_to_what_everybody_reads(talk, sign_in, client):
    dialogue, ingrid, firm, kari = talk
    declared(dialogue, ingrid)
    buyers, path = sign_in(ingrid), f"/en/dialogues/{dialogue.id}/notes"
    assert "No notes yet" in buyers.get(path).text
    moment = local(now())
    typed = {
        "kind": "call", "held_on": f"{moment:%Y-%m-%d}", "held_time": "00:00", "lang": "nb", "title": "Om ladingen",
        "told": "Vi åpner for to leverandører.", "firm_2": firm.number, "people_2": "Kari",
    }  # fmt: skip
    neither = buyers.post(f"{path}/new", data=typed | {"told": ""})
    assert neither.status_code == 422
    assert "tick that you told nothing" in neither.text
    unknown = buyers.post(f"{path}/new", data=typed | {"firm_3": "Ukjent AS"})
    assert (unknown.status_code, "Ukjent AS" in unknown.text) == (422, True)
    made = buyers.post(f"{path}/new", data=typed)
    here = made.location
    assert made.status_code == 303
    assert buyers.get(f"{here}/edit").status_code == 200
    said = {"organisation_id": str(firm.id), "lang": "nb", "body": "To er for få.", "version": "0"}
    assert buyers.post(f"{here}/said/new", data=said).status_code == 303
    assert "To er for få." in buyers.get(here).text
    assert buyers.get(f"{here}/said/new").status_code == 200
    firms, own = sign_in(kari), f"{here.replace('/notes/', '/our-notes/')}/{firm.id}"
    assert firms.get(own).status_code == 404, "a draft"
    assert buyers.post(f"{here}/finish", data={"version": "1"}).status_code == 303
    assert buyers.get(here).status_code == 403, "somebody new takes part, and the declaration is due again"
    declared(dialogue, ingrid)
    assert "Some have been told this" in buyers.get(here).text
    assert "To er for få." in firms.get(own).text
    assert "Om ladingen" in firms.get(own.rsplit("/", 2)[0]).text
    assert "Nothing told in meetings yet" in client.get(f"/en/dialogues/{dialogue.id}/meetings").text
    lacking = buyers.post(f"{here}/publish", data={"version": "2", "title_en": "On charging", "told_en": ""})
    assert (lacking.status_code, "On charging" in lacking.text) == (422, True)
    words = {"version": "2", "title_en": "On charging", "told_en": "We are open to two."}
    assert buyers.post(f"{here}/publish", data=words).status_code == 303
    read = client.get(f"/en/dialogues/{dialogue.id}/meetings").text
    assert "We are open to two." in read
    assert firm.name not in read
    assert "To er for få." not in read
    assert "Vi åpner for to leverandører." in client.get(f"/nn/dialogues/{dialogue.id}/meetings").text
    assert buyers.post(f"{here}/publish", data=words).status_code == 409


def test_a_firm_puts_its_part_right_and_adds_what_is_missing(talk, sign_in):
    dialogue, ingrid, firm, kari = talk
    other = organisation()
    stranger = member(other)
    made = note(dialogue, ingrid, firm)
    said = passage(dialogue, made, ingrid, firm)
    own = f"/nb/dialogues/{dialogue.id}/our-notes/{made.id}/{firm.id}"
    firms = sign_in(kari)
    assert firms.get(f"{own}/said?said={said.id}").status_code == 200
    typed = {"lang": "nb", "body": "Vi klarer tre.", "confidential": "y", "version": "1"}
    assert firms.post(f"{own}/said?said={said.id}", data=typed).status_code == 422, "confidence without a reason"
    typed["reason"] = "Kapasiteten er vår hemmelighet."
    assert firms.post(f"{own}/said?said={said.id}", data=typed).status_code == 303
    assert firms.post(f"{own}/said", data=typed | {"body": "Og vi har lærlinger.", "version": "0"}).status_code == 303
    page = firms.get(own).text
    assert "Vi klarer tre." in page
    assert "Og vi har lærlinger." in page
    strangers = sign_in(stranger)
    assert strangers.get(own).status_code == 404
    assert strangers.get(own.rsplit("/", 2)[0]).status_code == 200


def test_nobody_who_has_not_declared_reads_a_note(talk, sign_in, client):
    dialogue, ingrid, firm, _kari = talk
    made = note(dialogue, ingrid, firm)
    for path in ("", "/new", f"/{made.id}", f"/{made.id}/edit", f"/{made.id}/publish", f"/{made.id}/said/new"):
        address = f"/nb/dialogues/{dialogue.id}/notes{path}"
        assert sign_in(ingrid).get(address).status_code == 403, address
        assert client.get(address).status_code == 401, address


def test_a_firm_is_told_that_its_part_can_be_read_and_the_mail_says_nothing_of_it(talk, run_jobs, mails):
    dialogue, ingrid, firm, kari = talk
    made = note(dialogue, ingrid, firm, finished=False)
    passage(dialogue, made, ingrid, firm, body="Dette er hemmelig.")
    published_note(dialogue, ingrid, firm)
    run_jobs()
    [mail] = mails
    assert mail.recipients == [kari.email]
    text = mail.get_body(("plain",)).get_content()
    assert "/our-notes/" in text
    assert "hemmelig" not in text


def test_what_was_told_in_meetings_is_read_with_a_fixed_number_of_statements(talk, client, statements):
    dialogue, ingrid, firm, _kari = talk
    for _ in range(3):
        published_note(dialogue, ingrid, firm)
    with statements() as seen:
        assert client.get(f"/nb/dialogues/{dialogue.id}/meetings").status_code == 200
    assert len(seen) <= 4
