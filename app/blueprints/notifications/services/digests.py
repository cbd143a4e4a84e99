"""One mail a morning, or a week, with what has come since: for 50,000 people, each once, at her hour."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from app.blueprints.notifications.queries import digests
from app.blueprints.notifications.rules import rhythms as rules
from app.blueprints.notifications.services.outbox import queue_mails
from app.blueprints.notifications.terms import DIGEST, FOLLOWING, Due, MailRow, Section
from app.core.clock import now
from app.core.db import unit_of_work
from app.core.jobs import periodic

Pending = Callable[[], Any]
Contents = Callable[[int, datetime, str], Sequence[Section]]
AT_ONCE = 1000  # digests noted in one transaction
_rooms: dict[str, tuple[Pending, Contents]] = {}


def register_digest(name: str, *, pending: Pending, contents: Contents) -> None:
    """A room with something for the digest.

    `pending()` gives a SELECT with the columns `person_id` and `newest_at`: when the newest thing came that she follows
    and has not read; several rows a person are fine. `contents(person_id, since, locale)` is asked when the mail is
    handed over, in a unit of work for the person, and gives what is there then; nothing, if it has gone or been read.
    """
    _rooms[name] = (pending, contents)


@periodic("*/15 * * * *", "notifications.write_digests")
def write_digests() -> None:
    """Note and queue the digests of everybody whose morning has come.

    The note and the mail are one transaction, a thousand at a time: stopped on its way and run again, or run twice at
    once, it gives each person one.
    """
    if not _rooms:
        return
    at = now()
    with unit_of_work():
        mornings = rules.mornings(digests.time_zones_chosen(), at)
        due = digests.due_digests([ask() for ask, _ in _rooms.values()], mornings, at)
    for start in range(0, len(due), AT_ONCE):
        with unit_of_work():
            _queue(due[start : start + AT_ONCE], at)


def _queue(due: Sequence[Due], at: datetime) -> None:
    rows = [
        MailRow(
            person_id=one.person_id,
            template=DIGEST,
            params={"period": one.period, "since": one.since.isoformat()},
            key=f"digest:{one.period}:{one.person_id}",
            about=FOLLOWING,
        )
        for one in due
    ]
    claimed = digests.claim_digests(rows, [one.period for one in due], at)
    queue_mails(row for row in rows if row.key in claimed)


def contents_for(person_id: int, params: dict[str, Any], locale: str) -> list[Section]:
    """What the digest says now: the sections that have something in them."""
    since = datetime.fromisoformat(params["since"])
    found = [section for _, contents in _rooms.values() for section in contents(person_id, since, locale)]
    return [section for section in found if section.lines]


@periodic("41 3 * * *", "notifications.forget_digests")
def forget_digests() -> None:
    """Which mornings somebody was written to is nobody's business for long."""
    with unit_of_work():
        digests.forget_digests(now() - rules.DIGESTS_KEPT)
