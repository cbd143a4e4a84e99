"""Raw SQL as the site's own role: another firm's register is not there, cannot be touched, and cannot be referred to."""

from decimal import Decimal

import psycopg
import pytest

from app.blueprints.safety.terms import EventKind, SiteHours
from app.core.db import NOBODY, Context, acting_for
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation, person

BUYER = 3_000_000  # an organisation that no test makes: a buyer has no rows of its own here
TABLES = (
    "safety_register",
    "safety_hours",
    "safety_hours_revision",
    "safety_site",
    "safety_hours_site",
    "safety_event",
    "safety_event_person",
    "safety_event_revision",
)


DELETED = ("safety_event_person", "safety_hours_site")  # rows that a correction may take away


@pytest.fixture
def firms(db_session, monkeypatch):
    """Two firms; the first has something in every table."""
    from app.blueprints.safety import queries, services

    safety.stop_the_clock(monkeypatch)
    mine, theirs = organisation(), organisation()
    split = (SiteHours(site_id=safety.site(mine).id, own=Decimal(1)),)
    hours, event = safety.hours(mine, sites=split), safety.injury(mine, EventKind.LOST_TIME)
    with safety.working_for(mine):
        draft = safety.hours_draft(own=1, version=1, sites=split)
        services.correct_hours(queries.get_hours(hours.id), draft, by=None)
        services.correct_event(queries.get_event(event.id), safety.injury_draft(version=1), by=None)
    return mine, theirs, hours, event


STRANGERS = {
    "another firm": lambda theirs: acting_for(theirs.id),
    "nobody": lambda theirs: NOBODY,
    "a buyer": lambda theirs: acting_for(BUYER),
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
        ("safety_site", "name = 'x'"),
        ("safety_hours_site", "own = 0"),
        ("safety_event", "place = 'x'"),
        ("safety_event_person", "relation = 'other'"),
    ],
)
def test_a_stranger_changes_no_row(firms, web_sql, owner_sql, table, change):
    _, theirs, *_ = firms
    before = owner_sql(f"SELECT * FROM {table}")
    assert web_sql(f"UPDATE {table} SET {change} RETURNING id", acting_for(theirs.id)) == []
    assert owner_sql(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("table", DELETED)
def test_a_stranger_deletes_nothing(firms, web_sql, owner_sql, table):
    _, theirs, *_ = firms
    assert web_sql(f"DELETE FROM {table} RETURNING id", acting_for(theirs.id)) == []
    assert owner_sql(f"SELECT count(*) FROM {table}") == [(1,)]


@pytest.mark.parametrize("table", [table for table in TABLES if table not in DELETED])
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
    "safety_site": "(organisation_id, name, place, recorded_at, version) VALUES (%(firm)s, 'x', '', now(), 1)",
    "safety_hours_site": "(organisation_id, hours_id, site_id, own, hired_in) VALUES (%(firm)s, %(hours)s, 1, 1, 0)",
    "safety_event": "(organisation_id, number, kind, happened_on, place, activity, what, immediate, serious, answer,"
    " recorded_at, version) VALUES (%(firm)s, 99, 'near_miss', '2025-01-01', '', '', '', '', false, '', now(), 1)",
    "safety_event_person": "(organisation_id, event_id, relation, name, version) VALUES (%(firm)s, %(event)s, 'own', '', 1)",
}


@pytest.mark.parametrize("table", INSERTS)
def test_nothing_is_written_into_another_firms_register(firms, web_sql, table):
    mine, theirs, hours, event = firms
    given = {"firm": mine.id, "hours": hours.id, "event": event.id}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"INSERT INTO {table} {INSERTS[table]}", acting_for(theirs.id), **given)


def test_a_row_cannot_be_given_to_another_firm(firms, web_sql):
    mine, theirs, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"UPDATE safety_hours SET organisation_id = {theirs.id}", acting_for(mine.id))


