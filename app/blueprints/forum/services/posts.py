"""Threads and posts. Numbers are given out under the thread's row lock, and counters are changed in SQL only."""

from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, MembershipFact
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.forum.models import Post, Thread
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.queries import writing
from app.blueprints.forum.rules import paths
from app.blueprints.forum.rules.posts import spoken_as, stage
from app.blueprints.forum.services import drafts, files, mentions, originals, quotes, screened
from app.blueprints.forum.services.waiting import why_wait
from app.blueprints.forum.services.words import make_revision
from app.blueprints.forum.terms.posts import KIND, EditKind, PostDraft, PostState, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.spaces import SpaceState, Stage
from app.blueprints.forum.terms.writing import Place, PlaceKind
from app.blueprints.journal.services import record
from app.blueprints.moderation.services.cases import author_answered, open_case
from app.blueprints.moderation.terms.cases import UNVERIFIED, SignalDraft, Source
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def open_thread(space_id: int, draft: ThreadDraft, *, by: Actor) -> Post:
    """A new thread with its first post."""
    space = writing.lock_space(space_id)
    refuse_unless_open(space)
    speaker = _speaker(by, draft.post)
    if not draft.post.not_a_number:
        refuse_identity_numbers(draft.title, field="title")
    thread = Thread(
        space_id=space_id,
        title=draft.title,
        lang=draft.post.lang,
        author_id=by.person_id,
        organisation_id=speaker.organisation_id,
        last_post_at=now(),
    )
    db.session.add(thread)
    db.session.flush()
    record("forum.thread_opened", subject=thread, by=by, organisation_id=speaker.organisation_id, space_id=space_id)
    post = _write(thread.id, space, draft.post, speaker, by, title=draft.title)
    drafts.forget(Place(PlaceKind.SPACE, space_id), by=by)
    return post


def write_post(thread_id: int, draft: PostDraft, *, by: Actor) -> Post:
    """Add a post. Where it must be read by a moderator first, it waits without a number."""
    thread = writing.lock_thread(thread_id)
    if thread.locked:
        raise Conflict("thread_is_locked")
    refuse_unless_open(thread)
    post = _write(thread_id, thread, draft, _speaker(by, draft), by)
    drafts.forget(Place(PlaceKind.THREAD, thread_id), by=by)
    return post


def _write(
    thread_id: int,
    space: writing.Opening,
    draft: PostDraft,
    speaker: MembershipFact,
    by: Actor,
    *,
    title: str | None = None,
) -> Post:
    space_id = space.space_id
    claimed = draft.not_a_number and screened.is_stopped(draft.body, title)
    why = why_wait(space, speaker)
    waits = claimed or why is not None
    parent = writing.post_with_number(thread_id, draft.reply_to) if draft.reply_to else None
    if draft.reply_to and parent is None:
        raise Refused("answered_is_gone", field="reply_to")
    quoted = quotes.check(thread_id, draft.quote) if draft.quote else None
    called = mentions.called_in(draft.body, thread_id=thread_id, host_id=space.organisation_id, by_id=by.person_id)
    seq = None if waits else writing.next_number(thread_id, now())
    post = Post(
        thread_id=thread_id,
        seq=seq,
        path=None if seq is None else paths.below(parent.path if parent else b"", seq),
        parent_id=parent.id if parent else None,
        author_id=by.person_id,
        organisation_id=speaker.organisation_id,
        role=spoken_as(speaker.kind, moderator=by.is_moderator),
        lang=draft.lang,
        state=PostState.WAITING if waits else PostState.VISIBLE,
        posted_at=now(),
        has_quote=quoted is not None,
    )
    db.session.add(post)
    db.session.flush()
    revision = make_revision(
        post.id, 1, lang=draft.lang, body=draft.body, by_id=by.person_id, title=title, for_moderator=claimed
    )
    db.session.add(revision)
    if draft.quote and quoted:
        quotes.add(post.id, draft.quote, quoted)
    mentions.call(post.id, revision.number, called, by_id=by.person_id)
    readings = files.hang(post, draft.files) if draft.files else ()
    if title is not None:
        writing.open_with(thread_id, post.id)
    record(
        "forum.post_written", subject=post, by=by, organisation_id=speaker.organisation_id, thread_id=thread_id,
        space_id=space_id, seq=post.seq, lang=draft.lang, sha256=revision.sha256.hex(), waits=waits, claimed=claimed,
    )  # fmt: skip
    if why is not None:
        open_case(KIND, post.id, SignalDraft(source=Source.PRE_MODERATION, reason=why), by=by)
    screened.signal(post.id, screened.kinds_in(revision.body, title), claimed=claimed, by=by)
    files.signal(post.id, readings)
    if waits:
        return post
    if writing.count_posts(thread_id, space_id, 1, threads=int(post.seq == 1)) is not SpaceState.OPEN:
        raise Conflict("space_is_closed")  # in the moment since it was asked
    if space.machine_allowed:
        originals.post_written(post.id)
    return post


