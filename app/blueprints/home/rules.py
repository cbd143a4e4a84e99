"""What to do next, in order of urgency."""

from app.blueprints.accounts.terms import Authority, Check, Kind
from app.blueprints.capability.terms import Asked, Outlook, Progress, Turn
from app.blueprints.home.terms import Next, Step
from app.blueprints.improvement.terms import Waiting
from app.blueprints.internal_control.terms import RunningOut


def standing_steps(kind: Kind, check: Check, authority: Authority, *, gone: bool) -> list[Step]:
    """What it lacks before it can take part in full; `gone`: bankrupt, winding up or deleted in the register."""
    steps = [Step(Next.FIX_REGISTER, late=True)] if gone else []
    if kind in (Kind.BUYER, Kind.MINISTRY) and check is not Check.VERIFIED:
        steps.append(Step(Next.AWAIT_VERIFICATION))
    elif authority is Authority.UNPROVEN:
        steps.append(Step(Next.PROVE_AUTHORITY))
    return steps


def supplier_steps(
    progress: Progress,
    waiting: Waiting,
    outlook: Outlook,
    *,
    hours_reported: bool,
    unanswered: int,
    overdue: int,
    training: RunningOut = RunningOut(),  # noqa: B008 - frozen
    to_sign: tuple[int, int] | None = None,
) -> list[Step]:
    """What is late comes first, then whoever waits for an answer, then what will be lost, then what the month asks for,
    what makes the firm better, and last what is only to be read."""
    steps = []
    if unanswered:
        steps.append(Step(Next.ANSWER_NEAR_MISSES, count=unanswered, late=overdue > 0))
    if waiting.requests:
        late = waiting.late_requests
        steps.append(Step(Next.ANSWER_REQUESTS, count=late or waiting.requests, of=waiting.requests, late=late > 0))
    if progress.late_actions:
        steps.append(Step(Next.MEND_LATE_ACTIONS, count=progress.late_actions, late=True))
    if training.expired:
        steps.append(Step(Next.RENEW_TRAINING, count=training.expired, late=True))
    if to_sign:
        review_id, year = to_sign
        steps.append(Step(Next.SIGN_REVIEW, key=review_id, of=year))
    steps += _of_reviews(Next.MEND_RETURNED, outlook.returned)
    steps += _ending(waiting, outlook, training)
    if not hours_reported:
        steps.append(Step(Next.REPORT_HOURS))
    steps += _assessment_steps(progress)
    steps += _of_reviews(Next.READ_REVIEW, outlook.answered)
    return sorted(steps, key=lambda step: not step.late)


def _assessment_steps(progress: Progress) -> list[Step]:
    if not progress.is_started:
        return [Step(Next.START_ASSESSMENT, of=progress.total)]
    if progress.submitted_at is None or progress.answered < progress.total:
        return [Step(Next.CONTINUE_ASSESSMENT, count=progress.answered, of=progress.total)]
    return [] if progress.open_actions else [Step(Next.PLAN_AN_ACTION)]


def _of_reviews(what: Next, reviews: tuple[Asked, ...]) -> list[Step]:
    """One line for all of them; of a single one, or the newest, it says which."""
    if not reviews:
        return []
    first = reviews[0]
    return [Step(what, count=len(reviews), key=first.review_id, name=first.name, who=first.reviewer)]


def _ending(waiting: Waiting, outlook: Outlook, training: RunningOut) -> list[Step]:
    """What the calendar will take, the first to go in front; on one day a level before the paper that it rests on."""
    steps = _turning(Next.KEEP_LEVEL, outlook.falls)
    if waiting.expiring:
        steps.append(
            Step(Next.RENEW_EVIDENCE, count=waiting.expiring, key=waiting.first_id, day=waiting.first_end),
        )
    steps += _turning(Next.RENEW_ENDORSEMENT, outlook.ends)
    if training.expiring:
        steps.append(Step(Next.KEEP_TRAINING, count=training.expiring, day=training.first))
    return sorted(steps, key=lambda step: (step.day is None, step.day))


def _turning(what: Next, turns: tuple[Turn, ...]) -> list[Step]:
    if not turns:
        return []
    first = turns[0]
    return [Step(what, count=len(turns), key=first.code, name=first.name, day=first.day, level=first.level)]


def buyer_steps(check: Check, own_dialogues: int) -> list[Step]:
    """A verified buyer without a dialogue is asked to write its first need."""
    return [Step(Next.WRITE_A_NEED)] if check is Check.VERIFIED and not own_dialogues else []


def reviewer_steps(asked: int) -> list[Step]:
    """Firms that wait for somebody outside to judge them."""
    return [Step(Next.ANSWER_REVIEWS, count=asked)] if asked else []
