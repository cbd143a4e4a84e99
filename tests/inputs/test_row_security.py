"""What raw SQL of the site's own role sees and may do, whoever wrote the statement."""

import psycopg
import pytest

from app.blueprints.inputs.terms.answers import Lane
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.inputs import (
    answer_in_words,
    asked,
    begun,
    handed_in,
    proposed,
    questionnaire,
    typed,
    working_for,
)

TABLES = ("inputs_input", "inputs_working", "inputs_answer", "inputs_paraphrase")


@pytest.fixture
def world(db_session):
    host, lead = buyer()
    firm, dialogue = organisation(), published_dialogue(host)
    questionnaire(dialogue, lead)
    return dialogue, lead, firm, member(firm)


def test_nobody_but_the_firm_sees_what_is_begun_and_the_host_sees_it_when_it_is_handed_in(world, web_sql):
    dialogue, lead, firm, owner = world
    rival, other_buyer = member(organisation()), buyer()[1]
    begun(dialogue, firm, owner)

    def seen(who):
        return [web_sql(f"SELECT count(*) FROM {table}", working_for(who))[0][0] > 0 for table in TABLES]

    assert [seen(who) for who in (owner, lead, rival, other_buyer)] == [[True, True, False, False], *[[False] * 4] * 3]
    proposed(dialogue, answer_in_words(handed_in(dialogue, firm, owner), owner), lead)
    assert seen(owner) == [True] * 4
    assert seen(lead) == [True, False, True, True]
    assert [seen(who) for who in (rival, other_buyer)] == [[False] * 4] * 2


def test_a_question_that_is_not_published_is_seen_by_the_hosts_alone(db_session, web_sql):
    host, lead = buyer()
    dialogue = published_dialogue(host)
    questionnaire(dialogue, lead, published=False)
    rival = member(organisation())
    count = "SELECT count(*) FROM inputs_question"
    assert web_sql(count, working_for(lead))[0][0] > 0
    assert web_sql(count, working_for(rival)) == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inputs_paraphrase SET state = 'approved', approved_at = now()",
        "UPDATE inputs_paraphrase SET state = 'changed', counter = words || '{\"nb\": \"x\"}'",
        "UPDATE inputs_paraphrase SET state = 'published', approved_at = now(), published_at = now()",
        (
            "INSERT INTO inputs_published (dialogue_id, question_id, paraphrase_id, lang, words, published_at)"
            " SELECT dialogue_id, question_id, id, 'nb', words, now() FROM inputs_paraphrase"
        ),
    ],
)
def test_the_buyer_cannot_say_yes_for_the_firm_not_even_by_raw_sql(world, web_sql, statement):
    dialogue, lead, firm, owner = world
    proposed(dialogue, answer_in_words(handed_in(dialogue, firm, owner), owner), lead)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(statement, working_for(lead))


def test_an_answer_to_the_buyer_is_never_published_as_a_public_one(world, web_sql):
    dialogue, lead, firm, owner = world
    handed_in(dialogue, firm, owner, typed(dialogue, lane=Lane.BUYER))
    statement = (
        "INSERT INTO inputs_published (dialogue_id, question_id, organisation_id, answer_id, lang, words, published_at)"
        " SELECT dialogue_id, question_id, organisation_id, id, 'nb', '{\"nb\": \"x\"}', now() FROM inputs_answer"
    )
    for who in (lead, owner):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, working_for(who))


def test_what_somebody_has_answered_cannot_be_worded_anew_by_raw_sql(world, web_sql):
    dialogue, lead, firm, owner = world
    handed_in(dialogue, firm, owner)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql('UPDATE inputs_question SET words = \'{"nb": "noe annet"}\'', working_for(lead))
    assert asked(dialogue)[0].words["nb"] != "noe annet"
