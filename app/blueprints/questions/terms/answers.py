"""Answers: what comes in through a door, and what stands between an answer and its publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.blueprints.questions.terms.questions import AnswerState, QuestionState


class Fault(StrEnum):
    """Why an answer cannot go out with its batch."""

    NOT_APPROVED = "not_approved"
    LANGUAGE_MISSING = "language_missing"
    QUESTION_GONE = "question_gone"
    QUESTION_CHANGED = "question_changed"


@dataclass(frozen=True, slots=True)
class Words:
    """Question (or heading) and answer in one language."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """An answer as somebody at the buyer's writes it, in each language. `why`: what is new since it was published."""

    words: Mapping[str, Words]
    why: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An answer as it lies in a batch, with the question as it stands now; no question: nobody asked.

    `asked_in` is the question's language and `said` its words; `published_before` the number under which an earlier
    version stands already.
    """

    answer_id: int
    state: AnswerState
    words: Mapping[str, Words]
    question_id: int | None = None
    question_state: QuestionState | None = None
    asked_in: str | None = None
    said: str = ""
    published_before: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the buyer says when a batch goes out. `without`: the answers that it leaves out, as the page named them."""

    version: int
    without: frozenset[int] = frozenset()
    closes_on: date | None = None
    keeps_deadline: bool = False
