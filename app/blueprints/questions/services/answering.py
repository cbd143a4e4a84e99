"""The buyer's answers: written in every language of the dialogue, and approved by somebody who wrote none of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries.writing import flush
from app.blueprints.journal.services import record
from app.blueprints.questions.models import Answer, Question, Wording
from app.blueprints.questions.queries import answering as queries
from app.blueprints.questions.queries import batches
from app.blueprints.questions.rules.batches import OPEN, missing_languages
from app.blueprints.questions.terms.answers import AnswerDraft, Words
from app.blueprints.questions.terms.questions import AnswerState, QuestionState
from app.core import text
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.i18n import NAMES


def write_answer(dialogue: Any, question_id: int | None, draft: AnswerDraft, *, by: Actor) -> Answer:
    """The first words of an answer; without a question, information that nobody asked for. `draft.words` may be half.

    A question that was only received is thereby taken as it stands.
    """
    _refuse(dialogue, by)
    question = _answerable(queries.hold_question(question_id)) if question_id is not None else None
    answer = Answer(
        dialogue_id=dialogue.id, question_id=question_id, writers=[by.person_id], changed_at=now(), number=1
    )
    if question and question.state is QuestionState.ASKED:
        question.state, question.changed_at = QuestionState.ACCEPTED, now()
    return _begun(dialogue, answer, question, draft, by)


def write_anew(dialogue: Any, answer: Answer, draft: AnswerDraft, *, by: Actor) -> Answer:
    """A new version of an answer that everybody has read; it needs a reason, four eyes and a batch as the first did."""
    _refuse(dialogue, by)
    before = queries.hold_answer(answer.id)
    if before.state is not AnswerState.PUBLISHED:
        raise Conflict("answer_is_not_published")
    if queries.takes_place_of(before.id) is not None:
        raise Conflict("answer_is_being_changed")
    if not draft.why:
        raise Refused("say_what_changed", field="why")
    question = db.session.get_one(Question, before.question_id) if before.question_id is not None else None
    fresh = Answer(
        dialogue_id=dialogue.id, question_id=before.question_id, writers=[by.person_id], changed_at=now(),
        number=before.number + 1, replaces_id=before.id, why=draft.why,
    )  # fmt: skip
    return _begun(dialogue, fresh, question, draft, by)


def _begun(dialogue: Any, answer: Answer, question: Question | None, draft: AnswerDraft, by: Actor) -> Answer:
    _check(draft)
    db.session.add(answer)
    db.session.flush()
    _put_words(answer, question, draft.words, by)
    _told("questions.answer_written", dialogue, answer, by)
    return answer


def change_answer(dialogue: Any, answer: Answer, draft: AnswerDraft, *, by: Actor) -> None:
    """New words; whoever approved the old ones has not approved these. The one who changes a comma has written it."""
    _refuse(dialogue, by)
    _refuse_stale(answer, draft.version)
    if answer.state is AnswerState.PUBLISHED:
        raise Conflict("answer_is_published")
    _check(draft)
    if answer.replaces_id is not None and not draft.why:
        raise Refused("say_what_changed", field="why")
    question = db.session.get_one(Question, answer.question_id) if answer.question_id is not None else None
    _put_words(answer, question, draft.words, by)
    answer.writers = [*(number for number in answer.writers if number != by.person_id), by.person_id]
    answer.state, answer.approved_by, answer.approved_at = AnswerState.WRITTEN, None, None
    answer.why = draft.why if answer.replaces_id is not None else ""
    _touch(answer)
    _told("questions.answer_changed", dialogue, answer, by)


def approve(dialogue: Any, answer: Answer, version: int, *, by: Actor) -> None:
    """Somebody who has written none of it has read it in every language and says that it may go out."""
    _refuse(dialogue, by)
    _refuse_stale(answer, version)
    if answer.state is not AnswerState.WRITTEN:
        raise Conflict("answer_is_approved")
    if by.person_id in answer.writers:
        raise Conflict("another_must_approve")
    question = _answerable_still(answer)
    words = queries.words_of([answer.id]).get(answer.id, {})
    if missing := missing_languages(words, dialogue.languages, question.lang if question else None):
        raise Conflict("answer_lacks_a_language", languages=named(missing))
    answer.state, answer.approved_by, answer.approved_at = AnswerState.APPROVED, by.person_id, now()
    _touch(answer)
    _told("questions.answer_approved", dialogue, answer, by)


def discard(dialogue: Any, answer: Answer, version: int, *, by: Actor) -> None:
    """An answer that nobody outside has seen goes; its question waits for another."""
    _refuse(dialogue, by)
    _refuse_stale(answer, version)
    if answer.state is AnswerState.PUBLISHED:
        raise Conflict("answer_is_published")
    _told("questions.answer_discarded", dialogue, answer, by)
    db.session.expunge(answer)
    batches.drop_answer(answer.id)


def named(codes: Sequence[str]) -> str:
    """Bokmål, English: their own names, since these are what is missing."""
    return ", ".join(NAMES[code] for code in codes)


def _put_words(answer: Answer, question: Question | None, words: Mapping[str, Words], by: Actor) -> None:
    """One row a language; one that was emptied goes. In the language it was asked in, the question keeps its words."""
    there = queries.wordings(answer.id)
    for lang, said in words.items():
        asked = question.said if question and question.lang == lang else said.question
        row = there.pop(lang, None)
        if not said.answer and not said.question:
            if row:
                db.session.delete(row)
            continue
        if row is None:
            row = Wording(dialogue_id=answer.dialogue_id, answer_id=answer.id, lang=lang, question="", answer="")
            db.session.add(row)
        if (row.question, row.answer) != (asked, said.answer):
            row.question, row.answer, row.by_id = asked, said.answer, by.person_id


def _check(draft: AnswerDraft) -> None:
    refuse_identity_numbers(draft.why, field="why")
    for lang, said in draft.words.items():
        refuse_identity_numbers(said.question, field=f"question_{lang}")
        refuse_identity_numbers(said.answer, field=f"answer_{lang}")
        try:
            text.to_html(said.answer)
        except Refused as error:
            raise Refused(error.code, field=f"answer_{lang}", **error.params) from None


def _answerable(question: Question) -> Question:
    """Neither taken back nor waiting for its firm to agree; and nobody else has begun."""
    if question.state not in OPEN:
        raise Conflict("question_cannot_be_answered")
    if queries.answer_to(question.id) is not None:
        raise Conflict("question_has_an_answer")
    return question


def _answerable_still(answer: Answer) -> Question | None:
    if answer.question_id is None:
        return None
    question = queries.hold_question(answer.question_id)
    if answer.replaces_id is None and question.state not in OPEN:
        raise Conflict("question_cannot_be_answered")
    return question


def _refuse(dialogue: Any, by: Actor) -> None:
    refuse_silenced(by)
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")


def _refuse_stale(answer: Answer, version: int) -> None:
    if version != answer.version:
        with db.session.no_autoflush:
            raise StaleVersion(name_of(answer.writers[-1]), answer.changed_at)


def _touch(answer: Answer) -> None:
    answer.changed_at = now()
    if not flush():
        raise StaleVersion


def _told(what: str, dialogue: Any, answer: Answer, by: Actor) -> None:
    record(what, subject=answer, by=by, organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id)
