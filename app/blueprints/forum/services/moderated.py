"""What a moderator can do to a post; moderation, the room below, calls these by name of the kind."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.forum import policies, queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import writing
from app.blueprints.forum.rules import paths
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.services import originals
from app.blueprints.forum.services.shown import as_read
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.journal.services import record
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.clock import now
from app.core.db import db
from app.core.i18n import locale

_VISIBILITY = {
    PostState.VISIBLE: Visibility.PUBLIC,
    PostState.WAITING: Visibility.WAITING,
    PostState.HIDDEN: Visibility.HIDDEN,
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
        )
        for row in queries.posts_described(ids)
        if row.state in _VISIBILITY
    }


def hide(post_id: int, *, reason_code: str, at: datetime) -> None:
    """Out of sight; at its number stands why and since when. The title goes with the post that opened the thread."""
    post, space_id = _locked(post_id)
    if post.state not in (PostState.VISIBLE, PostState.WAITING):
        return
    was_visible = post.state is PostState.VISIBLE
    post.state, post.reason, post.hidden_at = PostState.HIDDEN, reason_code, at
    db.session.flush()
    if was_visible:
        writing.count_posts(post.thread_id, space_id, -1)
    if writing.is_opening_post(post):
        writing.hide_title(post.thread_id, hidden=True)
    originals.post_changed(post.id)
    record("forum.post_hidden", subject=post, by=None, organisation_id=post.organisation_id, reason=reason_code)


def restore(post_id: int) -> None:
    """As if it had never been hidden; one that was stopped while it waited now gets its number."""
    post, space_id = _locked(post_id)
    if post.state is PostState.HIDDEN:
        _show(post, space_id, "forum.post_restored")


def release(post_id: int) -> None:
    """A post that waited is published, with the next number of its thread."""
    post, space_id = _locked(post_id)
    if post.state is PostState.WAITING:
        _show(post, space_id, "forum.post_released")


def _show(post: Post, space_id: int, what: str) -> None:
    is_new = post.seq is None
    if post.seq is None:
        parent = writing.path_of(post.parent_id, post.thread_id) if post.parent_id else None
        post.seq = writing.next_number(post.thread_id, now())
        post.path = paths.below(parent or b"", post.seq)
        post.posted_at = now()
    post.state, post.reason, post.hidden_at = PostState.VISIBLE, None, None
    db.session.flush()
    writing.count_posts(post.thread_id, space_id, 1, threads=int(is_new and post.seq == 1))
    if writing.is_opening_post(post):
        writing.hide_title(post.thread_id, hidden=False)
    originals.post_changed(post.id, meaning=is_new)
    record(what, subject=post, by=None, organisation_id=post.organisation_id, seq=post.seq)


def _locked(post_id: int) -> tuple[Post, int]:
    post = queries.get_post(post_id)
    return post, writing.lock_thread_of(post).space_id


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


moderation.register(
    KIND,
    Subject(
        describe=describe, hide=hide, restore=restore, release=release, url=url, can_view=can_view, as_read=as_read
    ),
)
