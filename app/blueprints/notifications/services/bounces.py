"""Addresses that send mail back: after some refusals for good they are not written to, until their owner says so."""

from typing import Any

from app.blueprints.journal.services import record
from app.blueprints.notifications.models import Mail
from app.blueprints.notifications.queries import mails, rhythms
from app.blueprints.notifications.rules import bounces as rules
from app.blueprints.notifications.terms import MailState
from app.core.clock import now


def count_refusal(mail: Mail, status: str) -> None:
    """The mail server, or a report, said that the receiver of `mail` is refused for good, with `status`.

    An address that its person has changed since is nobody's any more, and counts for nothing.
    """
    if mail.person_id is None or not rules.counts(status):
        return
    address, confirmed_at = rhythms.confirmed_address(mail.person_id)
    if address is None or confirmed_at is None or address != mail.address:
        return
    row = rhythms.own_preference(mail.person_id)
    fresh = row.bounced_at is None or row.bounced_at < confirmed_at
    row.bounces = 1 if fresh else row.bounces + 1
    row.bounced_at = now()
    if rules.stops(status, row.bounces) and (row.mails_stopped_at is None or row.mails_stopped_at < confirmed_at):
        row.mails_stopped_at = now()
        record("notifications.mails_stopped", subject=row, by=None, bounces=row.bounces)


def count_bounce(raw: bytes) -> str:
    """Read a report of a mail that came back; gives what came of it, in a word. What is none changes nothing.

    "counted", "known" (the mail is not among those that left, or its bounce was counted before), or why it is no such
    report: "too_large", "not_a_report", "not_for_good", "no_mail_of_ours".
    """
    found = rules.read_report(raw)
    if isinstance(found, str):
        return found
    mail = mails.mail_that_left(found.message_id)
    if mail is None:
        return "known"
    mail.state = MailState.FAILED
    mail.last_error = f"bounced {found.status}"
    count_refusal(mail, found.status)
    return "counted"


def take_up_again(*, by: Any) -> None:
    """The person says that her address works: she is written to again."""
    row = rhythms.own_preference(by.person_id)
    if row.mails_stopped_at is not None or row.bounces:
        row.mails_stopped_at, row.bounces, row.bounced_at = None, 0, None
        record("notifications.mails_taken_up", subject=row, by=by)
