"""What level valid evidence supports, on which day that changes, and what would carry the next one.

Source: research note on market dialogue, C1 (strengths E0-E4 and their caps). It asks level 5 for "E2/E4" and level 4
for "E2+ or E4"; both are read as E2 or better, since otherwise a fact fetched from a register (E3) would carry less
than the paper it confirms, and better evidence must never lower a level.

Pure functions over days; nothing here knows what today is.
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from app.blueprints.capability.terms import (
    DATA_MONTHS,
    ENDORSED_MONTHS,
    HIGHEST,
    LEVELS,
    RECENT_MONTHS,
    Endorsement,
    Missing,
    Proof,
    Three,
)

STATEMENT, OWN_DOCUMENT, THIRD_PARTY = 0, 1, 2
DAY = timedelta(days=1)
HORIZON_DAYS = 400
"""A little more than a year: within it every record that is in use today grows too old."""


def months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months later, or that month's last day: 29 February + 12 is the 28th.

    Past the end of the calendar it is the calendar's last day.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if (year := day.year + years) > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def default_expiry(decided_on: date) -> date:
    """The last day that an endorsement holds when the reviewer sets no other."""
    return months_after(decided_on, ENDORSED_MONTHS)


def is_valid(proof: Proof, today: date) -> bool:
    """From its first day through its last; the day after, it supports nothing."""
    return (proof.valid_from is None or proof.valid_from <= today) and (
        proof.valid_to is None or today <= proof.valid_to
    )


def is_in_use(proof: Proof, today: date) -> bool:
    """The latest record is no more than 12 calendar months old, and is not of a day to come."""
    return proof.record_to is not None and proof.record_to <= today <= months_after(proof.record_to, RECENT_MONTHS)


def has_year_of_data(proof: Proof, today: date) -> bool:
    """Records of 12 calendar months, first and last day included: 1 January to 31 December is a year.

    What is dated in the future is not data yet.
    """
    if proof.record_from is None or proof.record_to is None or proof.record_to > today:
        return False
    return months_after(proof.record_from, DATA_MONTHS) <= _day_after(proof.record_to)


def evidenced(proofs: Collection[Proof], today: date) -> int:
    """The highest level n (0-5) such that every level from 1 to n is carried by proofs valid today.

    1: a statement. 2: a document of one's own. 3: one in use. 4: a third party's (or better) with 12 months of data.
    5: a third party's at level 5, and one at level 5 that shows shared learning (which may be the same).
    A proof put forward for a level also serves every level below it.
    """
    valid = [proof for proof in proofs if is_valid(proof, today)]
    reached = 0
    for level in LEVELS[1:]:
        if any(True for _ in _wanting(level, valid, today)):
            break
        reached = level
    return reached


def evidenced_changes(proofs: Collection[Proof], start: date, end: date) -> list[tuple[date, int]]:
    """The days after `start`, through `end`, on which the calendar alone changes the level, and to what.

    Only days on which something begins or ends are tried: a proof's first day and the one after its last, the last day
    of its records, and the day on which these have become too old.
    """
    level = evidenced(proofs, start)
    changes = []
    for day in sorted(_turning_days(proofs, start, end)):
        before, level = level, evidenced(proofs, day)
        if level != before:
            changes.append((day, level))
    return changes


def next_fall(proofs: Collection[Proof], today: date, horizon_days: int = HORIZON_DAYS) -> tuple[date, int] | None:
    """The first day on which the level will be lower than it is today unless somebody does something, and how low."""
    end = today + min(timedelta(days=horizon_days), date.max - today)
    now = evidenced(proofs, today)
    return next(((day, level) for day, level in evidenced_changes(proofs, today, end) if level < now), None)


def missing_for(level: int, proofs: Collection[Proof], today: date) -> list[Missing]:
    """What stands between these proofs and a level, in the order of the ladder, each once; empty when it is reached.

    Of the three kinds of paper only the strongest that is wanted is named, since it serves for the weaker too.
    ValueError for a level that there is not.
    """
    if level not in LEVELS:
        raise ValueError(f"levels are 0 to {HIGHEST}")
    valid = [proof for proof in proofs if is_valid(proof, today)]
    wanted = dict.fromkeys(code for step in LEVELS[1 : level + 1] for code in _wanting(step, valid, today))
    papers = [code for code in (Missing.STATEMENT, Missing.DOCUMENT, Missing.THIRD_PARTY) if code in wanted]
    return [code for code in wanted if code not in papers[:-1]]


def endorsement_in_date(endorsement: Endorsement | None, today: date) -> bool:
    """Through its last day, and not before it was given."""
    return endorsement is not None and endorsement.decided_on <= today <= endorsement.expires_on


def three(claimed: int | None, proofs: Collection[Proof], endorsement: Endorsement | None, today: date) -> Three:
    """A dimension's three numbers on one day, each by its own rule."""
    return Three(
        claimed=claimed,
        evidenced=evidenced(proofs, today),
        endorsed=endorsement.level if endorsement and endorsement_in_date(endorsement, today) else None,
    )


def _wanting(level: int, valid: Collection[Proof], today: date) -> Iterator[Missing]:
    """What a level lacks, leaving aside the levels below it; nothing when it is carried."""
    serving = [proof for proof in valid if proof.level >= level]

    def lacks(strength: int, holds: Callable[[Proof, date], bool] = is_valid) -> bool:
        return not any(proof.strength >= strength and holds(proof, today) for proof in serving)

    # What a strength and a record are asked for together must be found in one and the same proof.
    match level:
        case 1:
            wanted = {Missing.STATEMENT: lacks(STATEMENT)}
        case 2:
            wanted = {Missing.DOCUMENT: lacks(OWN_DOCUMENT)}
        case 3:
            wanted = {Missing.DOCUMENT: lacks(OWN_DOCUMENT), Missing.RECENT_RECORD: lacks(OWN_DOCUMENT, is_in_use)}
        case 4:
            wanted = {
                Missing.THIRD_PARTY: lacks(THIRD_PARTY),
                Missing.TWELVE_MONTHS: lacks(THIRD_PARTY, has_year_of_data),
            }
        case _:
            learning = any(proof.shares_learning for proof in serving)
            wanted = {Missing.THIRD_PARTY: lacks(THIRD_PARTY), Missing.SHARED_LEARNING: not learning}
    return (code for code, is_lacking in wanted.items() if is_lacking)


def _turning_days(proofs: Collection[Proof], start: date, end: date) -> set[date]:
    days = set()
    for proof in proofs:
        days.add(proof.valid_from)
        days.add(proof.valid_to and _day_after(proof.valid_to))
        days.add(proof.record_to)
        days.add(proof.record_to and _day_after(months_after(proof.record_to, RECENT_MONTHS)))
    return {day for day in days if day is not None and start < day <= end}


def _day_after(day: date) -> date:
    """The calendar has a last day; nothing happens after it."""
    return day + DAY if day < date.max else day
