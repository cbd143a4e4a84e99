"""One JSON line an event, with the request's id. Never a name, an address, or anything somebody typed."""

import json
import logging
import secrets
import sys
from typing import Any

from flask import Flask, Response, g, has_request_context, request

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
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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
