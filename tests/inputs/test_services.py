"""Input from the first word to what is published of it, against the database as the site meets it."""

from datetime import timedelta

import pytest

from app.blueprints.dialogues.queries import get_dialogue
from app.blueprints.dialogues.rules.deadlines import deadline
from app.blueprints.dialogues.services import closing
from app.blueprints.inputs.queries import answers as queries
from app.blueprints.inputs.queries import paraphrases as paraphrase_queries
from app.blueprints.inputs.queries import questionnaires, themes
from app.blueprints.inputs.services import answering, handing_in, paraphrases
from app.blueprints.inputs.services import questionnaires as building
from app.blueprints.inputs.terms.answers import InputState, Lane, ParaphraseState, Typed
from app.blueprints.inputs.terms.questionnaires import EffortDraft
from app.blueprints.parity.queries import participants
from app.core.clock import moved_to
from app.core.db import unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.inputs import (
    MARKED,
    NEUTRAL,
    SECRET,
    add_question,
    answer_in_words,
    asked,
    begun,
    handed_in,
    proposed,
    question_draft,
    questionnaire,
    typed,
    working_for,
)


@pytest.fixture
def world(db_session):
    host, lead = buyer()
    firm = organisation(name="Kaiverk AS")
    dialogue = published_dialogue(host)
    questionnaire(dialogue, lead)
    return dialogue, lead, firm, member(firm)


def published(dialogue):
    with unit_of_work():
        return paraphrase_queries.published(dialogue.id).rows


def test_what_is_saved_is_the_firms_alone_and_a_colleague_who_saves_an_old_page_is_told(world):
    dialogue, lead, firm, owner = world
    mine = begun(dialogue, firm, owner)
    with unit_of_work(working_for(lead)):
        assert queries.find_input(dialogue.id, firm.id) is None
    section = asked(dialogue)[0].section_id
    with unit_of_work(working_for(owner)), pytest.raises(StaleVersion):
        answering.save(dialogue, mine, section, {}, 0, by=actor(owner))


def test_input_is_taken_in_the_last_second_and_one_second_later_it_is_refused_and_nothing_is_lost(world):
    dialogue, _lead, firm, owner = world
    mine = begun(dialogue, firm, owner)
    late, who = deadline(dialogue.closes_on), actor(owner)
    with moved_to(late), unit_of_work(working_for(owner)), pytest.raises(Conflict) as refused:
        handing_in.hand_in(dialogue, mine, "nb", mine.version, by=who)
    assert (refused.value.code, refused.value.params["at"]) == ("input_is_over", "00:00:00")
    with unit_of_work(working_for(owner)):
        assert any(each.text for each in answering.typed_of(mine.id).values())
    with moved_to(late - timedelta(seconds=1)), unit_of_work(working_for(owner)):
        assert handing_in.hand_in(dialogue, mine, "nb", mine.version, by=who).state is InputState.HANDED_IN


def test_whoever_hands_in_takes_part_and_what_is_unclear_is_not_handed_in(world):
    dialogue, _lead, firm, owner = world
    mine = begun(dialogue, firm, owner, typed(dialogue, text=MARKED, lane=Lane.PUBLIC))
    with unit_of_work(working_for(owner)), pytest.raises(Refused, match="input_is_not_complete"):
        handing_in.hand_in(dialogue, mine, "nb", mine.version, by=actor(owner))
    with unit_of_work(working_for(owner)):
        assert firm.id not in {row.organisation_id for row in participants(dialogue.id)}
    handed_in(dialogue, firm, owner)
    with unit_of_work(working_for(owner)):
        assert firm.id in {row.organisation_id for row in participants(dialogue.id)}


