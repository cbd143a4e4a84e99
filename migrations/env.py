"""Alembic's way in: migrations run as the owner, and give up rather than stop the site."""

import psycopg
from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool, text

from app.core.db import Base, conninfo

settings = current_app.extensions["samhandel_settings"]


def include(thing: object, name: str | None, kind: str, *rest: object) -> bool:
    """Not the queue's tables: they are Procrastinate's, and seen here since `jobs` is on the search path."""
    table = thing if kind == "table" else getattr(thing, "table", None)
    return not str(getattr(table, "name", "")).startswith("procrastinate_")


def run() -> None:
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(conninfo(settings, "owner")),
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '1s'"))
        connection.execute(text("SET statement_timeout = '60s'"))
        connection.execute(text("SET search_path = public, jobs"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
