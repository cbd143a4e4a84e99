"""The fairness check: what the site sees by itself, and which points still want an answer.

Four weeks is what the research behind the site gives small firms to notice, read and answer; July and the days around
Christmas do not count as such.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from app.blueprints.dialogues.terms.fairness import FairAnswer, FairPoint, FairWarning
from app.blueprints.dialogues.terms.process import OpenTo

ENOUGH_DAYS = 28
QUESTIONS_BEFORE = 7  # days between the last question with a right to an answer and the last day for input
MANY_NEEDS = 8
JULY = 7


class Facts(Protocol):
    """A dialogue as its row or object says it."""

    opens_on: Any
    closes_on: Any
    questions_until: Any
    open_to: Any


def days_for_input(opens_on: date, closes_on: date) -> int:
    """Both days included."""
    return (closes_on - opens_on).days + 1


def working_days_lost(opens_on: date, closes_on: date) -> int:
    """Days of the time for input that lie in July or from 20 December to 2 January."""
    days = (opens_on + timedelta(days=n) for n in range(min(days_for_input(opens_on, closes_on), 400)))
    return sum(day.month == JULY or (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2) for day in days)


def warnings(facts: Facts, needs: int) -> dict[FairPoint, list[FairWarning]]:
    """What stands against a plain yes, by point. `needs` is their number."""
    found: dict[FairPoint, list[FairWarning]] = {point: [] for point in FairPoint}
    if facts.opens_on and facts.closes_on:
        days = days_for_input(facts.opens_on, facts.closes_on)
        if days < ENOUGH_DAYS:
            found[FairPoint.TIME].append(FairWarning.SHORT)
        elif days - working_days_lost(facts.opens_on, facts.closes_on) < ENOUGH_DAYS:
            found[FairPoint.TIME].append(FairWarning.HOLIDAY)
        if facts.questions_until and (facts.closes_on - facts.questions_until).days < QUESTIONS_BEFORE:
            found[FairPoint.TIME].append(FairWarning.QUESTIONS_LATE)
    if facts.open_to == OpenTo.INVITED:
        found[FairPoint.OPEN].append(FairWarning.INVITED)
    if needs > MANY_NEEDS:
        found[FairPoint.EFFORT].append(FairWarning.MANY_NEEDS)
    return found


def needs_reason(word: str, warned: bool) -> bool:  # noqa: FBT001 - a plain fact beside the answer
    """A no has a reason, and so has a yes that the site sees something against."""
    return word == "no" or warned


def unanswered(answers: Mapping[FairPoint, FairAnswer], seen: Mapping[FairPoint, list[FairWarning]]) -> list[FairPoint]:
    """Points without an answer, or whose answer lacks the reason that it now needs: the plan may have changed since."""
    open_points = []
    for point in FairPoint:
        given = answers.get(point)
        if given is None or (needs_reason(given.word, bool(seen.get(point))) and not given.reason.strip()):
            open_points.append(point)
    return open_points


def stored(fairness: Mapping[str, Any]) -> dict[FairPoint, FairAnswer]:
    """The answers as the dialogue's row keeps them; codes that are no longer asked are left out."""
    return {
        FairPoint(code): FairAnswer(given["word"], given.get("reason", ""))
        for code, given in fairness.items()
        if code in set(FairPoint)
    }
