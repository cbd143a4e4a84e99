"""Moving posts and threads: numbers and paths are made anew, old numbers lead on, and nothing else is touched."""

import threading
from functools import partial

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.paths import numbers
from app.blueprints.forum.services import moderated, moving, posts, verifying
from app.blueprints.forum.terms.posts import EditKind, PostState, RevisionDraft
from app.blueprints.forum.terms.tending import MoveDraft
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, post_draft, thread


@pytest.fixture
def scene(db_session):
    """Two threads of a dialogue. In the first: 1, 2 (answers 1), 3, 4 (answers 2), 5 (answers 4)."""
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor")
    source, target = thread(dialogue, supplier, who), thread(dialogue, supplier, who, title="Om henting")
    for answered in (1, None, 2, 4):
        post(source, supplier, who, f"Svarer {answered}.", reply_to=answered)
    return dialogue, source, target, supplier, who, actor(owner)


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def numbered(where: Thread, seq: int) -> Post:
    return db.session.query(Post).filter_by(thread_id=where.id, seq=seq).populate_existing().one()


def move(what: Post, by, **draft) -> int:
    with unit_of_work():
        return moving.move_post(what, MoveDraft(**draft), by=by)


def counted(where: Thread) -> tuple[int, int]:
    stored = fresh(Thread, where.id)
    return stored.seq, stored.post_count


def test_a_post_moves_with_all_that_answers_it_and_every_old_number_leads_on(scene) -> None:
    dialogue, source, target, _supplier, _who, host = scene
    before = fresh(Space, dialogue.space_id)
    expected = (before.thread_count, before.post_count)
    ids = [numbered(source, seq).id for seq in (2, 4, 5)]
    move(numbered(source, 2), host, thread_id=target.id)
    moved = [fresh(Post, number) for number in ids]
    assert [(p.thread_id, p.seq, numbers(p.path)) for p in moved] == [
        (target.id, 2, (2,)), (target.id, 3, (2, 3)), (target.id, 4, (2, 3, 4)),
    ]  # fmt: skip
    traces = [numbered(source, seq) for seq in (2, 4, 5)]
    assert [(p.state, p.moved_to_id, numbers(p.path)) for p in traces] == [
        (PostState.MOVED, ids[0], (1, 2)), (PostState.MOVED, ids[1], (1, 2, 4)), (PostState.MOVED, ids[2], (1, 2, 4, 5)),
    ]  # fmt: skip
    assert (counted(source), counted(target)) == ((5, 2), (4, 4))
    after = fresh(Space, dialogue.space_id)
    assert (after.thread_count, after.post_count) == expected
    assert verifying.verify() == []


def test_old_addresses_lead_to_where_the_post_stands_now(scene, client) -> None:
    _dialogue, source, target, _supplier, _who, host = scene
    what = numbered(source, 4)
    move(what, host, thread_id=target.id)
    trace = numbered(source, 4)
    there = f"/en/threads/{target.id}#post-2"
    assert client.get(f"/en/threads/{source.id}/posts/4").location == there
    assert client.get(f"/en/posts/{trace.id}").location == there
    assert client.get(f"/en/posts/{what.id}").location == there
    page = client.get(f"/en/threads/{source.id}").text
    assert f'href="/en/posts/{what.id}"' in page.split('id="post-4"')[1].split("</article>")[0]
    assert "Svarer 2." not in page
    assert "in reply to a post in another thread" in client.get(there).text


def test_what_hangs_on_a_post_goes_with_it_and_readers_are_left_where_they_were(scene, owner_sql) -> None:
    _dialogue, source, target, supplier, who, host = scene
    what = numbered(source, 3)
    with unit_of_work():
        posts.edit_post(what, RevisionDraft(lang="nn", body="Endra.", based_on=1), by=actor(who))
    for table in ("reading (person_id, thread_id, last_read_seq) VALUES (%(p)s, %(t)s, 5)",):
        owner_sql(f"INSERT INTO forum_{table}", p=who.id, t=source.id)
    other = organisation("supplier")
    owner_sql(
        "INSERT INTO forum_support (post_id, organisation_id, by_id) VALUES (%(p)s, %(o)s, %(w)s)",
        p=what.id, o=other.id, w=who.id,
    )  # fmt: skip
    owner_sql("UPDATE forum_post SET support_count = 1 WHERE id = %(p)s", p=what.id)
    move(what, host, thread_id=target.id)
    stored = fresh(Post, what.id)
    assert (stored.revision, stored.lang, stored.support_count, stored.author_id) == (2, "nn", 1, who.id)
    assert [r.number for r in queries.revisions_of(what.id)] == [2, 1]
    assert owner_sql("SELECT thread_id, last_read_seq FROM forum_reading") == [(source.id, 5)]
    assert verifying.verify() == []
    assert supplier.id == stored.organisation_id


