"""Hand the waiting mails to the mail server, each once, and write down what became of it.

A mail goes queued -> handing over (committed) -> sent. One found in the middle after a crash is "perhaps sent": not
sent again by itself. So a worker takes one at a time, however many wait.
"""

import logging
from typing import Any

from app.adapters import mail as adapter
from app.blueprints.journal.services import record
from app.blueprints.notifications import messages
from app.blueprints.notifications.models import Mail
from app.blueprints.notifications.queries import mails
from app.blueprints.notifications.rules import mails as rules
from app.blueprints.notifications.services import bounces, composing
from app.blueprints.notifications.services.outbox import HAND_OVER, HAND_OVER_BATCH, wake_batch
from app.blueprints.notifications.terms import MailState
from app.core.clock import now
from app.core.db import DatabaseTrouble, unit_of_work
from app.core.errors import Conflict
from app.core.jobs import defer, job, periodic

log = logging.getLogger("samhandel.mail")
# Then the job makes place for others, and a new one goes on.
MOST_A_JOB = 500


@job(HAND_OVER, retry=False)
def hand_over(key: str) -> None:
    """Take a waiting mail, say so in the database, hand it to the mail server, and write down what became of it.

    The job itself is never repeated: a mail that could not leave waits for `send_waiting`, so that one left in the
    middle by a crash is found "perhaps sent" and not sent twice.
    """
    with unit_of_work():
        mail = mails.take_mail(key, now())
    if mail is None:
        return
    with adapter.Line(messages.settings()) as line:
        outcome = _deliver(mail, line)
    with unit_of_work():
        _settle(mail, outcome)


@job(HAND_OVER_BATCH, retry=False, priority=-10)
def hand_over_batch() -> None:
    """Hand over the mails that wait, one after the other on one line. Several workers may do so side by side."""
    before: tuple[Mail, dict[str, Any]] | None = None
    with adapter.Line(messages.settings()) as line:
        for _ in range(MOST_A_JOB):
            with unit_of_work():
                if before:
                    _settle(*before)
                mail = mails.take_next(now())
            if mail is None:
                return
            before = (mail, _deliver(mail, line))
        with unit_of_work():
            if before:
                _settle(*before)
            wake_batch()


def _settle(mail: Mail, outcome: dict[str, Any]) -> None:
    """Write down how it went; a receiver who was refused for good is counted with her address."""
    refused = outcome.pop("refused", None)
    if mails.settle_mail(mail.id, mail.attempts, **outcome) and refused:
        bounces.count_refusal(mail, refused)


def _deliver(mail: Mail, line: adapter.Line) -> dict[str, Any]:
    """Hand the mail over; gives the columns that say how it went, and `refused` with the answer to its receiver."""
    outcome: dict[str, Any]
    try:
        message = composing.compose(mail)
        if message is None:
            outcome = {"state": MailState.DROPPED, "last_error": None, "params": rules.without_secrets(mail.params)}
        else:
            line.deliver(message)
            outcome = {"state": MailState.SENT, "last_error": None, "params": rules.without_secrets(mail.params)}
    except adapter.MailUncertain as error:
        outcome = {"state": MailState.UNCERTAIN, "last_error": error.code}
    except adapter.MailTemporary as error:
        outcome = _later(mail, error.code)
    except DatabaseTrouble:  # while it was worded: nothing has left
        outcome = _later(mail, "database")
    except adapter.MailPermanent as error:
        outcome = {"state": MailState.FAILED, "last_error": error.code, "params": rules.without_secrets(mail.params)}
        if error.receiver_refused:
            outcome["refused"] = error.code
    except Exception:  # a fault of ours in wording it: nothing has left, and an administrator sees it
        log.exception("mail could not be worded", extra={"template": mail.template, "mail": mail.id})
        outcome = {"state": MailState.FAILED, "last_error": "template"}
    if outcome["state"] not in (MailState.SENT, MailState.DROPPED):
        log.warning(
            "mail not sent", extra={"mail": mail.id, "state": outcome["state"].value, "why": outcome["last_error"]}
        )
    return outcome


def _later(mail: Mail, why: str) -> dict[str, Any]:
    """It is tried again, if it has not been for days."""
    if now() - mail.created_at > rules.GIVES_UP_AFTER:
        return {"state": MailState.FAILED, "last_error": why, "params": rules.without_secrets(mail.params)}
    return {"state": MailState.QUEUED, "last_error": why, "next_try_at": now() + rules.wait_before_try(mail.attempts)}


@periodic("* * * * * */15", "notifications.send_waiting")
def send_waiting() -> None:
    """Mails whose time has come are handed over; those left in the middle of a crash become "perhaps sent"."""
    with unit_of_work():
        mails.mark_interrupted(now())
        if mails.mails_are_due(now()):
            wake_batch()


@periodic("17 3 * * * 0", "notifications.forget_settled")
def forget_settled() -> None:
    """Addresses are not kept for ever: a month after a mail has left, nobody needs to know where it went."""
    with unit_of_work():
        mails.forget_settled(now() - rules.ADDRESS_KEPT)


def send_again(mail: Mail, *, by: Any) -> None:
    """An administrator lets a mail that failed, or perhaps left, go again; under its old Message-ID."""
    if not rules.can_go_again(mail.state, mail.params) or not mail.address:
        raise Conflict("mail_not_waiting")
    if not mails.queue_again(mail, now()):  # somebody else was quicker, and perhaps it has left
        raise Conflict("mail_not_waiting")
    record("notifications.mail_sent_again", subject=mail, by=by)
    defer(HAND_OVER, key=mail.key)
