"""What a reviewer may answer."""

from datetime import date

from app.blueprints.capability.rules.levels import months_after
from app.blueprints.capability.terms import LONGEST_ENDORSED_MONTHS, RECENT_MONTHS, ReviewState, VerdictDraft

ANSWERS = (ReviewState.ENDORSED, ReviewState.ENDORSED_LOWER, ReviewState.RETURNED, ReviewState.DECLINED)


def verdict_fault(draft: VerdictDraft, claimed: int, today: date) -> tuple[str, str] | None:
    """The first thing that is wrong with an answer, as (code, field); None when it can be given."""
    if draft.state not in ANSWERS:
        return "answer_unknown", "state"
    if not draft.reason.strip():
        return "reason_missing", "reason"
    return _endorsement_fault(draft, claimed, today) if draft.state.is_endorsement else None


def _endorsement_fault(draft: VerdictDraft, claimed: int, today: date) -> tuple[str, str] | None:
    level, until, seen = draft.level, draft.expires_on, draft.seen_on
    lower = draft.state is ReviewState.ENDORSED_LOWER
    faults = {
        ("level_not_lower", "level"): lower and (level is None or not 0 <= level < claimed),
        ("endorsed_to_the_past", "expires_on"): until is not None and until <= today,
        ("endorsed_too_long", "expires_on"): until is not None and until > months_after(today, LONGEST_ENDORSED_MONTHS),
        ("seen_in_the_future", "seen_on"): seen is not None and seen > today,
        ("seen_too_long_ago", "seen_on"): seen is not None and months_after(seen, RECENT_MONTHS) < today,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)
