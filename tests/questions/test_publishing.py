"""A batch goes out: to everybody, in every language, at one instant; and nothing that should not."""

import threading
from datetime import timedelta

import pytest

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.parity.queries import who_got_what_when
from app.blueprints.questions.models import Answer
from app.blueprints.questions.queries import entries
from app.blueprints.questions.services import answering, publishing
from app.blueprints.questions.terms.answers import AnswerDraft, Publication
from app.core.clock import today
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor
from tests.factories.answers import SAID, approved, hosts, prepared, published, words, written
from tests.factories.dialogues import published_dialogue
from tests.factories.questions import asked_question, firm_and_person, of


@pytest.fixture
def scene(db_session):
    dialogue = published_dialogue()
    return dialogue, hosts(dialogue)


def test_every_answer_of_a_batch_has_the_same_instant_and_all_languages(scene) -> None:
    dialogue, who = scene
    for _ in range(3):
        approved(dialogue, asked_question(dialogue), who)
    batch = published(dialogue, who)
    rows = entries.entries(dialogue.id).rows
    assert [row.number for row in rows] == [3, 2, 1]
    assert {row.published_at for row in rows} == {batch.published_at}
    for row in rows:
        assert {code for code, said in row.words.items() if said["html"]} == set(dialogue.languages)
    assert {item.published_at for item in who_got_what_when(dialogue.id)} == {batch.published_at}


def test_whoever_wrote_a_comma_of_it_does_not_approve_it(scene) -> None:
    dialogue, (firm, writer, other) = scene
    answer = written(dialogue, asked_question(dialogue), firm, writer)
    with unit_of_work(of(firm, other)):
        changed = AnswerDraft(words=words(dialogue, nb="Ja, i kjelleren."), version=answer.version)
        answering.change_answer(dialogue_shown(dialogue.id), answer, changed, by=actor(other))
    for one in (writer, other):
        with pytest.raises(Conflict, match="another_must_approve"), unit_of_work(of(firm, one)):
            answering.approve(dialogue_shown(dialogue.id), answer, answer.version, by=actor(one))


def test_new_words_are_not_approved_by_who_approved_the_old_ones(scene) -> None:
    dialogue, who = scene
    answer = approved(dialogue, asked_question(dialogue), who)
    batch = prepared(dialogue, who)
    with unit_of_work(of(who[0], who[1])):
        changed = AnswerDraft(words=words(dialogue, nb="Nei."), version=answer.version)
        answering.change_answer(dialogue_shown(dialogue.id), answer, changed, by=actor(who[1]))
    with pytest.raises(Conflict, match="batch_is_not_ready"):
        published(dialogue, who, batch)
    assert entries.entries(dialogue.id).rows == []


def test_an_answer_that_lacks_a_language_is_not_approved(scene) -> None:
    dialogue, (firm, writer, other) = scene
    answer = written(dialogue, asked_question(dialogue), firm, writer, words=words(dialogue, en=""))
    with pytest.raises(Conflict, match="answer_lacks_a_language"), unit_of_work(of(firm, other)):
        answering.approve(dialogue_shown(dialogue.id), answer, answer.version, by=actor(other))


def test_a_question_withdrawn_inside_a_batch_stops_it_and_is_left_out_only_when_it_was_named(scene) -> None:
    dialogue, who = scene
    asker = firm_and_person()
    gone = asked_question(dialogue, asker[0])
    stopped, stays = approved(dialogue, gone, who), approved(dialogue, asked_question(dialogue), who)
    batch = prepared(dialogue, who)
    with unit_of_work(of(*asker)):
        row = db.session.merge(gone)
        row.state = "withdrawn"
    with pytest.raises(Conflict, match="batch_is_not_ready") as refused:
        published(dialogue, who, batch)
    assert refused.value.params == {"count": 1}
    assert entries.entries(dialogue.id).rows == []
    with unit_of_work(of(who[0], who[1])):
        said = Publication(version=batch.version, without=frozenset({stopped.id}))
        publishing.publish(dialogue.id, batch.id, said, by=actor(who[1]))
    assert [row.number for row in entries.entries(dialogue.id).rows] == [1]
    with unit_of_work(of(who[0], who[1])):
        left, out = (db.session.get_one(Answer, one.id, populate_existing=True) for one in (stopped, stays))
        assert (left.state, left.batch_id) == ("approved", None)
        assert (out.state, out.batch_id) == ("published", batch.id)


