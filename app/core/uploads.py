"""Which routes take a file. All others keep to the small limit of `REQUEST_BYTES`."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

View = Callable[..., Any]
MEGABYTE = 1024 * 1024


def takes_file(most: int) -> Callable[[View], View]:
    """Stands below `guard`: this view takes one file of up to `most` bytes, besides its form."""

    def mark(view: View) -> View:
        view.takes_file = most  # type: ignore[attr-defined]
        return view

    return mark


def allow_file() -> None:
    """Before anything reads the body: a larger body for a route that takes a file, and for nobody but the signed in.

    What is larger still is refused by its stated length, before a byte of it is read.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "takes_file", 0)
    if not most or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    usual = current_app.config["MAX_CONTENT_LENGTH"]
    g.most_megabytes = most // MEGABYTE
    if current_user.is_authenticated:
        request.max_content_length = most + usual
    elif (request.content_length or 0) > usual:
        raise Unauthorized


def init_app(app: Flask) -> None:
    app.before_request(allow_file)
