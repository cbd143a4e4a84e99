"""The pages for what went wrong: kind, exact, and with everything that was typed."""

import logging
from http import HTTPStatus

from flask import Flask, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.core.access import SAFE
from app.core.errors import DomainError, StaleVersion, Throttled
from app.core.kept import kept_from_request
from app.core.render import render

log = logging.getLogger("samhandel.errors")
PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503}


def page(status: int, **context: object) -> ResponseReturnValue:
    """The designed page of `status`, with what was typed when something was."""
    if not _wants_page():
        return jsonify(type="about:blank", title=HTTPStatus(status).phrase, status=status), status, {"Content-Type": "application/problem+json"}
    kept = kept_from_request() if request.method not in SAFE and status != 413 else []
    name = status if status in PAGES else 400 if status < 500 else 500
    return render(f"errors/{name}.html", kept=kept, status=status, **context), status


def _wants_page() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "text/html"


def init_app(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def show_http_error(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()  # type: ignore[return-value]
        answer = app.make_response(page(error.code))
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(CSRFError)
    def show_csrf_error(error: CSRFError) -> ResponseReturnValue:
        return page(400, expired_form=True)

    @app.errorhandler(DomainError)
    def show_domain_error(error: DomainError) -> ResponseReturnValue:
        status = error.status
        answer = app.make_response(page(status, message=error.message, error=error))
        if isinstance(error, Throttled):
            answer.headers["Retry-After"] = str(max(1, int(error.wait.total_seconds())))
        return answer

    @app.errorhandler(StaleDataError)
    def show_lost_race(error: StaleDataError) -> ResponseReturnValue:
        """Two wrote at the same moment, and this one came second: the version column saw it."""
        return page(409, error=StaleVersion())

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(PoolTimeout)
    def show_away(error: Exception) -> ResponseReturnValue:
        """The database is away or too busy: nothing was saved, nothing typed is lost."""
        log.error("database away", extra={"code": type(error).__name__})
        g.database_away = True
        answer = app.make_response(page(503))
        answer.headers["Retry-After"] = "10"
        return answer

    @app.errorhandler(Exception)
    def show_fault(error: Exception) -> ResponseReturnValue:
        if app.testing and app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        log.exception("fault")
        return page(500)


