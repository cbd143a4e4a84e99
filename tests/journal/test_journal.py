"""The chain holds, and shows whoever tampers with it."""

import hashlib
import threading
from contextvars import Context

import pytest
from sqlalchemy.exc import ProgrammingError

from app.blueprints.journal import queries
from app.blueprints.journal.services import record
from app.core.db import commit, db, gather, rollback, unit_of_work


def note(number=1, **data):
    with unit_of_work():
        for _ in range(number):
            record("test.noted", subject=("test", 1), **data)


def test_each_entry_hashes_the_one_before_it(db_session, owner_sql):
    note(3, code="M1")
    rows = owner_sql("SELECT seq, canonical, previous, hash FROM journal_entry ORDER BY seq")
    previous = bytes(32)
    for number, (seq, canonical, stored_previous, stored_hash) in enumerate(rows, 1):
        assert seq == number
        assert stored_previous == previous
        previous = hashlib.sha256(previous + canonical.encode()).digest()
        assert stored_hash == previous
    assert queries.verify().faults == []


def test_what_is_rolled_back_did_not_happen(db_session, owner_sql):
    record("test.noted", subject=("test", 1))
    rollback()
    commit()
    assert owner_sql("SELECT count(*) FROM journal_entry") == [(0,)]


def test_a_changed_entry_is_found(db_session, owner_sql):
    note(3)
    owner_sql("UPDATE journal_entry SET by_id = 99 WHERE seq = 2")
    assert any("entry 2 was changed" in fault for fault in queries.verify().faults)


def test_a_missing_entry_is_found(db_session, owner_sql):
    note(3)
    owner_sql("DELETE FROM journal_entry WHERE seq = 2")
    assert "entry 2 is missing" in queries.verify().faults


def test_an_inserted_entry_is_found(db_session, owner_sql):
    note(2)
    owner_sql(
        "INSERT INTO journal_entry SELECT 3, at, 'forged', what, subject_type, subject_id, by_id, organisation_id,"
        " data, canonical, hash, hash FROM journal_entry WHERE seq = 2"
    )
    assert any("entry 3 was changed" in fault for fault in queries.verify().faults)


def test_a_tail_cut_off_is_found_by_a_head_noted_earlier(db_session, owner_sql):
    note(3)
    head = queries.verify().head
    owner_sql("DELETE FROM journal_entry WHERE seq = 3")
    assert queries.verify().faults == []
    assert queries.verify(head).faults == ["entry 3, which was noted, is gone: the tail was cut off"]


def test_a_chain_rewritten_as_a_whole_is_found_by_a_head_noted_earlier(db_session, owner_sql):
    note(2, code="M1")
    head = queries.verify().head
    owner_sql("DELETE FROM journal_entry")
    note(2, code="M2")
    assert queries.verify().faults == []
    assert any("rewritten" in fault for fault in queries.verify(head).faults)


@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO journal_entry (seq) VALUES (1)",
        "UPDATE journal_entry SET what = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
    ],
)
def test_the_site_and_the_worker_may_only_read_and_call(db_session, web_sql, statement, role):
    import psycopg

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(statement, role=role)


def test_eight_writers_at_once_leave_no_gap_and_no_deadlock(app, owner_sql):
    faults = []

    def write():
        try:
            with app.app_context():
                for _ in range(25):
                    record("test.noted", subject=("test", 1))
                    db.session.execute(db.text("SELECT 1"))
                    commit()
        except Exception as error:  # noqa: BLE001 - told to the main thread
            faults.append(error)

    threads = [threading.Thread(target=Context().run, args=(write,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert owner_sql("SELECT count(*), min(seq), max(seq) FROM journal_entry") == [(200, 1, 200)]
    with app.app_context():
        assert queries.verify().faults == []


def test_an_entry_without_a_kind_stops_the_transaction(db_session):
    gather({"key": "x", "at": "2026-01-01T00:00:00Z"})
    with pytest.raises(Exception, match=r"what|subject_type|null"):
        commit()
    rollback()
    with pytest.raises(ProgrammingError):
        db.session.execute(db.text("INSERT INTO journal_entry (seq) VALUES (1)"))
    rollback()
