"""What a log line holds of a fault: where and which, and nothing that anybody wrote."""

import json
import logging
import sys

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.db import db
from app.core.errors import Conflict
from app.core.logs import JsonLines

SECRET = "Prisen vår er\nfire millioner"


def line() -> str:
    record = logging.LogRecord("samhandel", logging.ERROR, __file__, 1, "fault", None, sys.exc_info())
    return JsonLines().format(record)


def test_a_row_that_the_database_refuses_is_not_in_the_log(app, db_session) -> None:
    with app.app_context():
        db.session.execute(text("CREATE TEMP TABLE kept (words text CHECK (words = ''), id int)"))
        try:
            db.session.execute(text("INSERT INTO kept VALUES (:words, 1)"), {"words": SECRET})
        except DBAPIError as error:
            assert SECRET.splitlines()[0] in str(error.orig), "the database tells it, so it is ours to leave out"
            told = line()
        db.session.rollback()
    assert "millioner" not in told
    assert "Prisen" not in told
    found = json.loads(told)["error"]
    assert "23514" in found
    assert "kept_words_check" in found
    assert "INSERT INTO kept" in found
    assert "test_logs.py" in found, "where it happened"


def test_what_a_fault_came_of_is_told_with_it() -> None:
    try:
        try:
            int("x" * 3)
        except ValueError as cause:
            raise Conflict("plan_closed") from cause
    except Conflict:
        told = json.loads(line())["error"]
    assert told.index("ValueError") < told.index("Conflict: plan_closed")
