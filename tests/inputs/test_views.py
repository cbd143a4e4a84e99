"""The pages: a buyer builds and reads, a firm answers on its phone, everybody reads what is public."""

import io
from datetime import timedelta

import pytest
from docx import Document

from app.blueprints.inputs.queries import answers as queries
from app.blueprints.inputs.services import handing_in
from app.blueprints.inputs.terms.answers import Lane
from app.blueprints.inputs.terms.questionnaires import QuestionKind
from app.core.clock import today
from app.core.db import unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.inputs import (
    MARKED,
    NEUTRAL,
    SECRET,
    answer_in_words,
    asked,
    begun,
    handed_in,
    proposed,
    questionnaire,
    typed,
    working_for,
)
from tests.factories.parity import declared


@pytest.fixture
def world(db_session):
    host, lead = buyer()
    firm, dialogue = organisation(name="Kaiverk AS"), published_dialogue(host)
    return dialogue, lead, firm, member(firm)


def page(client, path, status=200, **kwargs):
    response = client.get(path, **kwargs)
    assert response.status_code == status, (path, response.status_code)
    return response.get_data(as_text=True)


def test_the_desk_leads_to_the_questionnaire_until_one_is_published(world, sign_in):
    dialogue, lead, *_ = world
    desk = f"/en/dialogues/{dialogue.id}/desk"
    assert "Make a questionnaire" in page(sign_in(lead), desk)
    questionnaire(dialogue, lead, published=False)
    assert "Go on with the questionnaire" in page(sign_in(lead), desk)
    body = f"/en/dialogues/{dialogue.id}/edit/questionnaire"
    assert sign_in(lead).post(body + "/publish", data={"version": "1"}).status_code == 303
    assert 'id="begin-input-h"' not in page(sign_in(lead), desk)


def test_a_buyer_builds_on_a_ready_made_questionnaire_and_publishes_it(world, sign_in, client):
    dialogue, lead, *_ = world
    desk, base = sign_in(lead), f"/en/dialogues/{dialogue.id}/edit/questionnaire"
    assert "What can the market offer?" in page(desk, base)
    assert desk.post(base + "/start", data={"ready": "small"}).status_code == 303
    assert "16 minutes" in page(desk, base)
    section = asked(dialogue)
    assert section == []  # nobody but the host is shown what is not published
    body = page(desk, base)
    number = body.split("/sections/")[1].split("/")[0]
    page(desk, f"{base}/sections/{number}/questions/new")
    page(desk, f"{base}/sections/{number}")
    page(desk, base + "/effort")
    told = {"kind": "choice", "words_nb": "Hvor?", "words_en": "Where?", "minutes": "2", "need_id": "", "version": "1"}
    wrong = desk.post(f"{base}/sections/{number}/questions/new", data=told | {"choices_nb": "A\nB", "choices_en": "A"})
    assert wrong.status_code == 422
    right = told | {"choices_nb": "Her\nDer", "choices_en": "Here\nThere"}
    assert desk.post(f"{base}/sections/{number}/questions/new", data=right).status_code == 303
    stale = desk.post(f"{base}/sections/{number}/questions/new", data=right | {"words_nb": "Hvorfor akkurat her?"})
    assert stale.status_code == 409
    assert "Hvorfor akkurat her?" in stale.get_data(as_text=True)
    assert desk.post(base + "/publish", data={"version": "2"}).status_code == 303
    assert "Where?" in page(client, f"/en/dialogues/{dialogue.id}/input")
    withdraw = page(desk, f"{base}/questions/{asked(dialogue)[0].id}/withdraw")
    assert "no longer asked" in withdraw


