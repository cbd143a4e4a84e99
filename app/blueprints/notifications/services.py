"""Tell people: in the inbox, by mail. Everything here may run twice and has its effect once."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from app.adapters import mail as adapter
from app.blueprints.journal.services import FAN_OUT, follow, record
from app.blueprints.notifications import messages, queries, rules
from app.blueprints.notifications.models import InboxItem, Mail
from app.blueprints.notifications.terms import MailState
from app.core.clock import now
from app.core.db import NOBODY, Context, unit_of_work
from app.core.errors import Conflict
from app.core.jobs import defer, job, periodic

log = logging.getLogger("samhandel.mail")
HAND_OVER = "notifications.hand_over"
Tell = Callable[[dict[str, Any]], None]
_tellers: dict[str, list[tuple[Tell, Context]]] = {}


def register(kind: str, tell: Tell, *, context: Context = NOBODY) -> None:
    """When the journal has an entry of `kind`, call `tell(entry)` in the worker, after the commit.

    `entry` is {key, at, what, subject_type, subject_id, by_id, organisation_id, data}. `tell` runs inside a unit of
    work that sees what `context` may see, and calls `notify` for each receiver with `entry_key=entry["key"]`.
    """
    tellers = _tellers.setdefault(kind, [])
    if all(known.__qualname__ != tell.__qualname__ or known.__module__ != tell.__module__ for known, _ in tellers):
        tellers.append((tell, context))
    follow(kind)


def notify(person_id: int, *, entry_key: str, kind: str, params: dict[str, Any], mail: bool) -> None:
    """Put a notice in the person's inbox and, with `mail`, send it too; once for an entry, however often called.

    `mail/<kind>.txt` words it (see `messages`), with `params`: JSON, without secrets.
    """
    queries.put_in_inbox(person_id, entry_key, kind, params)
    if mail and (to := queries.receiver(person_id)):
        key = f"{entry_key}:{person_id}"
        send_mail(to.email, locale=to.locale, template=kind, params=params, key=key, person_id=person_id)


def send_mail(
    to: str, *, locale: str, template: str, params: dict[str, Any], key: str, person_id: int | None = None
) -> None:
    """Queue one mail to one address, in the caller's transaction; a second call with the same `key` does nothing.

    `mail/<template>.txt` words it. Secrets go in parameters called `token`, `code`, `link`, `url` or `secret`, or
    ending in `_token` and so on: those are blanked when the mail has left. `key` must hold no secret.
    """
    queued = queries.queue_mail(
        key=key,
        person_id=person_id,
        address=to,
        locale=locale,
        template=template,
        params=params,
        message_id=uuid.uuid4().hex,
        next_try_at=now(),
    )
    if queued:
        defer(HAND_OVER, key=key)


@job(FAN_OUT)
def fan_out(entry: dict[str, Any]) -> None:
    """Tell everybody who is to know of a journal entry."""
    for tell, context in _tellers.get(entry["what"], []):
        with unit_of_work(context):
            tell(entry)


@job(HAND_OVER, retry=False)
def hand_over(key: str) -> None:
    """Take a waiting mail, say so in the database, hand it to the mail server, and write down what became of it.

    The job itself is never repeated: a mail that could not leave waits for `send_waiting`, so that one left in the
    middle by a crash is found "perhaps sent" and not sent twice.
    """
    with unit_of_work():
        mail = queries.take_mail(key, now())
    if mail is None:
        return
    outcome = _deliver(mail)
    with unit_of_work():
        queries.settle_mail(mail.id, mail.attempts, **outcome)


def _deliver(mail: Mail) -> dict[str, Any]:
    """Hand the mail over; gives the columns that say how it went."""
    outcome: dict[str, Any]
    try:
        message = messages.word(mail.template, mail.params, mail.locale)
        adapter.deliver(
            messages.settings(),
            adapter.compose(
                messages.settings(),
                to=mail.address,
                subject=message.subject,
                text=f"{rules.as_text(message)}\n-- \n{messages.footer(mail.locale)}\n",
                html=messages.html(message, mail.locale),
                message_id=mail.message_id,
                locale=mail.locale,
            ),
        )
    except adapter.MailUncertain as error:
        outcome = {"state": MailState.UNCERTAIN, "last_error": error.code}
    except adapter.MailTemporary as error:
        if now() - mail.created_at > rules.GIVES_UP_AFTER:
            outcome = {
                "state": MailState.FAILED,
                "last_error": error.code,
                "params": rules.without_secrets(mail.params),
            }
        else:
            next_try_at = now() + rules.wait_before_try(mail.attempts)
            outcome = {"state": MailState.QUEUED, "last_error": error.code, "next_try_at": next_try_at}
    except adapter.MailPermanent as error:
        outcome = {"state": MailState.FAILED, "last_error": error.code, "params": rules.without_secrets(mail.params)}
    except Exception:  # a fault of ours in wording it: nothing has left, and an administrator sees it
        log.exception("mail could not be worded", extra={"template": mail.template, "mail": mail.id})
        outcome = {"state": MailState.FAILED, "last_error": "template"}
    else:
        outcome = {"state": MailState.SENT, "last_error": None, "params": rules.without_secrets(mail.params)}
    if outcome["state"] is not MailState.SENT:
        log.warning(
            "mail not sent", extra={"mail": mail.id, "state": outcome["state"].value, "why": outcome["last_error"]}
        )
    return outcome


@periodic("* * * * * */15", "notifications.send_waiting")
def send_waiting() -> None:
    """Mails whose time has come go on the queue again; those left in the middle of a crash become "perhaps sent"."""
    with unit_of_work():
        queries.mark_interrupted(now())
        for key in queries.due_mails(now()):
            defer(HAND_OVER, key=key)


@periodic("17 3 * * * 0", "notifications.forget_settled")
def forget_settled() -> None:
    """Addresses are not kept for ever: a month after a mail has left, nobody needs to know where it went."""
    with unit_of_work():
        queries.forget_settled(now() - rules.ADDRESS_KEPT)


def send_again(mail: Mail, *, by: Any) -> None:
    """An administrator lets a mail that failed, or perhaps left, go again; under its old Message-ID."""
    if not rules.can_go_again(mail.state, mail.params) or not mail.address:
        raise Conflict("mail_not_waiting")
    mail.state = MailState.QUEUED
    mail.next_try_at = now()
    record("notifications.mail_sent_again", subject=mail, by=by)
    defer(HAND_OVER, key=mail.key)


def mark_read(item: InboxItem, *, by: Any) -> None:
    """The person has read the notice."""
    queries.mark_read(by.person_id, now(), item.id)


def mark_all_read(*, by: Any) -> None:
    """The person has read them all."""
    queries.mark_read(by.person_id, now())
