"""The declarative base, the one session handle, and the one place that commits.

Every transaction that the site or a job opens knows for whom it works (`Context`): row-level security in PostgreSQL
reads it through `app_person()`, `app_organisations()`, `app_workplaces()` and `app_platform()`. It is set with
`set_config(..., true)`, which ends with the transaction, so that nothing leaks to the next user of the connection.
"""

import enum
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import psycopg
from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Enum,
    Executable,
    Identity,
    MetaData,
    event,
    func,
    text,
)
from sqlalchemy.exc import DisconnectionError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.core import embedded
from app.core.clock import now
from config import Settings

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        enum.Enum: Enum(  # stores the value, in text, with a CHECK
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
    }

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(default=now, server_default=func.now(), sort_order=-1)


# Objects stay readable after the commit: nothing is fetched again behind the view's back.
db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True, session_options={"expire_on_commit": False})


# The database is gone, too slow, or somebody is in the way: what failed with this may go better another time.
DatabaseTrouble = OperationalError


@dataclass(frozen=True, slots=True)
class Context:
    """For whom a transaction works: what row-level security lets it see.

    `workplace_ids` are organisations where the person may see what she herself has written, and nothing else.
    """

    person_id: int | None = None
    organisation_ids: tuple[int, ...] = ()
    platform: tuple[str, ...] = ()
    workplace_ids: tuple[int, ...] = ()


NOBODY = Context()


def acting_for(*organisation_ids: int) -> Context:
    """The context of a job or a command that works for these organisations and nothing else."""
    return Context(organisation_ids=organisation_ids)


def set_context(context: Context) -> None:
    """From now on, in this session, work for `context`: in the open transaction and in every later one."""
    session = db.session()
    session.info["context"] = context
    if session.in_transaction():
        _apply_context(session.connection(), context)


def current_context() -> Context:
    """For whom this thread works just now; nobody, outside an application too."""
    return (db.session().info.get("context") or NOBODY) if has_app_context() else NOBODY


_SET_CONTEXT = text(
    "SELECT set_config('app.person_id', :person, true), set_config('app.organisation_ids', :organisations, true),"
    " set_config('app.workplace_ids', :workplaces, true), set_config('app.platform', :platform, true)"
)


def _apply_context(connection: Connection, context: Context) -> None:
    connection.execute(
        _SET_CONTEXT,
        {
            "person": "" if context.person_id is None else str(context.person_id),
            "organisations": "{" + ",".join(map(str, context.organisation_ids)) + "}",
            "workplaces": "{" + ",".join(map(str, context.workplace_ids)) + "}",
            "platform": "{" + ",".join(context.platform) + "}",
        },
    )


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: Any, connection: Connection) -> None:
    """A safe request reads only, and PostgreSQL itself keeps it so; whoever works for somebody says so at once."""
    if transaction.nested:
        return
    if session.info.get("read_only"):
        connection.connection.dbapi_connection.read_only = True  # type: ignore[union-attr]
    if context := session.info.get("context"):
        _apply_context(connection, context)


@contextmanager
def lent(organisation_id: int) -> Iterator[None]:
    """For these few statements work for `organisation_id` too, on the strength of what the caller has just checked.

    The one way in which a request acts for an organisation that is not the actor's: a buyer's question answered from
    what the firm has said it gives to whoever asks, a reviewer's verdict, a document that somebody may open. Whoever
    uses it has seen a row that says so; tests/architecture lists them.
    """
    session = db.session()
    before = session.info.get("context") or NOBODY
    session.flush()
    set_context(replace(before, organisation_ids=(*before.organisation_ids, organisation_id)))
    try:
        yield
        session.flush()
    except BaseException:
        session.info["context"] = before
        with suppress(SQLAlchemyError):  # a transaction that has failed reads nothing more, for anybody
            set_context(before)
        raise
    set_context(before)


def gather(entry: dict[str, Any]) -> None:
    """Keep a journal entry until the commit, which appends it as its last statement."""
    db.session().info.setdefault("journal", []).append(entry)


