"""All organisations, so many at a time: how a job of the night goes through rows of which it sees none by itself.

Row-level security shows a job the rows of those that it works for. So it takes some hundred organisations, works for
these, and asks once for all of them what there is to do; no function of the database sees every firm.
"""

from collections.abc import Iterator, Sequence

from app.blueprints.accounts.queries import organisations as queries
from app.core.db import unit_of_work

AT_ONCE = 500


def organisations_in_batches() -> Iterator[Sequence[int]]:
    """Numbers of organisations, the lowest first; each batch is read in a short transaction of its own."""
    last = 0
    while True:
        with unit_of_work():
            numbers = queries.organisations_after(last, AT_ONCE)
        if not numbers:
            return
        yield numbers
        last = numbers[-1]
