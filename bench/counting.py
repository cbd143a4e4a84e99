"""Statements, blocks and bytes of pages that are asked of one database: what the benches of the rooms share."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import Engine

from app import create_app
from app.core.db import conninfo, db
from bench.floor import Recording
from bench.measure import touched
from bench.report import Figures
from config import Settings

Asks = Mapping[str, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one request sent, touched (blocks of the database) and wrote (rows), and how long its page was."""

    sql: int
    buffers: float
    bytes: int
    written: int


@contextmanager
def site(settings: Settings) -> Iterator[tuple[Flask, Engine]]:
    """The site on a database whose sessions have just been seen: whoever has signed in is so still."""
    app = create_app(settings)
    with app.app_context():
        engine = db.engine
    with psycopg.connect(conninfo(settings, "owner")) as connection:
        connection.execute("UPDATE accounts_session SET seen_at = now()")
    try:
        yield app, engine
    finally:
        engine.dispose()


def counted(
    watch: psycopg.Connection[Any], settings: Settings, asks: Callable[[Flask], Asks]
) -> Iterator[tuple[str, Counted]]:
    """Each thing that is asked of the site, by name."""
    with site(settings) as (app, engine):

        def flush() -> None:
            with engine.connect() as connection:
                connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
                connection.commit()

        for name, ask in asks(app).items():
            ask()
            recording = Recording(app, engine, ask)
            blocks, written = touched(watch, settings.database_name, flush, ask)
            yield name, Counted(len(recording.sent), blocks, len(recording.page), written)


def growth(figures: Figures, room: str, names: Mapping[str, Any] | tuple[str, ...], sizes: tuple[str, str]) -> Figures:
    """`room.name.growth`: blocks at the larger size over those at the smaller."""
    small, large = sizes
    return {
        f"{room}.{name}.growth": figures[f"{room}.{name}.{large}.buffers"] / figures[f"{room}.{name}.{small}.buffers"]
        for name in names
    }
