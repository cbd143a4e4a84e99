"""What holds for evidence, whoever asks: what it weighs, when it counts, when its end is told of, when it is erased."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    FILE_KEPT_DAYS,
    LONGEST_VALID_YEARS,
    MOST_REFERENCE,
    PERSONAL_KEPT_DAYS,
    REMINDERS,
    EvidenceDraft,
    EvidenceFact,
    Source,
    Strength,
    Visibility,
)
from app.core.calendar import months_later

REFERENCE = re.compile(rf"(?=.*[0-9])[A-Za-z0-9-]{{1,{MOST_REFERENCE}}}", re.ASCII)
EARLIEST_YEAR = 1950  # an older document is a slip of the finger


def is_valid(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Both ends count: what expires today is valid today, and no longer tomorrow."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def counts_on(fact: EvidenceFact, day: date) -> bool:
    """Whether the evidence supports anything on `day`, as the fact itself says."""
    return fact.counts_on(day)


def strength_of(code: str, source: Source) -> Strength:
    """What it weighs by type and source. Nothing that a firm adds by itself has been seen on site."""
    if source is Source.REGISTER:
        return Strength.REGISTER
    if source is Source.STATEMENT:
        return Strength.STATEMENT
    return min(EVIDENCE_TYPES[code].strength, Strength.THIRD_PARTY)


def end_of(code: str, valid_from: date | None, valid_to: date | None, today: date) -> date | None:
    """The last day: the one that was said, else as long from the first day as such a document is taken for fresh."""
    months = EVIDENCE_TYPES[code].months
    return months_later(valid_from or today, months) if valid_to is None and months else valid_to


def keep_until(valid_to: date | None, ended_on: date | None) -> date | None:
    """The last day on which what is about a person is kept; None while it has no end."""
    ends = [day for day in (valid_to, ended_on) if day is not None]
    return min(ends) + timedelta(days=PERSONAL_KEPT_DAYS) if ends else None


def file_kept_until(ended_on: date) -> date:
    """The last day on which the file of what was withdrawn is kept, if nothing else uses it."""
    return ended_on + timedelta(days=FILE_KEPT_DAYS)


def dates_fault(draft: EvidenceDraft, today: date, *, old_end: date | None = None) -> tuple[str, str] | None:
    """(code, field) of the first thing wrong with the dates of evidence, or None; `old_end` may have passed."""
    faults = (
        (_is_absurd(draft.valid_from), "evidence_too_long_ago", "valid_from"),
        (
            draft.valid_from is not None and draft.valid_from.year > today.year + LONGEST_VALID_YEARS,
            "evidence_too_far_away",
            "valid_from",
        ),
        (_is_after(draft.valid_from, draft.valid_to), "evidence_ends_before_it_begins", "valid_to"),
        (draft.valid_to != old_end and _is_after(today, draft.valid_to), "evidence_has_expired", "valid_to"),
        (
            draft.valid_to is not None and draft.valid_to.year > today.year + LONGEST_VALID_YEARS,
            "evidence_too_far_away",
            "valid_to",
        ),
        (_is_absurd(draft.record_from), "evidence_too_long_ago", "record_from"),
        (_is_after(draft.record_from, today), "records_in_the_future", "record_from"),
        (_is_after(draft.record_to, today), "records_in_the_future", "record_to"),
        (_is_after(draft.record_from, draft.record_to), "records_end_before_they_begin", "record_to"),
        (draft.record_from is None and draft.record_to is not None, "records_have_no_beginning", "record_from"),
    )
    return next(((code, field) for wrong, code, field in faults if wrong), None)


def _is_after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _is_absurd(day: date | None) -> bool:
    return day is not None and day.year < EARLIEST_YEAR


def is_reference(text: str) -> bool:
    """A code for a person is no name: a few letters, digits and hyphens, a digit among them."""
    return REFERENCE.fullmatch(text) is not None


def is_safe_link(link: str) -> bool:
    """A web address as one may give it to others: http or https, a host with a dot, no name or password in it."""
    if any(character.isspace() or ord(character) < 33 or character in '\\<>"`{}|^' for character in link):
        return False
    try:
        parts = urlsplit(link)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme in ("http", "https")
        and port_is_fine
        and "@" not in parts.netloc
        and "." in host.strip(".")
        and not re.fullmatch(r"[0-9.]+", host)
    )


class Ending(Protocol):
    """A held piece of evidence whose end may be near."""

    @property
    def id(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def reminded(self) -> int | None: ...
    @property
    def file_is_fine(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Reminder:
    """Evidence `id` ends in `days_left` days, and its firm is told; `step` is the reminder: 90, 30 or 7."""

    id: int
    days_left: int
    step: int


def reminders_due(held: Collection[Ending], today: date) -> list[Reminder]:
    """Which ends are told of today, the nearest first: each step once, one that was passed over not afterwards.

    What a newer piece of the same type and reference takes over from without a gap is not told of.
    """
    due = []
    for one in held:
        if one.valid_to is None or not 0 <= (days_left := (one.valid_to - today).days) <= REMINDERS[0]:
            continue
        step = min(step for step in REMINDERS if days_left <= step)
        if (one.reminded is None or one.reminded > step) and not _is_succeeded(one, held):
            due.append(Reminder(one.id, days_left, step))
    return sorted(due, key=lambda reminder: (reminder.days_left, reminder.id))


def _is_succeeded(one: Ending, held: Iterable[Ending]) -> bool:
    return one.valid_to is not None and any(
        (other.type, other.reference) == (one.type, one.reference)
        and other.id != one.id
        and other.file_is_fine
        and (other.valid_to is None or other.valid_to > one.valid_to)
        and (other.valid_from is None or other.valid_from <= one.valid_to + timedelta(days=1))
        for other in held
    )


def days_left(valid_to: date | None, today: date) -> int | None:
    """Days until it expires, below 0 when it has; None when it never does."""
    return (valid_to - today).days if valid_to else None


def given_to_askers(fact: EvidenceFact, today: date) -> bool:
    """Whether it answers a buyer at once: the firm has said so, it is about nobody, and it counts today."""
    return fact.visibility is Visibility.ON_REQUEST and not fact.personal and counts_on(fact, today)


def best_of(facts: Iterable[EvidenceFact]) -> EvidenceFact | None:
    """The piece that answers a question best: the strongest, then the one valid longest, then the newest."""
    return max(facts, key=lambda fact: (fact.strength, fact.valid_to or date.max, fact.id), default=None)