def test_of_two_leads_who_publish_the_same_batch_one_does_and_one_is_told(app, scene) -> None:
    dialogue, who = scene
    approved(dialogue, asked_question(dialogue), who)
    batch = prepared(dialogue, who)
    version, speakers = batch.version, [actor(who[1]), actor(who[2])]
    gate, outcomes = threading.Barrier(2), []

    def press(speaker) -> None:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                with unit_of_work(Context(person_id=speaker.person_id, organisation_ids=(who[0].id,))):
                    publishing.publish(dialogue.id, batch.id, Publication(version=version), by=speaker)
                outcomes.append("published")
            except Conflict as error:
                outcomes.append(error.code)
            finally:
                db.session.remove()

    pressing = [threading.Thread(target=press, args=(speaker,)) for speaker in speakers]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join(timeout=60)
    assert sorted(outcomes) == ["batch_is_published", "published"]
    assert len(entries.entries(dialogue.id).rows) == 1


def test_a_batch_that_was_changed_since_it_was_read_does_not_go_out(scene) -> None:
    dialogue, who = scene
    approved(dialogue, asked_question(dialogue), who)
    batch = prepared(dialogue, who)
    with pytest.raises(StaleVersion), unit_of_work(of(who[0], who[1])):
        publishing.publish(dialogue.id, batch.id, Publication(version=batch.version + 1), by=actor(who[1]))


def test_a_changed_answer_is_a_new_version_under_the_same_number_with_its_reason(scene) -> None:
    dialogue, who = scene
    first = approved(dialogue, asked_question(dialogue), who)
    approved(dialogue, None, who)
    published(dialogue, who)
    with unit_of_work(of(who[0], who[1])):
        row = dialogue_shown(dialogue.id)
        with pytest.raises(Refused, match="say_what_changed"):
            answering.write_anew(row, first, AnswerDraft(words=words(dialogue)), by=actor(who[1]))
        draft = AnswerDraft(words=words(dialogue, nb="Nei, likevel ikke."), why="Kjelleren er fuktig.")
        anew = answering.write_anew(row, first, draft, by=actor(who[1]))
    assert [row.version for row in entries.versions(dialogue.id, 1)] == [1], "nobody reads it before it is published"
    with unit_of_work(of(who[0], who[2])):
        answering.approve(dialogue_shown(dialogue.id), anew, anew.version, by=actor(who[2]))
    published(dialogue, who)
    newest, oldest = entries.versions(dialogue.id, 1)
    assert (newest.version, newest.current, newest.why) == (2, True, "Kjelleren er fuktig.")
    assert (oldest.version, oldest.current, oldest.words["nb"]["text"]) == (1, False, SAID["nb"])
    assert [row.number for row in entries.entries(dialogue.id).rows] == [2, 1]


def test_few_days_before_the_end_the_buyer_says_whether_the_last_day_moves(db_session) -> None:
    dialogue = published_dialogue(closes_on=today() + timedelta(days=3))
    who = hosts(dialogue)
    approved(dialogue, asked_question(dialogue), who)
    batch = prepared(dialogue, who)
    later = today() + timedelta(days=8)
    for said, code in (
        (Publication(version=batch.version), "say_what_of_the_deadline"),
        (Publication(version=batch.version, closes_on=today()), "choose_a_later_day"),
    ):
        with pytest.raises(Refused, match=code), unit_of_work(of(who[0], who[1])):
            publishing.publish(dialogue.id, batch.id, said, by=actor(who[1]))
    with unit_of_work(of(who[0], who[1])):
        said = Publication(version=batch.version, closes_on=later)
        assert publishing.publish(dialogue.id, batch.id, said, by=actor(who[1])).deadline == "moved"
    assert dialogue_shown(dialogue.id).closes_on == later
