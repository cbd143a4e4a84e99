"""How far the reader has read, and how she follows, for the pages of threads and spaces; nothing for a visitor."""

from collections.abc import Sequence
from typing import Any

from flask import flash
from flask_babel import gettext as _

from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum import bp
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import unread
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.services import following as services
from app.blueprints.forum.terms.following import SpaceStanding
from app.core.access import actor

NOTHING_IS_NEW = 2**31


def following_of(thread: Any, first: int, last: int, who: Anyone) -> dict[str, Any]:
    """For the page: what is new to her on it, how far it reaches, and what she follows. One statement."""
    if who.person_id is None or not thread.seq:
        return {"standing": None, "seen": NOTHING_IS_NEW}
    standing = unread.standing(who.person_id, thread.id, thread.space_id, thread.organisation_id)
    reaches = min(last, thread.seq)
    return {
        "standing": standing,
        "seen": standing.last_read or NOTHING_IS_NEW,
        "unread_page": page_of(standing.first_unread) if standing.first_unread else None,
        "reaches": reaches if reaches > standing.last_read else None,
    }


@bp.app_template_global()
def space_standing(space_id: int, host_id: int | None, threads: Sequence[Any]) -> SpaceStanding | None:
    """For the page of a space with a list of threads: what is new in each, and how she follows. One statement."""
    who = actor()
    if not who.is_authenticated:
        return None
    return unread.space_standing(who.person_id, space_id, host_id, [thread.id for thread in threads])


def after_writing(post: Post) -> None:
    """She has written in a thread: from now on she follows it, which she is told the first time."""
    if services.after_writing(post, by=actor()):
        flash(_("You follow this thread from now on. You can stop on its page."), "info")
