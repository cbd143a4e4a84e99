"""What every template may use: the reader, the menu, assets, and what kind of server this is."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from app.core import assets, charts, navigation, panels, render
from app.core.access import actor
from app.core.addresses import this_address
from app.core.i18n import locale


def navigation_items(within: str | None = None) -> list[navigation.Item]:
    """The main menu of this reader, for the organisation whose pages are shown (or her first).

    `within` is the address of what the page stands below, where its own does not tell.
    """
    who = actor()
    here = within or request.path
    if who.is_authenticated:
        return navigation.marked(navigation.items(who, organisation_shown()), here)
    return navigation.marked(_once("menu", lambda: navigation.items(who, None)), here)


def sections(group: str, organisation: Any) -> Markup:
    """The menu of a group of pages, with the page's own marked; nothing for who has only one of them, or none."""
    shown = navigation.marked(navigation.sections(group, actor(), organisation), request.path)
    menu = render.render("components/sections.html", items=shown) if len(shown) > 1 else ""
    return Markup(menu)  # noqa: S704 - the template escapes


def _once(name: str, make: Callable[[], Any]) -> Any:
    """What is the same on every page in a language: made for the first, and kept."""
    kept = current_app.extensions["samhandel_once"]
    key = (name, locale())
    if key not in kept:
        kept[key] = make()
    return kept[key]


def organisation_shown() -> object | None:
    """The organisation in the page's address, if it is one of the reader's; on other pages her first, if any.

    A workplace counts last: those who only work at a firm have nothing else.
    """
    who = actor()
    shown: Any = g.get("organisation")
    if shown is not None and who.belongs_to(shown.id):
        return shown  # type: ignore[no-any-return]
    hers: tuple[object, ...] = (*who.memberships, *who.workplaces)
    return next(iter(hers), None)


def link(endpoint: str, **values: Any) -> str | None:
    """The address of a page, or None where the room that has it is not part of this site."""
    if endpoint not in current_app.view_functions:
        return None
    return url_for(endpoint, **values) if values else str(_once(endpoint, lambda: url_for(endpoint)))


def init_app(app: Flask) -> None:
    settings = app.extensions["samhandel_settings"]
    app.extensions["samhandel_once"] = {}

    @app.before_request
    def say_where() -> None:
        g.public_url = settings.public_url if settings.is_production else f"{request.scheme}://{request.host}"

    app.jinja_env.globals.update(
        actor=actor,
        chart_key=charts.key,
        link=link,
        navigation_items=navigation_items,
        organisation_shown=organisation_shown,
        panels=panels.panels,
        sections=sections,
        locale=locale,
        this_address=this_address,
        settings=settings,
    )
    assets.init_app(app)
