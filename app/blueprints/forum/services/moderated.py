"""What a moderator can do to a post; moderation, the room below, calls these by name of the kind."""

from collections.abc import Mapping, Sequence

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.forum import policies, queries
from app.blueprints.forum.queries import words
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.services import files
from app.blueprints.forum.services.around import around
from app.blueprints.forum.services.ordered import LOCKING, MOVING
from app.blueprints.forum.services.out_of_sight import HANDING_OVER, SENDING_BACK, hide, release, restore
from app.blueprints.forum.services.redacting import REDACTING
from app.blueprints.forum.services.shown import as_read
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.i18n import locale

_VISIBILITY = {
    PostState.VISIBLE: Visibility.PUBLIC,
    PostState.WAITING: Visibility.WAITING,
    PostState.HIDDEN: Visibility.HIDDEN,
    PostState.RETURNED: Visibility.RETURNED,
}


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """Posts as a moderator sees them. A withdrawn one is no longer there."""
    return {
        row.id: Description(
            title=row.title,
            text=row.body,
            language=row.lang,
            author_id=row.author_id,
            author_name=row.author,
            organisation_id=row.organisation_id,
            organisation_name=row.organisation,
            written_at=row.posted_at,
            visibility=_VISIBILITY[row.state],
            place=present_name(row.names, row.space_lang, locale()).text,
            host_id=row.host_id,
            host_name=row.host or "",
            scope=f"space:{row.space_id}",
        )
        for row in queries.posts_described(ids)
        if row.state in _VISIBILITY
    }


def url(post_id: int) -> str:
    """The page of the thread on which the post stands, at the post."""
    place = queries.post_place(post_id, anywhere=True)
    if place.moved_to_id:
        place = queries.post_place(place.moved_to_id, anywhere=True)
    page = page_of(place.seq or 0)
    return f"/{locale()}/threads/{place.thread_id}{f'?page={page}' if page > 1 else ''}#{anchor(place.seq, place.id)}"


def anchor(seq: int | None, post_id: int) -> str:
    return f"post-{seq}" if seq else f"waiting-{post_id}"


def can_view(actor: Anyone, post_id: int) -> bool:
    """With a forum that was taken away, its posts are there for moderators only."""
    is_there = actor.is_moderator or queries.post_place(post_id, anywhere=True).space_state is not SpaceState.HIDDEN
    return is_there and policies.can_read_post(actor, queries.get_post(post_id))


SUBJECT = Subject(
    describe=describe,
    hide=hide,
    restore=restore,
    release=release,
    url=url,
    can_view=can_view,
    as_read=as_read,
    around=around,
    hold=words.hold,
    let_stand=files.let_through,
    more={
        Action.RETURN: SENDING_BACK,
        Action.REDACT: REDACTING,
        Action.MOVE: MOVING,
        Action.LOCK: LOCKING,
        Action.REFER_BUYER: HANDING_OVER,
    },
)
moderation.register(KIND, SUBJECT)
