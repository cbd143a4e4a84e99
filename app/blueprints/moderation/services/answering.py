"""What an answer to an appeal does, when it stands: the first decision is taken back, or another put in its place."""

from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.queries import appeals as queries
from app.blueprints.moderation.queries import deciding
from app.blueprints.moderation.services import measures, referrals
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.moderation.services.subjects import describe, subject
from app.blueprints.moderation.terms.appeals import Outcome
from app.blueprints.moderation.terms.cases import OTHER, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import ABOUT_THE_AUTHOR, Action, Cut, Order
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def carry_out(made: Decision, first: Decision, outcome: Outcome) -> None:
    """`made` answers an appeal over `first`. A text that its author has taken away stays away; measures end."""
    _show_what_waited_for_a_second(made)
    if outcome is Outcome.UPHELD:
        return
    stands_again = take_back(first, made)
    if outcome is Outcome.CHANGED:
        _do_instead(made)
    elif stands_again and (let_stand := subject(first.subject_type).let_stand) is not None:
        let_stand(first.subject_id)


def take_back(first: Decision, made: Decision) -> bool:
    """Everything is again as it was before `first`: text, translations, counters, measures, what was handed over.

    True when it was about the thing itself and nothing else keeps it away: its documents may follow.
    """
    if first.action in ABOUT_THE_AUTHOR:
        measures.take_back(first, by=None)
        return False
    if first.action is Action.REFER_BUYER:
        referrals.take_back(first, by=None)
    if first.action is Action.RETURN:
        queries.close_waiting_for_author(first.case_id, now())
    about = describe(first.subject_type, first.subject_id)
    if about is None or queries.was_taken_since(first, made):
        return False  # another decision, which nobody has appealed, keeps it where it is
    handlers = subject(first.subject_type)
    if first.action in handlers.more:
        handlers.more[first.action].undo(first.subject_id, first.mark)
    elif about.visibility is Visibility.HIDDEN:
        handlers.restore(first.subject_id)
    return True


def _do_instead(made: Decision) -> None:
    if made.action in ABOUT_THE_AUTHOR:
        measures.take(made, by=None)
        return
    about = describe(made.subject_type, made.subject_id)
    if about is None:
        return
    if made.action is Action.REDACT and about.sha256 != made.snapshot_sha256:
        # Changed since it was read: the words to remove stand elsewhere, and somebody must look again.
        open_case(made.subject_type, made.subject_id, SignalDraft(source=Source.PRE_MODERATION, reason=OTHER), by=None)
        return
    if made.action is Action.REFER_BUYER:
        referrals.hand_over(made, about, by=None)
    handlers = subject(made.subject_type)
    if made.action is Action.HIDE:
        if about.visibility is Visibility.PUBLIC:
            handlers.hide(made.subject_id, reason_code=made.reasons[0], at=made.created_at)
        return
    order = Order(
        reason_code=made.reasons[0],
        at=made.created_at,
        by_id=made.decided_by,
        cuts=tuple(Cut(*cut) for cut in made.mark.get("cuts", [])),
        target=made.mark.get("target", ""),
        decision_id=made.id,
    )
    try:
        with db.session.begin_nested():
            handlers.more[made.action].do(made.subject_id, order)
    except (Refused, Conflict):  # there is no such thread, or it is locked: the appeal is answered all the same
        open_case(made.subject_type, made.subject_id, SignalDraft(source=Source.PRE_MODERATION, reason=OTHER), by=None)


def _show_what_waited_for_a_second(made: Decision) -> None:
    """What a first proposed to hide was hidden while it waited; the second has decided, and hides it or not."""
    proposal = deciding.last_proposal(made.case_id)
    if proposal is not None and proposal.hidden and describe(made.subject_type, made.subject_id) is not None:
        subject(made.subject_type).restore(made.subject_id)
