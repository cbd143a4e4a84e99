"""A page taken apart: which statements it sends and which template it fills, run again with nothing around them."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from sqlalchemy import Engine, create_engine, event

from app.blueprints.accounts.terms import Visitor
from app.core import render

Wsgi = Callable[..., Any]
# Where words come from, in words: the same for every page of a language.
LABELS = (
    "looked_after", "origin_words", "origin_parts", "original_words", "translated_from", "dialogue_tabs", "panels",
    "age_sentence", "may_review",
)  # fmt: skip
# What Flask and its extensions put into every template of a request.
OF_THE_REQUEST = ("g", "request", "session", "current_user", "config")


class Recording:
    """What one request did: its Core statements with their values, the SQL it sent, and what filled which template."""

    def __init__(self, app: Flask, engine: Engine, ask: Callable[[], bytes]) -> None:
        self.app = app
        self.statements: list[tuple[Any, Any]] = []
        self.sent: list[str] = []
        self.template = ""
        self.context: dict[str, Any] = {}
        self.menu: Any = ()
        self.languages: Any = ()
        environments = app.extensions["samhandel_environments"]
        event.listen(engine, "before_execute", self._note_statement)
        event.listen(engine, "before_cursor_execute", self._note_sql)
        app.extensions["samhandel_environments"] = {code: _Spy(self, one) for code, one in environments.items()}
        try:
            self.page = ask()
        finally:
            app.extensions["samhandel_environments"] = environments
            event.remove(engine, "before_execute", self._note_statement)
            event.remove(engine, "before_cursor_execute", self._note_sql)

    def _note_statement(self, connection: Any, clause: Any, many: Any, values: Any, options: Any) -> None:
        self.statements.append((clause, values))

    def _note_sql(self, connection: Any, cursor: Any, sql: str, *rest: Any) -> None:
        self.sent.append(sql)


class _Spy:
    """Stands before an environment while one page is rendered."""

    def __init__(self, recording: Recording, environment: Any) -> None:
        self.recording, self.environment = recording, environment

    def get_template(self, name: str) -> "_Spy":
        self.recording.template = name
        return self

    def render(self, context: dict[str, Any]) -> str:
        found = self.recording
        found.context = {key: value for key, value in context.items() if key not in OF_THE_REQUEST}
        above = context.get("above")
        found.menu = self.environment.globals["navigation_items"](above[-1][1] if above else None)
        found.languages = self.environment.globals["language_urls"]()
        return str(self.environment.get_template(found.template).render(context))


class Floor:
    """The three floors of a page that an anonymous reader gets, each a plain Flask application with one route."""

    def __init__(self, recording: Recording, connect: Callable[[], Any], code: str) -> None:
        self.engine = create_engine("postgresql+psycopg://", creator=connect)
        with self.engine.connect() as connection:
            self.backend = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
        template = bare_environment(recording, code).get_template(recording.template)
        page, context, statements, engine = recording.page, recording.context, recording.statements, self.engine

        def memory() -> str:
            return str(template.render(context))

        def core() -> str:
            with engine.connect() as connection:
                for clause, values in statements:
                    connection.execute(clause, values).all()
                html = str(template.render(context))
                connection.commit()
            return html

        if core().encode() != page:
            raise RuntimeError(f"the floor of {recording.template} is not the page itself")
        self.constant, self.memory, self.core = plain(lambda: page), plain(memory), plain(core)


def bare_environment(recording: Recording, code: str) -> Any:
    """The page's own environment, strings compiled in, with constants where the site asks who reads, and where."""
    found = recording.app.extensions["samhandel_environments"][code]
    bare = found.overlay()
    addresses = address_formats(recording.app, code)
    visitor = Visitor()

    def link(endpoint: str, **values: Any) -> str:
        return addresses[endpoint].format_map(values)

    bare.filters = dict(found.filters) | {
        "date": lambda moment, style="long", _code=None: render.format_date(moment, style, code),
        "datetime": lambda moment, style="long", _code=None: render.format_datetime(moment, style, code),
    }
    bare.globals = (
        dict(found.globals)
        | {
            "actor": lambda: visitor,
            "space_standing": lambda *_: None,
            "navigation_items": lambda *_: recording.menu,
            "language_urls": lambda: recording.languages,
            "get_flashed_messages": lambda **_: [],
            "link": link,
            "url_for": link,
        }
        | {name: said_before(recording.app, code, found.globals[name]) for name in LABELS}
    )
    return bare


def said_before(app: Flask, code: str, words: Callable[..., Any]) -> Callable[..., Any]:
    """A function that asks for the language of the page, answered from memory: a label is the same on every page."""
    said: dict[str, Any] = {}

    def answer(*about: Any, **how: Any) -> Any:
        key = repr((about, how))
        if key not in said:
            with app.test_request_context(f"/{code}/"):
                said[key] = words(*about, **how)
        return said[key]

    return answer


def address_formats(app: Flask, code: str) -> dict[str, str]:
    """`/nb/dialogues/{dialogue_id}` for every route."""
    return {
        rule.endpoint: re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule).replace("{lang}", code)
        for rule in app.url_map.iter_rules()
    }


def plain(view: Callable[[], Any]) -> Wsgi:
    app = Flask("floor", static_folder=None)
    app.add_url_rule("/", view_func=lambda: Response(view(), mimetype="text/html"))
    return app
