"""Whatever people do, in whatever order, counters, numbers, paths and unread are right: `verify` finds nothing."""

import random
from typing import Any

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.paths import numbers
from app.blueprints.forum.services import moderated, moving, posts, tending, verifying
from app.blueprints.forum.terms.posts import PostState, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.tending import MoveDraft
from app.blueprints.moderation.terms.decisions import Action, Cut, Order
from app.core.clock import now
from app.core.db import Context, db, set_context, unit_of_work
from app.core.errors import DomainError
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post_draft

DEEDS, LOOK_EACH = 160, 20


class Conversation:
    """Deeds at random over the real services, and a plain count beside them of what should be seen."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
        firm, owner = buyer()
        self.spaces = [published_dialogue(firm).space_id, open_forum().id]
        supplier = organisation("supplier")
        self.firms = [(firm, actor(owner)), (supplier, actor(member(supplier)))]
        newcomer = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
        self.firms.append((newcomer, actor(member(newcomer))))
        self.moderator = actor(person(platform=("moderator",)))
        self.refused = 0

    def act(self) -> None:
        deeds = [self.write] * 6 + [self.open, self.edit, self.withdraw, self.hide, self.restore, self.release]
        deed = self.chance.choice(
            [
                *deeds,
                self.send_back,
                self.redact,
                self.move,
                self.move,
                self.move_thread,
                self.share,
                self.take_back,
                self.answer,
            ]
        )
        try:
            with unit_of_work():
                deed()
        except DomainError:
            self.refused += 1

    def one(self, kind, *conditions):
        rows = db.session.query(kind).filter(*conditions).order_by(kind.id).populate_existing().all()
        return self.chance.choice(rows) if rows else None

    def open(self) -> None:
        firm, who = self.chance.choice(self.firms)
        posts.open_thread(self.chance.choice(self.spaces), ThreadDraft(title="Tråd", post=post_draft(firm)), by=who)

    def write(self) -> None:
        firm, who = self.chance.choice(self.firms)
        if thread := self.one(Thread, Thread.seq > 0):
            answered = self.chance.choice([None, thread.seq, self.chance.randint(1, thread.seq)])
            posts.write_post(thread.id, post_draft(firm, reply_to=answered), by=who)

    def by_author(self, post: Post):
        return next(who for firm, who in self.firms if firm.id == post.organisation_id)

    def edit(self) -> None:
        if post := self.one(Post, Post.state.in_((PostState.VISIBLE, PostState.RETURNED))):
            draft = RevisionDraft(lang="nn", body="Endra.", based_on=post.revision)
            posts.edit_post(post, draft, by=self.by_author(post))

    def withdraw(self) -> None:
        if post := self.one(Post):
            posts.withdraw_post(post, by=self.by_author(post))

    def hide(self) -> None:
        if post := self.one(Post):
            moderated.hide(post.id, reason_code="M5", at=now())

    def restore(self) -> None:
        if post := self.one(Post, Post.state.in_((PostState.HIDDEN, PostState.RETURNED))):
            moderated.restore(post.id)

    def send_back(self) -> None:
        self._order(Action.RETURN)

    def redact(self) -> None:
        self._order(Action.REDACT, cuts=(Cut("body", 0, 3),))

    def _order(self, action: Action, **values: Any) -> None:
        """Some of it is undone at once, as in the half minute after a decision."""
        if post := self.one(Post):
            doing = moderated.SUBJECT.more[action]
            order = Order(reason_code="M1", at=now(), by_id=self.moderator.person_id, **values)
            set_context(Context(platform=("moderator",)))
            mark = doing.do(post.id, order)
            if self.chance.random() < 0.3:
                doing.undo(post.id, mark)

    def release(self) -> None:
        if post := self.one(Post, Post.state == PostState.WAITING):
            moderated.release(post.id)

    def move(self) -> None:
        if post := self.one(Post, Post.state == PostState.VISIBLE, Post.parent_id.is_not(None)):
            space_id = db.session.get_one(Thread, post.thread_id).space_id
            to = self.one(Thread, Thread.space_id == space_id, Thread.seq > 0)
            new = self.chance.random() < 0.2
            moving.move_post(
                post, MoveDraft(title="Ny") if new or to is None else MoveDraft(thread_id=to.id), by=self.moderator
            )

    def move_thread(self) -> None:
        if thread := self.one(Thread):
            moving.move_thread(thread.id, self.chance.choice(self.spaces), by=self.moderator)

    def share(self) -> None:
        firm, who = self.chance.choice(self.firms[:2])
        if post := self.one(Post, Post.seq.is_not(None)):
            tending.share(post, firm.id, by=who)

    def take_back(self) -> None:
        firm, who = self.chance.choice(self.firms[:2])
        if post := self.one(Post, Post.support_count > 0):
            tending.take_back(post, firm.id, by=who)

    def answer(self) -> None:
        if post := self.one(Post):
            tending.mark_answer(post, by=self.moderator)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_deeds_leave_numbers_paths_and_counters_right(db_session, seed) -> None:
    talk, states = Conversation(seed), set()
    for turn in range(DEEDS):
        talk.act()
        if turn % LOOK_EACH == LOOK_EACH - 1:
            assert verifying.verify() == []
            check_by_hand()
            states |= {state for (state,) in db.session.query(Post.state).distinct()}
    assert states == set(PostState), "every state was there, or the test tries too little"
    assert 0 < talk.refused < DEEDS / 2


def check_by_hand() -> None:
    """The same as `verify`, counted here: a fault in both would have to be the same fault."""
    everything = db.session.query(Post).populate_existing().all()
    by_id = {post.id: post for post in everything}
    for thread in db.session.query(Thread).populate_existing():
        mine = [post for post in everything if post.thread_id == thread.id]
        taken = sorted(post.seq for post in mine if post.seq is not None)
        assert taken == list(range(1, thread.seq + 1))
        assert thread.post_count == sum(post.state is PostState.VISIBLE for post in mine)
        for post in mine:
            if post.seq is None or post.state is PostState.MOVED:
                continue
            way = numbers(post.path)
            assert (way[-1], len(way) <= 5) == (post.seq, True)
            parent = by_id.get(post.parent_id)
            if parent and parent.thread_id == thread.id and parent.seq < post.seq:
                assert way[:-1] == numbers(parent.path)[:4]
            else:
                assert len(way) == 1
    for space in db.session.query(Space).populate_existing():
        threads = db.session.query(Thread).filter_by(space_id=space.id).all()
        assert space.thread_count == sum(thread.seq > 0 for thread in threads)
        assert space.post_count == sum(thread.post_count for thread in threads)
