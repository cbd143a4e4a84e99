"""The demo's database: made, migrated and filled where it is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from app.cli.demo import say
from app.core import embedded
from config import ROOT, Settings


class Database:
    """The demo's database on the embedded server, and how far it has come."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.var_dir / "postgres"
        self.filling = settings.var_dir / "demo" / "filling"  # there while the content is being written

    def make_ready(self, *, reset: bool) -> None:
        """Create, migrate and fill what is not. What was interrupted half-way begins again."""
        if reset or self.filling.exists():
            self.drop()
        if embedded.ensure_database(self.folder, self.settings.database_name) or not self.is_migrated():
            say("Making the tables ...")
            self.migrate()
        if self.is_empty():
            self.fill()

    def drop(self) -> None:
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", "postgres"), autocommit=True) as connection:
            name = psycopg.sql.Identifier(self.settings.database_name)
            connection.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        self.filling.unlink(missing_ok=True)

    def ask(self, question: str) -> object:
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", self.settings.database_name)) as connection:
            row = connection.execute(question.encode()).fetchone()
            return row[0] if row else None

    def is_migrated(self) -> bool:
        """At the newest migration? Asked without starting the application, which takes a second or two."""
        if not self.ask("SELECT to_regclass('alembic_version') IS NOT NULL"):
            return False
        newest = max(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
        return str(self.ask("SELECT version_num FROM alembic_version"))[:4] == newest

    def is_empty(self) -> bool:
        return not self.ask("SELECT EXISTS (SELECT FROM accounts_person)")

    def migrate(self) -> None:
        from flask_migrate import upgrade

        from app import create_app

        app = create_app(self.settings, role="owner")
        with app.app_context():
            upgrade()

    def fill(self) -> None:
        from app import create_app
        from app.cli import demo_content

        say("Writing the content ...")
        self.filling.touch()
        app = create_app(self.settings, role="worker")
        with self.all_on_disk_at_the_end(), app.app_context():
            for part in demo_content.fill():
                say(f"  {part}")
        self.filling.unlink()

    @contextmanager
    def all_on_disk_at_the_end(self) -> Iterator[None]:
        """What was interrupted begins again, so none of a few thousand commits waits for the disk."""
        name = psycopg.sql.Identifier(self.settings.database_name)
        with psycopg.connect(embedded.conninfo(self.folder, "postgres", "postgres"), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name))
            yield
            connection.execute(psycopg.sql.SQL("ALTER DATABASE {} RESET synchronous_commit").format(name))
            connection.execute("CHECKPOINT")
