"""The buyer builds a questionnaire, publishes it, and adds to it. What has been answered stays as it was asked."""

from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries.writing import flush
from app.blueprints.inputs.models import Question, Questionnaire, Section
from app.blueprints.inputs.queries import questionnaires as queries
from app.blueprints.inputs.rules.effort import Effort, effort
from app.blueprints.inputs.services.ready_made import ReadyMade
from app.blueprints.inputs.terms.questionnaires import (
    MOST_QUESTIONS,
    MOST_SECTIONS,
    USUAL_CAP_HOURS,
    USUAL_FIRMS,
    WITH_CHOICES,
    EffortDraft,
    QuestionDraft,
)
from app.blueprints.journal.services import record
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized

_COPIED = ("kind", "words", "hint", "choices", "unit", "minutes", "required")


def start(dialogue: Any, ready_made: ReadyMade | None, *, by: Actor | None) -> Questionnaire:
    """A questionnaire to build on: one that comes with the room, or an empty one (None)."""
    sections = ready_made.sections if ready_made else ()
    return _start(dialogue, [(title, list(questions)) for title, questions in sections], by)


def copy(dialogue: Any, source_id: int, *, by: Actor | None) -> Questionnaire:
    """The same questions as in another dialogue, those that were withdrawn there left out."""
    sections: dict[int, tuple[Localized, list[dict[str, Any]]]] = {}
    for row in queries.questions_of(source_id):
        if row.withdrawn_at is None:
            _, questions = sections.setdefault(row.section_id, (row.section, []))
            questions.append({name: getattr(row, name) for name in _COPIED})
    return _start(dialogue, list(sections.values()), by)


def _start(dialogue: Any, sections: list[tuple[Localized, list[dict[str, Any]]]], by: Actor | None) -> Questionnaire:
    _refuse_closed(dialogue)
    if queries.find_questionnaire(dialogue.id) is not None:
        raise Conflict("questionnaire_is_begun")
    made = Questionnaire(
        dialogue_id=dialogue.id, number=0, firms=USUAL_FIRMS, cap_hours=USUAL_CAP_HOURS, changed_at=now(),
        changed_by=by.person_id if by else None,
    )  # fmt: skip
    db.session.add(made)
    for place, (title, questions) in enumerate(sections, 1):
        section = Section(dialogue_id=dialogue.id, position=place, title=title)
        db.session.add(section)
        db.session.flush()
        db.session.add_all(
            Question(dialogue_id=dialogue.id, section_id=section.id, position=number, **question)
            for number, question in enumerate(questions, 1)
        )
    record("inputs.questionnaire_begun", subject=made, by=by, organisation_id=dialogue.organisation_id,
           dialogue_id=dialogue.id)  # fmt: skip
    return made


def save_section(dialogue: Any, section: Section | None, title: Localized, version: int, *, by: Actor | None) -> None:
    """A new section at the end (None), or another name for one. A name may be mended also when it has been answered."""
    made = _change(dialogue, version, by)
    _check(title, "title", dialogue.languages)
    if section is None:
        places = [each.position for each in queries.sections_of(dialogue.id)]
        if len(places) >= MOST_SECTIONS:
            raise Conflict("too_many_sections", limit=MOST_SECTIONS)
        db.session.add(Section(dialogue_id=dialogue.id, position=max(places, default=0) + 1, title=title))
    else:
        section.title = title
    _touch(made, by)


def remove_section(dialogue: Any, section: Section, version: int, *, by: Actor | None) -> None:
    """With the questions in it, as long as none of them has been published."""
    made = _change(dialogue, version, by)
    inside = [each for each in queries.questions_to_change(dialogue.id) if each.section_id == section.id]
    if any(each.published_at for each in inside):
        raise Conflict("question_is_published")
    for question in inside:
        db.session.delete(question)
    db.session.flush()
    db.session.delete(section)
    _touch(made, by)


def save_question(
    dialogue: Any, section_id: int, question: Question | None, draft: QuestionDraft, version: int, *, by: Actor | None
) -> None:
    """A new question at the end of its section (None), or another wording of one that nobody has answered."""
    made = _change(dialogue, version, by)
    _check_question(dialogue, draft)
    if question is None:
        there = queries.questions_to_change(dialogue.id)
        if len(there) >= MOST_QUESTIONS:
            raise Conflict("too_many_questions", limit=MOST_QUESTIONS)
        place = max((each.position for each in there if each.section_id == section_id), default=0) + 1
        question = Question(dialogue_id=dialogue.id, section_id=section_id, position=place)
        db.session.add(question)
    elif question.published_at and made.locked_at:
        raise Conflict("question_is_answered")
    for name in ("kind", "words", "hint", "unit", "minutes", "required", "need_id"):
        setattr(question, name, getattr(draft, name))
    question.choices = [dict(each) for each in draft.choices]
    _touch(made, by)


def move_up(dialogue: Any, question: Question, version: int, *, by: Actor | None) -> None:
    """One place towards the front of its section."""
    made = _change(dialogue, version, by)
    inside = [each for each in queries.questions_to_change(dialogue.id) if each.section_id == question.section_id]
    at = inside.index(question)
    if at:
        inside[at - 1 : at + 1] = inside[at], inside[at - 1]
    for place, each in enumerate(inside, 1):
        each.position = place
    _touch(made, by)


