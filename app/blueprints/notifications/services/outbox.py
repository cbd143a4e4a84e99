"""Mails are written down in the transaction of what caused them; they leave after its commit, or never."""

import uuid
from collections.abc import Iterable
from typing import Any

from app.blueprints.notifications.queries import mails
from app.blueprints.notifications.terms import MailRow
from app.core.clock import now
from app.core.jobs import defer

HAND_OVER = "notifications.hand_over"
HAND_OVER_BATCH = "notifications.hand_over_batch"


def send_mail(
    to: str,
    *,
    locale: str,
    template: str,
    params: dict[str, Any],
    key: str,
    person_id: int | None = None,
    about: str | None = None,
) -> None:
    """Queue one mail to one address, in the caller's transaction; a second call with the same `key` does nothing.

    `mail/<template>.txt` words it. Secrets go in parameters called `token`, `code`, `link`, `url` or `secret`, or
    ending in `_token` and so on: those are blanked when the mail has left. `key` must hold no secret. With `about`
    ("thread:17", or "mail") it is about something that its receiver follows, and carries a link that stops it.
    """
    queued = mails.queue_mail(
        key=key,
        person_id=person_id,
        address=to,
        locale=locale,
        template=template,
        params=params,
        about=about,
        message_id=uuid.uuid4().hex,
        next_try_at=now(),
    )
    if queued:
        defer(HAND_OVER, key=key)


def queue_mails(rows: Iterable[MailRow]) -> int:
    """Queue many mails with words of their own, in the caller's transaction; gives how many are new.

    One statement and one job, however many. Each goes to its person's address in her language; there is none to whoever
    has closed her account, has not confirmed her address, or whose address sends mail back.
    """
    if not (together := list(rows)):
        return 0
    if queued := mails.queue_rows(together, now()):
        wake_batch()
    return queued


def wake_batch() -> None:
    """See to it that a job hands over what is waiting; one that has not begun will see it all."""
    if not mails.batch_is_waiting(HAND_OVER_BATCH):
        defer(HAND_OVER_BATCH)
