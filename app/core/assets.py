"""The built style, script, font and icons: their addresses, and how they are served.

`npm run build` makes `app/static/dist` and its `manifest.json`. Names carry a hash, so a browser may keep them for
ever; `.br` and `.gz` copies lie beside them. Only names in the manifest are served, so no path leads anywhere else.
"""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Request, abort, request, send_file
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from app.core.access import public

DIST = Path(__file__).resolve().parents[1] / "static" / "dist"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
YEAR = 31_536_000

bp = Blueprint("assets", __name__)


class NotBuilt(RuntimeError):
    """The assets have not been built."""


@cache
def manifest() -> dict[str, Any]:
    """`{"files": {"app.css": "app-HASH.css"}, "icons": {"Bell": "<path .../>"}}`, read once a process."""
    try:
        return dict(json.loads((DIST / "manifest.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NotBuilt("the style and script are not built (app/static/dist is empty): run `make setup`") from None


def asset(name: str) -> str:
    """The address of a built file by its plain name, as `app.css`."""
    try:
        return f"/static/dist/{manifest()['files'][name]}"
    except KeyError:
        raise LookupError(f"no asset is named {name}; there are {', '.join(sorted(manifest()['files']))}") from None


@lru_cache(maxsize=256)
def icon(name: str, label: str | None = None) -> Markup:
    """An icon as inline SVG; hidden from screen readers unless it has a `label` (then it must say what text would)."""
    try:
        shape = manifest()["icons"][name]
    except KeyError:
        raise LookupError(f"no icon is named {name}: add it to app/static/theme/icons.json and build") from None
    names = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    size = 'width="24" height="24" viewBox="0 0 24 24"'
    return Markup(f'<svg class="icon" {size} {names} focusable="false">{shape}</svg>')  # noqa: S704 - our own file


@bp.get("/static/dist/<name>")
@public
def serve(name: str) -> Response:
    """A built file, compressed for those who take it, kept for ever by those who got it."""
    if name not in manifest()["files"].values():
        abort(404)
    path, coding = DIST / name, None
    if not path.exists():  # built anew since the manifest was read
        abort(404)
    for candidate, ending in (("br", ".br"), ("gzip", ".gz")):
        packed = DIST / (name + ending)
        if request.accept_encodings.quality(candidate) > 0 and packed.exists():
            path, coding = packed, candidate
            break
    response = send_file(path, mimetype=TYPES[Path(name).suffix], conditional=False, etag=False)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


class Sessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, but none where a built file is asked for: it is the same for everybody.

    The signer is made once, and whoever brings no cookie needs none.
    """

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "assets.serve":
            super().save_session(app, session, response)  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=asset, icon=icon)
