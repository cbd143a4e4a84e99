"""Links in mails: made for one purpose, good until a time, used once. Opening one changes nothing."""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Token
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.rules import links
from app.blueprints.accounts.terms import Purpose
from app.core.clock import now
from app.core.db import db
from app.core.errors import DomainError

LASTS = {
    Purpose.CONFIRM_ADDRESS: timedelta(days=2),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.CHANGE_ADDRESS: timedelta(days=1),
}


class BadLink(DomainError):
    """A link that opens nothing.

    Codes: `link_damaged`, `link_unknown`, `link_elsewhere` (404); `link_expired`, `link_used` (410).
    """

    def __init__(self, code: str, purpose: Purpose | None = None) -> None:
        super().__init__(code)
        self.purpose = purpose
        self.status = 410 if code in ("link_expired", "link_used", "invitation_withdrawn") else 404


def note(purpose: Purpose, *, person_id: int | None = None, data: dict[str, Any] | None = None) -> Token:
    """A row for a link that has not been sent yet: nobody holds its secret until `arm` makes one."""
    row = Token(
        purpose=purpose,
        person_id=person_id,
        data=data or {},
        token_hash=links.hash_token(links.new_token()),
        expires_at=now() + LASTS[purpose],
    )
    db.session.add(row)
    db.session.flush()
    return row


def arm(row: Token) -> str:
    """Give the row a fresh secret, and return it for the mail. Done once: `waiting` is then false."""
    token = links.new_token()
    row.token_hash = links.hash_token(token)
    row.expires_at = now() + LASTS[row.purpose]
    row.data = {**row.data, "armed": True}
    return token


def waiting(row: Token | None) -> bool:
    """Is it a link that has neither been sent nor used? Asked by the job that sends it, which may run twice."""
    return row is not None and row.used_at is None and "armed" not in row.data


def open_link(purpose: Purpose, token: str) -> Token:
    """The row behind a link, if it is good for this purpose now; `BadLink` says what is wrong otherwise."""
    if not links.is_whole(token):
        raise BadLink("link_damaged", purpose)
    row = queries.find_token(links.hash_token(token))
    if row is None:
        raise BadLink("link_unknown", purpose)
    if row.purpose is not purpose:
        raise BadLink("link_elsewhere", purpose)
    if row.used_at is not None:
        raise BadLink("link_used", purpose)
    if row.expires_at <= now():
        raise BadLink("link_expired", purpose)
    return row


def fresh_secret() -> tuple[str, bytes]:
    """For a link that another room sends: the secret for the mail, and what that room keeps in its place."""
    token = links.new_token()
    return token, links.hash_token(token)


def kept_as(purpose: Purpose, token: str) -> bytes:
    """What is kept in place of the secret of such a link; `BadLink` when it was cut off on its way."""
    if not links.is_whole(token):
        raise BadLink("link_damaged", purpose)
    return links.hash_token(token)


def spend(row: Token) -> None:
    """Use the link; of two who do so at once, one is told that it has been used. What it carried is forgotten."""
    if not queries.spend_token(row.id, at=now()):
        raise BadLink("link_used", row.purpose)
