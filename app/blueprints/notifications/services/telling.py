"""From an entry in the journal to the people who are to know of it."""

from collections.abc import Callable
from typing import Any

from app.blueprints.journal.services import FAN_OUT, follow
from app.blueprints.notifications.queries import inbox, mails
from app.blueprints.notifications.services.outbox import send_mail, wake_batch
from app.blueprints.notifications.terms import Rhythm
from app.core.clock import now
from app.core.db import NOBODY, Context, db, unit_of_work
from app.core.jobs import job

Tell = Callable[[dict[str, Any]], None]
AT_ONCE = 5000  # people told in one transaction
_tellers: dict[str, list[tuple[Tell, Context]]] = {}


def register(kind: str, tell: Tell, *, context: Context = NOBODY) -> None:
    """When the journal has an entry of `kind`, call `tell(entry)` in the worker, after the commit.

    `entry` is {key, at, what, subject_type, subject_id, by_id, organisation_id, data}. `tell` runs inside a unit of
    work that sees what `context` may see, and calls `notify` for each receiver, or `notify_many` for all of them, with
    `entry_key=entry["key"]`.
    """
    tellers = _tellers.setdefault(kind, [])
    if all(known.__qualname__ != tell.__qualname__ or known.__module__ != tell.__module__ for known, _ in tellers):
        tellers.append((tell, context))
    follow(kind)


@job(FAN_OUT)
def fan_out(entry: dict[str, Any]) -> None:
    """Tell everybody who is to know of a journal entry."""
    for tell, context in _tellers.get(entry["what"], []):
        with unit_of_work(context):
            tell(entry)


def notify(
    person_id: int, *, entry_key: str, kind: str, params: dict[str, Any], mail: bool, about: str | None = None
) -> None:
    """Put a notice in the person's inbox and, with `mail`, send it too; once for an entry, however often called.

    `mail/<kind>.txt` words it (see `messages`), with `params`: JSON, without secrets. With `about` ("thread:17") it is
    about what she follows: mail goes at once only to whoever has asked for that, the others read it in their digest.
    """
    inbox.put_in_inbox(person_id, entry_key, kind, params)
    if not mail or (to := mails.receiver(person_id)) is None:
        return
    if about is None or to.rhythm is Rhythm.IMMEDIATE:
        key = f"{entry_key}:{person_id}"
        send_mail(to.email, locale=to.locale, template=kind, params=params, key=key, person_id=person_id, about=about)


def notify_many(
    people: inbox.Receivers,
    *,
    entry_key: str,
    kind: str,
    params: dict[str, Any],
    mail: bool,
    about: str | None = None,
) -> int:
    """`notify` for many, 5,000 at a time: `people` is a list, or a SELECT with a column `person_id`. Gives how many.

    Each 5,000 are a transaction of their own, with which whatever the caller has done so far is committed too. Stopped
    on its way and run again, it goes on: whoever has been told is told once. For the worker only: the site does not see
    what others have chosen.
    """
    context = db.session().info.get("context") or NOBODY
    told, after = 0, 0
    while True:
        with unit_of_work(context):
            some = inbox.next_receivers(people, after, AT_ONCE)
            if some:
                inbox.put_in_inboxes(some, entry_key, kind, params)
                if mail and mails.queue_to_many(some, entry_key, kind, params, about, now()):
                    wake_batch()
        if not some:
            return told
        told, after = told + len(some), some[-1]
