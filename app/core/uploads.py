"""Which routes take a file. All others keep to the small limit of `REQUEST_BYTES`."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

View = Callable[..., Any]
MEGABYTE = 1024 * 1024


def takes_file(most: int, *, opened_by: Callable[..., bool] | None = None) -> Callable[[View], View]:
    """Stands below `guard` or `public`: this view takes one file of up to `most` bytes, besides its form.

    `opened_by` is for a page where nobody signs in: called with what the address names, it says whether that address
    (a poster's, that hangs) lets whoever has it send a file.
    """

    def mark(view: View) -> View:
        view.takes_file = most  # type: ignore[attr-defined]
        view.opened_by = opened_by  # type: ignore[attr-defined]
        return view

    return mark


def allow_file() -> None:
    """Before anything reads the body: a larger body for a route that takes a file, from the signed in or by an address
    that opens it, and from nobody else.

    What is larger still is refused by its stated length, before a byte of it is read.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "takes_file", 0)
    if not most or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    usual = current_app.config["MAX_CONTENT_LENGTH"]
    g.most_megabytes = most // MEGABYTE
    opened_by = getattr(view, "opened_by", None)
    if opened_by is not None:
        if opened_by(**(request.view_args or {})):
            request.max_content_length = most + usual
    elif current_user.is_authenticated:
        request.max_content_length = most + usual
    elif (request.content_length or 0) > usual:
        raise Unauthorized


def init_app(app: Flask) -> None:
    app.before_request(allow_file)
