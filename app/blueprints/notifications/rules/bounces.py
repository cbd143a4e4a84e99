"""What a mail that came back says: RFC 3464 reports, RFC 3463 status codes, and when we stop writing to an address."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from app.blueprints.notifications.terms import Bounce

# One "there is no such mailbox" is enough; of other refusals for good, three.
MOST_BOUNCES = 3
LARGEST_REPORT = 1_000_000
LONGEST_HEADER = 2_000  # characters, folded lines together; what is longer is no mail server's
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# 5.1.1 no such mailbox, 5.1.6 moved away, 5.1.10 the domain takes no mail (RFC 3463, RFC 7505).
NO_SUCH_USER = frozenset({"5.1.1", "5.1.6", "5.1.10"})
ADDRESS = re.compile(r"\b(?:5\.1\.\d{1,3}|5\.2\.1)\b")  # about the address, or a mailbox that is shut
MESSAGE_ID = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")
RETURNED_TO = re.compile(r"\bbounce-([0-9a-f]{32})@", re.IGNORECASE)


def counts(status: str) -> bool:
    """Whether a refusal for good is about the address. "550" alone, at RCPT, is; "5.7.1" (spam) is not."""
    found = STATUS.search(status)
    return bool(ADDRESS.search(status)) if found else status.startswith(("550", "551", "553"))


def stops(status: str, bounces: int) -> bool:
    """Whether mails to the address stop, now that it has come to `bounces` refusals, of which this is the last."""
    found = STATUS.search(status)
    return (found is not None and found.group() in NO_SUCH_USER) or bounces >= MOST_BOUNCES


def read_report(raw: bytes) -> Bounce | str:
    """The bounce that a mail reports, or why there is none.

    "too_large", "not_a_report", "not_for_good", "no_mail_of_ours".

    Anybody may write to the address that bounces go to; whoever does not know a Message-ID of ours, which is chance and
    known to its receiver alone, stops nobody's mail.
    """
    if len(raw) > LARGEST_REPORT:
        return "too_large"
    try:
        return _read(raw)
    except RecursionError:  # parts within parts within parts, a thousand deep
        return "not_a_report"


def _read(raw: bytes) -> Bounce | str:
    # The old rules for headers, which look at them as text: the new ones take minutes over some made to hurt.
    report = message_from_bytes(raw, policy=policy.compat32)
    if len(_field(report, "Content-Type")) > LONGEST_HEADER or report.get_content_type() != "multipart/report":
        return "not_a_report"
    if str(report.get_param("report-type") or "").lower() != "delivery-status":
        return "not_a_report"
    status = next(_failures(report), None)
    if status is None:
        return "not_for_good"
    message_id = _message_id(report)
    return Bounce(message_id, status) if message_id else "no_mail_of_ours"


def _parts(report: Message) -> Iterator[tuple[str, Message]]:
    """Every part of a report, with its type; those whose type is endless are of none."""
    for part in report.walk():
        yield (part.get_content_type() if len(_field(part, "Content-Type")) <= LONGEST_HEADER else ""), part


def _failures(report: Message) -> Iterator[str]:
    """The status of each receiver whom the mail has failed to reach for good."""
    for kind, part in _parts(report):
        if kind != "message/delivery-status":
            continue
        for fields in _groups(part):
            status = STATUS.search(_field(fields, "Status"))
            failed = _field(fields, "Action").strip().lower() == "failed"
            if failed and status and status.group(1) == "5":
                yield status.group()


def _groups(part: Message) -> list[Message]:
    """A report's groups of fields: the first about the mail, the others about a receiver each."""
    payload = part.get_payload()
    return [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []


def _field(fields: Message, name: str) -> str:
    """A field as text, with letters that are none replaced."""
    return str(fields.get(name, ""))


def _message_id(report: Message) -> str | None:
    """Of the mail that came back: from the address the report was sent to, or from the headers returned with it."""
    for name in ("To", "Delivered-To", "X-Original-To", "Envelope-To"):
        if found := RETURNED_TO.search(_field(report, name)):
            return found.group(1).lower()
    for kind, part in _parts(report):
        if kind == "text/rfc822-headers":
            text = _text(part)
        elif kind == "message/rfc822":
            text = "\n".join(f"Message-ID: {_field(inner, 'Message-ID')}" for inner in _groups(part))
        else:
            continue
        for line in text.splitlines():
            if line.lower().startswith("message-id:") and (found := MESSAGE_ID.search(line)):
                return found.group(1)
    return None


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