def test_a_new_thread_is_the_posts_authors_and_its_title_is_a_small_edit_by_whoever_moved_it(scene) -> None:
    dialogue, source, _target, supplier, who, host = scene
    what = numbered(source, 3)
    to = fresh(Thread, move(what, host, title="Beredskap i helgene"))
    assert (to.title, to.lang, to.author_id, to.organisation_id) == ("Beredskap i helgene", "nb", who.id, supplier.id)
    assert (to.opening_post_id, counted(to)) == (what.id, (1, 1))
    newest = queries.revisions_of(what.id)[0]
    assert (newest.number, newest.kind, newest.title) == (2, EditKind.MINOR, "Beredskap i helgene")
    assert fresh(Post, what.id).substantive == 1
    assert fresh(Space, dialogue.space_id).thread_count == 3
    assert verifying.verify() == []


def test_a_post_that_is_moved_back_stands_below_what_it_answers_with_a_new_number(scene) -> None:
    _dialogue, source, target, _supplier, _who, host = scene
    what = numbered(source, 4)
    move(what, host, thread_id=target.id)
    move(fresh(Post, what.id), host, thread_id=source.id)
    stored = fresh(Post, what.id)
    assert (stored.thread_id, stored.seq, numbers(stored.path)) == (source.id, 6, (1, 2, 6))
    assert numbered(target, 2).moved_to_id == numbered(source, 4).moved_to_id == what.id
    assert verifying.verify() == []


def test_the_opening_post_a_hidden_one_and_one_for_elsewhere_are_refused_kindly(scene, db_session) -> None:
    _dialogue, source, target, supplier, who, host = scene
    with pytest.raises(Conflict, match="opening_post_stays"):
        move(numbered(source, 1), host, thread_id=target.id)
    elsewhere = thread(published_dialogue(), supplier, who)
    for number in (elsewhere.id, 10**9):
        with pytest.raises(Refused, match="not_a_thread_of_this_space"):
            move(numbered(source, 3), host, thread_id=number)
    with pytest.raises(Refused, match="already_in_this_thread"):
        move(numbered(source, 3), host, thread_id=source.id)
    with unit_of_work():
        posts.withdraw_post(numbered(source, 3), by=actor(who))
    with pytest.raises(Conflict, match="only_what_is_seen_is_moved"):
        move(numbered(source, 3), host, thread_id=target.id)
    assert (counted(source), counted(target)) == ((5, 4), (1, 1))


def test_what_is_hidden_or_waits_below_a_post_goes_with_it_and_is_counted_when_it_is_seen(scene) -> None:
    _dialogue, source, target, _supplier, _who, host = scene
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    waits = post(source, firm, member(firm), reply_to=5)
    from app.core.clock import now

    with unit_of_work():
        moderated.hide(numbered(source, 5).id, reason_code="M5", at=now())
    hidden = numbered(source, 5).id
    move(numbered(source, 4), host, thread_id=target.id)
    assert (counted(source), counted(target)) == ((5, 3), (3, 2))
    assert (fresh(Post, waits.id).thread_id, fresh(Post, waits.id).seq) == (target.id, None)
    with unit_of_work():
        moderated.release(waits.id)
        moderated.restore(hidden)
    assert numbers(fresh(Post, waits.id).path) == (2, 3, 4)
    assert (counted(source), counted(target)) == ((5, 3), (4, 4))
    assert verifying.verify() == []


def test_a_whole_thread_goes_to_another_space_with_its_numbers_and_counters(scene, owner_sql) -> None:
    dialogue, source, _target, _supplier, _who, host = scene
    owner_sql(
        "INSERT INTO bilingual_translation (kind, subject_id, source_lang, source_revision, lang, title, body, html,"
        " status, method, translator_id, host_id, created_at, changed_at, engine, wanted, version)"
        " SELECT 'post', id, 'nb', 1, 'en', '', 'Text.', 'Text.', 'in_review', 'human', author_id, %(host)s, now(),"
        " now(), '', 0, 1 FROM forum_post WHERE thread_id = %(thread)s AND seq = 2",
        host=host.memberships[0].organisation_id, thread=source.id,
    )  # fmt: skip
    forum = open_forum()
    by = actor(person(platform=("moderator",)))
    with unit_of_work():
        moving.move_thread(source.id, forum.id, by=by)
    here, there = fresh(Space, dialogue.space_id), fresh(Space, forum.id)
    assert (here.thread_count, here.post_count, there.thread_count, there.post_count) == (1, 1, 1, 5)
    assert counted(source) == (5, 5)
    hosts = owner_sql("SELECT DISTINCT host_id FROM bilingual_translation")
    assert hosts == [(None,)], "checked from now on by those who look after the forum"
    with pytest.raises(Refused, match="already_in_this_space"), unit_of_work():
        moving.move_thread(source.id, forum.id, by=by)
    assert verifying.verify() == []


