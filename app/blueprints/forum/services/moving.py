"""Moving what was written: a post and all that answers it to another thread, or a thread to another space.

A post that is moved gets a new number, and its old one leads on: no link breaks, and no other number changes.
"""

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Thread
from app.blueprints.forum.queries import moving
from app.blueprints.forum.rules.tree import branch, replanted
from app.blueprints.forum.services import originals
from app.blueprints.forum.services.words import make_revision
from app.blueprints.forum.terms.posts import EditKind
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.forum.terms.tending import MoveDraft, Standing
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def move_post(post: Post, draft: MoveDraft, *, by: Actor | None) -> int:
    """Move the post and what stands below it to the end of another thread of its space; gives that thread's number.

    Without a thread a new one is made, with the post as its first. `by` None: a decision of moderation, which says who.
    """
    refuse_silenced(by)
    source = post.thread_id
    held = moving.lock_threads(source, *([draft.thread_id] if draft.thread_id else []))
    target = held.get(draft.thread_id) if draft.thread_id else None
    root = moving.standing(post.id, source)
    if root is None or root.path is None or not root.visible:
        raise Conflict("only_what_is_seen_is_moved")
    if held[source].opening_post_id == post.id:
        raise Conflict("opening_post_stays")
    if draft.thread_id and (target is None or target.space_id != held[source].space_id or target.seq == 0):
        raise Refused("not_a_thread_of_this_space", field="thread_id")
    if draft.thread_id == source:
        raise Refused("already_in_this_thread", field="thread_id")
    posts = branch(root.id, moving.candidates(source, root.path))
    numbered = [each for each in posts if each.seq is not None]
    to = target.id if target else _new_thread(post, held[source].space_id, draft.title)
    last = target.seq if target else 0
    parent = moving.standing(root.parent_id, to) if root.parent_id else None
    placed = replanted(numbered, last, parent.path if parent and parent.path else b"")
    moving.replant(source, to, numbered, placed, now())
    moving.take_along(to, [each.id for each in posts if each.seq is None])
    _count(held[source], to, numbered, last, is_new=target is None)
    db.session.expire(post)
    if target is None and by is not None:
        _title(post, draft.title, by)
        originals.post_changed(post.id)
    record(
        "forum.post_moved", subject=("forum_post", root.id), by=by, from_thread=source, from_seq=root.seq, to_thread=to,
        to_seq=placed[0][1], posts=len(numbered),
    )  # fmt: skip
    return to


def _new_thread(post: Post, space_id: int, title: str) -> int:
    """A thread that is its first post's author's, as if she had opened it."""
    refuse_identity_numbers(title, field="title")
    thread = Thread(
        space_id=space_id, title=title, lang=post.lang, author_id=post.author_id, organisation_id=post.organisation_id,
        opening_post_id=post.id, last_post_at=post.posted_at,
    )  # fmt: skip
    db.session.add(thread)
    db.session.flush()
    return thread.id


def _title(post: Post, title: str, by: Actor) -> None:
    """The post now opens a thread: its newest version has the title, and is by whoever gave it."""
    said = queries.post_text(post.id)
    given = make_revision(
        post.id, said.number + 1, lang=said.lang, body=said.body, by_id=by.person_id, title=title, kind=EditKind.MINOR
    )
    db.session.add(given)
    post.revision = given.number
    db.session.flush()


def _count(source: moving.Held, to: int, moved: list[Standing], last: int, *, is_new: bool) -> None:
    seen = sum(each.visible for each in moved)
    moving.give_numbers(source.id, source.seq, -seen, None)
    moving.give_numbers(to, last + len(moved), seen, moving.latest_of([each.id for each in moved]))
    if is_new:
        moving.count_in_space(source.space_id, posts=0, threads=1)


def move_thread(thread_id: int, space_id: int, *, by: Actor) -> None:
    """A whole thread goes to another space, with its numbers, followers and all; it is pinned there by nobody yet."""
    refuse_silenced(by)
    thread = moving.lock_threads(thread_id)[thread_id]
    if space_id == thread.space_id:
        raise Refused("already_in_this_space", field="space_id")
    spaces = moving.lock_spaces(thread.space_id, space_id)
    if space_id not in spaces or spaces[space_id].state == SpaceState.HIDDEN:
        raise Refused("no_such_space", field="space_id")
    threads = int(thread.seq > 0)
    moving.set_space(thread_id, space_id)
    originals.thread_moved(thread_id, spaces[space_id].organisation_id)
    moving.count_in_space(thread.space_id, posts=-thread.post_count, threads=-threads)
    moving.count_in_space(space_id, posts=thread.post_count, threads=threads)
    record(
        "forum.thread_moved", subject=("forum_thread", thread_id), by=by, from_space=thread.space_id, to_space=space_id
    )
