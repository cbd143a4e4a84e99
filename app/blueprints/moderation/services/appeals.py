"""An author complains of a decision, once; another person answers.

The answer is carried out when it stands, half a minute after it was written: until then it can be undone, and nothing
has moved. Then what the first decision did is taken back, or another is done in its place, and the author is told.
"""

from collections.abc import Collection
from datetime import datetime

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies, statements
from app.blueprints.moderation.models import Appeal, Case, Decision
from app.blueprints.moderation.queries import appeals as queries
from app.blueprints.moderation.queries import deciding
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.queries.people import author_locale
from app.blueprints.moderation.rules.appealing import standing
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.services import answering, writing
from app.blueprints.moderation.terms.appeals import TIME_TO_ANSWER, AppealDraft, Outcome, Standing
from app.blueprints.moderation.terms.decisions import ABOUT_THE_AUTHOR, NEEDS_REASON, Action, DecisionDraft
from app.blueprints.moderation.terms.subjects import Description
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.errors import Conflict, Refused

OUTCOMES = {Action.UPHOLD: Outcome.UPHELD, Action.RESTORE: Outcome.OVERTURNED}
# What an answer may do to the text instead. To send it back is no answer: the author would wait once more.
OTHERS = (Action.REDACT, Action.HIDE, Action.MOVE, Action.LOCK, Action.REFER_BUYER)
MILDER = {
    Action.WARN: (),
    Action.SILENCE: (Action.WARN, Action.SILENCE),
    Action.SUSPEND: (Action.WARN, Action.SILENCE, Action.SUSPEND),
}


def standing_of(decision: Decision, appeal: Appeal | None, stood_at: datetime | None) -> Standing:
    """Whether the decision can be appealed now, and how an appeal stands."""
    return standing(
        decision.action,
        is_answer=decision.again_id is not None,
        stood_at=stood_at,
        appealed=appeal is not None,
        answered=appeal is not None and appeal.answered_at is not None,
        on=today(),
    )


def open_appeal(decision: Decision, draft: AppealDraft, *, by: Actor) -> Appeal:
    """The author complains of a decision that stands, within three weeks, once."""
    _refuse(standing_of(decision, queries.appeal_of(decision.id), queries.stood_at(decision.id)))
    if not policies.can_appeal(by, decision):
        raise Conflict("cannot_be_appealed")
    if not draft.text.strip():
        raise Refused("appeal_is_empty", field="text")
    refuse_identity_numbers(text=draft.text)
    at = now()
    if not queries.open_appeal(decision.id, draft, due=at + TIME_TO_ANSWER, at=at):
        raise Conflict("already_appealed")
    appeal = queries.appeal_of(decision.id)
    assert appeal is not None  # noqa: S101 - it was made in this transaction, and its author may read it
    record(
        "moderation.appeal_opened",
        subject=("moderation_case", appeal.case_id),
        by=by,
        organisation_id=decision.subject_organisation_id,
        decision_id=decision.id,
        appeal_id=appeal.id,
    )
    return appeal


def _refuse(found: Standing) -> None:
    if found in (Standing.NONE, Standing.NOT_YET):
        raise Conflict("cannot_be_appealed")
    if found in (Standing.CONSIDERED, Standing.ANSWERED):
        raise Conflict("already_appealed")
    if found is Standing.TOO_LATE:
        raise Conflict("too_late_to_appeal")


def statement(case: Case, draft: DecisionDraft, *, locale: str) -> str:
    """The answer word for word, as the author will get it in `locale`."""
    appeal, first = queries.appeal_in(case.id), get_decision(case.decision_id or 0)
    reasons = [reason_in_force(code, today()) for code in draft.reasons] if draft.action in NEEDS_REASON else []
    return statements.compose_answer(appeal, first, draft, reasons, locale=locale, on=now())


def possible_answers(more: Collection[Action], first: Decision) -> tuple[Action, ...]:
    """Let it stand, take it back, or decide otherwise than the first did, of what the thing's kind knows (`more`).

    A measure against the author may become a milder or a shorter one.
    """
    if first.action in ABOUT_THE_AUTHOR:
        milder = MILDER[first.action]
    else:
        milder = tuple(one for one in OTHERS if one is not first.action and (one is Action.HIDE or one in more))
    return (Action.UPHOLD, Action.RESTORE, *milder)


def answer(case: Case, draft: DecisionDraft, about: Description, *, by: Actor) -> Decision:
    """Another person decides the appeal: the decision stands, is taken back, or becomes another.

    The caller has checked the draft and closed the case, and lets the answer settle (`settling.settle_in_time`).
    Nothing is done to the thing before it stands.
    """
    first = get_decision(case.decision_id or 0)
    if by.person_id in (first.decided_by, first.proposed_by):
        raise Conflict("you_decided_this")
    if queries.appeal_in(case.id).answered_at is not None:
        raise Conflict("appeal_is_answered")
    if draft.action is Action.REFER_BUYER and about.host_id is None:
        raise Refused("nobody_to_hand_over_to", field="action")
    return writing.write_down(
        case,
        draft,
        about,
        by=by,
        at=now(),
        mark={"cuts": [[cut.part, cut.start, cut.end] for cut in draft.cuts], "target": draft.target.strip()},
        proposal=deciding.last_proposal(case.id),
        again=first,
        words=statement(case, draft, locale=author_locale(case.subject_author_id)),
    )


def settled(made: Decision) -> None:
    """The answer stands: do what it says, and write down how the appeal ended."""
    first, appeal = get_decision(made.again_id or 0), queries.appeal_in(made.case_id)
    outcome = OUTCOMES.get(made.action, Outcome.CHANGED)
    if not queries.write_answer(appeal.id, outcome, made, now()):
        return
    answering.carry_out(made, first, outcome)
    record(
        "moderation.appeal_answered",
        subject=("moderation_case", made.case_id),
        organisation_id=made.subject_organisation_id,
        decision_id=made.id,
        first_id=first.id,
        appeal_id=appeal.id,
        outcome=outcome.value,
    )
