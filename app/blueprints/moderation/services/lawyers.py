"""A moderator asks a lawyer about a case, and gets an answer.

Meanwhile the case waits outside the queue. Any of the lawyers may answer, once; then the case is back where it was, and
whoever asked is told. The lawyer advises: a moderator decides.
"""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies
from app.blueprints.moderation.models import Case, LegalOpinion
from app.blueprints.moderation.queries import lawyers as queries
from app.blueprints.moderation.terms.cases import IN_QUEUE, CaseState
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def ask(case: Case, question: str, *, by: Actor, version: int | None = None) -> LegalOpinion:
    """The case waits for a lawyer's opinion, out of the queue. `version`: of the case that the moderator read."""
    if policies.is_conflicted(by, case):
        raise Conflict("moderator_is_conflicted")
    if not question.strip():
        raise Refused("question_is_missing", field="facts")
    refuse_identity_numbers(question=question)
    if case.claimed_by not in (None, by.person_id) and case.claimed_until and case.claimed_until > now():
        raise Conflict("case_in_hand")
    seen = case.version if version is None else version
    if case.state not in IN_QUEUE or not queries.hand_to(case.id, seen, CaseState.WITH_LAWYER):
        raise Conflict("case_already_decided")
    opinion = LegalOpinion(case_id=case.id, question=question.strip(), asked_by=by.person_id)
    db.session.add(opinion)
    record("moderation.lawyer_asked", subject=case, by=by, opinion_id=_id(opinion))
    return opinion


def answer(opinion: LegalOpinion, text: str, *, by: Actor) -> None:
    """The lawyer answers; the case is back in the queue, and whoever asked is told."""
    if not text.strip():
        raise Refused("answer_is_missing", field="answer")
    refuse_identity_numbers(answer=text)
    case = queries.get_case_asked_about(opinion.case_id)
    if policies.is_conflicted(by, case):
        raise Conflict("moderator_is_conflicted")
    if not queries.give(opinion.id, text.strip(), by.person_id, now()):
        raise Conflict("question_already_answered")
    if case.state is CaseState.WITH_LAWYER:
        back = CaseState.SECOND if case.passed_by is not None else CaseState.WAITING
        queries.hand_to(case.id, case.version, back)
    record("moderation.lawyer_answered", subject=case, by=by, opinion_id=opinion.id)


def _id(opinion: LegalOpinion) -> int:
    db.session.flush()
    return opinion.id
