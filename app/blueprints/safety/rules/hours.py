"""Hours as people write them, and how many can be worked."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from app.blueprints.safety.terms import Month

YEAR_OF_HOURS = 1_700
"""Hours of a full position in a year, holidays taken out: what estimates commonly reckon with."""

USUAL_HOURS = 300
"""Nobody is expected to work more in a month: more is asked about. It is ten hours on every day of a long month."""

GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]{1,2})?")
PLAIN = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,2})?")


def read_hours(typed: str) -> Decimal:
    """Hours as people write them in Norway and in Britain: "3 120,5", "3.120,50", "3,120.5", "3120".

    Hours have at most two decimals, so a mark followed by three digits always groups thousands, and there is no doubt.
    Raises ValueError for anything else, a minus sign included.
    """
    text = re.sub(r"\s", " ", typed.strip())
    if not (GROUPED.fullmatch(text) or PLAIN.fullmatch(text)):
        raise ValueError("not a number of hours")
    whole, mark, decimals = re.fullmatch(r"(.*?)(?:([.,])([0-9]{1,2}))?", text).groups(default="")  # type: ignore[union-attr]
    return Decimal(re.sub(r"[., ]", "", whole) + (f".{decimals}" if mark else ""))


def most_hours(headcount: int, month: Month) -> int:
    """More than this nobody can have worked: every hour of the month."""
    return headcount * month.days * 24


def most_days(headcount: int, month: Month) -> int:
    """More day's-work than this cannot be agreed: one for each person and day."""
    return headcount * month.days


def are_many(own: Decimal, headcount: int) -> bool:
    """Whether own people's hours are so many that whoever wrote them is asked."""
    return own > headcount * USUAL_HOURS


def estimated_hours(positions: Decimal) -> Decimal:
    """Hours of a month by so many full positions, the year's spread evenly: 20 are 2,833."""
    return (positions * YEAR_OF_HOURS / 12).quantize(Decimal(1), ROUND_HALF_EVEN)


def sickness(lost: Decimal | None, agreed: Decimal | None) -> float | None:
    """The share of agreed day's-work that was lost, from 0 to 1; None where nothing was agreed or stated."""
    return float(lost / agreed) if agreed and lost is not None else None
