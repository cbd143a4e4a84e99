"""The buyer's desk and what everybody reads, as pages: from a question to its published answer, and a change of it."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from app.blueprints.questions.services import moderated
from app.core.clock import now
from app.core.db import db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.answers import ASKED, SAID, approved, hosts, published
from tests.factories.dialogues import published_dialogue
from tests.factories.parity import declared
from tests.factories.questions import asked_question

ATOM = "{http://www.w3.org/2005/Atom}"
QUESTION = "Må maskinen stå på hver avdeling?"


@pytest.fixture
def scene(db_session):
    dialogue = published_dialogue()
    who = hosts(dialogue)
    declared(dialogue, who[1], who[2])
    return dialogue, who, f"/nb/dialogues/{dialogue.id}"


def hidden(page: str, name: str) -> str:
    return re.search(f'name="{name}"[^>]* value="([^"]*)"', page)[1]


def test_a_question_is_answered_approved_by_a_colleague_and_published_and_everybody_reads_it(
    client, sign_in, scene
) -> None:
    dialogue, (_firm, writer, other), start = scene
    question = asked_question(dialogue, body=QUESTION)
    siri, gunnar = sign_in(writer), sign_in(other)
    desk = siri.get(f"{start}/answers")
    assert QUESTION in desk.text
    form = f"{start}/answers/to/{question.id}"
    assert siri.get(form).status_code == 200
    half = siri.post(form, data={"answer_nb": SAID["nb"], "question_en": ASKED["en"], "answer_en": ""})
    address = half.headers["Location"]
    assert "English" in gunnar.get(address).text
    assert gunnar.post(f"{address}/approve", data={"version": "1"}).status_code == 409
    edit = siri.get(f"{address}/edit").text
    whole = {"answer_nb": SAID["nb"], "question_en": ASKED["en"], "answer_en": SAID["en"]}
    assert siri.post(f"{address}/edit", data=whole | {"version": hidden(edit, "version")}).status_code == 303
    stale = siri.post(f"{address}/edit", data=whole | {"version": "1", "answer_nb": "Noe annet."})
    assert stale.status_code == 409
    assert "Noe annet." in stale.text
    assert f"{address}/approve" not in siri.get(address).text
    version = hidden(gunnar.get(address).text, "version")
    assert siri.post(f"{address}/approve", data={"version": version}).status_code == 409
    assert gunnar.post(f"{address}/approve", data={"version": version}).status_code == 303
    assert gunnar.post(f"{start}/batch").headers["Location"] == f"{start}/batch"
    assert siri.post(f"{start}/batch").headers["Location"] == f"{start}/batch", "the second is led to the same"
    page = siri.get(f"{start}/batch").text
    sent = {"version": hidden(page, "version"), "without": ""}
    action = re.search(r'action="([^"]+/publish)"', page)[1]
    assert client.get(f"{start}/questions").text.count(QUESTION) == 0
    assert siri.post(action, data=sent).headers["Location"] == f"{start}/questions"
    assert gunnar.post(action, data=sent).status_code == 409
    public = client.get(f"{start}/questions").text
    assert QUESTION in public
    assert SAID["nb"] in public
    english = client.get(f"/en/dialogues/{dialogue.id}/questions").text
    assert ASKED["en"] in english
    assert SAID["en"] in english
    assert f"Supplier {question.pseudonym}" in english
    assert QUESTION in client.get(start).text


def test_what_stops_a_batch_is_named_and_the_page_offers_to_leave_out_exactly_that(sign_in, scene) -> None:
    dialogue, who, start = scene
    stopped = approved(dialogue, asked_question(dialogue, body=QUESTION), who)
    approved(dialogue, None, who)
    siri = sign_in(who[1])
    siri.post(f"{start}/batch")
    before = siri.get(f"{start}/batch").text
    edited = {
        "answer_nb": "Nytt svar.",
        "question_en": ASKED["en"],
        "answer_en": "New.",
        "version": str(stopped.version),
    }
    assert siri.post(f"{start}/answers/{stopped.id}/edit", data=edited).status_code == 303
    action = re.search(r'action="([^"]+/publish)"', before)[1]
    refused = siri.post(action, data={"version": hidden(before, "version"), "without": ""})
    assert refused.status_code == 409
    assert QUESTION in refused.text
    assert hidden(refused.text, "without") == str(stopped.id)
    again = {"version": hidden(refused.text, "version"), "without": hidden(refused.text, "without")}
    assert siri.post(action, data=again).status_code == 303
    public = siri.get(f"{start}/questions").text
    assert ASKED["nb"] in public
    assert QUESTION not in public


def test_who_has_not_declared_her_ties_sees_no_answer_on_its_way(sign_in, scene) -> None:
    dialogue, who, start = scene
    answer = approved(dialogue, asked_question(dialogue, body=QUESTION), who)
    undeclared = sign_in(member(who[0], "editor", name="Una Uerklært"))
    stranger = sign_in(member(organisation("supplier"), "editor", name="Frem Med"))
    for path in ("answers", f"answers/{answer.id}", "batch", "answers/new"):
        refused = undeclared.get(f"{start}/{path}")
        assert (refused.status_code, QUESTION in refused.text) == (403, False)
        assert stranger.get(f"{start}/{path}").status_code == 404


def test_a_changed_answer_shows_what_changed_and_why_beside_the_first(client, sign_in, scene) -> None:
    dialogue, who, start = scene
    first = approved(dialogue, asked_question(dialogue, body=QUESTION), who)
    published(dialogue, who)
    siri, gunnar = sign_in(who[1]), sign_in(who[2])
    anew = {"answer_nb": "Ja, den kan stå på loftet.", "question_en": ASKED["en"], "answer_en": "Yes, the attic."}
    change = f"{start}/answers/{first.id}/change"
    assert siri.post(change, data=anew).status_code == 422
    address = siri.post(change, data=anew | {"why": "Kjelleren er fuktig."}).headers["Location"]
    assert "Kjelleren er fuktig." not in client.get(f"{start}/questions/1").text
    gunnar.post(f"{address}/approve", data={"version": hidden(gunnar.get(address).text, "version")})
    published(dialogue, who)
    page = client.get(f"{start}/questions/1").text
    assert "Kjelleren er fuktig." in page
    assert re.search(r"<del>(?:(?!</del>).)*kjelleren", page)
    assert re.search(r"<ins>(?:(?!</ins>).)*loftet", page)
    feed = ET.fromstring(client.get(f"{start}/questions.atom").data)  # noqa: S314 - our own
    assert len(feed.findall(f"{ATOM}entry")) == 2, "a change is news"
    (enquiry,) = json.loads(client.get(f"{start}/questions.json").data)["enquiries"]
    assert (enquiry["version"], enquiry["answer"]) == (2, "Ja, den kan stå på loftet.")


def test_what_a_moderator_hides_keeps_its_number_and_loses_its_words_everywhere(client, scene) -> None:
    dialogue, who, start = scene
    approved(dialogue, asked_question(dialogue, body=QUESTION), who)
    published(dialogue, who)
    entry = db.session.connection().exec_driver_sql("SELECT id FROM questions_entry").scalar_one()
    assert moderated.describe([entry])[entry].title == QUESTION
    with unit_of_work():
        moderated.hide(entry, reason_code="M1", at=now())
    for path in ("", "/questions", "/questions/1", "/questions.json", "/questions.atom"):
        shown = client.get(f"{start}{path}").text
        assert QUESTION not in shown
        assert SAID["nb"] not in shown
    assert "M1" in client.get(f"{start}/questions").text
    with unit_of_work():
        moderated.restore(entry)
    assert QUESTION in client.get(f"{start}/questions").text


def test_the_list_is_cut_by_supplier_and_read_page_by_page(client, scene) -> None:
    dialogue, who, start = scene
    mine = asked_question(dialogue, body=QUESTION, pseudonym=77)
    approved(dialogue, mine, who)
    along = asked_question(dialogue, body="Kan den leies?", pseudonym=88)
    joining = asked_question(dialogue, body="Leie?", pseudonym=77, state="merged", merged_into_id=along.id)
    approved(dialogue, along, who)
    for _ in range(20):
        approved(dialogue, None, who)
    published(dialogue, who)
    supplier = client.get(f"{start}/questions?supplier=77").text
    assert QUESTION in supplier
    assert "Kan den leies?" in supplier, "her question went with another's"
    assert "Leie?" not in supplier
    assert QUESTION not in client.get(f"{start}/questions?supplier=88").text
    assert QUESTION not in client.get(f"{start}/questions").text
    older = re.search(r'href="([^"]+before=\d+)"', client.get(f"{start}/questions").text)[1]
    assert QUESTION in client.get(older).text
    assert joining.state == "merged"