def take_out(dialogue: Any, question: Question, why: str, version: int, *, by: Actor | None) -> None:
    """What nobody has been asked is removed. What is published is withdrawn, with a reason that everybody reads."""
    made = _change(dialogue, version, by)
    if question.published_at is None:
        db.session.delete(question)
    else:
        if not why.strip():
            raise Refused("withdrawal_needs_a_reason", field="why")
        refuse_silenced(by)
        refuse_identity_numbers(why, field="why")
        question.withdrawn_at, question.why_withdrawn = question.withdrawn_at or now(), why.strip()
    _touch(made, by)
    record("inputs.question_taken_out", subject=question, by=by, organisation_id=dialogue.organisation_id,
           dialogue_id=dialogue.id)  # fmt: skip


def save_effort(dialogue: Any, draft: EffortDraft, *, by: Actor | None) -> None:
    """How many firms, how many hours of them all, and the answer to the warning."""
    made = _change(dialogue, draft.version, by)
    refuse_identity_numbers(draft.why, field="why")
    made.firms, made.cap_hours, made.over_cap = draft.firms, draft.cap_hours, draft.why.strip()
    _touch(made, by)


def asked(dialogue_id: int, made: Questionnaire) -> Effort:
    """What is asked of firms, with what is not published yet."""
    return effort(queries.questions_of(dialogue_id), made.firms, made.cap_hours)


def missing(dialogue: Any, made: Questionnaire) -> list[str]:
    """Codes of what stands between the questionnaire and its publication; empty when it is ready."""
    questions = [each for each in queries.questions_of(dialogue.id) if each.withdrawn_at is None]
    codes = []
    if not any(each.published_at is None for each in questions):
        codes.append("no_new_questions" if questions else "no_questions")
    titles = [each.section for each in questions]
    words = [*titles, *(each.words for each in questions), *(one for each in questions for one in each.choices)]
    if any(not text.get(lang) for text in words for lang in dialogue.languages):
        codes.append("language_is_missing")
    if effort(questions, made.firms, made.cap_hours).over and not made.over_cap:
        codes.append("over_the_cap")
    return codes


def publish(dialogue: Any, version: int, *, by: Actor | None) -> int:
    """What is new in it is asked of everybody, from now on; gives how many. Whoever has answered before is told."""
    made = _change(dialogue, version, by)
    refuse_silenced(by)
    if faults := missing(dialogue, made):
        raise Conflict(faults[0])
    at, new = now(), [each for each in queries.questions_to_change(dialogue.id) if each.published_at is None]
    for question in new:
        question.published_at = at
    made.number, made.published_at = made.number + 1, made.published_at or at
    _touch(made, by)
    if dialogue.state == DialogueState.PUBLISHED:
        ledger.published(
            dialogue.id,
            [
                ItemDraft(
                    kind=Kind.TEXT, subject_type="inputs_question", subject_id=each.id,
                    title=each.words.get(dialogue.lang) or each.words.in_(dialogue.lang), lang=dialogue.lang,
                )
                for each in new
            ],
            at=at, by=by, path=f"/dialogues/{dialogue.id}/input",
        )  # fmt: skip
    record(
        "inputs.questions_published", subject=made, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, number=made.number, questions=len(new),
    )  # fmt: skip
    return len(new)


def _check_question(dialogue: Any, draft: QuestionDraft) -> None:
    _check(draft.words, "words", dialogue.languages)
    _check(draft.hint, "hint", ())
    refuse_identity_numbers(draft.unit, field="unit")
    for choice in draft.choices:
        _check(choice, "choices", dialogue.languages)
    if draft.kind in WITH_CHOICES and len(draft.choices) < 2:
        raise Refused("too_few_choices", field=f"choices_{dialogue.lang}")
    if draft.need_id and draft.need_id not in {need.id for need in queries.needs_to_choose(dialogue.id)}:
        raise Refused("no_such_need", field="need_id")


def _check(text: Localized, field: str, languages: Any) -> None:
    for lang, words in text.items():
        refuse_identity_numbers(words, field=f"{field}_{lang}")
    if languages and not any(text.get(lang) for lang in languages):
        raise Refused("words_are_missing", field=f"{field}_{languages[0]}")


def _refuse_closed(dialogue: Any) -> None:
    if dialogue.state not in (DialogueState.DRAFT, DialogueState.PUBLISHED):
        raise Conflict("dialogue_is_closed")


def _change(dialogue: Any, version: int, by: Actor | None) -> Questionnaire:
    """The questionnaire, held until this transaction ends, if it still is as its author read it."""
    _refuse_closed(dialogue)
    made = queries.lock_questionnaire(dialogue.id)
    if made.version != version:
        raise StaleVersion(name_of(made.changed_by), made.changed_at)
    return made


def _touch(made: Questionnaire, by: Actor | None) -> None:
    made.changed_at, made.changed_by = now(), by.person_id if by else None
    if not flush():
        raise StaleVersion
