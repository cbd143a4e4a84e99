"""The connection to the database: what happens to it between requests."""

from app.core import db as core_db


def test_a_connection_that_the_server_has_closed_is_exchanged_before_it_is_used(client, owner_sql):
    assert client.get("/nb/dialogues").status_code == 200
    closed = owner_sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert closed
    assert client.get("/nb/dialogues").status_code == 200


def test_a_connection_that_has_rested_for_long_is_asked_whether_it_is_there(client, statements, monkeypatch):
    monkeypatch.setattr(core_db, "RESTED", -1.0)
    assert client.get("/nb/dialogues").status_code == 200
    assert client.get("/nb/dialogues").status_code == 200


def test_a_page_can_be_written_after_one_was_read_on_the_same_connection(client, web_sql):
    client.get("/nb/dialogues")
    with client.application.app_context():
        assert core_db.db.session.connection().connection.dbapi_connection.read_only is None