def test_a_firm_answers_section_by_section_and_the_script_saves_as_the_button_does(world, sign_in, client, owner_sql):
    dialogue, lead, firm, owner = world
    questionnaire(dialogue, lead)
    first, *_ = rows = asked(dialogue)
    text = next(row for row in rows if row.kind == QuestionKind.TEXT)
    base, phone = f"/en/dialogues/{dialogue.id}/input/{firm.id}", sign_in(owner)
    page(phone, base)
    assert "Section 1 of 2" in page(phone, f"{base}/{first.section_id}")
    kept = {f"text_{text.id}": MARKED, f"lane_{text.id}": "confidential", f"reason_{text.id}": "Metode", "version": "0"}
    saved = phone.post(f"{base}/{first.section_id}", data=kept, headers={"Accept": "application/json"})
    assert saved.json["version"] == 1
    again = phone.post(f"{base}/{first.section_id}", data=kept, headers={"Accept": "application/json"})
    assert again.status_code == 409
    stale = phone.post(f"{base}/{first.section_id}", data=kept | {f"text_{text.id}": "Helt annet"})
    assert stale.status_code == 409
    assert "Helt annet" in stale.get_data(as_text=True)
    body = page(phone, base + "/hand-in")
    assert "2 answers must be put right first" in body
    answers = {f"chosen_{first.id}": "1", **kept, "version": "1"}
    assert phone.post(f"{base}/{first.section_id}", data=answers).status_code == 303
    second = next(row for row in rows if row.section_id != first.section_id)
    assert "The buyer needs an answer" in page(phone, f"{base}/{second.section_id}?check=1")
    phone.post(f"{base}/{second.section_id}", data={f"chosen_{second.id}": "0", "version": "0"})
    body = page(phone, base + "/hand-in")
    version = body.split('name="version"')[1].split('value="')[1].split('"')[0]
    owner_sql("UPDATE dialogues_dialogue SET opens_on = %(day)s, closes_on = %(day)s", day=today() - timedelta(days=1))
    refused = phone.post(base + "/hand-in", data={"lang": "nb", "version": version})
    assert refused.status_code == 409
    assert "The time for input is over" in refused.get_data(as_text=True)
    owner_sql("UPDATE dialogues_dialogue SET closes_on = %(day)s", day=today())
    assert phone.post(base + "/hand-in", data={"lang": "nb", "version": version}).status_code == 303
    assert "Fingerprint" in page(phone, base + "/receipt")
    assert SECRET not in page(client, f"/en/dialogues/{dialogue.id}/input/answers")
    page(sign_in(lead), base, status=404)


def test_what_is_handed_in_opens_after_the_declaration_and_shows_lanes_passages_and_paraphrases(world, sign_in, client):
    dialogue, lead, firm, owner = world
    questionnaire(dialogue, lead)
    mine = handed_in(dialogue, firm, owner, typed(dialogue, text=MARKED, lane=Lane.CONFIDENTIAL, reason="Metode"))
    desk, base = sign_in(lead), f"/en/dialogues/{dialogue.id}/desk/input"
    assert SECRET not in page(desk, f"{base}/{mine.id}", status=403)
    declared(dialogue, lead)
    assert "Kaiverk AS" in page(desk, base)
    assert f'<mark><span class="vh">Confidential: </span>{SECRET}' in page(desk, f"{base}/{mine.id}")
    answer = answer_in_words(mine, owner)
    assert SECRET in page(desk, f"{base}/questions/{answer.question_id}")
    form = f"{base}/answers/{answer.id}/paraphrase"
    page(desk, form)
    words = {"words_nb": f"Noen bruker {SECRET}.", "words_en": "x", "version": "0"}
    assert desk.post(form, data=words).status_code == 422
    waits = proposed(dialogue, answer, lead)
    yes = f"/en/dialogues/{dialogue.id}/input/{firm.id}/paraphrases/{waits.id}"
    page(desk, yes, status=404)
    phone = sign_in(owner)
    assert "Without your yes" in page(phone, yes)
    said = {"words_nb": NEUTRAL["nb"], "words_en": NEUTRAL["en"], "version": str(waits.version), "reply": "yes"}
    assert phone.post(yes, data=said).status_code == 303
    assert desk.post(base + "/publish", data={}).status_code == 303
    public = page(client, f"/en/dialogues/{dialogue.id}/input/answers")
    assert NEUTRAL["en"] in public
    assert "Kaiverk" not in public
    assert page(sign_in(member(organisation())), f"{base}/{mine.id}", status=404)


def word(author):
    """A Word document that names its author."""
    made, document = io.BytesIO(), Document()
    document.add_paragraph("Merknader")
    document.core_properties.author = author
    document.save(made)
    return made.getvalue()


def test_a_file_loses_its_author_and_is_opened_by_the_buyer_when_it_is_handed_in(world, sign_in):
    dialogue, lead, firm, owner = world
    questionnaire(dialogue, lead, key="draft")
    mine = begun(dialogue, firm, owner)
    question = next(row for row in asked(dialogue) if row.kind == QuestionKind.FILE)
    base, phone = f"/en/dialogues/{dialogue.id}/input/{firm.id}", sign_in(owner)
    page(phone, f"{base}/files/{question.id}")
    sent = {"file": (io.BytesIO(word("Kari Kaibygger")), "merknader.docx")}
    added = phone.post(f"{base}/files/{question.id}", data=sent, content_type="multipart/form-data")
    assert added.status_code == 303
    own = phone.get(f"{base}/files/{question.id}/open")
    assert Document(io.BytesIO(own.data)).core_properties.author == ""
    assert "merknader.docx" in page(phone, f"{base}/{question.section_id}")
    declared(dialogue, lead)
    with unit_of_work(working_for(owner)):
        handing_in.hand_in(dialogue, mine, "nb", mine.version, by=actor(owner))
        answer = next(row for row in queries.answers_of(mine.id) if row.file_id)
    declared(dialogue, lead)
    opened = sign_in(lead).get(f"/en/dialogues/{dialogue.id}/desk/input/answers/{answer.id}/file")
    assert opened.data == own.data
