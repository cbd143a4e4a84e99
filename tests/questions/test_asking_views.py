"""The pages on which a firm asks and hosts take in, over HTTP, and what the worker tells whom."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.dialogues import queries as dialogues
from app.blueprints.questions.queries import asking as own
from app.core.clock import today
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.parity import declared
from tests.factories.questions import asked_question, draft_question, firm_and_person, of

TELLING = "Vi i Havbris lurer på om utstyret må tåle sjøsprøyt."


@pytest.fixture
def scene(db_session):
    host, _ = buyer()
    dialogue = published_dialogue(host)
    firm, person = firm_and_person(name="HAVGLIMT MARIN AS")
    return dialogue, host, firm, person


def number_in(address: str) -> int:
    return int(re.search(r"our-questions/(\d+)", address)[1])


def test_a_firm_writes_checks_and_asks_and_sees_how_far_it_has_come(scene, sign_in):
    dialogue, _, firm, person = scene
    page = sign_in(person)
    start = f"/nb/dialogues/{dialogue.id}/questions/new"
    assert "«Leverandør 7»" in page.get(start).text or "Supplier 7" in page.get(start).text
    sent = page.post(start, data={"organisation_id": firm.id})
    address = sent.location
    number = number_in(address)
    home = f"/nb/dialogues/{dialogue.id}/our-questions/{number}"
    kept = page.post(f"{home}/draft", data={"body": "Må uts", "lang": "nb", "draft_version": "1"})
    assert kept.status_code == 200
    version = kept.json["version"]
    # Another window has the draft as it was: it is told, and both texts are there.
    second = page.post(f"{home}/draft", data={"body": "Noe annet", "lang": "nb", "draft_version": "1"})
    assert (second.status_code, second.json["body"]) == (409, "Må uts")
    typed = {"body": TELLING, "lang": "nb", "need_id": "0", "draft_version": str(version), "do": "check"}
    assert page.post(f"{home}/edit", data=typed).location.endswith("/check")
    check = page.get(f"{home}/check").text
    assert "Vi i Havbris" in re.sub(r"<[^>]+>", "", check)
    version = re.search(r'name="version"[^>]* value="(\d+)"', check)[1]
    assert page.post(f"{home}/check", data={"version": version}).status_code == 422
    assert page.post(f"{home}/check", data={"version": version, "sure": "y"}).status_code == 303
    assert page.get(f"/nb/dialogues/{dialogue.id}/our-questions").text.count(home) == 1
    assert page.get(home).status_code == 200
    with unit_of_work(of(firm, person)):
        assert own.own_question(number).question.said == TELLING


def test_what_a_firm_asks_is_not_found_by_others_and_the_intake_asks_for_a_declaration(scene, sign_in):
    dialogue, host, firm, _ = scene
    asked = asked_question(dialogue, firm, state="asked", body="Må fenderne tåle is?")
    mine, intake = (
        f"/nb/dialogues/{dialogue.id}/our-questions/{asked.id}",
        f"/nb/dialogues/{dialogue.id}/questions/intake",
    )
    stranger = sign_in(member(organisation(), "owner"))
    for page in (mine, intake, f"{intake}/{asked.id}"):
        assert stranger.get(page).status_code == 404
    taker = member(host, "editor")
    page = sign_in(taker)
    shut = page.get(intake)
    assert shut.status_code == 403
    assert "Må fenderne" not in shut.text
    declared(dialogue, taker)
    read = page.get(intake).text + page.get(f"{intake}/{asked.id}").text
    assert "Må fenderne tåle is?" in read
    assert str(asked.pseudonym) in read
    assert firm.name not in read
    assert page.get(mine).status_code == 404


def test_a_host_takes_in_and_looks_up_and_the_firm_is_told_by_a_key_that_leads_nowhere(
    scene, sign_in, run_jobs, owner_sql
):
    dialogue, host, firm, person = scene
    asking = sign_in(person)
    address = asking.post(f"/nb/dialogues/{dialogue.id}/questions/new", data={"organisation_id": firm.id}).location
    number = number_in(address)
    home = f"/nb/dialogues/{dialogue.id}/our-questions/{number}"
    asking.post(f"{home}/edit", data={"body": "Må det tåle is?", "lang": "nb", "need_id": "0", "draft_version": "1"})
    assert asking.post(f"{home}/check", data={"version": "2"}).status_code == 303
    taker = member(host, "editor", name="Tora Tar")
    declared(dialogue, taker)
    page, intake = sign_in(taker), f"/nb/dialogues/{dialogue.id}/questions/intake/{number}"
    proposal = {"version": "3", "words": "Må utstyret tåle is?"}
    assert page.post(f"{intake}/propose", data=proposal).status_code == 303
    late = page.post(f"{intake}/propose", data=proposal | {"words": "Noe nytt, skrevet for sent"})
    assert (late.status_code, "Noe nytt, skrevet for sent" in late.text) == (409, True)
    shown = asking.get(home).text
    assert "Må utstyret tåle is?" in shown
    assert asking.post(f"{home}/proposal", data={"version": "4", "answer": "yes"}).status_code == 303
    assert page.post(f"{intake}/asker", data={"reason": ""}).status_code == 422
    told = page.post(f"{intake}/asker", data={"reason": "Retten krever det."})
    assert firm.name in told.text
    assert "Tora Tar" in asking.get(home).text
    run_jobs()
    kinds = owner_sql("SELECT kind, person_id, entry_key, params::text FROM notifications_inbox_item ORDER BY id")
    hers = [row for row in kinds if row[1] == person.id]
    assert {row[0] for row in hers} == {"question_proposed", "question_asker_seen"}
    inbox = asking.get("/en/inbox").text
    assert "The buyer proposes other words for your question" in inbox
    assert f"/dialogues/{dialogue.id}/our-questions" in inbox
    keys = {str(row[0]) for row in owner_sql("SELECT key FROM journal_entry")}
    assert not keys & {row[2] for row in hers}
    assert "question_asked" in {row[0] for row in kinds if row[1] == taker.id}
    for word in ("question_id", firm.name):
        assert not any(word in row[3] for row in kinds)


def test_the_list_of_a_firm_and_the_intake_cost_a_fixed_number_of_statements(scene, sign_in, statements):
    dialogue, host, firm, person = scene
    for each in range(3):
        asked_question(dialogue, firm, state="asked", body=f"Spørsmål {each}?", pseudonym=41)
    taker = member(host, "editor")
    declared(dialogue, taker)
    asking, taking = sign_in(person), sign_in(taker)
    for page, path in ((asking, "our-questions"), (taking, "questions/intake")):
        with statements() as ran:
            assert page.get(f"/nb/dialogues/{dialogue.id}/{path}").status_code == 200
        assert len(ran) <= 10, ran


def test_after_the_close_nobody_knows_who_asked(scene, sign_in):
    dialogue, host, firm, person = scene
    asked_question(dialogue, firm, state="asked")
    with unit_of_work(Context(None, (host.id,))):
        db.session.execute(
            text("UPDATE dialogues_dialogue SET state = 'closed', closed_at = now() WHERE id = :id"),
            {"id": dialogue.id},
        )
        db.session.execute(text("SELECT questions_forget(:id)"), {"id": dialogue.id})
    page = sign_in(person).get(f"/en/dialogues/{dialogue.id}/our-questions").text
    assert "Nobody knows any longer who asked" in page


def test_a_question_that_comes_a_second_too_late_is_refused_with_the_time_and_kept_as_a_draft(scene, sign_in):
    dialogue, _, firm, person = scene
    draft = draft_question(dialogue, firm, body="Må fenderne tåle is?")
    with unit_of_work():
        row = dialogues.get_dialogue(dialogue.id)
        row.opens_on, row.closes_on = today() - timedelta(days=9), today() - timedelta(days=1)
    page, home = sign_in(person), f"/en/dialogues/{dialogue.id}/our-questions/{draft.id}"
    late = page.post(f"{home}/check", data={"version": str(draft.version)})
    assert late.status_code == 409
    assert re.search(r"it was \d\d:\d\d:\d\d on the server", late.text)
    assert "Må fenderne tåle is?" in late.text
    assert "Må fenderne tåle is?" in page.get(f"{home}/edit").text
    assert "No question can be sent now" in page.get(f"/en/dialogues/{dialogue.id}/questions/new").text
