"""Mail over SMTP: one message at a time, one recipient, and an honest answer to "did it leave?".

Three kinds of failure: `MailTemporary` (try again later), `MailPermanent` (this message will never be taken) and
`MailUncertain` (the connection was lost after the text had been sent: perhaps taken, so never sent again in silence).
Headers are made by `EmailMessage`, which refuses line breaks; the address is parsed, because a header "To: a, b" would
become two recipients.
"""

import re
import smtplib
import ssl
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Self

from app.core.clock import now
from app.core.text import clean
from config import Settings

LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200
READY_FOR_TEXT = 354
MOST_A_LINE = 100  # messages: a server behind others gets its share, and none is talked to for hours
ENHANCED = re.compile(rb"^[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463, at the beginning of the server's answer


class _Policy(EmailPolicy):
    """As mail is sent, but an address in angle brackets stays whole.

    The standard library would turn one of more than 78 characters into encoded words, which no mail program follows.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


SMTP = _Policy(linesep="\r\n")
SMTPUTF8 = SMTP.clone(utf8=True)


class MailError(Exception):
    """What the mail server, or the way to it, answered; `code` ("550 5.1.1") never holds an address.

    `receiver_refused`: it was the receiver that was refused, and not the sender or the text.
    """

    def __init__(self, code: str, *, receiver_refused: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.receiver_refused = receiver_refused


class MailTemporary(MailError):
    """Not now: it is safe to try again."""


class MailPermanent(MailError):
    """Never: this address or message is refused."""


class MailUncertain(MailError):
    """Nobody knows: the text was sent, the answer never came."""


def one_address(text: str) -> Address:
    """The one address in `text`; raises `MailPermanent` for none, for several, and for anything that is not plain."""
    plain = not any(unicodedata.category(c)[0] in "CZ" or c in '<>,;:"()[]\\' for c in text)
    if plain and 0 < len(text) <= LONGEST_ADDRESS and text.count("@") == 1:
        try:
            address = Address(addr_spec=text)
        except (MessageError, ValueError, IndexError):
            pass
        else:
            if address.username and address.domain and address.addr_spec == text:
                return address
    raise MailPermanent("address")


def compose(
    settings: Settings,
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    message_id: str,
    locale: str,
    unsubscribe: str | None = None,
) -> EmailMessage:
    """A message in plain text and HTML, in the language `locale`, with the same `message_id` at every try.

    `unsubscribe` is an address that stops such mail when it is posted to (RFC 8058).
    """
    message = EmailMessage()
    sender = parseaddr(settings.mail_from)
    from_ = Address(display_name=sender[0], addr_spec=sender[1])
    message["From"] = from_
    message["To"] = one_address(to)
    message["Subject"] = _one_line(subject)
    message["Message-ID"] = f"<{message_id}@{from_.domain}>"
    message["Date"] = format_datetime(now())
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = locale  # last: setting the content takes such headers away
    return message


def _one_line(subject: str) -> str:
    """The subject as the header takes it.

    The standard library reads it as it reads a header that has come in, and would decode "=?utf-8?q?=0D=0ABcc:_x?=",
    which somebody wrote in a title, to a line of its own.
    """
    return " ".join(clean(subject).split())[:LONGEST_SUBJECT].replace("=?", "= ?")


def return_path(settings: Settings, message: EmailMessage) -> str:
    """Where the message comes back to: with BOUNCE_DOMAIN an address of its own, that tells which mail it was."""
    if not settings.bounce_domain:
        return str(message["From"].addresses[0].addr_spec)
    message_id = str(message["Message-ID"]).strip("<>").partition("@")[0]
    return f"bounce-{message_id}@{settings.bounce_domain}"


class _Remembering:
    """Keeps the server's last answer, to tell a loss before the text from one after it."""

    last_code = 0

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()  # type: ignore[misc]
        self.last_code = code
        return code, text


class _Plain(_Remembering, smtplib.SMTP):
    pass


class _Tls(_Remembering, smtplib.SMTP_SSL):
    pass


class Line:
    """A line to the mail server, opened when first needed and kept for the next message while all goes well."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: _Plain | _Tls | None = None
        self._carried = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def deliver(self, message: EmailMessage) -> None:
        """Hand `message` to the mail server. Returns when the server has taken it; raises a `MailError` otherwise.

        Every message has a conversation of its own, so the three kinds of failure mean what they mean on a new line.
        """
        was_kept = self._client is not None
        try:
            self._hand_over(message)
        except MailTemporary:
            if not was_kept:
                raise
            # Servers hang up on lines that have been quiet or have carried much: the message has done nothing wrong.
            self._hand_over(message)

    def close(self) -> None:
        if self._client is not None:
            _leave(self._client)
        self._client, self._carried = None, 0

    def _hand_over(self, message: EmailMessage) -> None:
        recipient = message["To"].addresses[0].addr_spec
        sender = return_path(self._settings, message)
        try:
            if self._client is None:
                self._client = _connect(self._settings)
            _envelope(self._client, sender, recipient)
            _text(self._client, message.as_bytes(policy=SMTP if recipient.isascii() else SMTPUTF8))
        except BaseException:
            self.close()
            raise
        self._carried += 1
        if self._carried >= MOST_A_LINE:
            self.close()


def deliver(settings: Settings, message: EmailMessage) -> None:
    """Hand over one message, on a line of its own."""
    with Line(settings) as line:
        line.deliver(message)


def _connect(settings: Settings) -> _Plain | _Tls:
    try:
        client: _Plain | _Tls
        if settings.smtp_security == "tls":
            context = ssl.create_default_context()
            client = _Tls(settings.smtp_host, settings.smtp_port, timeout=settings.smtp_timeout, context=context)
        else:
            client = _Plain(settings.smtp_host, settings.smtp_port, timeout=settings.smtp_timeout)
    except (OSError, smtplib.SMTPException) as error:
        raise MailTemporary("connect") from error
    try:
        if settings.smtp_security == "starttls":
            client.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            client.login(settings.smtp_user, settings.smtp_password)
    except (OSError, smtplib.SMTPException) as error:  # a wrong password is ours to mend: the mail waits
        client.close()
        raise MailTemporary("sign_in" if isinstance(error, smtplib.SMTPAuthenticationError) else "secure") from error
    return client


def _envelope(client: _Plain | _Tls, sender: str, recipient: str) -> None:
    try:
        client.ehlo_or_helo_if_needed()
        options: list[str] = []
        if not recipient.isascii():
            if not client.has_extn("smtputf8"):
                raise MailPermanent("no_smtputf8")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        _judge(client.mail(sender, options)[0])
        code, answer = client.rcpt(recipient)
        _judge(code, answer, receiver=True)
    except (OSError, smtplib.SMTPException) as error:
        raise MailTemporary("lost") from error


def _text(client: _Plain | _Tls, body: bytes) -> None:
    try:
        code, _ = client.data(body)
    except smtplib.SMTPDataError as error:  # refused before the text
        code = error.smtp_code
    except (OSError, smtplib.SMTPException) as error:
        if client.last_code == READY_FOR_TEXT:
            raise MailUncertain("lost_after_text") from error
        raise MailTemporary("lost") from error
    _judge(code)


def _judge(code: int, answer: bytes = b"", *, receiver: bool = False) -> None:
    if 200 <= code < 300:
        return
    found = ENHANCED.match(answer)
    said = f"{code} {found.group().decode()}" if found else str(code)
    if 500 <= code < 600:
        raise MailPermanent(said, receiver_refused=receiver)
    raise MailTemporary(said)


def _leave(client: _Plain | _Tls) -> None:
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()
