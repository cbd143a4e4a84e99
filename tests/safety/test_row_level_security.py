"""Raw SQL as the site's own role: another firm's register is not there, cannot be touched, and cannot be referred to."""

import psycopg
import pytest

from app.blueprints.safety.terms import EventKind
from app.core.db import NOBODY, Context, acting_for
from tests.factories import safety
from tests.factories.accounts import organisation

TABLES = (
    "safety_register",
    "safety_hours",
    "safety_hours_revision",
    "safety_event",
    "safety_event_person",
    "safety_event_revision",
)


@pytest.fixture
def firms(db_session, monkeypatch):
    """Two firms; the first has something in every table."""
    from app.blueprints.safety import queries, services

    safety.stop_the_clock(monkeypatch)
    mine, theirs = organisation(), organisation()
    hours, event = safety.hours(mine), safety.injury(mine, EventKind.LOST_TIME)
    with safety.working_for(mine):
        services.correct_hours(queries.get_hours(hours.id), safety.hours_draft(own=1, version=1), by=None)
        services.correct_event(queries.get_event(event.id), safety.injury_draft(version=1), by=None)
    return mine, theirs, hours, event


STRANGERS = {
    "another firm": lambda theirs: acting_for(theirs.id),
    "nobody": lambda theirs: NOBODY,
    "a moderator": lambda theirs: Context(person_id=1, organisation_ids=(theirs.id,), platform=("moderator",)),
    "an administrator": lambda theirs: Context(person_id=1, platform=("administrator", "moderator")),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_sees_no_row(firms, web_sql, table, role, who):
    mine, theirs, *_ = firms
    assert web_sql(f"SELECT count(*) FROM {table}", acting_for(mine.id), role)[0][0] > 0
    assert web_sql(f"SELECT count(*) FROM {table}", STRANGERS[who](theirs), role) == [(0,)]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("safety_register", "events = 0"),
        ("safety_hours", "own = 0"),
        ("safety_event", "place = 'x'"),
        ("safety_event_person", "relation = 'other'"),
    ],
)
def test_a_stranger_changes_no_row(firms, web_sql, owner_sql, table, change):
    _, theirs, *_ = firms
    before = owner_sql(f"SELECT * FROM {table}")
    assert web_sql(f"UPDATE {table} SET {change} RETURNING id", acting_for(theirs.id)) == []
    assert owner_sql(f"SELECT * FROM {table}") == before


def test_a_stranger_deletes_nobody(firms, web_sql, owner_sql):
    _, theirs, *_ = firms
    assert web_sql("DELETE FROM safety_event_person RETURNING id", acting_for(theirs.id)) == []
    assert owner_sql("SELECT count(*) FROM safety_event_person") == [(1,)]


@pytest.mark.parametrize("table", [table for table in TABLES if table != "safety_event_person"])
def test_nobody_deletes_what_must_be_answered_for(firms, web_sql, table):
    mine, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"DELETE FROM {table}", acting_for(mine.id))


@pytest.mark.parametrize("table", ["safety_hours_revision", "safety_event_revision"])
def test_history_cannot_be_rewritten(firms, web_sql, table):
    mine, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"UPDATE {table} SET version = 9", acting_for(mine.id))


INSERTS = {
    "safety_register": "(organisation_id, events) VALUES (%(firm)s, 9)",
    "safety_hours": "(organisation_id, year, month, own, hired_in, basis, recorded_at, version)"
    " VALUES (%(firm)s, 2025, 1, 1, 0, 'measured', now(), 1)",
    "safety_event": "(organisation_id, number, kind, happened_on, place, activity, what, immediate, serious, answer,"
    " recorded_at, version) VALUES (%(firm)s, 99, 'near_miss', '2025-01-01', '', '', '', '', false, '', now(), 1)",
    "safety_event_person": "(organisation_id, event_id, relation) VALUES (%(firm)s, %(event)s, 'own')",
}


@pytest.mark.parametrize("table", INSERTS)
def test_nothing_is_written_into_another_firms_register(firms, web_sql, table):
    mine, theirs, _, event = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"INSERT INTO {table} {INSERTS[table]}", acting_for(theirs.id), firm=mine.id, event=event.id)


def test_a_row_cannot_be_given_to_another_firm(firms, web_sql):
    mine, theirs, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"UPDATE safety_hours SET organisation_id = {theirs.id}", acting_for(mine.id))


REFERENCES = {
    "safety_event_person": "(organisation_id, event_id, relation) VALUES (%(theirs)s, %(event)s, 'own')",
    "safety_event_revision": "(organisation_id, event_id, version, kind, happened_on, place, activity, what, immediate,"
    " serious, answer, recorded_at) VALUES (%(theirs)s, %(event)s, 7, 'near_miss', '2025-01-01', '', '', '', '',"
    " false, '', now())",
    "safety_hours_revision": "(organisation_id, hours_id, version, own, hired_in, basis, recorded_at)"
    " VALUES (%(theirs)s, %(hours)s, 7, 1, 0, 'measured', now())",
}


@pytest.mark.parametrize("table", REFERENCES)
def test_a_row_of_ones_own_cannot_refer_to_another_firms(firms, web_sql, table):
    """Keys see through row-level security: this is why they carry the organisation."""
    _, theirs, hours, event = firms
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql(
            f"INSERT INTO {table} {REFERENCES[table]}",
            acting_for(theirs.id),
            theirs=theirs.id,
            hours=hours.id,
            event=event.id,
        )


def test_a_unique_key_does_not_betray_another_firms_month(firms, web_sql):
    _, theirs, hours, _ = firms
    values = f"({theirs.id}, {hours.year}, {hours.month}, 1, 0, 'measured', now(), 1) RETURNING id"
    columns = "(organisation_id, year, month, own, hired_in, basis, recorded_at, version)"
    assert len(web_sql(f"INSERT INTO safety_hours {columns} VALUES {values}", acting_for(theirs.id))) == 1
