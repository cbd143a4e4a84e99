"""One Jinja environment a language, strings put in when a template is compiled.

`flask.render_template` would use the shared environment and its untranslated strings, so nobody imports it (a test
holds that). `_generate` and `_make_new_gettext` are private to Jinja: `pyproject.toml` pins 3.1, and a test renders.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from babel.support import NullTranslations
from flask import Flask, current_app, request
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Template, nodes
from jinja2.environment import TemplateModule
from jinja2.ext import _make_new_gettext, _make_new_ngettext
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from app.core import clock, i18n

BABEL = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


class Translate(NodeTransformer):
    """Replaces a whole constant string by its translation; strings with placeholders are left for the catalogue."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self.catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's own naming
        self.generic_visit(node)
        name, args = getattr(node.node, "name", None), node.args
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        whole = [arg.value for arg in args if isinstance(arg, nodes.Const)] if plain and len(args) == 1 else []
        if name in ("_", "gettext") and whole:  # {% trans %} without variables arrives here too
            text = self.catalogue.ugettext(whole[0]) % {}
            return nodes.Const(Markup(text), lineno=node.lineno)  # noqa: S704 - our own catalogue
        return node


class Shared(Template):
    """A template whose macros are made once.

    Jinja compares all globals each time a page imports from another template, in case somebody gave it some of its own.
    Here nobody does, and a page of posts imports ten times.
    """

    def _get_default_module(self, ctx: Any = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Environment(FlaskEnvironment):
    template_class = Shared
    catalogue: NullTranslations | None = None

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
    ) -> str:
        if self.catalogue is not None:
            source = Translate(self.catalogue).visit(source)
        return super()._generate(source, name, filename, defer_init)


def init_app(app: Flask) -> None:
    """Called when every global and filter is there: makes the environments."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined] # placeholders are filled, and escaped, inside the call
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=format_date,
        datetime=format_datetime,
        time=format_time,
        last_day=clock.last_day_before,
        month=format_month,
        number=format_number,
        percent=format_percent,
        language_name=language_name,
    )
    app.jinja_env.globals.update(
        language_name=language_name,
        language_urls=i18n.language_urls,
        locale=i18n.locale,
        now=clock.now,
        today=clock.today,
    )
    environments = {}
    for code, catalogue in app.extensions["samhandel_catalogues"].items():
        environment = app.jinja_env.overlay()
        environment.globals = dict(app.jinja_env.globals)  # the overlay shares it: copied, or the last language wins
        environment.catalogue = catalogue  # type: ignore[attr-defined]
        environment.globals.update(
            lang=code,
            gettext=_make_new_gettext(catalogue.ugettext),
            ngettext=_make_new_ngettext(catalogue.ungettext),
            _=_make_new_gettext(catalogue.ugettext),
        )
        environments[code] = environment
    app.extensions["samhandel_environments"] = environments


def render(template: str, /, **context: Any) -> str:
    """`template` in the language of this page (or of the mail being written)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - as Werkzeug documents
    environment = app.extensions["samhandel_environments"][i18n.locale()]
    app.update_template_context(context)
    return str(environment.get_template(template).render(context))


# Babel takes 50 microseconds a date; a page with a hundred of them shows few different ones.


@lru_cache(maxsize=4096)
def _date(day: date, code: str, style: str) -> str:
    return dates.format_date(day, style, locale=BABEL[code])


def format_date(moment: date | datetime | None, style: str = "long", locale: str | None = None) -> str:
    """5. mars 2027 / 5 March 2027; nothing for None."""
    if moment is None:
        return ""
    day = clock.local(moment).date() if isinstance(moment, datetime) else moment
    return _date(day, locale or i18n.locale(), style)


def format_time(moment: datetime, locale: str | None = None) -> str:
    """09.14 (nb, nn) / 09:14 (en), on a clock in Norway."""
    separator = ":" if (locale or i18n.locale()) == "en" else "."
    wall = clock.local(moment)
    return f"{wall.hour:02d}{separator}{wall.minute:02d}"


def format_datetime(moment: datetime | None, style: str = "long", locale: str | None = None) -> str:
    """21. november 2026 kl. 09.14 / 21 November 2026, 09:14; nothing for None."""
    if moment is None:
        return ""
    code = locale or i18n.locale()
    joint = ", " if code == "en" else " kl. "
    return f"{format_date(moment, style, code)}{joint}{format_time(moment, code)}"


def format_month(day: date, locale: str | None = None) -> str:
    """mars 2027 / March 2027."""
    return dates.format_skeleton("yMMMM", day, locale=BABEL[locale or i18n.locale()])


def format_number(value: Any, decimals: int | None = None, locale: str | None = None) -> str:
    """1 234,5 / 1,234.5; `decimals` fixes how many are shown; nothing for None."""
    if value is None:
        return ""
    code = BABEL[locale or i18n.locale()]
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=code))


def format_percent(share: float, locale: str | None = None) -> str:
    """26 % / 26%, from a share of one."""
    return str(numbers.format_percent(share, locale=BABEL[locale or i18n.locale()]))


def language_name(code: str) -> str:
    """A written form's own name: Bokmål, Nynorsk, English."""
    return i18n.NAMES.get(code, code)


def wants_html() -> bool:
    """False for a client that asks for JSON and not for a page."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) != "application/json"
