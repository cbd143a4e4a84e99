"""The pages for what went wrong: kind, exact, and with everything that was typed."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, g, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.access import SAFE
from app.core.errors import DomainError, StaleVersion, Throttled
from app.core.kept import kept_from_request
from app.core.render import render

log = logging.getLogger("samhandel.errors")
AWAY = (OperationalError, InterfaceError, PoolTimeout)
PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503}


def page(status: int, **context: object) -> ResponseReturnValue:
    """The designed page of `status`, with what was typed when something was."""
    if not _wants_page():
        problem = jsonify(type="about:blank", title=HTTPStatus(status).phrase, status=status)
        return problem, status, {"Content-Type": "application/problem+json"}
    kept = kept_from_request() if request.method not in SAFE and status != 413 else []
    name = status if status in PAGES else 400 if status < 500 else 500
    if status >= 500:  # what asks who reads, as Flask-Login does for every template, must not ask the database
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        return render(f"errors/{name}.html", kept=kept, status=status, **context), status
    except AWAY as error:
        if status >= 500:
            raise
        # the page shows who reads it, and the database that knows is away
        return show_away(error)


def _wants_page() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "text/html"


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    # To a host that is not ours there are no addresses to build: a page without menu.
    context = {"bare": True} if isinstance(error, SecurityError) else {"most_megabytes": g.get("most_megabytes")}
    answer = make_response(page(error.code, **context))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def show_csrf_error(error: CSRFError) -> ResponseReturnValue:
    return page(400, expired_form=True)


def show_domain_error(error: DomainError) -> ResponseReturnValue:
    answer = make_response(page(error.status, message=error.message, error=error))
    if isinstance(error, Throttled):
        answer.headers["Retry-After"] = str(max(1, int(error.wait.total_seconds())))
    return answer


def show_lost_race(error: StaleDataError) -> ResponseReturnValue:
    """Two wrote at the same moment, and this one came second: the version column saw it."""
    return page(409, error=StaleVersion())


def show_away(error: Exception) -> ResponseReturnValue:
    """The database is away or too busy: nothing was saved, nothing typed is lost."""
    log.error("database away", extra={"code": type(error).__name__})
    g.database_away = True
    answer = make_response(page(503))
    answer.headers["Retry-After"] = "10"
    return answer


def show_fault(error: Exception) -> ResponseReturnValue:
    """What nobody foresaw: a page for the reader, the whole of it for the log."""
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    log.error("fault", exc_info=error)
    return page(500)


ANSWERS: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    HTTPException: show_http_error,
    CSRFError: show_csrf_error,
    DomainError: show_domain_error,
    StaleDataError: show_lost_race,
    OperationalError: show_away,
    InterfaceError: show_away,
    PoolTimeout: show_away,
    Exception: show_fault,
}


def init_app(app: Flask) -> None:
    for error, answer in ANSWERS.items():
        app.register_error_handler(error, answer)
