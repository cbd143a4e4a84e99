"""Hours as people write them, and how many can be worked."""

import re
from decimal import Decimal

from app.blueprints.safety.terms import (
    Month,
)

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
