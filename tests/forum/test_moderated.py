"""What moderation does to posts: they wait, are let out, hidden and brought back, and the counters stay right."""

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.paths import numbers
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.terms.posts import PostState, RevisionDraft
from app.core import clock
from app.core.db import db, unit_of_work
from app.core.errors import Conflict
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, thread


@pytest.fixture
def scene(db_session):
    """A published dialogue, a verified supplier with a person, and a thread of hers."""
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Leverandør")
    return dialogue, supplier, who, thread(dialogue, supplier, who)


@pytest.fixture
def newcomer(db_session):
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    return firm, member(firm, name="Nils Ny")


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def test_a_post_by_an_unverified_organisation_waits_without_a_number_and_opens_a_case(
    scene, newcomer, owner_sql
) -> None:
    _dialogue, _supplier, who, opened = scene
    made = post(opened, *newcomer)
    assert (made.state, made.seq) == (PostState.WAITING, None)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (1, 1)
    assert owner_sql("SELECT subject_type, subject_id FROM moderation_case") == [("post", made.id)]
    assert queries.unnumbered_posts(opened.id, actor(who)) == []
    assert [p.id for p in queries.unnumbered_posts(opened.id, actor(newcomer[1]))] == [made.id]


def test_a_released_post_gets_the_next_number_then_and_not_before(scene, newcomer) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, *newcomer)
    assert post(opened, supplier, who).seq == 2
    with unit_of_work():
        moderated.release(made.id)
    assert (fresh(Post, made.id).seq, fresh(Post, made.id).state) == (3, PostState.VISIBLE)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (3, 3)
    with unit_of_work():
        moderated.release(made.id)
    assert fresh(Thread, opened.id).seq == 3, "released twice, numbered once"


def test_a_thread_opened_by_an_unverified_organisation_is_there_for_others_when_it_is_released(scene, newcomer) -> None:
    dialogue = scene[0]
    firm, who = newcomer
    opened = thread(dialogue, firm, who)
    assert opened.seq == 0
    assert opened.id not in [row.id for row in queries.threads_of(dialogue.space_id, actor(scene[2]))[0]]
    assert opened.id in [row.id for row in queries.threads_of(dialogue.space_id, actor(who))[0]]
    assert fresh(Space, dialogue.space_id).thread_count == 1
    first = queries.unnumbered_posts(opened.id, actor(who))[0]
    with unit_of_work():
        moderated.release(first.id)
    assert opened.id in [row.id for row in queries.threads_of(dialogue.space_id, actor(scene[2]))[0]]
    assert fresh(Space, dialogue.space_id).thread_count == 2


def test_an_unverified_organisation_cannot_change_what_a_moderator_let_out(scene, newcomer) -> None:
    firm, who = newcomer
    made = post(scene[3], firm, who, "Snill tekst.")
    with unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body="Snillere tekst.", based_on=1), by=actor(who))
    with unit_of_work():
        moderated.release(made.id)
    made = fresh(Post, made.id)
    with pytest.raises(Conflict, match="edit_waits_for_verification"), unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body="Kjøp nå!", based_on=2), by=actor(who))


def test_a_hidden_post_keeps_its_number_and_comes_back_as_it_was(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        moderated.hide(made.id, reason_code="M5", at=clock.now())
    stored = fresh(Post, made.id)
    assert (stored.state, stored.seq, stored.reason) == (PostState.HIDDEN, 2, "M5")
    assert fresh(Thread, opened.id).post_count == 1
    assert fresh(Thread, opened.id).title_hidden is False
    with pytest.raises(Conflict, match="post_is_hidden"), unit_of_work():
        posts.withdraw_post(stored, by=actor(who))
    with unit_of_work():
        moderated.restore(made.id)
    stored = fresh(Post, made.id)
    assert (stored.state, stored.reason, stored.hidden_at) == (PostState.VISIBLE, None, None)
    assert (fresh(Thread, opened.id).post_count, fresh(Space, dialogue.space_id).thread_count) == (2, 1)


def test_the_title_of_a_thread_is_hidden_and_comes_back_with_its_first_post(scene) -> None:
    _dialogue, _supplier, _who, opened = scene
    first = queries.posts_between(opened.id, 1, 1)[0]
    with unit_of_work():
        moderated.hide(first.id, reason_code="M3", at=clock.now())
    assert fresh(Thread, opened.id).title_hidden is True
    with unit_of_work():
        moderated.restore(first.id)
    assert fresh(Thread, opened.id).title_hidden is False


def test_a_post_stopped_while_it_waited_is_numbered_when_it_is_restored(scene, newcomer) -> None:
    made = post(scene[3], *newcomer)
    with unit_of_work():
        moderated.hide(made.id, reason_code="M6", at=clock.now())
    assert (fresh(Post, made.id).seq, fresh(Thread, scene[3].id).post_count) == (None, 1)
    with unit_of_work():
        moderated.restore(made.id)
    assert (fresh(Post, made.id).seq, fresh(Thread, scene[3].id).post_count) == (2, 2)


def test_a_moderator_is_told_what_a_post_says_and_where_it_stands(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Innhold.", lang="nn")
    about = moderated.describe([made.id, 10**9])
    assert list(about) == [made.id]
    found = about[made.id]
    assert (found.text, found.language, found.author_id, found.place) == ("Innhold.", "nn", who.id, dialogue.title)


def test_what_waited_as_an_answer_stands_below_what_it_answers_when_it_is_released(scene, newcomer) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, *newcomer, reply_to=1)
    assert fresh(Post, made.id).path is None
    post(opened, supplier, who)
    with unit_of_work():
        moderated.release(made.id)
    assert numbers(fresh(Post, made.id).path) == (1, 3)