REFERENCES = {
    "safety_event_person": "(organisation_id, event_id, relation, name, version) VALUES (%(theirs)s, %(event)s, 'own', '', 1)",
    "safety_hours_site": "(organisation_id, hours_id, site_id, own, hired_in) VALUES (%(theirs)s, %(hours)s, 1, 1, 0)",
    "safety_event_revision": "(organisation_id, event_id, version, kind, happened_on, place, activity, what, immediate,"
    " serious, answer, recorded_at) VALUES (%(theirs)s, %(event)s, 7, 'near_miss', '2025-01-01', '', '', '', '',"
    " false, '', now())",
    "safety_hours_revision": "(organisation_id, hours_id, version, own, hired_in, basis, sites, recorded_at)"
    " VALUES (%(theirs)s, %(hours)s, 7, 1, 0, 'measured', '[]', now())",
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


def test_hours_cannot_be_placed_at_another_firms_site(firms, web_sql, owner_sql):
    _, theirs, *_ = firms
    hours = safety.hours(theirs)
    values = f"({theirs.id}, {hours.id}, {owner_sql('SELECT id FROM safety_site')[0][0]}, 1, 0)"
    columns = "(organisation_id, hours_id, site_id, own, hired_in)"
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql(f"INSERT INTO safety_hours_site {columns} VALUES {values}", acting_for(theirs.id))


# ---- what follows an event, and what a worker sees ---------------------------------------------------------------

AFTER = {
    "safety_investigation": "(organisation_id, event_id, course, direct_causes, underlying_causes, learning, took_part,"
    " with_representative, recorded_at, version) VALUES (%(firm)s, %(event)s, '', '', '', '', '', false, now(), 1)",
    "safety_remark": "(organisation_id, event_id, body, person_id, role, said_at)"
    " VALUES (%(firm)s, %(event)s, 'x', %(person)s, 'owner', now())",
    "safety_event_reporter": "(organisation_id, event_id, name, leaves_on)"
    " VALUES (%(firm)s, %(event)s, 'x', '2030-01-01')",
    "safety_event_notice": "(organisation_id, event_id, duty_code, told_on, told_by, recorded_at)"
    " VALUES (%(firm)s, %(event)s, 'police', '2026-03-17', 'x', now())",
}


@pytest.mark.parametrize("table", AFTER)
def test_what_follows_an_event_is_for_its_own_firm(firms, web_sql, owner_sql, table):
    mine, theirs, _, event = firms
    values = {"event": event.id, "person": member(mine).id}
    insert = f"INSERT INTO {table} {AFTER[table]} RETURNING id"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(insert, acting_for(theirs.id), firm=mine.id, **values)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql(insert, acting_for(theirs.id), firm=theirs.id, **values)
    assert len(web_sql(insert, acting_for(mine.id), firm=mine.id, **values)) == 1
    for who in STRANGERS.values():
        for role in ("web", "worker"):
            assert web_sql(f"SELECT * FROM {table}", who(theirs), role) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"DELETE FROM {table}", acting_for(mine.id))
    if table != "safety_event_notice":
        assert web_sql(f"UPDATE {table} SET event_id = event_id RETURNING id", acting_for(theirs.id)) == []
    assert owner_sql(f"SELECT count(*) FROM {table}") == [(1,)]


def test_who_was_told_cannot_be_rewritten(firms, web_sql):
    mine, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql("UPDATE safety_event_notice SET told_by = 'y'", acting_for(mine.id))


def test_a_worker_sees_what_she_reported_herself_and_nothing_else_of_the_firm(firms, web_sql):
    mine, theirs, *_ = firms
    kari, ola = person(), person(name="Ola Prøve")
    hers = safety.near_miss(mine, by=actor(kari))
    safety.near_miss(mine, by=actor(ola))
    worker = Context(person_id=kari.id, workplace_ids=(mine.id,))
    assert web_sql("SELECT id FROM safety_event", worker) == [(hers.id,)]
    for table in (*TABLES, *AFTER):
        if table != "safety_event":
            assert web_sql(f"SELECT * FROM {table}", worker) == [], table
    assert web_sql("UPDATE safety_event SET place = 'x' RETURNING id", worker) == []
    elsewhere = Context(person_id=kari.id, workplace_ids=(theirs.id,))
    assert web_sql("SELECT id FROM safety_event", elsewhere) == []
