"""A year as it is read: each datum with what stands behind it on that day.

A verification counts while nobody has ended it, its last day has not passed, and the value is the one that was checked.
So a level falls by the calendar, and by an edit, without anybody having to do anything.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.blueprints.disclosure.rules.consents import fingerprint
from app.blueprints.disclosure.rules.content import NOTHING, content_of
from app.blueprints.disclosure.terms import (
    SHARES,
    VERIFIED_MONTHS,
    YEARS_SHOWN,
    Checked,
    Datum,
    DatumShown,
    Json,
    YearShown,
)


def years_shown(today: date) -> list[int]:
    """The calendar years that a buyer can ask for, the newest first."""
    return [today.year - back for back in range(YEARS_SHOWN)]


def shown_years(
    years: Iterable[int], contents: Mapping[int, Json | None], checks: Iterable[Checked], today: date
) -> list[YearShown]:
    """These years of one firm. A year of which nothing was ever written is shown as one in which there is nothing."""
    known = list(checks)
    return [_year(year, contents.get(year), [one for one in known if one.year == year], today) for year in years]


def _year(year: int, content: Json | None, checks: list[Checked], today: date) -> YearShown:
    held = content or content_of(NOTHING, None, review_signed=False, year=year, today=today)
    return YearShown(
        year=year,
        is_over=year < today.year,
        data=tuple(_datum(year, datum, held[datum.value], checks, today) for datum in Datum),
    )


def _datum(year: int, datum: Datum, value: Any, checks: list[Checked], today: date) -> DatumShown:
    of_value = digest(year, datum, value)
    holding = [one for one in checks if one.datum is datum and one.expires_on >= today and one.digest == of_value]
    return DatumShown(
        datum=datum,
        value=value,
        checked=max(holding, key=lambda one: (one.level, one.verified_on), default=None),
        can_be_verified=can_be_verified(year, datum, value, today),
        digest=of_value,
    )


def digest(year: int, datum: Datum, value: Any) -> bytes:
    """SHA-256 of what is disclosed under this name of this year, 32 bytes."""
    return bytes.fromhex(fingerprint([year, datum.value, value]))


def can_be_verified(year: int, datum: Datum, value: Any, today: date) -> bool:
    """There is a value, and the year is over: until then it changes by the week."""
    if year >= today.year:
        return False
    if datum in SHARES:
        return bool(value[1] > 0)
    return datum is Datum.PARTICIPATION or "why" not in value


def last_day(verified_on: date) -> date:
    """Until when a check holds: the same day twelve months later, or 28 February."""
    years, month = divmod(verified_on.month - 1 + VERIFIED_MONTHS, 12)
    day = verified_on.day if (verified_on.month, verified_on.day) != (2, 29) else 28
    return date(verified_on.year + years, month + 1, day)
