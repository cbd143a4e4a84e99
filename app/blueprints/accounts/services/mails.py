"""Mail leaves by a carrier that stands above this room: notifications says at start which function takes it."""

from collections.abc import Callable
from typing import Any

from app.core.mail_addresses import normalise_email

Carrier = Callable[..., object]
_carrier: Carrier | None = None


def carried_by(carrier: Carrier) -> None:
    """Called once, by the room that sends mail: `carrier(to, locale=, template=, params=, key=)`."""
    global _carrier  # noqa: PLW0603 - one carrier a process, named at start
    _carrier = carrier


def send_mail(to: str, *, locale: str, template: str, key: str, **params: Any) -> None:
    """Queue a mail in this transaction; `key` makes it go once however often this is run."""
    if _carrier is None:
        raise RuntimeError("no room has said that it carries mail")
    _carrier(to, locale=locale, template=template, params=params, key=key)


def one_address(typed: str | None) -> str | None:
    """The one e-mail address that was typed, in the form in which we compare and send; None when it is not one."""
    return normalise_email(typed or "")
