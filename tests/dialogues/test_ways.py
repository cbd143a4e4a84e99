"""The buttons of a dialogue's page, and what a firm finds there of its own: only what does something, for nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.core.clock import today
from app.core.db import db, unit_of_work
from tests.factories import inputs
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.questions import asked_question


@pytest.fixture
def scene(db_session):
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    return dialogue, owner, supplier, member(supplier, "editor")


def page(client, dialogue) -> str:
    return client.get(f"/en/dialogues/{dialogue.id}").text


def test_a_button_stands_only_where_it_does_something(scene, client, sign_in) -> None:
    dialogue, owner, _supplier, writer = scene
    give, ask = f'href="/en/dialogues/{dialogue.id}/input">Give input', "/questions/new"
    assert give not in page(client, dialogue), "nothing is asked yet"
    inputs.questionnaire(dialogue, owner)
    for reader in (client, sign_in(writer)):
        shown = page(reader, dialogue)
        assert give in shown
        assert f'{ask}">Ask a question' in shown
        assert f"{ask}?need=" in shown, "each need can be asked about"
        assert "Follow</a>" in shown
        assert "Time to answer" in shown
    host = page(sign_in(owner), dialogue)
    assert give not in host
    assert ask not in host, "a buyer neither asks itself nor answers"
    with unit_of_work():
        db.session.execute(
            text("UPDATE dialogues_dialogue SET opens_on = :day, closes_on = :day WHERE id = :id"),
            {"day": today() - timedelta(days=1), "id": dialogue.id},
        )
    late = page(client, dialogue)
    assert give not in late
    assert ask not in late


def test_where_only_the_invited_are_taken_others_have_no_button(scene, sign_in) -> None:
    dialogue, owner, supplier, writer = scene
    inputs.questionnaire(dialogue, owner)
    with unit_of_work():
        db.session.execute(
            text("UPDATE dialogues_dialogue SET open_to = 'invited', criterion = 'Har levert kaier' WHERE id = :id"),
            {"id": dialogue.id},
        )
    assert ">Give input" not in page(sign_in(writer), dialogue)
    with unit_of_work():
        db.session.execute(
            text("INSERT INTO dialogues_invited (dialogue_id, organisation_id, created_at)"
                 " VALUES (:id, :firm, now())"),
            {"id": dialogue.id, "firm": supplier.id},
        )  # fmt: skip
    assert ">Give input" in page(sign_in(writer), dialogue)


def test_a_firm_finds_its_own_pages_and_nobody_elses_for_no_statement_more(scene, sign_in, statements) -> None:
    dialogue, owner, supplier, writer = scene
    stranger = member(organisation("supplier"), "editor")
    inputs.questionnaire(dialogue, owner)
    signed_in = sign_in(writer)
    address = f"/en/dialogues/{dialogue.id}"
    signed_in.get(address)
    with statements() as before:
        assert "Your organisation here" not in signed_in.get(address).text
    asked_question(dialogue, supplier, state="returned", reason="Hvilken kai gjelder det?")
    inputs.begun(dialogue, supplier, writer)
    with statements() as after:
        shown = signed_in.get(address).text
    assert f'href="{address}/our-questions">Our questions</a> <span class="ds-tag"' in shown
    assert "1 waits for you" in shown
    assert f'href="{address}/input/{supplier.id}">Our input' in shown
    assert len(after) == len(before)
    assert "Your organisation here" not in page(sign_in(stranger), dialogue)
