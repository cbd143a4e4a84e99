"""Raw SQL as the site's own role: another firm's file is not there, cannot be touched, and cannot be referred to."""

import psycopg
import pytest

from app.core.db import NOBODY, Context, acting_for
from tests.factories import attachments
from tests.factories.accounts import organisation


@pytest.fixture
def firms(db_session, folder):
    mine, theirs = organisation(), organisation()
    return mine, theirs, attachments.file(mine)


STRANGERS = {
    "another firm": lambda theirs: acting_for(theirs.id),
    "nobody": lambda theirs: NOBODY,
    "a moderator": lambda theirs: Context(person_id=1, organisation_ids=(theirs.id,), platform=("moderator",)),
    "an administrator": lambda theirs: Context(person_id=1, platform=("administrator", "moderator")),
}


@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_sees_no_file_and_changes_none(firms, web_sql, owner_sql, role, who):
    mine, theirs, _ = firms
    before = owner_sql("SELECT * FROM attachments_file")
    assert web_sql("SELECT count(*) FROM attachments_file", acting_for(mine.id), role) == [(1,)]
    assert web_sql("SELECT count(*) FROM attachments_file", STRANGERS[who](theirs), role) == [(0,)]
    assert web_sql("UPDATE attachments_file SET name = 'x.pdf' RETURNING id", STRANGERS[who](theirs), role) == []
    assert owner_sql("SELECT * FROM attachments_file") == before


STOREKEEPER = Context(platform=("storekeeper",))


def test_the_worker_as_storekeeper_sees_every_file_and_changes_none(firms, web_sql, owner_sql):
    _, _, file = firms
    before = owner_sql("SELECT * FROM attachments_file")
    assert web_sql("SELECT id FROM attachments_file", STOREKEEPER, "worker") == [(file.id,)]
    assert web_sql("UPDATE attachments_file SET name = 'x.pdf' RETURNING id", STOREKEEPER, "worker") == []
    assert owner_sql("SELECT * FROM attachments_file") == before


def test_the_site_is_no_storekeeper(firms, web_sql):
    assert web_sql("SELECT id FROM attachments_file", STOREKEEPER) == []


@pytest.mark.parametrize("role", ["web", "worker"])
def test_nobody_deletes_a_row(firms, web_sql, role):
    mine, *_ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql("DELETE FROM attachments_file", acting_for(mine.id), role)


COLUMNS = "organisation_id, name, kind, size, sha256, storage_key, state, verdict, scan_after, scanned_by, uploaded_at"
VALUES = "%(firm)s, 'a.pdf', 'pdf', 1, %(sha256)s, repeat('0', 32), 'quarantined', '', now(), '', now()"
INSERT = f"INSERT INTO attachments_file ({COLUMNS}) VALUES ({VALUES}) RETURNING id"


def test_nothing_is_put_among_another_firms_files(firms, web_sql):
    mine, theirs, _ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(INSERT, acting_for(theirs.id), firm=mine.id, sha256="a" * 64)


def test_a_file_cannot_be_given_to_another_firm(firms, web_sql):
    mine, theirs, _ = firms
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql("UPDATE attachments_file SET organisation_id = %(to)s", acting_for(mine.id), to=theirs.id)


def test_that_a_firm_holds_a_file_does_not_show_when_another_has_the_same(firms, web_sql):
    _, theirs, file = firms
    assert len(web_sql(INSERT, acting_for(theirs.id), firm=theirs.id, sha256=file.sha256)) == 1


BROKEN = {
    "a path": "name = '../a.pdf'",
    "a backslash": "name = 'a\\b.pdf'",
    "no name": "name = ''",
    "too large": "size = 20971521",
    "empty": "size = 0",
    "a key that says something": "storage_key = 'kari.pdf'",
    "no sum": "sha256 = 'abc'",
    "infected with nothing": "state = 'infected'",
    "a verdict on what is clean": "verdict = 'x'",
    "scanned by nobody": "scanned_by = ''",
    "erased at no time": "state = 'erased'",
    "an unknown state": "state = 'fine'",
    "an unknown kind": "kind = 'exe'",
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_database_itself_refuses(firms, web_sql, what):
    mine, *_ = firms
    with pytest.raises(psycopg.errors.CheckViolation):
        web_sql(f"UPDATE attachments_file SET {BROKEN[what]}", acting_for(mine.id))