def test_public_answers_are_public_when_handed_in_follow_a_change_and_go_with_it(world):
    dialogue, _lead, firm, owner = world
    begun(dialogue, firm, owner, typed(dialogue, text="Del opp i tre.", lane=Lane.PUBLIC))
    assert published(dialogue) == []
    mine = handed_in(dialogue, firm, owner, typed(dialogue, text="Del opp i tre.", lane=Lane.PUBLIC))
    rows = published(dialogue)
    assert {(row.organisation, row.words["nb"]) for row in rows} == {("Kaiverk AS", "Del opp i tre.")}
    handed_in(dialogue, firm, owner, typed(dialogue, text="Del opp i fire.", lane=Lane.PUBLIC))
    assert [(row.id, row.words["nb"]) for row in published(dialogue)] == [(row.id, "Del opp i fire.") for row in rows]
    again = handed_in(dialogue, firm, owner, typed(dialogue, text="Del opp i fire.", lane=Lane.BUYER))
    assert published(dialogue) == []
    assert (again.id, again.times) == (mine.id, 3)


def test_a_paraphrase_is_published_only_with_a_yes_and_silence_is_none(world):
    dialogue, lead, firm, owner = world
    mine = handed_in(dialogue, firm, owner, typed(dialogue, text=MARKED, lane=Lane.CONFIDENTIAL, reason="Metode"))
    answer = answer_in_words(mine, owner)
    with pytest.raises(Refused, match="repeats_a_secret"):
        proposed(dialogue, answer, lead, nb=f"Noen bruker {SECRET.upper()}.")
    waits = proposed(dialogue, answer, lead)
    with unit_of_work(working_for(lead)), pytest.raises(Conflict, match="nothing_is_approved"):
        paraphrases.publish_approved(dialogue, by=actor(lead))
    with unit_of_work(working_for(owner)):
        paraphrases.approve(dialogue, waits, waits.version, by=actor(owner))
    assert [each.count for each in obstacles(dialogue, lead)] == [1]
    with unit_of_work(working_for(lead)):
        assert paraphrases.publish_approved(dialogue, by=actor(lead)) == 1
    [row] = published(dialogue)
    assert (row.words, row.organisation) == (NEUTRAL, None)
    assert obstacles(dialogue, lead) == []


def obstacles(dialogue, lead):
    with unit_of_work(working_for(lead)):
        return [each for each in closing.obstacles(dialogue.id) if each.code == "approved_paraphrases_wait"]


def test_the_firm_may_say_it_in_its_own_words_and_those_are_what_is_published(world):
    dialogue, lead, firm, owner = world
    answer = answer_in_words(handed_in(dialogue, firm, owner), owner)
    waits = proposed(dialogue, answer, lead)
    own = Localized(nb="Tida kan halveres.", en="The time can be halved.")
    with unit_of_work(working_for(owner)):
        paraphrases.change(dialogue, waits, own, "Slik er det riktig.", waits.version, by=actor(owner))
    with unit_of_work(working_for(lead)):
        changed = paraphrase_queries.find_paraphrase(waits.id)
        paraphrases.use_the_firms_words(dialogue, changed, changed.version, by=actor(lead))
        paraphrases.publish_approved(dialogue, by=actor(lead))
    assert [row.words for row in published(dialogue)] == [own]


def test_an_answer_that_changes_takes_its_unpublished_paraphrase_with_it(world):
    dialogue, lead, firm, owner = world
    answer = answer_in_words(handed_in(dialogue, firm, owner), owner)
    waits = proposed(dialogue, answer, lead)
    with unit_of_work(working_for(owner)):
        paraphrases.approve(dialogue, waits, waits.version, by=actor(owner))
    handed_in(dialogue, firm, owner, typed(dialogue, text="Noe annet."))
    with unit_of_work(working_for(lead)):
        assert paraphrase_queries.find_paraphrase(waits.id).state is ParaphraseState.OUTDATED
        assert paraphrase_queries.approved(dialogue.id) == []


