"""When a public page says of itself that it is old."""

from datetime import date

from app.core.localized import Localized

YEARS = 3
# The Bokmål sentence is the one under which the ministries keep their old pages; it is quoted, not written by us.
SENTENCE = Localized(
    nb="Dette innholdet er mer enn 3 år gammelt. Informasjonen kan derfor være utdatert.",
    nn="Dette innhaldet er meir enn 3 år gammalt. Informasjonen kan derfor vere utdatert.",
    en="This content is more than 3 years old. The information may therefore be out of date.",
)


def is_old(vouched_for: date | None, today: date) -> bool:
    """More than three years since somebody wrote it or looked through it. What nobody has vouched for has no age."""
    if vouched_for is None:
        return False
    last = date(vouched_for.year + YEARS, vouched_for.month, min(vouched_for.day, _days(vouched_for)))
    return today > last


def _days(day: date) -> int:
    """29 February has its anniversary on the 28th."""
    return 28 if (day.month, day.day) == (2, 29) else 31
