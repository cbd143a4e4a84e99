"""Threads and posts, on the real database: numbers, counters, revisions, and who may not."""

from datetime import timedelta

import pytest

from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.paths import numbers
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import EditKind, PostState, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.spaces import SpaceState
from app.core import clock
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, post_draft, thread


@pytest.fixture
def scene(db_session):
    """A published dialogue, a verified supplier with a person, and a thread of hers."""
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Leverandør")
    return dialogue, supplier, who, thread(dialogue, supplier, who)


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def synthetic() -> str:
    """A number of the synthetic series that passes both control digits."""
    from app.blueprints.screening.rules.identity_numbers import find_identity_numbers

    return next(n for n in (f"2148360{i:04d}" for i in range(10_000)) if find_identity_numbers(n))


@pytest.mark.parametrize(("days", "told"), [(-1, "space_is_closed"), (1, "space_is_not_open_yet")])
def test_nothing_is_written_or_changed_before_the_first_day_or_after_the_last(scene, days, told) -> None:
    dialogue, supplier, who, opened = scene
    space = fresh(Space, dialogue.space_id)
    space.opens_on = space.closes_on = clock.today() + timedelta(days=days)
    db.session.commit()
    first = fresh(Post, fresh(Thread, opened.id).opening_post_id)
    with pytest.raises(Conflict, match=told), unit_of_work():
        posts.write_post(opened.id, post_draft(supplier), by=actor(who))
    with pytest.raises(Conflict, match=told), unit_of_work():
        posts.open_thread(space.id, ThreadDraft(title="Ny", post=post_draft(supplier)), by=actor(who))
    with pytest.raises(Conflict, match=told), unit_of_work():
        posts.edit_post(first, RevisionDraft(lang="nb", body="Annet.", based_on=1), by=actor(who))


def test_a_space_without_days_takes_posts_for_as_long_as_it_is_open(db_session) -> None:
    supplier = organisation("supplier")
    who = member(supplier)
    forum = open_forum()
    opened = thread(forum, supplier, who)
    assert post(opened, supplier, who).seq == 2
    fresh(Space, forum.id).state = SpaceState.CLOSED
    db.session.commit()
    with pytest.raises(Conflict, match="space_is_closed"), unit_of_work():
        posts.write_post(opened.id, post_draft(supplier), by=actor(who))


def test_numbers_are_dense_and_counters_right(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = [post(opened, supplier, who) for _ in range(3)]
    assert [p.seq for p in made] == [2, 3, 4]
    stored = fresh(Thread, opened.id)
    assert (stored.seq, stored.post_count) == (4, 4)
    counted = fresh(Space, dialogue.space_id)
    assert (counted.thread_count, counted.post_count) == (1, 4)


def test_a_post_is_by_a_person_for_an_organisation_in_a_declared_language(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Me kan hjelpe.", lang="nn", reply_to=1)
    stored = fresh(Post, made.id)
    assert (stored.author_id, stored.organisation_id, stored.role.value, stored.lang) == (
        who.id,
        supplier.id,
        "supplier",
        "nn",
    )
    assert queries.posts_between(opened.id, 2, 2)[0].parent_seq == 1


def test_nobody_speaks_for_an_organisation_that_is_not_hers_or_where_she_only_reads(scene) -> None:
    _dialogue, supplier, who, opened = scene
    reader = member(supplier, "reader")
    for person, firm in ((who, organisation("supplier")), (reader, supplier)):
        with pytest.raises(Refused, match="not_for_this_organisation"), unit_of_work():
            posts.write_post(opened.id, post_draft(firm), by=actor(person))
    assert fresh(Thread, opened.id).seq == 1


def test_an_identity_number_stops_a_post_a_title_and_the_reason_of_an_edit(scene) -> None:
    dialogue, supplier, who, opened = scene
    words = f"Ring meg, jeg er {synthetic()}."
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        posts.write_post(opened.id, post_draft(supplier, words), by=actor(who))
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        posts.open_thread(dialogue.space_id, ThreadDraft(title=words, post=post_draft(supplier)), by=actor(who))
    first = fresh(Post, fresh(Thread, opened.id).opening_post_id)
    edit = RevisionDraft(lang="nb", body="Uten.", based_on=1, reason=words)
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        posts.edit_post(first, edit, by=actor(who))
    assert fresh(Thread, opened.id).seq == 1, "a refused post takes no number"


def test_an_edit_is_a_new_revision_and_the_earlier_one_stays(scene, owner_sql) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Først.")
    with unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="en", body="Second.", based_on=1), by=actor(who))
    assert [(r.number, r.lang, r.html) for r in queries.revisions_of(made.id)] == [
        (2, "en", "<p>Second.</p>"),
        (1, "nb", "<p>Først.</p>"),
    ]
    assert queries.posts_between(opened.id, 2, 2)[0].html == "<p>Second.</p>"
    assert owner_sql("SELECT sha256 = sha256(convert_to(body, 'UTF8')) FROM forum_revision") == [(True,)] * 3


