"""What machines ask: does it live, can it serve, may it be indexed."""

from flask import Response, current_app

from app.blueprints.home import bp, queries
from app.core.access import public

NOT_INDEXED = ("/*/account", "/*/inbox", "/*/organisations/*/overview", "/*/styleguide")


def _plain(words: str) -> Response:
    return Response(words, mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/healthz")
@public
def health() -> Response:
    """The process answers; it asks nobody."""
    return _plain("ok\n")


@bp.get("/readyz")
@public
def ready() -> Response:
    """The process reaches its database; while it does not, the answer is 503 and traffic should go elsewhere."""
    queries.ask_database()
    return _plain("ready\n")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Everything public may be indexed; a demonstration may not."""
    settings = current_app.extensions["samhandel_settings"]
    if settings.environment != "production":
        return _plain("User-agent: *\nDisallow: /\n")
    refused = "".join(f"Disallow: {path}\n" for path in NOT_INDEXED)
    return _plain(f"User-agent: *\n{refused}")
