"""The application factory: settings, core, rooms, error pages; last the check that every route has a policy."""

import importlib

from babel.support import NullTranslations
from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core import access, db, error_pages, globals_, headers, i18n, logs, render, uploads
from app.core.addresses import RowNumber
from app.core.application import Application
from config import ROOT, Settings

ROOMS = (
    "codelists", "accounts", "attachments", "notifications", "bilingual", "screening", "moderation", "forum",
    "improvement", "capability", "internal_control", "safety", "disclosure", "requirements",
    "dialogues", "parity", "impartiality", "questions", "inputs", "meetings", "outcome", "involvement",
    "home", "admin",
)  # fmt: skip
csrf = CSRFProtect()
migrate = Migrate()


class Unsafe(RuntimeError):
    """The settings would be dangerous in production; the message says which."""


def create_app(
    settings: Settings | None = None, *, role: str = "web", catalogues: dict[str, NullTranslations] | None = None
) -> Flask:
    """The site (or, with `role="worker"`, what the worker and the command line need). Opens no connection."""
    settings = settings or Settings()
    if faults := settings.unsafe():
        raise Unsafe("these settings are unsafe in production: " + "; ".join(faults))
    app = Application(__name__, static_folder=None)
    app.extensions["samhandel_settings"] = settings
    configure(app, settings)
    logs.init_app(app, settings.log_level)
    db.init_app(app, settings, role)
    i18n.init_app(app, catalogues)
    headers.init_app(app, settings)
    uploads.init_app(app)  # before csrf: it reads the form
    csrf.init_app(app)
    migrate.init_app(app, db.db, directory=str(ROOT / "migrations"))
    app.before_request(access.refuse_foreign_posts)
    sign_in(app)
    register_rooms(app)
    error_pages.init_app(app)
    globals_.init_app(app)
    render.init_app(app)
    access.require_policies(app)
    for view in app.view_functions.values():
        if getattr(view, "stateless", False):
            csrf.exempt(view)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=settings.secret_key_fallbacks,
        TESTING=settings.environment == "test",
        TRUSTED_HOSTS=[*settings.trusted_hosts, settings.host.split(":")[0]] if settings.is_production else None,
        SESSION_COOKIE_NAME="__Host-samhandel" if settings.is_https else "samhandel",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.request_bytes,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open all day; the token ends with the session
        WTF_CSRF_SSL_STRICT=False,  # Referer is cut by our own header; the token and Sec-Fetch-Site guard
    )
    app.url_map.strict_slashes = False
    app.url_map.converters["int"] = RowNumber


def sign_in(app: Flask) -> None:
    from app.blueprints.accounts.services.sessions import resume
    from app.blueprints.accounts.terms import Visitor

    login = LoginManager(app)
    login.session_protection = None  # sessions are rows: revoked by the row, not by a changed address
    # Nor is that address hashed, which it would be for every page.
    login._session_identifier_generator = str  # noqa: SLF001 - it has no public door
    login.user_loader(resume)
    login.anonymous_user = Visitor


def register_rooms(app: Flask) -> None:
    for room in ROOMS:
        app.register_blueprint(importlib.import_module(f"app.blueprints.{room}").bp)