def side_by_side(app, works) -> list[BaseException]:
    """Run each work on a connection of its own, all at once; gives what went wrong."""
    gate, faults = threading.Barrier(len(works)), []

    def run(work) -> None:
        with app.app_context():
            try:
                gate.wait(timeout=20)
                work()
            except BaseException as error:  # noqa: BLE001 - reported by the test
                faults.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=run, args=(work,)) for work in works]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    return faults


def writing(where: int, supplier, by) -> None:
    for turn in range(12):
        with unit_of_work():
            posts.write_post(where, post_draft(supplier, f"{turn}", reply_to=1), by=by)


def shuttling(ids: list[int], one: int, other: int, by) -> None:
    for number in ids * 2:
        found = db.session.get_one(Post, number, populate_existing=True)
        with unit_of_work():
            moving.move_post(found, MoveDraft(thread_id=other if found.thread_id == one else one), by=by)


def test_writers_movers_and_movers_back_at_once_leave_numbers_dense_and_counters_right(app, scene) -> None:
    _dialogue, source, target, supplier, who, host = scene
    moved, ends = [post(source, supplier, who).id for _ in range(6)], (source.id, target.id)
    works = [partial(writing, where, supplier, actor(who)) for where in ends]
    works += [partial(shuttling, ids, *ends, host) for ids in (moved[:3], moved[3:])]
    assert side_by_side(app, works) == []
    assert verifying.verify() == []
    assert counted(source)[1] + counted(target)[1] == 6 + 6 + 24


def test_an_edit_of_a_post_that_was_moved_a_moment_ago_follows_it(scene) -> None:
    _dialogue, source, target, _supplier, who, host = scene
    what = numbered(source, 3)
    db.session.expunge(what)  # as another request has loaded it
    move(numbered(source, 3), host, thread_id=target.id)
    stale = db.session.merge(what, load=False)
    assert stale.thread_id == source.id
    with unit_of_work():
        posts.withdraw_post(stale, by=actor(who))
    assert (counted(source), counted(target)) == ((5, 4), (2, 1))
    assert verifying.verify() == []


def test_the_host_moves_a_post_by_its_page_and_a_stranger_finds_no_such_page(scene, sign_in) -> None:
    dialogue, source, target, _supplier, who, host = scene
    what = numbered(source, 3)
    at = f"/en/posts/{what.id}/move"
    assert sign_in(who).get(at).status_code == 404
    tender = sign_in(db.session.get_one(type(who), host.person_id))
    assert "Om henting" in tender.get(at).text
    nothing = tender.post(at, data={"thread_id": "new", "once": "a"})
    assert (nothing.status_code, "Give the new thread a title." in nothing.text) == (422, True)
    for typed in ("", "-1", "999999999", "x"):
        assert tender.post(at, data={"thread_id": "other", "number": typed, "once": "a"}).status_code == 422
    sent = tender.post(at, data={"thread_id": "other", "number": f"#{target.id}", "once": "b"})
    assert sent.location == f"/en/threads/{target.id}#post-2"
    assert tender.post(at, data={"thread_id": str(target.id), "once": "b"}).location == sent.location
    assert dialogue.space_id == fresh(Thread, target.id).space_id


def test_only_a_moderator_moves_a_thread_to_another_space(scene, sign_in) -> None:
    _dialogue, source, _target, _supplier, who, host = scene
    forum = open_forum()
    at = f"/en/threads/{source.id}/move"
    for reader in (who, db.session.get_one(type(who), host.person_id)):
        assert sign_in(reader).get(at).status_code == 404
    moderator = sign_in(person(platform=("moderator",)))
    assert "Small firms and large buyers" in moderator.get(at).text
    assert moderator.post(at, data={"space_id": str(forum.id), "once": "a"}).status_code == 303
    assert fresh(Thread, source.id).space_id == forum.id
