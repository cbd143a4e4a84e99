"""Write down what happened, in the transaction in which it happened."""

import uuid
from typing import Any

from app.core.clock import now
from app.core.db import Base, db, gather
from app.core.jobs import defer

# Kinds that somebody wants to be told of. The notifications room, above this one, adds to it.
FAN_OUT = "notifications.fan_out"
_followed: set[str] = set()


def follow(what: str) -> None:
    """From now on an entry of the kind `what` also puts a fan-out job on the queue."""
    _followed.add(what)


def record(
    what: str,
    *,
    subject: Base | tuple[str, int | None],
    by: Any = None,
    organisation_id: int | None = None,
    **data: Any,
) -> str:
    """Note that `what` ("room.noun_verbed") happened to `subject`; `by=None` means the machine or the command line.

    `data` holds ids, codes, numbers and hashes only: never a name, an address or free text. Gives the entry's key.
    """
    if isinstance(subject, tuple):
        subject_type, subject_id = subject
    else:
        db.session().flush()  # the subject needs its id
        subject_type, subject_id = subject.__tablename__, subject.id
    entry = {
        "key": str(uuid.uuid4()),
        "at": now().isoformat(timespec="microseconds"),
        "what": what,
        "subject_type": subject_type,
        "subject_id": subject_id,
        "by_id": by.id if by is not None else None,
        "organisation_id": organisation_id,
        "data": data,
    }
    gather(entry)
    if what in _followed:
        defer(FAN_OUT, entry=entry)
    return str(entry["key"])