def edit_post(post: Post, draft: RevisionDraft, *, by: Actor) -> None:
    """A new revision; the earlier ones stay. What would wait if it were new is edited only while it waits."""
    refuse_silenced(by)
    thread = writing.lock_thread_of(post)
    refuse_unless_open(thread)
    if post.state not in (PostState.VISIBLE, PostState.WAITING, PostState.RETURNED):
        raise Conflict(f"post_is_{post.state.value}")
    if draft.based_on != post.revision:
        raise StaleVersion(by.name, post.edited_at)
    member = by.membership(post.organisation_id)
    if member is None:
        raise Conflict("not_a_member_any_more")
    if post.state is PostState.VISIBLE and (why := why_wait(thread, member)):
        raise Conflict("edit_waits_for_verification" if why == UNVERIFIED else "edit_waits_for_moderator")
    called = mentions.called_in(
        draft.body, thread_id=post.thread_id, host_id=thread.organisation_id, by_id=by.person_id
    )
    title = (draft.title or writing.title_of(post.thread_id)) if writing.is_opening_post(post) else None
    kind = EditKind.SUBSTANTIVE if draft.lang != post.lang else draft.kind
    unseen = post.state is not PostState.VISIBLE  # what everybody reads takes no detour by a moderator
    claimed = unseen and draft.not_a_number and screened.is_stopped(draft.body, title)
    found = screened.kinds_in(draft.body, title)
    before = screened.kinds_of(post.id) if found else frozenset()
    revision = make_revision(
        post.id, post.revision + 1, lang=draft.lang, body=draft.body, by_id=by.person_id, title=title, kind=kind,
        why=draft.reason, for_moderator=claimed,
    )  # fmt: skip
    db.session.add(revision)
    post.revision, post.lang, post.edited_at = revision.number, draft.lang, now()
    if kind is EditKind.SUBSTANTIVE:
        post.substantive = revision.number
    if revision.title is not None:
        writing.rename(post.thread_id, revision.title, draft.lang)
    mentions.call(post.id, revision.number, called, by_id=by.person_id)
    readings = files.hang(post, draft.files, draft.without) if draft.files or draft.without else ()
    was_returned = post.state is PostState.RETURNED
    if was_returned:
        post.state = PostState.WAITING
    record(
        "forum.post_edited", subject=post, by=by, organisation_id=post.organisation_id, revision=revision.number,
        kind=kind.value, sha256=revision.sha256.hex(), claimed=claimed,
    )  # fmt: skip
    if was_returned:
        author_answered(KIND, post.id, by=by)
    screened.signal(post.id, found, claimed=claimed, by=by, before=before)
    files.signal(post.id, readings)
    originals.post_changed(post.id, meaning=kind is EditKind.SUBSTANTIVE)
    drafts.forget(Place(PlaceKind.POST, post.id), by=by)


def withdraw_post(post: Post, *, by: Actor) -> None:
    """Its author takes a post back: the text is seen no more, in no language; its number stays."""
    thread = writing.lock_thread_of(post)
    if post.state is PostState.WITHDRAWN:
        return
    if post.state in (PostState.HIDDEN, PostState.MOVED):
        raise Conflict(f"post_is_{post.state.value}")
    was_visible, was_sent_back = post.state is PostState.VISIBLE, post.state is PostState.RETURNED
    post.state, post.withdrawn_at = PostState.WITHDRAWN, now()
    post.reason = post.hidden_at = None  # of one that a moderator had sent back: nothing of it is left to explain
    db.session.flush()
    if was_visible:
        writing.count_posts(post.thread_id, thread.space_id, -1)
    originals.post_withdrawn(post.id)
    if was_sent_back:  # a moderator closes its case, and whoever reported it is told
        author_answered(KIND, post.id, by=by, withdrew=True)
    record("forum.post_withdrawn", subject=post, by=by, organisation_id=post.organisation_id)


def _speaker(by: Actor, draft: PostDraft) -> MembershipFact:
    """For whom the person speaks: one of her own organisations in which she may write."""
    refuse_silenced(by)
    member = by.membership(draft.organisation_id)
    if member is None or member.role not in WRITERS:
        raise Refused("not_for_this_organisation", field="organisation_id")
    return member


def refuse_unless_open(space: Any) -> None:
    """`space` is a row, or what a lock gave: its state, and the days on which it takes posts."""
    found = stage(space.state, space.opens_on, space.closes_on, today())
    if found is Stage.CLOSED:
        raise Conflict("space_is_closed")
    if found is Stage.COMING:
        raise Conflict("space_is_not_open_yet")
