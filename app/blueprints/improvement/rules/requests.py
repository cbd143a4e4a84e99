"""What holds for a request, whoever asks."""

from datetime import date, timedelta

from app.blueprints.improvement.terms import LONGEST_WAIT_DAYS, OPENED_AFTER_DUE_DAYS, RequestState


def due_on_fault(due_on: date, today: date) -> str | None:
    """The code of what is wrong with the day by which something is asked for, or None."""
    if due_on < today:
        return "request_due_in_the_past"
    if due_on > today + timedelta(days=LONGEST_WAIT_DAYS):
        return "request_due_too_far_away"
    return None


def is_request_late(state: RequestState, due_on: date, today: date) -> bool:
    """What nobody has answered is late from the day after; it stays open all the same."""
    return state is RequestState.OPEN and due_on < today


def opened_until(due_on: date, today: date) -> date:
    """Until when the asker may open what answered: some time after the day by which, or after a late answer."""
    return max(due_on, today) + timedelta(days=OPENED_AFTER_DUE_DAYS)


def ground_of(request_id: int) -> str:
    """On what ground the asker may open what answered."""
    return f"request:{request_id}"
