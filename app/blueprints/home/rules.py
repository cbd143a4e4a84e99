"""What to do next, in order of urgency."""

from app.blueprints.accounts.terms import Authority, Check, Kind
from app.blueprints.capability.terms import Progress
from app.blueprints.home.terms import Next, Step


def standing_steps(kind: Kind, check: Check, authority: Authority, *, gone: bool) -> list[Step]:
    """What it lacks before it can take part in full; `gone`: bankrupt, winding up or deleted in the register."""
    steps = [Step(Next.FIX_REGISTER, late=True)] if gone else []
    if kind in (Kind.BUYER, Kind.MINISTRY) and check is not Check.VERIFIED:
        steps.append(Step(Next.AWAIT_VERIFICATION))
    elif authority is Authority.UNPROVEN:
        steps.append(Step(Next.PROVE_AUTHORITY))
    return steps


def supplier_steps(progress: Progress, *, hours_reported: bool, unanswered: int, overdue: int) -> list[Step]:
    """What is late comes first, then what the month asks for, then what makes the firm better."""
    steps = []
    if unanswered:
        steps.append(Step(Next.ANSWER_NEAR_MISSES, count=unanswered, late=overdue > 0))
    if progress.late_actions:
        steps.append(Step(Next.MEND_LATE_ACTIONS, count=progress.late_actions, late=True))
    if not hours_reported:
        steps.append(Step(Next.REPORT_HOURS))
    if not progress.is_started:
        steps.append(Step(Next.START_ASSESSMENT, of=progress.total))
    elif progress.submitted_at is None or progress.answered < progress.total:
        steps.append(Step(Next.CONTINUE_ASSESSMENT, count=progress.answered, of=progress.total))
    elif not progress.open_actions:
        steps.append(Step(Next.PLAN_AN_ACTION))
    return sorted(steps, key=lambda step: not step.late)


def buyer_steps(check: Check, own_dialogues: int) -> list[Step]:
    """A verified buyer without a dialogue is asked to write its first need."""
    return [Step(Next.WRITE_A_NEED)] if check is Check.VERIFIED and not own_dialogues else []
