"""A form sent twice gives one result.

A creating form carries a random key. The request that succeeds writes the key and where it led, in its own transaction;
the second sending finds the key and is led to the same place. When both run at once, the unique key makes the later one
wait, fail and look again.
"""

import hashlib
import secrets
from datetime import timedelta

from flask import redirect, request
from flask_login import current_user
from sqlalchemy import Column, DateTime, Table, Text, delete, func, insert, select
from werkzeug.wrappers import Response

from app.core.clock import now
from app.core.db import Base, db

KEPT = timedelta(days=7)

sent = Table(
    "core_sent_form",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("location", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


def new_key() -> str:
    return secrets.token_urlsafe(16)


def _key() -> str | None:
    """The form's key, bound to who sent it and where, so that nobody else's key can be met."""
    typed = request.form.get("once", "")
    if not typed or len(typed) > 100:
        return None
    who = getattr(current_user, "person_id", None)
    return hashlib.sha256(f"{typed}|{who}|{request.path}".encode()).hexdigest()


def earlier() -> Response | None:
    """Where the same form led before, if it did."""
    key = _key()
    location = key and db.session.scalar(select(sent.c.location).where(sent.c.key == key))
    return redirect(location, 303) if location else None


def keep(response: Response) -> None:
    """Remember where this form led; in the same transaction as what it made."""
    key = _key()
    if key and response.status_code in (302, 303) and response.location:
        db.session.execute(insert(sent).values(key=key, location=response.location))


def forget_old() -> None:
    """A form that was sent a week ago is not sent again."""
    db.session.execute(delete(sent).where(sent.c.created_at < now() - KEPT))
