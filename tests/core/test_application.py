"""One transaction a request, and what outlives it."""

import threading
from contextvars import Context

import psycopg
import pytest
from flask import Blueprint, abort, redirect, request

from app import create_app
from app.blueprints.accounts.policies import is_signed_in
from app.blueprints.journal.services import record
from app.core import once
from app.core.access import guard, public
from app.core.db import Context as Works
from app.core.db import aside, db, set_context
from tests.conftest import Client
from tests.factories.accounts import organisation, person

SHOW = "SELECT app_person(), app_organisations()::text"


@pytest.fixture(scope="module")
def small(settings):
    """The application with a few routes of its own."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Client
    bp = Blueprint("small", __name__)

    @bp.get("/small/context")
    @guard(is_signed_in)
    def context():
        return {"context": str(list(db.session.execute(db.text(SHOW)).one()))}

    @bp.get("/small/write")
    @public
    def write():
        db.session.execute(db.text("INSERT INTO core_sent_form (key, location) VALUES ('a', 'b')"))
        return {}

    @bp.post("/small/refuse")
    @public
    def refuse():
        db.session.execute(db.text("INSERT INTO core_sent_form (key, location) VALUES ('lost', 'b')"))
        aside(lambda: record("test.refused", subject=("test", 1)))
        abort(403)

    @bp.post("/small/answer-422")
    @public
    def answer_422():
        db.session.execute(db.text("INSERT INTO core_sent_form (key, location) VALUES ('lost', 'b')"))
        return {}, 422

    @bp.post("/small/make")
    @public
    def make():
        record("test.made", subject=("test", 1))
        return redirect(f"/made/{request.form['number']}", 303)

    app.register_blueprint(bp)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_get_cannot_write(small):
    small.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(Exception, match="read-only transaction"):
        small.test_client().get("/small/write")
    # The connection is not left so.
    assert small.test_client().post("/small/make", data={"number": "1"}).status_code == 303


def test_a_refusal_rolls_back_but_what_was_kept_aside_is_written(small, owner_sql):
    small.config["PROPAGATE_EXCEPTIONS"] = False
    assert small.test_client().post("/small/refuse", headers={"Accept": "application/json"}).status_code == 403
    assert owner_sql("SELECT what FROM journal_entry") == [("test.refused",)]
    assert owner_sql("SELECT key FROM core_sent_form") == []


def test_an_answer_from_400_on_rolls_back(small, owner_sql):
    assert small.test_client().post("/small/answer-422").status_code == 422
    assert owner_sql("SELECT key FROM core_sent_form") == []


def test_the_same_form_sent_twice_gives_one_result(small, owner_sql):
    client, key = small.test_client(), once.new_key()
    first = client.post("/small/make", data={"once": key, "number": "1"})
    second = client.post("/small/make", data={"once": key, "number": "2"})
    assert (first.location, second.location) == ("/made/1", "/made/1")
    assert owner_sql("SELECT count(*) FROM journal_entry") == [(1,)]


def test_the_same_form_sent_eight_times_at_once_gives_one_result(small, owner_sql):
    key, places = once.new_key(), []

    def send(number):
        places.append(small.test_client().post("/small/make", data={"once": key, "number": number}).location)

    threads = [threading.Thread(target=Context().run, args=(send, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 8
    assert len(set(places)) == 1
    assert owner_sql("SELECT count(*) FROM journal_entry") == [(1,)]


def test_the_database_works_for_the_signed_in_person_and_for_nobody_after(small, db_session, sign_in):
    """Guards the harness and the connection pool: three requests, three people, one process."""
    firm = organisation()
    kari, ola = person(organisations={firm: "editor"}), person()
    from tests.factories.accounts import session_token

    def context_of(who):
        client = small.test_client()
        if who:
            token = session_token(who)
            with client.session_transaction() as cookie:
                cookie["_user_id"] = token
        return client.get("/small/context", headers={"Accept": "application/json"})

    assert context_of(kari).json == {"context": str([kari.id, f"{{{firm.id}}}"])}
    assert context_of(ola).json == {"context": str([ola.id, "{}"])}
    assert context_of(None).status_code == 401
    assert context_of(kari).json == {"context": str([kari.id, f"{{{firm.id}}}"])}


def test_a_context_does_not_outlive_its_transaction(app, settings):
    with app.app_context():
        set_context(Works(person_id=7, organisation_ids=(1, 2)))
        assert list(db.session.execute(db.text(SHOW)).one()) == [7, "{1,2}"]
        db.session.commit()
        assert list(db.session.execute(db.text(SHOW)).one()) == [7, "{1,2}"]
        db.session.rollback()
        assert list(db.session.execute(db.text(SHOW)).one()) == [7, "{1,2}"]
    for _ in range(3):
        with app.app_context():
            assert list(db.session.execute(db.text(SHOW)).one()) == [None, "{}"]


def test_the_site_owns_nothing_and_cannot_become_somebody_else(web_sql):
    assert web_sql("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == [(0,)]
    assert web_sql("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    for statement in ("SET ROLE samhandel_owner", "CREATE TABLE x ()", "ALTER TABLE journal_entry DISABLE TRIGGER ALL"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement)
