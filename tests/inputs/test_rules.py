"""Passages, effort, and what an answer must be: pure rules."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.inputs.rules import answers, passages
from app.blueprints.inputs.rules.effort import Effort, effort
from app.blueprints.inputs.services.ready_made import all_ready_made
from app.blueprints.inputs.terms.answers import Answered, Lane, Passage, Typed
from app.blueprints.inputs.terms.questionnaires import USUAL_CAP_HOURS, USUAL_FIRMS, WITH_CHOICES, QuestionKind


def question(kind=QuestionKind.TEXT, **values):
    given = {"id": 1, "kind": kind, "required": False, "choices": [], "unit": "", "minutes": 6, "withdrawn_at": None}
    return SimpleNamespace(**given | values)


def test_a_passage_between_double_brackets_is_read_with_its_place():
    assert passages.read("Prisen er [[12 kr]] per tonn.") == ("Prisen er 12 kr per tonn.", (Passage(10, 15),))


@pytest.mark.parametrize("typed", ["[[åpen", "lukket]]", "[[a [[b]] c]]", "a]] [[b"])
def test_brackets_that_do_not_match_are_never_guessed_at(typed):
    with pytest.raises(passages.Unbalanced):
        passages.read(typed)


@given(st.lists(st.tuples(st.text("ab ", max_size=5), st.text("cd", min_size=1, max_size=5)), max_size=4))
def test_what_is_marked_is_read_back_and_is_gone_from_what_is_left(pieces):
    typed = "".join(f"{open_}[[{secret}]]" for open_, secret in pieces)
    text, found = passages.read(typed)
    assert passages.mark(text, found) == typed
    left = passages.without(text, found, "")
    assert left == "".join(open_ for open_, _ in pieces)


def test_a_paraphrase_that_repeats_a_secret_is_found_also_in_capitals_and_over_a_line():
    text, found = passages.read("Vi bruker [[en ny legering]].")
    assert passages.repeats("Noen bruker EN NY\n legering.", text, found) == ["en ny legering"]
    assert passages.repeats("Noen har funnet et bedre stoff.", text, found) == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (Typed(), []),
        (Typed(text="Alt er [[hemmelig]].", lane=Lane.PUBLIC, reason="Pris"), ["public_answer_has_secrets"]),
        (Typed(text="Ingenting er merket.", lane=Lane.CONFIDENTIAL, reason="Pris"), ["nothing_is_marked"]),
        (Typed(text="[[Pris]]", lane=Lane.CONFIDENTIAL), ["reason_is_missing"]),
        (Typed(text="[[Pris", lane=Lane.BUYER), ["brackets_do_not_match"]),
        (Typed(text="[[Pris]] og tid", lane=Lane.CONFIDENTIAL, reason="Pris"), []),
        (Typed(text="Åpent", lane=Lane.PUBLIC), []),
    ],
)
def test_an_answer_says_what_is_wrong_with_it(typed, codes):
    assert [fault.code for fault in answers.faults_of(question(), typed)] == codes


def test_only_a_question_that_needs_an_answer_misses_one():
    assert [fault.code for fault in answers.faults_of(question(required=True), Typed())] == ["answer_is_missing"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1 250,5", Decimal("1250.5")), ("12", Decimal(12)), ("-3.25", Decimal("-3.25")), ("mange", None), ("1e30", None), ("NaN", None)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed, number):
    assert answers.read_number(typed) == number


def test_what_can_not_be_chosen_is_no_choice_and_only_one_of_several_is_one():
    several = question(QuestionKind.CHOICE, choices=[{"nb": "a"}, {"nb": "b"}])
    codes = [
        [fault.code for fault in answers.faults_of(several, Typed(chosen=chosen))] for chosen in ((1,), (2,), (0, 1))
    ]
    assert codes == [[], ["answer_is_no_choice"], ["answer_is_no_choice"]]


def test_a_passage_makes_an_answer_confidential_whatever_lane_was_chosen_and_a_file_is_never_public():
    assert answers.answered(question(), Typed(text="[[x]]", lane=Lane.BUYER, reason="r")).lane is Lane.CONFIDENTIAL
    assert answers.answered(question(QuestionKind.FILE), Typed(file_id=3, lane=Lane.PUBLIC)).lane is Lane.BUYER


def test_a_public_choice_is_said_in_every_language_and_a_text_in_its_own():
    yes = question(QuestionKind.YES_NO)
    assert answers.public_words(yes, Answered(question_id=1, chosen=(0,)), "nn") == {
        "nb": "Ja",
        "nn": "Ja",
        "en": "Yes",
    }
    assert answers.public_words(yes, Answered(question_id=1, chosen=(1,), body="Too short."), "en") == {
        "en": "No\n\nToo short."
    }


def test_the_fingerprint_does_not_depend_on_the_order_and_does_on_the_lane():
    one, two = Answered(question_id=1, body="a"), Answered(question_id=2, body="b")
    assert answers.fingerprint([one, two]) == answers.fingerprint([two, one])
    assert answers.fingerprint([one]) != answers.fingerprint([Answered(question_id=1, body="a", lane=Lane.PUBLIC)])


def test_effort_is_minutes_times_firms_and_a_withdrawn_question_costs_nothing():
    asked = [question(minutes=20), question(minutes=10), question(minutes=99, withdrawn_at="then")]
    assert effort(asked, firms=30, cap_hours=15) == Effort(minutes=30, firms=30, cap_hours=15)
    assert (effort(asked, 30, 15).hours, effort(asked, 30, 15).over) == (15, False)
    assert effort(asked, firms=30, cap_hours=15, answered=31).over


def test_every_ready_made_questionnaire_is_whole_in_all_three_languages_and_within_the_usual_cap():
    assert len(all_ready_made()) >= 3
    for each in all_ready_made():
        asked = [one for _, questions in each.sections for one in questions]
        texts = [each.name, each.about, *(title for title, _ in each.sections), *(one["words"] for one in asked)]
        texts += [choice for one in asked for choice in one["choices"]] + [one["hint"] for one in asked if one["hint"]]
        assert all(text.get(lang) for text in texts for lang in ("nb", "nn", "en"))
        assert all(len(one["choices"]) >= 2 for one in asked if one["kind"] in WITH_CHOICES)
        assert not Effort(each.minutes, USUAL_FIRMS, USUAL_CAP_HOURS).over
