""" "I have read this far": sent by the page's script or by its button. Opening a page writes nothing."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.services import reading as services
from app.core.access import actor, guard
from app.core.i18n import locale


@bp.post("/threads/<int:thread_id>/read")
@guard(policies.can_follow_thread, conceal=True, thread=queries.thread_shown)
def read_thread(thread: Any) -> ResponseReturnValue:
    """The highest number that she has seen; whatever is none changes nothing."""
    typed = request.form.get("number", "")
    number = min(int(typed), thread.seq) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else 0
    if number > 0:
        services.read_up_to(thread.id, number, by=actor())
    if request.form.get("quiet"):
        return "", 204
    if number >= thread.seq:
        flash(_("You have read the whole thread."), "success")
    # On to what comes after: the next page, or the end of this one.
    going_on = min(number + 1, thread.seq)
    return redirect(f"/{locale()}/threads/{thread.id}?page={page_of(going_on)}#post-{going_on}", 303)


@bp.post("/spaces/<int:space_id>/read")
@guard(policies.can_follow_space, space=queries.space_shown)
def read_space(space: Any) -> ResponseReturnValue:
    services.mark_all_read(space.id, by=actor())
    flash(_("All threads here are marked as read."), "success")
    return redirect(f"/{locale()}{space.path}", 303)


@bp.post("/inbox/following/read")
@guard(policies.can_keep_own_list)
def read_everything() -> ResponseReturnValue:
    services.mark_all_read(None, by=actor())
    flash(_("Everything is marked as read."), "success")
    return redirect(f"/{locale()}/inbox/following", 303)
