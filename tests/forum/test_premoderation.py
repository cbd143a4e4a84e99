"""What waits for a moderator: by the space, by who writes, and by whether anybody is there."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.rules.posts import why_wait
from app.blueprints.forum.services import moderated, posts, tending
from app.blueprints.forum.terms.posts import PostState, RevisionDraft
from app.blueprints.forum.terms.spaces import FEW, PreModeration, WhenUnstaffed
from app.blueprints.forum.terms.tending import LockReason
from app.blueprints.moderation.terms.cases import (
    EVERYTHING,
    NEW_ORGANISATION,
    PSEUDONYMOUS,
    UNSTAFFED,
    UNVERIFIED,
)
from app.core.clock import OSLO
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict
from tests.factories.accounts import actor, member, organisation
from tests.factories.forum import open_forum, post, post_draft, thread

VERIFIED = SimpleNamespace(check=Check.VERIFIED, authority=Authority.STAFF)
BY_DOMAIN = SimpleNamespace(check=Check.MATCHED, authority=Authority.DOMAIN)
UNPROVEN = SimpleNamespace(check=Check.MATCHED, authority=Authority.UNPROVEN)
UNCHECKED = SimpleNamespace(check=Check.UNCHECKED, authority=Authority.DOMAIN)
MONDAY_NOON, SUNDAY = datetime(2026, 11, 16, 12, tzinfo=OSLO), datetime(2026, 11, 15, 12, tzinfo=OSLO)
CHRISTMAS = datetime(2026, 12, 25, 12, tzinfo=OSLO)  # a Friday


def space(mode="new", unstaffed="open", hours=None):
    return SimpleNamespace(premoderation=mode, when_unstaffed=unstaffed, hours=hours)


@pytest.mark.parametrize(
    ("mode", "speaker", "published", "expected"),
    [
        ("off", UNPROVEN, 0, None),
        ("new", UNPROVEN, 99, UNVERIFIED),
        ("new", UNCHECKED, 99, UNVERIFIED),
        ("new", BY_DOMAIN, FEW - 1, NEW_ORGANISATION),
        ("new", BY_DOMAIN, FEW, None),
        ("new", VERIFIED, 0, None),
        ("all", VERIFIED, 99, EVERYTHING),
    ],
)
def test_a_space_says_what_is_read_first(mode, speaker, published, expected) -> None:
    assert why_wait(space(mode), speaker, lambda: published, at=MONDAY_NOON) == expected


@pytest.mark.parametrize("mode", ["off", "new", "all"])
def test_what_is_written_under_a_pseudonym_always_waits(mode) -> None:
    assert why_wait(space(mode), VERIFIED, lambda: 99, at=MONDAY_NOON, pseudonymous=True) == PSEUDONYMOUS


@pytest.mark.parametrize(
    ("unstaffed", "hours", "at", "expected"),
    [
        ("open", None, SUNDAY, None),
        ("wait", None, SUNDAY, UNSTAFFED),
        ("wait", None, MONDAY_NOON, None),
        ("wait", None, CHRISTMAS, UNSTAFFED),
        ("wait", {"sun": [["10:00", "14:00"]]}, SUNDAY, None),
        ("wait", {"sun": [["10:00", "14:00"]]}, MONDAY_NOON, UNSTAFFED),
    ],
)
def test_where_a_space_says_so_what_is_written_while_nobody_is_there_waits(unstaffed, hours, at, expected) -> None:
    assert why_wait(space("off", unstaffed, hours), VERIFIED, lambda: 99, at=at) == expected


@pytest.mark.parametrize("mode", ["off", "all"])
def test_published_posts_are_counted_only_where_that_decides(mode) -> None:
    def counted():
        pytest.fail("counted")

    why_wait(space(mode), BY_DOMAIN, counted, at=MONDAY_NOON)
    why_wait(space("new"), VERIFIED, counted, at=MONDAY_NOON)


class Scene:
    def __init__(self):
        self.space = open_forum()
        self.firm = organisation("supplier")
        self.who = member(self.firm, "editor", name="Solveig Eide")
        self.thread = thread(self.space, self.firm, self.who)

    def set(self, **values):
        stored = db.session.get_one(Space, self.space.id, populate_existing=True)
        for name, value in values.items():
            setattr(stored, name, value)
        db.session.commit()


@pytest.fixture
def scene(db_session):
    return Scene()


def test_a_new_organisation_is_read_first_until_a_few_of_its_posts_are_published(scene, owner_sql) -> None:
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.DOMAIN)
    who = member(firm, "editor")
    for _ in range(FEW):
        made = post(scene.thread, firm, who)
        assert made.state is PostState.WAITING
        with unit_of_work(Context(platform=("moderator",))):
            moderated.release(made.id)
    assert post(scene.thread, firm, who).state is PostState.VISIBLE
    assert owner_sql("SELECT DISTINCT source, reason FROM moderation_signal") == [("pre_moderation", NEW_ORGANISATION)]


def test_where_everything_is_read_first_nothing_published_is_changed_behind_the_moderator(scene) -> None:
    first = post(scene.thread, scene.firm, scene.who)
    scene.set(premoderation=PreModeration.ALL)
    assert post(scene.thread, scene.firm, scene.who).state is PostState.WAITING
    draft = RevisionDraft(lang="nb", body="Noe helt annet.", based_on=1)
    with pytest.raises(Conflict, match="edit_waits_for_moderator"), unit_of_work():
        posts.edit_post(db.session.get_one(Post, first.id), draft, by=actor(scene.who))


def test_where_nothing_is_read_first_an_unverified_organisation_is_published_too(scene) -> None:
    scene.set(premoderation=PreModeration.OFF, when_unstaffed=WhenUnstaffed.OPEN)
    firm = organisation("supplier", verified=False)
    assert post(scene.thread, firm, member(firm, "editor")).state is PostState.VISIBLE


def test_whoever_is_stopped_from_writing_writes_nothing_that_others_see(scene, sign_in, owner_sql) -> None:
    own, others = post(scene.thread, scene.firm, scene.who), organisation("supplier")
    theirs = post(scene.thread, others, member(others, "editor"))
    silenced = replace(actor(scene.who), silenced_until=datetime(2099, 1, 1, tzinfo=OSLO))
    draft = post_draft(scene.firm)
    for act in (
        lambda: posts.write_post(scene.thread.id, draft, by=silenced),
        lambda: posts.edit_post(own, RevisionDraft(lang="nb", body="Nytt.", based_on=1), by=silenced),
        lambda: tending.share(theirs, scene.firm.id, by=silenced),
        lambda: tending.lock(scene.thread.id, LockReason.OVER, by=silenced),
    ):
        with pytest.raises(Conflict, match="you_are_silenced"), unit_of_work():
            act()
    with unit_of_work():
        posts.withdraw_post(db.session.get_one(Post, own.id, populate_existing=True), by=silenced)
    writer = sign_in(scene.who)
    assert "Write a reply" in writer.get(f"/en/threads/{scene.thread.id}").text
    owner_sql(
        "UPDATE accounts_person SET silenced_until = now() + interval '2 days' WHERE id = %(who)s", who=scene.who.id
    )
    page = writer.get(f"/en/threads/{scene.thread.id}").text
    assert "Write a reply" not in page
    assert "You cannot write here up to and including" in page
    assert f"/en/posts/{own.id}/edit" not in page
    data = {"organisation_id": scene.firm.id, "lang": "nb", "body": "Likevel.", "once": "e", "sure": "nb"}
    assert writer.post(f"/en/threads/{scene.thread.id}/reply", data=data).status_code in (409, 422)
