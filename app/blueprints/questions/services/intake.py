"""What the buyer does with a question before it is answered: takes it in, proposes other words, or gives it back.

The words are the firm's. Whatever would change them is a proposal, and stands only when the firm has said yes.
"""

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.journal.services import record
from app.blueprints.questions.models import Question
from app.blueprints.questions.queries import intake as queries
from app.blueprints.questions.queries.asking import flush
from app.blueprints.questions.terms.questions import QuestionState
from app.core.clock import now
from app.core.errors import Conflict, Refused, StaleVersion


def accept(question: Question, version: int, *, by: Actor) -> Question:
    """It will be answered in the words that stand."""
    _refuse_other(question, QuestionState.ASKED)
    _check_version(question, version)
    question.state = QuestionState.ACCEPTED
    _written(question, "questions.question_accepted", by)
    return question


def propose(question: Question, words: str, into: int | None, version: int, *, by: Actor) -> Question:
    """Ask the firm to let it be asked in these words; and with `into` to be answered together with that question.

    The firm reads `words`, and so they must not be another firm's: that would tell one supplier what another asks.
    """
    refuse_silenced(by)
    _refuse_other(question, QuestionState.ASKED, QuestionState.ACCEPTED, QuestionState.PROPOSED)
    _check_version(question, version)
    if not words:
        raise Refused("proposal_without_words", field="words")
    refuse_identity_numbers(words, field="words")
    if into is None and words == question.said:
        raise Refused("proposal_changes_nothing", field="words")
    if into is not None:
        _refuse_target(question, words, into)
    question.state, question.proposed, question.proposed_into_id = QuestionState.PROPOSED, words, into
    question.proposed_by, question.declined_at = by.person_id, None
    _written(question, "questions.change_proposed", by)
    return question


def _refuse_target(question: Question, words: str, into: int) -> None:
    other = queries.find_open(question.dialogue_id, into)
    if other is None or other.id == question.id or other.proposed_into_id is not None:
        raise Refused("no_such_question_to_merge_into", field="into")
    if queries.is_merged_into(question.id):
        raise Refused("others_are_merged_into_it", field="into")
    if other.pseudonym != question.pseudonym and _alike(words, other.said) and not _alike(words, question.said):
        raise Refused("words_of_another_firm", field="words")


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def give_back(question: Question, reason: str, version: int, *, by: Actor) -> Question:
    """Back to the firm, with a reason: it can write anew, or let it be."""
    refuse_silenced(by)
    _refuse_other(question, QuestionState.ASKED, QuestionState.ACCEPTED, QuestionState.PROPOSED)
    _check_version(question, version)
    if not reason:
        raise Refused("return_without_reason", field="reason")
    refuse_identity_numbers(reason, field="reason")
    question.state, question.reason = QuestionState.RETURNED, reason
    question.proposed_into_id = None
    _written(question, "questions.question_returned", by)
    return question


def look_up(question: Question, reason: str, *, by: Actor) -> int | None:
    """Which firm asked. Who looked and why is kept, and the firm is told; None when the key is destroyed."""
    if not reason:
        raise Refused("look_without_reason", field="reason")
    refuse_identity_numbers(reason, field="reason")
    firm_id = queries.reveal(question.id, reason, now())
    if firm_id is not None:
        record("questions.asker_looked_up", subject=question, by=by, dialogue=question.dialogue_id)
    return firm_id


def _refuse_other(question: Question, *states: QuestionState) -> None:
    if question.state not in states:
        raise Conflict("question_is_elsewhere")


def _check_version(question: Question, version: int) -> None:
    if version != question.version:
        raise StaleVersion(when=question.changed_at)


def _written(question: Question, what: str, by: Actor) -> None:
    question.changed_at = now()
    if not flush():
        raise StaleVersion
    record(what, subject=question, by=by, dialogue=question.dialogue_id)
