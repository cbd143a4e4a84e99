"""Rules of a batch and of what is published, without a database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from app.blueprints.questions.rules.batches import (
    asks_about_deadline,
    faults,
    missing_languages,
    numbered,
    proposed_deadline,
)
from app.blueprints.questions.rules.entries import enquiry, present
from app.blueprints.questions.terms.answers import Fault, Prepared, Words
from app.blueprints.questions.terms.entries import SUPPLIER
from app.blueprints.questions.terms.questions import AnswerState, QuestionState

BOTH = {"nb": Words("Når?", "I mai."), "en": Words("When?", "In May.")}


def prepared(number: int = 1, **values) -> Prepared:
    given = {
        "answer_id": number, "state": AnswerState.APPROVED, "words": BOTH, "question_id": number,
        "question_state": QuestionState.ACCEPTED, "asked_in": "nb", "said": "Når?",
    }  # fmt: skip
    return Prepared(**(given | values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"question_state": QuestionState.ASKED}, []),
        ({"state": AnswerState.WRITTEN}, [Fault.NOT_APPROVED]),
        ({"words": {"nb": BOTH["nb"]}}, [Fault.LANGUAGE_MISSING]),
        ({"words": BOTH | {"en": Words("", "In May.")}}, [Fault.LANGUAGE_MISSING]),
        ({"question_state": QuestionState.WITHDRAWN}, [Fault.QUESTION_GONE]),
        ({"question_state": QuestionState.PROPOSED}, [Fault.QUESTION_GONE]),
        ({"question_state": QuestionState.MERGED}, [Fault.QUESTION_GONE]),
        ({"said": "Når på året?"}, [Fault.QUESTION_CHANGED]),
        ({"question_state": QuestionState.PUBLISHED, "published_before": 4}, []),
        ({"question_id": None, "question_state": None, "asked_in": None, "said": ""}, []),
        ({"state": AnswerState.WRITTEN, "words": {}}, [Fault.NOT_APPROVED, Fault.LANGUAGE_MISSING]),
    ],
)
def test_what_cannot_go_out_is_named_with_every_reason(values, expected) -> None:
    assert faults(prepared(**values), ["nb", "en"]) == expected


def test_the_question_is_not_written_again_in_the_language_it_was_asked_in() -> None:
    assert missing_languages({"nb": Words("", "I mai.")}, ["nb"], "nb") == []
    assert missing_languages({"nb": Words("", "I mai.")}, ["nb"], "nn") == ["nb"]


def test_numbers_go_on_without_a_gap_in_the_order_of_the_questions_and_a_new_version_keeps_its_own() -> None:
    batch = [
        prepared(11, question_id=None), prepared(12, question_id=9), prepared(13, question_id=3),
        prepared(14, published_before=2),
    ]  # fmt: skip
    assert numbered(batch, 5) == {13: 6, 12: 7, 11: 8, 14: 2}


@pytest.mark.parametrize(
    ("closes", "late", "asked"),
    [(date(2027, 5, 20), False, False), (date(2027, 5, 15), False, True), (date(2027, 5, 16), False, False),
     (date(2027, 5, 20), True, True), (date(2027, 5, 10), False, True), (date(2027, 5, 9), True, False), (None, True, False)],
)  # fmt: skip
def test_fewer_than_six_days_before_the_end_or_for_a_late_question_the_last_day_is_asked_about(
    closes, late, asked
) -> None:
    assert asks_about_deadline(closes, date(2027, 5, 10), late=late) is asked


@pytest.mark.parametrize(
    ("closes", "on", "expected"),
    [
        (date(2027, 5, 12), date(2027, 5, 10), date(2027, 5, 17)),  # six days on is a Sunday
        (date(2027, 5, 13), date(2027, 5, 12), date(2027, 5, 18)),  # a Tuesday
        (date(2027, 5, 21), date(2027, 5, 10), date(2027, 5, 24)),  # later than it was, and no Saturday
    ],
)
def test_the_day_proposed_leaves_six_days_is_later_and_a_working_day(closes, on, expected) -> None:
    assert proposed_deadline(closes, on) == expected


WORDS = {
    "nn": {"question": "Når?"},
    "nb": {"question": "Når da?", "text": "I mai.", "html": "<p>I mai.</p>"},
    "en": {"question": "When?", "text": "In May.", "html": "<p>In May.</p>"},
}


@pytest.mark.parametrize(
    ("locale", "question", "answer", "translated"),
    [("nb", "Når da?", "I mai.", True), ("nn", "Når?", "I mai.", False), ("en", "When?", "In May.", True)],
)
def test_a_reader_gets_the_pages_language_and_the_question_as_it_was_asked_where_she_reads_that(
    locale, question, answer, translated
) -> None:
    said = present(WORDS, "nn", locale)
    assert (said.question, said.text, said.translated) == (question, answer, translated)


def row(**values):
    given = {
        "number": 7, "version": 1, "lang": "nn", "pseudonym": 12, "joined": [3], "need_id": None, "follows": 2,
        "words": WORDS, "published_at": datetime(2027, 5, 10, 10, tzinfo=UTC), "hidden_at": None, "hidden_reason": "",
        "why": "",
    }  # fmt: skip
    return SimpleNamespace(**(given | values))


def test_an_export_says_number_and_pseudonym_and_never_who_or_when_it_was_asked() -> None:
    said = enquiry(row(), 5, SUPPLIER)
    assert said == {
        "id": "5-7", "number": 7, "version": 1, "language": "nn", "dateAnswered": "2027-05-10T10:00:00.000+00:00",
        "author": {"name": "Leverandør 12"}, "alsoAskedBy": [{"name": "Leverandør 3"}], "follows": "5-2",
        "description": "Når?", "description_nb": "Når da?", "description_en": "When?",
        "answer_nb": "I mai.", "answer_en": "In May.",
    }  # fmt: skip


def test_what_a_moderator_has_hidden_is_exported_without_words() -> None:
    said = enquiry(row(hidden_at=datetime(2027, 6, 1, tzinfo=UTC), hidden_reason="M1"), 5, SUPPLIER)
    assert (said["hidden"], said["reason"]) == (True, "M1")
    assert not [key for key in said if key.startswith(("description", "answer_"))]
