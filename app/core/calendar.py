"""Counting with days, where no clock is needed."""

from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of that month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