def test_two_edits_of_the_same_version_are_one_edit_and_one_conflict(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body="En.", based_on=1), by=actor(who))
    with pytest.raises(StaleVersion), unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body="To.", based_on=1), by=actor(who))


def test_the_database_lets_nobody_change_or_remove_a_revision(scene, web_sql) -> None:
    import psycopg

    for statement in (
        "UPDATE forum_revision SET body = 'x'",
        "DELETE FROM forum_revision",
        "DELETE FROM forum_post",
    ):
        for role in ("web", "worker"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web_sql(statement, role=role)


def test_a_withdrawn_post_keeps_its_number_and_is_counted_no_more(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        posts.withdraw_post(made, by=actor(who))
    with unit_of_work():
        posts.withdraw_post(made, by=actor(who))
    assert (fresh(Post, made.id).state, fresh(Post, made.id).seq) == (PostState.WITHDRAWN, 2)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (2, 1)
    assert post(opened, supplier, who).seq == 3
    with pytest.raises(Conflict, match="post_is_withdrawn"), unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body="En.", based_on=1), by=actor(who))


def test_a_locked_thread_takes_no_posts(scene) -> None:
    _dialogue, supplier, who, opened = scene
    fresh(Thread, opened.id).locked = True
    db.session.commit()
    with pytest.raises(Conflict, match="thread_is_locked"), unit_of_work():
        posts.write_post(opened.id, post_draft(supplier), by=actor(who))


def test_what_happened_is_in_the_journal_without_anybodys_words(scene, owner_sql) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Hemmelige ord som ikke skal i journalen.")
    with unit_of_work():
        posts.withdraw_post(made, by=actor(who))
    entries = owner_sql(
        "SELECT what, by_id, data::text FROM journal_entry WHERE subject_type = 'forum_post' AND subject_id = %(id)s ORDER BY seq",
        id=made.id,
    )
    assert [(what, by) for what, by, _ in entries] == [
        ("forum.post_written", who.id),
        ("forum.post_withdrawn", who.id),
    ]
    assert not any("Hemmelige" in row[0] for row in owner_sql("SELECT canonical FROM journal_entry"))


def test_a_thread_knows_the_post_that_opened_it_and_keeps_the_title_of_its_newest_revision(scene) -> None:
    _dialogue, _supplier, who, opened = scene
    stored = fresh(Thread, opened.id)
    first = fresh(Post, stored.opening_post_id)
    assert (first.seq, first.thread_id) == (1, opened.id)
    edit = RevisionDraft(lang="nn", body="Me lurer.", based_on=1, title="Kva med returmat?", reason="Skriv nynorsk.")
    with unit_of_work():
        posts.edit_post(first, edit, by=actor(who))
    stored = fresh(Thread, opened.id)
    assert (stored.title, stored.lang) == ("Kva med returmat?", "nn")
    assert [(r.number, r.title, r.why) for r in queries.revisions_of(first.id)] == [
        (2, "Kva med returmat?", "Skriv nynorsk."),
        (1, "Hva med returmat?", ""),
    ]


def test_a_small_edit_leaves_the_meaning_and_one_in_another_language_never_does(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Vi kan jelpe.")
    small = RevisionDraft(lang="nb", body="Vi kan hjelpe.", based_on=1, kind=EditKind.MINOR)
    with unit_of_work():
        posts.edit_post(made, small, by=actor(who))
    assert (fresh(Post, made.id).revision, fresh(Post, made.id).substantive) == (2, 1)
    other = RevisionDraft(lang="en", body="We can help.", based_on=2, kind=EditKind.MINOR)
    with unit_of_work():
        posts.edit_post(made, other, by=actor(who))
    assert (fresh(Post, made.id).revision, fresh(Post, made.id).substantive) == (3, 3)
    assert [r.kind for r in queries.revisions_of(made.id)] == ["substantive", "minor", "first"]


def test_an_answer_stands_below_what_it_answers_and_never_deeper_than_five(scene) -> None:
    _dialogue, supplier, who, opened = scene
    for answered in range(1, 8):
        post(opened, supplier, who, reply_to=answered)
    post(opened, supplier, who, reply_to=1)
    ways = [numbers(row.path) for row in queries.posts_between(opened.id, 1, 9)]
    assert ways == [
        (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 6), (1, 2, 3, 4, 7), (1, 2, 3, 4, 8), (1, 9),
    ]  # fmt: skip
