"""Three languages: which one a page is in, and strings that cost next to nothing.

Flask-Babel's own `gettext` costs 17 microseconds a string. So each language has one Jinja environment with its strings
put in when a template is compiled, and one catalogue bound for the strings in Python. English is the source language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, redirect, request
from flask_babel import Babel, Domain, force_locale, get_locale
from werkzeug.wrappers import Response

from app.core.addresses import this_address
from app.core.language_tags import understood

LOCALES = ("nb", "nn", "en")
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
DEFAULT = "nb"
DIRECTORY = Path(__file__).resolve().parents[1] / "translations"


def load_catalogues() -> dict[str, NullTranslations]:
    """The compiled catalogues, English being its own."""
    return {code: Translations.load(DIRECTORY, [code]) if code != "en" else NullTranslations() for code in LOCALES}


class BoundDomain(Domain):
    """Flask-Babel's domain with catalogues loaded once; lazy strings and `force_locale` work as before."""

    def __init__(self, catalogues: dict[str, NullTranslations]) -> None:
        super().__init__()
        self.catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        found = get_locale()
        return self.catalogues[found.language if found and found.language in self.catalogues else "en"]


def locale() -> str:
    """The language of this page or mail: nb, nn or en."""
    found = get_locale()
    return found.language if found and found.language in LOCALES else DEFAULT


def _select() -> str:
    """URL, then account, then browser, then Bokmål."""
    if not has_request_context():
        return DEFAULT
    if chosen := g.get("lang"):
        return str(chosen)
    first = request.path.split("/", 2)[1]
    return first if first in LOCALES else preferred_locale()


def preferred_locale() -> str:
    """What the account says, or the browser, when the address does not."""
    from flask_login import current_user

    return getattr(current_user, "locale", None) or browser_locale(request.headers.get("Accept-Language", ""))


def browser_locale(header: str) -> str:
    """The first language of an Accept-Language header that is ours; a browser that says `no` gets Bokmål.

    Not Werkzeug's best match, which gives English for "no,en;q=0.8".
    """
    wanted: list[tuple[float, int, str]] = []
    for position, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        code = understood(tag)
        if code and weight > 0:
            wanted.append((-weight, position, code))
    return min(wanted)[2] if wanted else DEFAULT


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Work in `code` for a while: mail and inbox speak the receiver's language."""
    with force_locale(code):
        yield


def language_urls() -> list[tuple[str, str, str, bool]]:
    """This page in every language: (code, own name, absolute address, whether it is this one). GET pages only."""
    if "lang" not in g.get("url_args", {}) or request.method not in ("GET", "HEAD"):
        return []
    base = g.public_url
    rest = this_address().partition("/")[2].partition("/")[2]  # "/nb" alone has nothing after the language
    here = locale()
    return [(code, NAMES[code], f"{base}/{code}/{rest}", code == here) for code in LOCALES]


def init_app(app: Flask, catalogues: dict[str, NullTranslations] | None = None) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Oslo")
    bound = BoundDomain(catalogues or load_catalogues())
    babel = Babel(app, locale_selector=_select, configure_jinja=False)
    babel.domain_instance = bound
    app.extensions["samhandel_catalogues"] = bound.catalogues

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.url_args = dict(values or {})
        if values and endpoint and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            g.lang = values.pop("lang")

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = locale()


def to_language(code: str, path: str) -> Response:
    """A redirect to `path` under a language; depends on the reader, so shared caches must ask."""
    response = redirect(f"/{code}{path}", 302)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
