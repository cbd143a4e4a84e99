"""Keyset pages: cost does not grow with how far one has read."""

from dataclasses import dataclass
from typing import Any

LENGTH = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and the key to ask the next page with (None on the last)."""

    rows: list[Any]
    after: str | None = None


def cut(rows: list[Any], key: Any, length: int = LENGTH) -> Page:
    """`rows` were fetched one more than `length`: the extra one only tells that there is a next page."""
    if len(rows) <= length:
        return Page(list(rows))
    shown = list(rows[:length])
    return Page(shown, str(key(shown[-1])))


def numbered(total: int, page: int, length: int = LENGTH) -> tuple[int, int, int]:
    """For dense numbers: (pages, first, last) of `page`, both ends included, numbering from 1."""
    pages = max(1, -(-total // length))
    page = min(max(1, page), pages)
    return pages, (page - 1) * length + 1, page * length
