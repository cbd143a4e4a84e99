"""A page taken apart: which statements it sends and which template it fills, run again with nothing around them."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from sqlalchemy import Engine, event

from app.blueprints.accounts.terms import Visitor
from app.core import render

Wsgi = Callable[..., Any]


class Recording:
    """What one request did: statements with their values, and what was rendered."""

    def __init__(self, app: Flask, engine: Engine, request: Callable[[], bytes]) -> None:
        self.app, self.engine = app, engine
        self.asked: list[tuple[Any, Any]] = []
        self.sent: list[tuple[str, Any]] = []
        self.template, self.context = "", {}
        environments = app.extensions["samhandel_environments"]
        event.listen(engine, "before_execute", self._ask)
        event.listen(engine, "before_cursor_execute", self._send)
        app.extensions["samhandel_environments"] = {code: _Spy(self, one) for code, one in environments.items()}
        try:
            self.page = request()
        finally:
            app.extensions["samhandel_environments"] = environments
            event.remove(engine, "before_execute", self._ask)
            event.remove(engine, "before_cursor_execute", self._send)

    def _ask(self, connection: Any, clause: Any, many: Any, values: Any, options: Any) -> None:
        self.asked.append((clause, values))

    def _send(self, connection: Any, cursor: Any, statement: str, values: Any, *rest: Any) -> None:
        self.sent.append((statement, values))

    def floors(self, code: str) -> dict[str, Wsgi]:
        """The three floors of this page, each a plain Flask application with one route."""
        template = self._bare_environment(code).get_template(self.template)
        context = {name: value for name, value in self.context.items() if name not in ("g", "request", "session")}

        def constant() -> bytes:
            return self.page

        def memory() -> str:
            return template.render(context)

        def core() -> str:
            with self.engine.connect() as connection:
                for clause, values in self.asked:
                    connection.execute(clause, values).all()
                html = template.render(context)
                connection.commit()
            return html

        return {"constant": _plain(constant), "memory": _plain(memory), "core": _plain(core)}

    def _bare_environment(self, code: str) -> Any:
        """The page's environment, with constants where the site asks who reads and where she is."""
        found = self.app.extensions["samhandel_environments"][code]
        bare = found.overlay()
        bare.filters = dict(found.filters) | {
            "date": lambda moment, style="long", lang=code: render.format_date(moment, style, code),
            "datetime": lambda moment, style="long", lang=code: render.format_datetime(moment, style, code),
            "time": lambda moment: render.format_time(moment, code),
            "number": lambda value, decimals=None: render.format_number(value, decimals, code),
        }
        visitor = Visitor()
        bare.globals = dict(found.globals) | {
            "actor": lambda: visitor,
            "locale": lambda: code,
            "navigation_items": lambda: self.menu,
            "language_urls": lambda: self.languages,
            "get_flashed_messages": lambda **_: [],
            "organisation_shown": lambda: None,
            "url_for": lambda endpoint, **_: f"/{code}/{endpoint}",
            "link": lambda endpoint, **_: f"/{code}/{endpoint}",
        }
        return bare

    menu: Any = ()
    languages: Any = ()


class _Spy:
    def __init__(self, recording: Recording, environment: Any) -> None:
        self.recording, self.environment = recording, environment

    def get_template(self, name: str) -> Any:
        spied, template = self, self.environment.get_template(name)

        class Template:
            def render(self, context: dict[str, Any]) -> str:
                if not spied.recording.template:
                    spied.recording.template, spied.recording.context = name, dict(context)
                    spied.recording.menu = spied.environment.globals["navigation_items"]()
                    spied.recording.languages = spied.environment.globals["language_urls"]()
                return str(template.render(context))

        return Template()


def _plain(view: Callable[[], Any]) -> Wsgi:
    app = Flask("floor", static_folder=None)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.add_url_rule("/", view_func=lambda: Response(view(), mimetype="text/html"))
    return app
