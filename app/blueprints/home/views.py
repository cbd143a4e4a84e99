"""Front page, legal pages, health."""

from typing import Any

from flask import Response, current_app, url_for

from app.blueprints.home import bp
from app.core.access import public
from app.core.render import render

LANG = "/<any(nb, nn, en):lang>"


@bp.app_template_global()
def link(endpoint: str, **values: Any) -> str | None:
    """The address of a page, or None where the room that has it is not part of this site."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


@bp.get(LANG + "/")
@public
def front() -> str:
    return render("home/front.html")


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers; asks nobody."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
