"""Looking after a space: pins, locks with a reason, and the host's answers; all of it undone by a button."""

import pytest

from app.blueprints.accounts.terms import Visitor
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Thread
from app.blueprints.forum.services import tending
from app.blueprints.forum.terms.tending import LockReason
from app.core.db import db, unit_of_work
from app.core.errors import Conflict
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, thread

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def scene(db_session):
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor")
    return dialogue, thread(dialogue, supplier, who), supplier, who, firm, owner


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def test_what_is_pinned_stands_first_on_the_first_page_and_is_not_shown_twice(scene) -> None:
    dialogue, first, supplier, who, _firm, owner = scene
    others = [thread(dialogue, supplier, who, title=f"Tråd {n}") for n in range(22)]
    with unit_of_work():
        tending.pin(first.id, by=actor(owner))
    page, after = queries.threads_of(dialogue.space_id, Visitor())
    rest, end = queries.threads_of(dialogue.space_id, Visitor(), after)
    assert [row.id for row in page] == [first.id, *[each.id for each in reversed(others[2:])]]
    assert ([row.id for row in rest], end) == ([others[1].id, others[0].id], None)
    with unit_of_work():
        tending.unpin(first.id, by=actor(owner))
    assert queries.threads_of(dialogue.space_id, Visitor())[0][0].id == others[-1].id


def test_at_most_three_threads_of_a_space_are_pinned(scene) -> None:
    dialogue, _first, supplier, who, _firm, owner = scene
    made = [thread(dialogue, supplier, who) for _ in range(4)]
    for each in made[:3]:
        with unit_of_work():
            tending.pin(each.id, by=actor(owner))
    with pytest.raises(Conflict, match="too_many_pinned"), unit_of_work():
        tending.pin(made[3].id, by=actor(owner))
    assert fresh(Thread, made[3].id).pinned_at is None
    elsewhere = thread(published_dialogue(), supplier, who)
    with unit_of_work():
        tending.pin(elsewhere.id, by=actor(owner))


def test_a_locked_thread_says_why_in_every_language_and_takes_posts_when_it_is_unlocked(
    scene, client, sign_in, owner_sql
) -> None:
    _dialogue, opened, supplier, who, _firm, owner = scene
    host, at = sign_in(owner), f"/en/threads/{opened.id}"
    assert host.post(f"{at}/lock", data={}).status_code == 422
    assert host.post(f"{at}/lock", data={"reason": "off_topic"}).status_code == 303
    assert fresh(Thread, opened.id).lock_reason is LockReason.OFF_TOPIC
    assert "The thread has moved away from its subject." in client.get(at).text
    with pytest.raises(Conflict, match="thread_is_locked"):
        post(opened, supplier, who)
    assert host.post(f"{at}/unlock").status_code == 303
    assert fresh(Thread, opened.id).lock_reason is None
    post(opened, supplier, who)
    assert [row[0] for row in owner_sql(
        "SELECT what FROM journal_entry WHERE what LIKE 'forum.thread%%lock%%' ORDER BY seq"
    )] == ["forum.thread_locked", "forum.thread_unlocked"]  # fmt: skip


def test_the_hosts_answer_is_shown_as_one_and_the_thread_and_the_question_lead_to_it(scene, client, sign_in) -> None:
    _dialogue, opened, supplier, who, firm, owner = scene
    post(opened, supplier, who, "Hvor mange senger?")
    answer = post(opened, firm, owner, "Førti.", reply_to=2)
    assert sign_in(owner).post(f"/en/posts/{answer.id}/answer").location.endswith("#post-3")
    page = client.get(f"/en/threads/{opened.id}").text
    question = page.split('id="post-2"')[1].split("</article>")[0]
    assert f'href="/en/threads/{opened.id}/posts/3">See the answer' in question
    assert f"Answer from {firm.name}" in page.split('id="post-3"')[1].split("</article>")[0]
    assert "See the answer #3" in page.split('id="post-1"')[0]
    assert sign_in(owner).post(f"/en/posts/{answer.id}/answer/remove").status_code == 303
    assert "See the answer" not in client.get(f"/en/threads/{opened.id}").text


def test_an_answer_that_is_withdrawn_is_led_to_no_more(scene, client) -> None:
    from app.blueprints.forum.services import posts

    _dialogue, opened, _supplier, _who, firm, owner = scene
    answer = post(opened, firm, owner, "Førti.", reply_to=1)
    with unit_of_work():
        tending.mark_answer(answer, by=actor(owner))
    with unit_of_work():
        posts.withdraw_post(fresh(Post, answer.id), by=actor(owner))
    assert "See the answer" not in client.get(f"/en/threads/{opened.id}").text


def test_only_the_hosts_own_post_is_its_answer_and_in_a_forum_the_ministrys(scene) -> None:
    _dialogue, opened, supplier, who, _firm, owner = scene
    moderator = actor(person(platform=("moderator",)))
    of_supplier = post(opened, supplier, who)
    for by in (actor(owner), moderator):
        with pytest.raises(Conflict, match="answer_is_the_hosts_own"), unit_of_work():
            tending.mark_answer(of_supplier, by=by)
    forum, ministry = open_forum(), organisation("ministry")
    asked = thread(forum, supplier, who)
    official = post(asked, ministry, member(ministry))
    with unit_of_work():
        tending.mark_answer(official, by=moderator)
    assert fresh(Post, official.id).answer_by == moderator.person_id
    with pytest.raises(Conflict, match="answer_is_the_hosts_own"), unit_of_work():
        tending.mark_answer(post(asked, supplier, who), by=moderator)


ROUTES = ("threads/{t}/tend", "posts/{p}/tend", "posts/{p}/move")
DEEDS = (
    "threads/{t}/pin", "threads/{t}/unpin", "threads/{t}/lock", "threads/{t}/unlock", "threads/{t}/move",
    "posts/{p}/answer", "posts/{p}/answer/remove", "posts/{p}/move",
)  # fmt: skip


def test_who_does_not_tend_a_space_finds_neither_links_nor_pages_nor_deeds(scene, client, sign_in) -> None:
    _dialogue, opened, _supplier, who, _firm, owner = scene
    number = opened.opening_post_id
    stranger = sign_in(who)
    assert "/tend" not in stranger.get(f"/en/threads/{opened.id}").text
    for path in ROUTES:
        url = "/en/" + path.format(t=opened.id, p=number)
        assert (client.get(url).status_code, stranger.get(url).status_code) == (401, 404)
        assert sign_in(owner).get(url).status_code == 200
    for path in DEEDS:
        url = "/en/" + path.format(t=opened.id, p=number)
        assert (client.post(url).status_code, stranger.post(url).status_code) == (401, 404)
    assert "/tend" in sign_in(owner).get(f"/en/threads/{opened.id}").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_for_tending_are_there_in_every_language(scene, sign_in, lang) -> None:
    _dialogue, opened, _supplier, _who, _firm, owner = scene
    host = sign_in(owner)
    for path in ROUTES:
        assert host.get(f"/{lang}/" + path.format(t=opened.id, p=opened.opening_post_id)).status_code == 200
