"""A firm's question: begun, written, checked, asked, taken back; and what the firm says to the buyer's proposal.

The journal tells that something was asked and never by whom: which firm asked stands in `questions_asker` alone.
"""

from typing import Any

from app.adapters.brreg import SHARED_DOMAINS
from app.blueprints.accounts.queries.organisations import get_organisation, members
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.services.taking import deadline, refuse_uninvited, refuse_when_not_taken
from app.blueprints.journal.services import record
from app.blueprints.questions.models import Question
from app.blueprints.questions.queries import asking as queries
from app.blueprints.questions.rules.identifying import Finding, OwnFacts, identifying
from app.blueprints.questions.services.pseudonyms import pseudonym_of
from app.blueprints.questions.terms.questions import MOST_DRAFTS, MOST_QUESTION, QuestionDraft, QuestionState
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

# With the buyer, and not yet out: the firm may take it back.
WAITING = (QuestionState.ASKED, QuestionState.PROPOSED, QuestionState.ACCEPTED, QuestionState.MERGED)


def begin(
    dialogue: Any, organisation_id: int, lang: str, *, follows: int | None, need_id: int | None, by: Actor
) -> int:
    """An empty draft for this firm, or the one that is still empty; gives its id. Nobody else sees it."""
    times = queries.lock_dialogue_times(dialogue.id)
    refuse_when_not_taken(times)
    refuse_uninvited(times, organisation_id)
    found, drafts = queries.drafts_begun(dialogue.id, organisation_id)
    if found is None and drafts >= MOST_DRAFTS:
        raise Conflict("too_many_question_drafts", limit=MOST_DRAFTS)
    number = found or queries.begin(dialogue.id, organisation_id, lang, now())
    question = db.session.get_one(Question, number)
    question.follows = follows if follows and queries.is_published(dialogue.id, follows) else None
    question.need_id = need_id if need_id in queries.need_ids(dialogue.id) else None
    db.session.flush()
    return number


def save(question: Question, draft: QuestionDraft, *, by: Actor) -> Question:
    """Keep what is written. What the buyer has returned becomes a draft again, which the buyer does not see."""
    if question.state not in (QuestionState.DRAFT, QuestionState.RETURNED):
        raise Conflict("question_is_asked")
    _check_version(question, draft.version)
    if len(draft.body) > MOST_QUESTION:
        raise Refused("text_too_long", field="body", limit=MOST_QUESTION)
    refuse_identity_numbers(draft.body, field="body")
    need_id = draft.need_id if draft.need_id in queries.need_ids(question.dialogue_id) else None
    if question.state is QuestionState.RETURNED:
        question.state, question.asked_at = QuestionState.DRAFT, None
    question.body, question.lang, question.need_id = draft.body, draft.lang, need_id
    _touch(question)
    return question


def keep(question: Question, body: str, lang: str, version: int, *, by: Actor) -> Question:
    """The same for what a script keeps while one writes: words and language only."""
    return save(question, QuestionDraft(body=body, lang=lang, need_id=question.need_id, version=version), by=by)


def discard(question: Question, version: int, *, by: Actor) -> None:
    """A draft is gone for good."""
    if question.state is not QuestionState.DRAFT:
        raise Conflict("question_is_asked")
    _check_version(question, version)
    db.session.delete(question)
    db.session.flush()


def check(question: Question, organisation_id: int) -> list[Finding]:
    """What in the text points at the firm."""
    return identifying(question.body, own_facts(organisation_id))


def own_facts(organisation_id: int) -> OwnFacts:
    """What is known of the firm and its people. The transaction works for the firm."""
    firm = get_organisation(organisation_id)
    people = members(organisation_id)
    of_mails = {person.email.rpartition("@")[2] for person in people}
    domains = {domain for domain in (firm.mail_domain, *of_mails) if domain and domain not in SHARED_DOMAINS}
    return OwnFacts(
        name=firm.name,
        number=firm.number,
        people=tuple(person.name for person in people),
        domains=tuple(sorted(domains)),
        place=firm.municipality or "",
    )


def ask(dialogue: Any, question: Question, organisation_id: int, version: int, *, sure: bool, by: Actor) -> Question:
    """From now on the buyer reads it, under the firm's pseudonym. `sure`: the firm has read what the check found."""
    refuse_silenced(by)
    times = queries.lock_dialogue_times(dialogue.id)
    refuse_when_not_taken(times)
    refuse_uninvited(times, organisation_id)
    if question.state is not QuestionState.DRAFT:
        raise Conflict("question_is_asked")
    _check_version(question, version)
    if not question.body:
        raise Refused("question_is_empty", field="body")
    refuse_identity_numbers(question.body, field="body")
    found = check(question, organisation_id)
    if found and not sure:
        raise Refused("question_may_identify_you", field="sure")
    moment, pseudonym = now(), pseudonym_of(dialogue.id, organisation_id)
    if question.pseudonym is None:  # what was returned and is asked again came in time if it did the first time
        question.late = times.questions_until is not None and moment >= deadline(times.questions_until)
    question.pseudonym = pseudonym
    question.warned = [{"code": finding.code, "words": finding.words} for finding in found]
    question.state, question.asked_at, question.said = QuestionState.ASKED, moment, question.body
    question.proposed, question.proposed_into_id, question.reason = "", None, ""
    question.declined_at = question.agreed_at = None
    _touch(question)
    record("questions.question_asked", subject=question, dialogue=dialogue.id, late=question.late)
    return question


def withdraw(question: Question, version: int, *, by: Actor) -> Question:
    """Taken back before it was published: it is not answered. What was merged into it stands by itself again."""
    if question.state not in (*WAITING, QuestionState.RETURNED) or question.number is not None:
        raise Conflict("question_cannot_be_withdrawn")
    _check_version(question, version)
    question.state, question.merged_into_id, question.proposed_into_id = QuestionState.WITHDRAWN, None, None
    _touch(question)
    record("questions.question_withdrawn", subject=question, dialogue=question.dialogue_id)
    return question


def answer_proposal(question: Question, version: int, *, agree: bool, by: Actor) -> Question:
    """The firm says yes, and the buyer's words stand; or no, and its own do. Silence is neither."""
    if question.state is not QuestionState.PROPOSED:
        raise Conflict("no_proposal_waits")
    _check_version(question, version)
    if not agree:
        question.state, question.declined_at = QuestionState.ASKED, now()
    elif question.proposed_into_id is None:
        question.state, question.said, question.agreed_at = QuestionState.ACCEPTED, question.proposed, now()
    else:
        question.state, question.said, question.agreed_at = QuestionState.MERGED, question.proposed, now()
        question.merged_into_id = question.proposed_into_id
    _touch(question)
    record("questions.proposal_answered", subject=question, dialogue=question.dialogue_id, agreed=agree)
    return question


def _check_version(question: Question, version: int) -> None:
    if version != question.version:
        raise StaleVersion(when=question.changed_at)


def _touch(question: Question) -> None:
    """Written now; whoever was slower in the moment since it was loaded is told so."""
    question.changed_at = now()
    if not queries.flush():
        raise StaleVersion
