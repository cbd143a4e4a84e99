"""What stands between a batch and its publication, and whether the last day for input should move."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from app.blueprints.questions.terms.answers import Fault, Prepared, Words
from app.blueprints.questions.terms.questions import AnswerState, QuestionState

# What is told later than six days before the end of a time limit moves the limit: so it is for tenders (Directive
# 2014/24/EU article 47(3)(a)), and small firms need the days no less here.
DAYS_TO_READ = 6
FRIDAY = 4
OPEN = (QuestionState.ASKED, QuestionState.ACCEPTED)


def missing_languages(words: Mapping[str, Words], languages: Sequence[str], asked_in: str | None) -> list[str]:
    """The languages of the dialogue in which the question or the answer is still to be written, in their order.

    The question need not be written in the language in which it was asked: there its own words stand.
    """
    return [
        code
        for code in languages
        if code not in words or not words[code].answer or not (words[code].question or code == asked_in)
    ]


def faults(one: Prepared, languages: Sequence[str]) -> list[Fault]:
    """Why this answer cannot go out now; empty when it can."""
    found = []
    if one.question_id is not None and one.published_before is None and one.question_state not in OPEN:
        found.append(Fault.QUESTION_GONE)
    elif one.asked_in and one.asked_in in one.words and one.words[one.asked_in].question not in ("", one.said):
        found.append(Fault.QUESTION_CHANGED)
    if one.state is not AnswerState.APPROVED:
        found.append(Fault.NOT_APPROVED)
    if missing_languages(one.words, languages, one.asked_in):
        found.append(Fault.LANGUAGE_MISSING)
    return found


def faulty(batch: Iterable[Prepared], languages: Sequence[str]) -> dict[int, list[Fault]]:
    """What is wrong, by answer; an answer that can go out is not among them."""
    return {one.answer_id: found for one in batch if (found := faults(one, languages))}


def numbered(batch: Iterable[Prepared], highest: int) -> dict[int, int]:
    """The public number of each answer: that of the version before it, or the next ones, questions as they came in.

    `highest` is the last number given out in this dialogue. What nobody asked for comes after what was asked.
    """
    numbers, fresh = {}, []
    for one in batch:
        if one.published_before is not None:
            numbers[one.answer_id] = one.published_before
        else:
            fresh.append(one)
    fresh.sort(key=lambda one: (one.question_id is None, one.question_id or one.answer_id))
    return numbers | {one.answer_id: highest + place for place, one in enumerate(fresh, 1)}


def asks_about_deadline(closes_on: date | None, on: date, *, late: bool) -> bool:
    """Whether the buyer must say that the last day for input stays, or move it: few days are left to use the answers.

    `late`: the batch answers a question that came after the last day for questions. What has closed asks nothing.
    """
    return closes_on is not None and on <= closes_on and (late or (closes_on - on).days < DAYS_TO_READ)


def proposed_deadline(closes_on: date, on: date) -> date:
    """The first working day (Monday to Friday) that leaves six days after `on`, and is later than the last day now."""
    day = max(closes_on + timedelta(days=1), on + timedelta(days=DAYS_TO_READ))
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day
