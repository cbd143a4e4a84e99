"""Whether what a moderator typed can be a decision."""

from datetime import date, timedelta

from app.blueprints.moderation.terms.decisions import (
    HAS_AN_END,
    LONGEST_SILENCE_DAYS,
    LONGEST_SUSPENSION_DAYS,
    NEEDS_REASON,
    Action,
    Cut,
    DecisionDraft,
)
from app.core.errors import Refused

LONGEST = {Action.SILENCE: LONGEST_SILENCE_DAYS, Action.SUSPEND: LONGEST_SUSPENSION_DAYS}


def check_words(draft: DecisionDraft) -> None:
    """At least one reason for whatever takes something away, and the facts of the case; Refused names the field."""
    if draft.action in NEEDS_REASON and not draft.reasons:
        raise Refused("reason_is_missing", field="reasons")
    if len(set(draft.reasons)) != len(draft.reasons):
        raise Refused("reason_is_there_twice", field="reasons")
    if draft.action is not Action.APPROVE and not any(letter.isalnum() for letter in draft.facts):
        raise Refused("facts_are_missing", field="facts")


def check_details(draft: DecisionDraft, title: str, text: str, today: date) -> None:
    """What this action alone needs: a last day, words to remove, somewhere to move to."""
    if draft.action in HAS_AN_END:
        _check_end(draft, today)
    if draft.action is Action.REDACT:
        _check_cuts(draft.cuts, {"title": title, "body": text})
    if draft.action is Action.MOVE and not draft.target.strip():
        raise Refused("target_is_missing", field="target")


def _check_end(draft: DecisionDraft, today: date) -> None:
    if draft.until is None or draft.until <= today:
        raise Refused("end_is_missing", field="until")
    days = LONGEST[draft.action]
    if draft.until > today + timedelta(days=days):
        raise Refused("end_is_too_far", field="until", days=days)


def _check_cuts(cuts: tuple[Cut, ...], parts: dict[str, str]) -> None:
    if not cuts:
        raise Refused("cuts_are_missing", field="cuts")
    ends: dict[str, int] = {}
    for cut in sorted(cuts, key=lambda one: (one.part, one.start)):
        if cut.part not in parts or not 0 <= cut.start < cut.end <= len(parts[cut.part]):
            raise Refused("cut_is_outside", field="cuts")
        if cut.start < ends.get(cut.part, 0):
            raise Refused("cuts_overlap", field="cuts")
        ends[cut.part] = cut.end
