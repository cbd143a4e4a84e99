"""Every night, and by `flask forum verify`: counters, numbers, paths and unread are what they should be."""

import logging

from app.blueprints.forum.queries import verifying
from app.blueprints.forum.terms.tending import Drift
from app.blueprints.journal.services import record
from app.core.db import unit_of_work
from app.core.jobs import periodic

log = logging.getLogger("samhandel.forum")


def verify() -> list[Drift]:
    """What drifts, a line for each check that found something. Reads only, and each check is one statement."""
    found = []
    for check in verifying.CHECKS:
        with unit_of_work():
            rows = verifying.drifting(check)
        if rows:
            found.append(Drift(check, rows[0].total, [(r.id, r.number, r.stored, r.counted) for r in rows]))
    return found


def mend() -> int:
    """Recount what can be counted again, each row while it is held; gives how many. Numbers and paths are left alone.

    Threads before spaces, as everybody takes them.
    """
    mended = 0
    for check in verifying.RECOUNTS:
        last = -1
        while rows := _drifting_after(check, last):
            for number in rows:
                with unit_of_work():
                    verifying.recount(check, number)
                    record("forum.counter_mended", subject=(verifying.TABLES[check], number), check=check)
            mended, last = mended + len(rows), rows[-1]
    return mended


def _drifting_after(check: str, last: int) -> list[int]:
    """The next that drift, each looked at once: what drifts again at once is somebody else's trouble."""
    with unit_of_work():
        return [row.id for row in verifying.drifting(check) if row.id > last]


@periodic("50 2 * * *", "forum.verify")
def verify_each_night() -> None:
    """Tell of drift, in the log and in the journal; nothing is mended behind anybody's back."""
    found = verify()
    for drift in found:
        log.error("forum drifts", extra={"check": drift.check, "count": drift.count, "first": drift.rows[0][0]})
    if found:
        with unit_of_work():
            record("forum.drift_found", subject=("forum_thread", None), **{d.check: d.count for d in found})