def aside(write: Callable[[], None]) -> None:
    """Keep a write that must outlive a refusal or a GET: a short transaction of its own, after commit or rollback."""
    db.session().info.setdefault("aside", []).append(write)


def commit() -> None:
    """The one commit: flush, append what was gathered for the journal, and end the transaction."""
    session = db.session()
    session.flush()
    if entries := session.info.pop("journal", None):
        session.execute(text("SELECT journal_append(CAST(:entries AS jsonb))"), {"entries": json.dumps(entries)})
    session.commit()


def rollback() -> None:
    session = db.session()
    session.info.pop("journal", None)  # SQLAlchemy tells of no rollback when nothing was begun
    session.rollback()


def write_asides() -> None:
    """Write what was kept aside, each in a transaction of its own."""
    session = db.session()
    writes = session.info.pop("aside", None)
    if not writes:
        return
    session.info["read_only"] = False
    for write in writes:
        try:
            write()
            commit()
        except BaseException:
            rollback()
            raise


@contextmanager
def unit_of_work(context: Context = NOBODY) -> Iterator[Session]:
    """One transaction of a job or a command, working for `context`."""
    session = db.session()
    before = session.info.get("context")
    set_context(context)
    try:
        yield session
        commit()
    except BaseException:
        rollback()
        raise
    finally:
        write_asides()
        session.info["context"] = before


def init_app(app: Flask, settings: Settings, role: str) -> None:
    """Bind the session to the database of `settings` as `role`; nothing is opened before the first statement."""
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "creator": lambda: psycopg.connect(conninfo(settings, role), connect_timeout=5),
        "pool_size": settings.database_pool,
        "max_overflow": 5,
        "pool_timeout": 5,
        "hide_parameters": True,  # a failed INSERT must not print what somebody typed
    }
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "checkin", _lay_down)
        event.listen(db.engine, "checkout", _take_up)


RESTED = 30.0  # seconds after which a connection's silence is no longer believed


def _lay_down(dbapi_connection: Any, record: Any) -> None:
    record.info["laid_down"] = time.monotonic()
    if dbapi_connection is not None and not dbapi_connection.closed and dbapi_connection.read_only:
        dbapi_connection.read_only = None


def _take_up(dbapi_connection: Any, record: Any, _proxy: Any) -> None:
    """A connection that the server has closed is exchanged before it is used.

    `pool_pre_ping` asks the server each time, which costs a tenth of a page. A server that stops says so on the socket,
    and looking there is free; one that has rested for long is asked, since a cut cable says nothing.
    """
    try:
        dbapi_connection.pgconn.consume_input()  # its parting words, if it spoke
        dbapi_connection.pgconn.consume_input()  # and the end after them
        moment = time.monotonic()
        if moment - record.info.get("laid_down", moment) > RESTED:
            with dbapi_connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            dbapi_connection.commit()
    except psycopg.OperationalError as error:
        raise DisconnectionError from error


def read(statement: Executable, values: dict[str, Any]) -> CursorResult[Any]:
    """Rows for pages that many read: past the ORM, which would cost as much again as the statement.

    Runs on the session's own connection, in its transaction; nothing pending is flushed.
    """
    return db.session.connection().execute(statement, values)


def conninfo(settings: Settings, role: str) -> str:
    """How `role` (web, worker or owner) reaches the database, as libpq understands it.

    Starts the embedded server, where that is the database.
    """
    options = "-c search_path=public,jobs -c timezone=UTC -c lock_timeout=5s"
    options += {"web": " -c statement_timeout=15s", "worker": " -c statement_timeout=120s"}.get(role, "")
    if settings.embedded:
        user = {"web": embedded.WEB, "worker": embedded.WORKER, "owner": embedded.OWNER}[role]
        base = embedded.conninfo(settings.var_dir / "postgres", user, settings.database_name)
    else:
        urls = {
            "web": settings.database_url,
            "worker": settings.database_worker_url,
            "owner": settings.database_owner_url,
        }
        base = (urls[role] or settings.database_url).replace("postgresql+psycopg://", "postgresql://")
    return psycopg.conninfo.make_conninfo(base, options=options, application_name=f"samhandel-{role}")
