"""Half a minute after a decision it stands, unless its moderator has undone it: whoever is first settles it, once."""

from datetime import timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.services import appeals, carrying_out, sampling
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.moderation.terms.cases import LEASE, OTHER, CaseState, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Settled
from app.core.clock import now
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict
from app.core.jobs import defer, job, periodic

SETTLE = "moderation.settle"
AS_MODERATORS = Context(platform=("moderator",))
# A job that has not come by then was lost.
LOST_AFTER = timedelta(minutes=2)


def settle_in_time(decision: Decision) -> None:
    """It stands when the time to undo it is over: a job is put on the queue in this transaction, or it settles here."""
    patience = decision.final_at - decision.created_at
    if patience:
        defer(SETTLE, after=patience, decision_id=decision.id)
    else:
        settle(decision.id)


def settle(decision_id: int) -> bool:
    """The decision stands from now on; False when it has been settled already, or undone.

    What waited is published or hidden, a share is drawn to be judged again, and then those whom it concerns are told.
    """
    if not queries.settle_once(decision_id, Settled.STANDS, by_id=None, at=now()):
        return False
    decision = get_decision(decision_id)
    if decision.again_id is None:
        is_done = carrying_out.carry_out_later(decision)
    else:
        is_done = True
        appeals.settled(decision)
    if not is_done:  # changed since it was read, and so nobody has looked at what stands there now
        _look_again(decision)
    sampling.draw(decision)
    record(
        "moderation.decision_settled",
        subject=("moderation_decision", decision.id),
        by=None,
        organisation_id=decision.subject_organisation_id,
        decision_id=decision.id,
        case_id=decision.case_id,
        action=decision.action.value,
        was=decision.was,
        is_done=is_done,
    )
    return True


def undo(decision: Decision, *, by: Actor) -> None:
    """Take a decision back before it stands. The case is open again, in the moderator's hand.

    A Conflict says why not: too late, something was decided on the same thing since, or another case about it is open.
    """
    if not policies.can_undo(by, decision):
        raise Conflict("undo_is_not_yours")
    at = now()
    if at >= decision.final_at or not queries.settle_once(decision.id, Settled.UNDONE, by_id=by.person_id, at=at):
        raise Conflict("undo_is_too_late")
    carrying_out.hold(decision.subject_type, decision.subject_id)
    case = queries.hold_case(decision.case_id)
    if decision.again_id is None and not queries.is_newest(decision):  # an answer has moved nothing yet
        raise Conflict("decided_again_since")
    to = _state_before(decision, case)
    if to is not CaseState.CLOSED and queries.another_is_open(case):
        raise Conflict("another_case_is_open")
    if decision.again_id is None:  # an answer to an appeal moves nothing before it stands
        carrying_out.take_back(decision, by=by)
    if to is not CaseState.CLOSED:
        queries.reopen_case(case.id, to=to, by_id=by.person_id, until=at + LEASE)
    record(
        "moderation.decision_undone",
        subject=case,
        by=by,
        organisation_id=decision.subject_organisation_id,
        decision_id=decision.id,
        action=decision.action.value,
        about=decision.subject_type,
        about_id=decision.subject_id,
    )


def _state_before(decision: Decision, case: Case) -> CaseState:
    """In which state the case was when this was decided."""
    after = CaseState.WITH_AUTHOR if decision.action is Action.RETURN else CaseState.CLOSED
    if case.state is not after:
        raise Conflict("author_has_answered" if decision.action is Action.RETURN else "decided_again_since")
    if queries.closed_before(decision):
        return CaseState.CLOSED
    return CaseState.SECOND if decision.proposed_by is not None else CaseState.WAITING


def _look_again(decision: Decision) -> None:
    open_case(
        decision.subject_type, decision.subject_id, SignalDraft(source=Source.PRE_MODERATION, reason=OTHER), by=None
    )


@job(SETTLE)
def settle_later(decision_id: int) -> None:
    """The time to undo is over. Run twice, it has its effect once."""
    with unit_of_work(AS_MODERATORS):
        settle(decision_id)


@periodic("* * * * *", "moderation.settle_overdue")
def settle_overdue() -> None:
    """Decisions whose work was lost stand too, a little late; each in a transaction of its own."""
    with unit_of_work(AS_MODERATORS):
        lost = queries.overdue(now() - LOST_AFTER)
    for decision_id in lost:
        with unit_of_work(AS_MODERATORS):
            settle(decision_id)
