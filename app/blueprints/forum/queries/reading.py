"""Rows for pages that many read: past the ORM, which would cost as much again as the statement."""

from typing import Any

from sqlalchemy import CursorResult, Executable

from app.core.db import db


def read(statement: Executable, values: dict[str, Any]) -> CursorResult[Any]:
    """Run `statement` on the session's own connection, in its transaction. It reads; nothing pending is flushed."""
    return db.session.connection().execute(statement, values)
