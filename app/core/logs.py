"""One JSON line an event, with the request's id. Never a name, an address, or anything somebody typed."""

import json
import logging
import secrets
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import psycopg
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy.exc import DBAPIError

FIELDS = ("status", "job", "attempt", "mail", "organisation", "code", "wait", "file", "files", "why")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line |= {"request": g.get("request_id"), "endpoint": request.endpoint, "method": request.method}
            if works_for := g.get("works_for"):
                line["actor"] = works_for
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["error"] = "\n".join(reversed(list(_told(record.exc_info[1]))))
        return json.dumps(line, ensure_ascii=False)


def _told(error: BaseException | None) -> Iterator[str]:
    """What happened and where, the last fault first, and then what it came of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}: {_said(error)}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said(error: BaseException) -> str:
    """The database's own words hold the row that it would not take, with all that somebody wrote: a code is enough."""
    if isinstance(error, DBAPIError):
        return f"{_said(error.orig) if error.orig else error.code} [{error.statement}]"
    if isinstance(error, psycopg.Error):
        where = error.diag.constraint_name or error.diag.column_name or error.diag.table_name or ""
        return f"{error.sqlstate or 'no connection'} {where}".rstrip()
    return str(error)


def init_app(app: Flask, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("samhandel")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = True
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    # These print what a job carries; core.jobs tells of failures.
    for talkative in ("procrastinate.worker", "procrastinate.jobs"):
        logging.getLogger(talkative).setLevel(logging.CRITICAL)

    @app.before_request
    def number_request() -> None:
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def tell_number(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response
