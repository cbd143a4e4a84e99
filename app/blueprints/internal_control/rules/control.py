"""What holds for the eight points and the yearly review, whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.blueprints.improvement.terms import EvidenceFact, Source
from app.blueprints.internal_control.terms import (
    FIRST_YEAR,
    REVIEW_MONTHS,
    WRITTEN,
    Next,
    PointState,
    ReviewDraft,
    Shown,
    Signing,
)
from app.core.calendar import months_later

IN_WRITING = frozenset({Source.FILE, Source.LINK})
"""What counts as written: a document, here or at an address. A sentence typed on a page is a statement, no document."""


def shows(number: int, fact: EvidenceFact, day: date) -> bool:
    """Whether a piece of evidence shows a point on `day`: it counts, and for points 4-8 it is a document."""
    return fact.counts_on(day) and (number not in WRITTEN or fact.source in IN_WRITING)


def is_evidenced(number: int, facts: Iterable[EvidenceFact], day: date) -> bool:
    return any(shows(number, fact, day) for fact in facts)


def shown(number: int, state: PointState, facts: Iterable[EvidenceFact], day: date) -> Shown:
    """How a point reads on `day`. What the firm has said stays; only how it reads follows the calendar."""
    if state is PointState.IN_PLACE and number in WRITTEN and not is_evidenced(number, facts, day):
        return Shown.EXPIRED
    return Shown(state.value)


def holds_until(number: int, facts: Iterable[EvidenceFact], day: date) -> date | None:
    """The last day on which what shows the point today still does; None when that has no end, or nothing shows it."""
    ends = [fact.valid_to or date.max for fact in facts if shows(number, fact, day)]
    last = max(ends, default=date.max)
    return None if last == date.max else last


def review_fault(draft: ReviewDraft, today: date) -> tuple[str, str] | None:
    """(code, field) of what is wrong with the year or the day of a review; it is held in its year or the next."""
    if not FIRST_YEAR <= draft.year <= today.year:
        return "review_year_unlikely", "year"
    if draft.held_on > today:
        return "review_in_the_future", "held_on"
    if draft.held_on.year not in (draft.year, draft.year + 1):
        return "review_held_in_another_year", "held_on"
    return None


def signing(*, firm: bool, staff: bool, without_representative: bool) -> Signing:
    """Who has signed. Without a representative, by a written agreement, the firm's signature is all there is."""
    if firm and staff:
        return Signing.BOTH
    if firm:
        return Signing.NOBODY_ELSE if without_representative else Signing.FIRM
    return Signing.STAFF if staff else Signing.NOBODY


STANDS = frozenset({Signing.BOTH, Signing.NOBODY_ELSE})
"""A review so signed stands: nobody changes it any more."""


def reminder_due(began: date, last_held: date | None, reminded_on: date | None, today: date) -> bool:
    """Whether the owners are told today that no review has been held for a year; told at most once a year.

    `began` is when the firm began to use the points, so that it is not told on its first day.
    """
    due = months_later(last_held or began, REVIEW_MONTHS) <= today
    return due and (reminded_on is None or months_later(reminded_on, REVIEW_MONTHS) <= today)


def is_current(year: int, held_on: date, today: date) -> bool:
    """Whether a yearly review still counts as this year's: of this year, or held within the last twelve months."""
    return year == today.year or months_later(held_on, REVIEW_MONTHS) > today


@dataclass(frozen=True, kw_only=True)
class Today:
    """What decides what a firm does next: points by number, codes of duties not in place, the review, training."""

    points: dict[int, Shown]
    duties_open: tuple[str, ...] = ()
    review: Signing | None = None
    training_lapsed: int = 0


def next_step(today: Today) -> tuple[Next, int | str | None]:
    """The one thing to do first, and which point or duty it is about."""
    renew = [number for number, state in sorted(today.points.items()) if state is Shown.EXPIRED]
    left = [number for number, state in sorted(today.points.items()) if state is not Shown.IN_PLACE]
    steps: tuple[tuple[object, Next, int | str | None], ...] = (
        (renew, Next.RENEW, renew[0] if renew else None),
        (left, Next.POINT, left[0] if left else None),
        (today.duties_open, Next.DUTY, next(iter(today.duties_open), None)),
        (today.review is None, Next.REVIEW, None),
        (today.review not in STANDS, Next.SIGNATURE, None),
        (today.training_lapsed, Next.TRAINING, None),
    )
    return next(((step, about) for needed, step, about in steps if needed), (Next.NOTHING, None))
