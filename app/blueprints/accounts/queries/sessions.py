"""Sign-ins that last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from app.blueprints.accounts.models import Session
from app.core.db import db


def get_session(session_id: int) -> Session:
    return db.session.scalars(select(Session).where(Session.id == session_id)).one()


def open_sessions(person_id: int, *, at: datetime) -> Sequence[Session]:
    """A person's sessions that are still good, the one last used first."""
    query = select(Session).where(Session.person_id == person_id, Session.ended_at.is_(None), Session.expires_at > at)
    return db.session.scalars(query.order_by(Session.seen_at.desc(), Session.id.desc())).all()


def end_sessions(person_id: int, *, at: datetime, but: int | None = None) -> int:
    """End every session of a person, or every other than `but`; how many were open."""
    query = update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None))
    if but is not None:
        query = query.where(Session.id != but)
    done = db.session.execute(query.values(ended_at=at).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]


def delete_old_sessions(*, before: datetime) -> None:
    db.session.execute(delete(Session).where(Session.expires_at < before).execution_options(synchronize_session=False))


def forget_devices(person_id: int) -> None:
    query = update(Session).where(Session.person_id == person_id).values(device="")
    db.session.execute(query.execution_options(synchronize_session=False))


def note_presence(session_id: int, *, at: datetime) -> None:
    query = update(Session).where(Session.id == session_id).values(seen_at=at)
    db.session.execute(query.execution_options(synchronize_session=False))
