"""What was typed, read as answers; and answers put into words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from json import dumps
from typing import Any

from app.blueprints.inputs.rules.passages import Unbalanced, read
from app.blueprints.inputs.terms.answers import Answered, Lane, Typed
from app.blueprints.inputs.terms.questionnaires import SCALE, QuestionKind
from app.core.localized import Localized

LARGEST = Decimal(10) ** 14
YES_NO = (Localized(nb="Ja", nn="Ja", en="Yes"), Localized(nb="Nei", nn="Nei", en="No"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands between an answer and handing it in; `code` is worded in forms."""

    question_id: int
    code: str


def options(question: Any) -> list[tuple[int, dict[str, str]]]:
    """What can be chosen of a question, by number: the words in each language."""
    if question.kind == QuestionKind.YES_NO:
        return list(enumerate(YES_NO))
    if question.kind == QuestionKind.SCALE:
        ends = {SCALE[0]: question.choices[0], SCALE[-1]: question.choices[-1]} if question.choices else {}
        return [(step, {lang: f"{step}: {words}" for lang, words in ends.get(step, {}).items()} or
                 dict.fromkeys(("nb", "nn", "en"), str(step))) for step in SCALE]  # fmt: skip
    return list(enumerate(question.choices))


def is_blank(typed: Typed) -> bool:
    """Nothing that answers anything."""
    return not (typed.text.strip() or typed.number.strip() or typed.chosen or typed.file_id)


def read_number(typed: str) -> Decimal | None:
    """A number as people write it: 1 250,5 or 1250.5; None for what is none."""
    plain = "".join(typed.split()).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None


def faults_of(question: Any, typed: Typed) -> list[Fault]:
    """Why this answer cannot be handed in as it stands; empty when it can."""
    if is_blank(typed):
        return [Fault(question.id, "answer_is_missing")] if question.required else []
    codes = []
    if question.kind == QuestionKind.NUMBER and (not typed.number.strip() or read_number(typed.number) is None):
        codes.append("answer_is_no_number")
    known = {number for number, _ in options(question)}
    if not known.issuperset(typed.chosen) or (len(typed.chosen) > 1 and question.kind != QuestionKind.CHOICES):
        codes.append("answer_is_no_choice")
    if question.required and question.kind == QuestionKind.FILE and typed.file_id is None:
        codes.append("answer_is_missing")
    try:
        passages = read(typed.text)[1]
    except Unbalanced:
        return [Fault(question.id, "brackets_do_not_match")]
    if typed.lane == Lane.PUBLIC and passages:
        codes.append("public_answer_has_secrets")
    if typed.lane == Lane.CONFIDENTIAL and typed.text.strip() and not passages:
        codes.append("nothing_is_marked")
    if passages and not typed.reason.strip():
        codes.append("reason_is_missing")
    return [Fault(question.id, code) for code in codes]


def faults(questions: Iterable[Any], typed: Mapping[int, Typed]) -> list[Fault]:
    """Of all that is asked, in its order."""
    return [each for question in questions for each in faults_of(question, typed.get(question.id, Typed()))]


def answered(question: Any, typed: Typed) -> Answered:
    """A typed answer without faults, as it is handed in. A passage in another lane makes the answer confidential,

    and a file is never published.
    """
    body, passages = read(typed.text)
    return Answered(
        question_id=question.id,
        body=body,
        passages=passages,
        number=read_number(typed.number) if question.kind == QuestionKind.NUMBER else None,
        chosen=tuple(sorted(set(typed.chosen))),
        lane=Lane.CONFIDENTIAL if passages else Lane.BUYER if question.kind == QuestionKind.FILE else typed.lane,
        reason=typed.reason.strip() if passages else "",
        file_id=typed.file_id if question.kind == QuestionKind.FILE else None,
    )


def fingerprint(answers: Sequence[Answered]) -> str:
    """SHA-256 of what is handed in, for the receipt: of JSON with sorted keys, the answers by question."""
    plain = [
        {
            "question": each.question_id,
            "text": each.body,
            "confidential": [[one.start, one.end] for one in each.passages],
            "number": None if each.number is None else format(each.number.normalize(), "f"),
            "chosen": list(each.chosen),
            "lane": each.lane.value,
            "reason": each.reason,
            "file": each.file_id,
        }
        for each in sorted(answers, key=lambda one: one.question_id)
    ]
    return sha256(dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def said(question: Any, answer: Any, locale: str) -> str:
    """An answer's figures and choices in words, without its text: "Ja", "4", "250 tonn"."""
    if answer.number is not None:
        shown = format(answer.number.normalize(), "f")
        return f"{shown if locale == 'en' else shown.replace('.', ',')} {question.unit}".strip()
    words = dict(options(question))
    return "; ".join(Localized(words[number]).in_(locale) for number in answer.chosen if number in words)


def public_words(question: Any, answer: Answered, lang: str) -> Localized:
    """What is published of a public answer: choices and figures in every language, with the text as it was written.

    An answer that has a text stands in its own language only.
    """
    if answer.body:
        head = said(question, answer, lang)
        return Localized({lang: f"{head}\n\n{answer.body}" if head else answer.body})
    return Localized({code: said(question, answer, code) for code in ("nb", "nn", "en")})
