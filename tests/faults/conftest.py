"""A small world to throw bad things at: what is posted is answered as always, and then taken back."""

from collections.abc import Iterator
from contextvars import Context as ContextVars
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.core import application, embedded
from app.core.db import db
from app.core.db import rollback as take_back
from tests.conftest import CLUSTER, database_copy, settings_for
from tests.faults.forms import FoundForm, forms_of
from tests.walker.world import World, build


class Plain(FlaskClient):
    """Each request in a context of its own; what comes back is judged by the test, not here."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return ContextVars().run(super().open, *args, **kwargs)


def _build(app: Any) -> World:
    with app.app_context():
        return build(app)


@pytest.fixture(scope="module")
def world(template_database: str, smtp_server: Any) -> Iterator[World]:
    with database_copy(template_database, "faults") as name:
        app = create_app(settings_for(name, smtp_port=smtp_server.port))
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = Plain
        yield ContextVars().run(_build, app)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def forms(world: World) -> dict[str, FoundForm]:
    return forms_of(world)


@pytest.fixture
def nothing_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    def flush_and_take_back() -> None:
        db.session().flush()
        take_back()

    monkeypatch.setattr(application, "commit", flush_and_take_back)


@pytest.fixture(scope="module")
def sql(world: World) -> Iterator[Any]:
    """Raw SQL as superuser in the world's database; `sql.state()` is what is stored, apart from who was seen when."""
    settings = world.app.extensions["samhandel_settings"]
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", settings.database_name), autocommit=True) as connection:

        def run(statement: str, *values: Any) -> list[Any]:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        def state() -> dict[str, int]:
            tables = run(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'jobs')"
            )
            asked = [
                f"SELECT '{t}', coalesce(sum(hashtext(r::text)), 0) FROM {t} r" for (t,) in tables if t not in UNSTABLE
            ]
            return dict(run(" UNION ALL ".join(asked)))

        run.state = state
        yield run


UNSTABLE = {"public.accounts_session", "public.accounts_throttle"}
