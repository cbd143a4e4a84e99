"""Moderation in the menu, and where a moderator begins."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.moderation import queries
from app.core import navigation


def _menu_item(who: Actor | Visitor, organisation: Any) -> navigation.Item | None:
    if not who.is_moderator:
        return None
    waiting = g.get("cases_waiting")  # counted already where the queue itself is on the page
    if waiting is None:
        waiting = queries.waiting_count()
    return navigation.Item(_("Moderation"), url_for("moderation.queue"), waiting)


navigation.add(60, _menu_item)


def _landing(who: Actor | Visitor, language: str) -> str | None:
    """A moderator begins at the queue."""
    return url_for("moderation.queue", lang=language) if who.is_moderator else None


navigation.add_landing(10, _landing)
