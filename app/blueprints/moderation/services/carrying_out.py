"""What a decision does to the thing, and how that is taken back."""

from datetime import datetime

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Decision, Proposal
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.services import measures, referrals
from app.blueprints.moderation.services.subjects import describe, subject
from app.blueprints.moderation.terms.decisions import ABOUT_THE_AUTHOR, Action, DecisionDraft, Order
from app.blueprints.moderation.terms.subjects import Description, Mark, Visibility

# What waited stays unseen until the decision stands, so these are carried out then.
AT_THE_END = frozenset({Action.APPROVE, Action.REDACT, Action.HIDE})
# A moderator has looked, and the thing stands with all that hangs on it.
LET_STAND = frozenset({Action.APPROVE, Action.RESTORE})
# In the mark: the fingerprint of the text as the decision left it.
LEFT = "left_sha256"


def hold(subject_type: str, subject_id: int) -> None:
    """Nobody changes the thing until the transaction ends, if its kind can be held."""
    take_hold = subject(subject_type).hold
    if take_hold is not None:
        take_hold(subject_id)


def carry_out(
    subject_type: str,
    subject_id: int,
    draft: DecisionDraft,
    about: Description,
    *,
    proposal: Proposal | None = None,
    at: datetime,
    by: Actor,
) -> Mark:
    """Do it to the thing at once; gives the mark that undoes it.

    What waited is neither published nor hidden here, but when the decision stands: nobody sees it meanwhile. What was
    hidden while a `proposal` waited is shown again, unless the second hides it too, on the same ground.
    """
    handlers = subject(subject_type)
    visibility = about.visibility
    if proposal is not None and proposal.hidden and not _stays_hidden(draft, proposal):
        handlers.restore(subject_id)
        visibility = Visibility.PUBLIC
    if draft.action in handlers.more:
        order = Order(reason_code=_code(draft), at=at, by_id=by.person_id, cuts=draft.cuts, target=draft.target.strip())
        mark = handlers.more[draft.action].do(subject_id, order)
        after = describe(subject_type, subject_id) if about.visibility is Visibility.WAITING else None
        return mark | {LEFT: after.sha256} if after is not None else mark
    if draft.action is Action.HIDE and visibility is Visibility.PUBLIC:
        handlers.hide(subject_id, reason_code=_code(draft), at=at)
    elif draft.action is Action.RESTORE:
        handlers.restore(subject_id)
    return {}


def carry_out_beside(decision: Decision, about: Description, *, by: Actor | None) -> None:
    """What needs the decision's number: a measure against its author, the hand-over to a buyer."""
    if decision.action in ABOUT_THE_AUTHOR:
        measures.take(decision, by=by)
    elif decision.action is Action.REFER_BUYER:
        referrals.hand_over(decision, about, by=by)


def carry_out_later(decision: Decision) -> bool:
    """When it stands: what waited is published, or hidden. False when its author has changed it in the meantime."""
    handlers = subject(decision.subject_type)
    if decision.was == Visibility.WAITING.value and decision.action in AT_THE_END and not _end_waiting(decision):
        return False
    if decision.action in LET_STAND and handlers.let_stand is not None:
        handlers.let_stand(decision.subject_id)
    return True


def _end_waiting(decision: Decision) -> bool:
    handlers = subject(decision.subject_type)
    hold(decision.subject_type, decision.subject_id)
    about = describe(decision.subject_type, decision.subject_id)
    if about is None or about.visibility is not Visibility.WAITING:
        return True
    if about.sha256 != decision.mark.get(LEFT, decision.snapshot_sha256):
        return False
    if decision.action is Action.HIDE:
        handlers.hide(decision.subject_id, reason_code=decision.reasons[0], at=decision.created_at)
    else:
        handlers.release(decision.subject_id)
    return True


def take_back(decision: Decision, *, by: Actor | None) -> None:
    """The thing is again as it was before the decision; measures end, and what was handed over is taken back."""
    handlers = subject(decision.subject_type)
    if decision.action in ABOUT_THE_AUTHOR:
        measures.take_back(decision, by=by)
        return
    if decision.action is Action.REFER_BUYER:
        referrals.take_back(decision, by=by)
    if decision.action in handlers.more:
        handlers.more[decision.action].undo(decision.subject_id, decision.mark)
    elif decision.action is Action.HIDE and decision.was == Visibility.PUBLIC.value:
        handlers.restore(decision.subject_id)
    if decision.was == Visibility.HIDDEN.value:
        _hide_again(decision)


def _hide_again(decision: Decision) -> None:
    """It was hidden when this was decided: while a second was awaited, or by an earlier decision."""
    proposal = queries.last_proposal(decision.case_id) if decision.proposed_by is not None else None
    hidden_for = (
        (str(proposal.draft["reasons"][0]), proposal.created_at)
        if proposal is not None and proposal.hidden and proposal.draft["reasons"]
        else queries.last_hiding(decision)
    )
    about = describe(decision.subject_type, decision.subject_id)
    if hidden_for is None or about is None:
        return
    handlers = subject(decision.subject_type)
    code, at = hidden_for
    if about.visibility is Visibility.HIDDEN and decision.reasons[:1] not in ([], [code]):
        handlers.restore(decision.subject_id)  # on another ground than before
        handlers.hide(decision.subject_id, reason_code=code, at=at)
    elif about.visibility is Visibility.PUBLIC:
        handlers.hide(decision.subject_id, reason_code=code, at=at)


def _stays_hidden(draft: DecisionDraft, proposal: Proposal) -> bool:
    return draft.action is Action.HIDE and [code.value for code in draft.reasons[:1]] == proposal.draft["reasons"][:1]


def _code(draft: DecisionDraft) -> str:
    return draft.reasons[0].value if draft.reasons else ""