def test_a_question_that_somebody_has_answered_is_withdrawn_and_never_changed(world):
    dialogue, lead, firm, owner = world
    handed_in(dialogue, firm, owner)
    first = asked(dialogue)[0]
    with unit_of_work(working_for(lead)):
        made, question = (
            questionnaires.get_questionnaire(dialogue.id),
            questionnaires.find_question(dialogue.id, first.id),
        )
        with pytest.raises(Conflict, match="question_is_answered"):
            building.save_question(dialogue, first.section_id, question, question_draft(), made.version, by=actor(lead))
        with pytest.raises(Refused, match="withdrawal_needs_a_reason"):
            building.take_out(dialogue, question, " ", made.version, by=actor(lead))
        building.take_out(dialogue, question, "Spurt to ganger.", made.version, by=actor(lead))
    with unit_of_work(working_for(lead)):
        assert len(queries.shown_answers(queries.find_input(dialogue.id, firm.id).id)) == len(asked(dialogue))


def test_a_new_question_is_told_to_those_who_have_answered_and_to_nobody_else(world, run_jobs, owner_sql):
    dialogue, lead, firm, owner = world
    other = organisation()
    other_owner = member(other)
    handed_in(dialogue, firm, owner)
    begun(dialogue, other, other_owner)
    add_question(dialogue, lead)
    run_jobs()
    told = owner_sql("SELECT person_id FROM notifications_inbox_item WHERE kind = 'inputs_questions_added'")
    assert told == [(owner.id,)]


def test_questions_above_the_cap_wait_for_a_reason_and_a_language_that_is_missing_holds_them_back(db_session):
    host, lead = buyer()
    dialogue = published_dialogue(host)
    questionnaire(dialogue, lead, published=False)
    who = actor(lead)
    with unit_of_work(working_for(lead)):
        made = questionnaires.get_questionnaire(dialogue.id)
        draft = EffortDraft(firms=100, cap_hours=20, why="", version=made.version)
        building.save_effort(dialogue, draft, by=who)
        assert building.missing(dialogue, made) == ["over_the_cap"]
        building.save_effort(dialogue, EffortDraft(firms=100, cap_hours=20, why="Ti år.", version=made.version), by=who)
        section = questionnaires.sections_of(dialogue.id)[0].id
        lacks = question_draft(words=Localized(nb="Bare norsk?"))
        building.save_question(dialogue, section, None, lacks, made.version, by=who)
        with pytest.raises(Conflict, match="language_is_missing"):
            building.publish(dialogue, made.version, by=who)


def test_what_is_gathered_into_themes_holds_no_confidential_passage_and_no_unsent_word(world):
    dialogue, lead, firm, owner = world
    begun(dialogue, firm, owner)
    with unit_of_work(working_for(lead)):
        assert themes.contributions(dialogue.id) == []
    handed_in(dialogue, firm, owner, typed(dialogue, text=MARKED, lane=Lane.CONFIDENTIAL, reason="Metode"))
    with unit_of_work(working_for(lead)):
        found = themes.contributions(dialogue.id)
        assert found
        assert not [each for each in found if SECRET in each.excerpt]
        assert list(themes.contributors([each.id for each in found])) == [firm.id]


def test_a_firm_that_was_not_invited_begins_nothing_and_a_closed_dialogue_lets_proposals_lapse(world):
    dialogue, lead, firm, owner = world
    waits = proposed(dialogue, answer_in_words(handed_in(dialogue, firm, owner), owner), lead)
    with unit_of_work(working_for(lead)):
        shut = get_dialogue(dialogue.id)
        shut.open_to, shut.criterion = "invited", "De som har levert til havner."
    stranger = organisation()
    person = member(stranger)
    with unit_of_work(working_for(person)), pytest.raises(Refused, match="not_invited"):
        answering.begin(get_dialogue(dialogue.id), stranger.id, "nb", by=actor(person))
    with unit_of_work(working_for(lead)):
        paraphrases.lapse(dialogue.id, actor(lead))
        assert paraphrase_queries.find_paraphrase(waits.id).state is ParaphraseState.LAPSED


def test_nobody_stores_an_identity_number_with_an_answer(world):
    dialogue, _lead, firm, owner = world
    with pytest.raises(Refused):
        begun(dialogue, firm, owner, {row.id: Typed(text="Ring 13097248022") for row in asked(dialogue)})
