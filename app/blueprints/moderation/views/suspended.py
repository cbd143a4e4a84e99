"""What somebody meets who is suspended, wherever her powers would have opened a page."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.moderation import bp
from app.blueprints.moderation.queries import measures
from app.blueprints.moderation.terms.measures import MeasureKind
from app.core import clock, navigation
from app.core.access import SAFE, Suspended, actor
from app.core.error_pages import page as error_page
from app.core.kept import kept_from_request
from app.core.render import render, wants_html


@bp.app_errorhandler(Suspended)
def show_suspended(_error: Suspended) -> ResponseReturnValue:
    """Until when, why, how to appeal, and what is open meanwhile. What was typed is kept; the session goes on."""
    if not wants_html():
        return error_page(403)
    who = actor()
    page = render(
        "moderation/suspended.html",
        who=who,
        measure=measures.measure_in_force(who.person_id, MeasureKind.SUSPENSION, clock.now()),
        kept=kept_from_request() if request.method not in SAFE else [],
    )
    return page, 403


def _landing(who: Actor | Visitor, language: str) -> str | None:
    """Whoever is suspended begins where she reads why."""
    return url_for("moderation.list_decisions", lang=language) if who.suspended_until else None


navigation.add_landing(5, _landing)
