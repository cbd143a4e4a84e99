"""`flask forum verify`: each thing is broken by raw SQL, and found; the night tells of it and mends nothing."""

import json
import logging

import pytest

from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.services import moving, posts, verifying
from app.blueprints.forum.terms.tending import MoveDraft
from app.cli.forum import forum
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, thread


@pytest.fixture
def scene(db_session):
    """Two threads, a tree, a withdrawn post, and one that was moved: 5 of the first is 2 of the second."""
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier)
    one, two = thread(dialogue, supplier, who), thread(dialogue, supplier, who)
    made = [post(one, supplier, who, reply_to=answered) for answered in (1, 2, None, 3)]
    with unit_of_work():
        posts.withdraw_post(made[1], by=actor(who))
    with unit_of_work():
        moving.move_post(db.session.get_one(Post, made[3].id), MoveDraft(thread_id=two.id), by=actor(owner))
    return one, two, who


def run(app, *arguments: str):
    """As the command line runs it: in the worker's role, which sees how far everybody has read."""
    with app.app_context():
        return app.test_cli_runner().invoke(forum, ["verify", *arguments])


def test_a_site_in_use_does_not_drift(worker_app, scene) -> None:
    answer = run(worker_app)
    assert (answer.exit_code, answer.output) == (0, "no drift\n")


BREAKS = {
    "thread_numbers": "UPDATE forum_thread SET seq = seq + 1 WHERE id = %(one)s",
    "thread_post_count": "UPDATE forum_thread SET post_count = post_count - 1 WHERE id = %(one)s",
    "space_counts": "UPDATE forum_space SET post_count = post_count + 1",
    "title_hidden": "UPDATE forum_thread SET title_hidden = true WHERE id = %(one)s",
    "support_count": "UPDATE forum_post SET support_count = 7 WHERE thread_id = %(one)s AND seq = 2",
    "file_count": "UPDATE forum_post SET file_count = 1 WHERE thread_id = %(one)s AND seq = 2",
    "quote": "UPDATE forum_post SET has_quote = true WHERE thread_id = %(one)s AND seq = 2",
    "opening_post": "UPDATE forum_thread SET opening_post_id = (SELECT id FROM forum_post WHERE thread_id = %(two)s"
    " AND seq = 1) WHERE id = %(one)s",
    "path": "UPDATE forum_post SET path = int4send(1) || int4send(4) WHERE thread_id = %(one)s AND seq = 4",
    "path_of_trace": "UPDATE forum_post SET path = int4send(9) || int4send(5) WHERE thread_id = %(one)s AND seq = 5",
    "trace": "UPDATE forum_post SET moved_to_id = id WHERE thread_id = %(one)s AND seq = 5",
    "revision": "UPDATE forum_post SET revision = 2 WHERE thread_id = %(one)s AND seq = 2",
    "reading": "INSERT INTO forum_reading (person_id, thread_id, last_read_seq) VALUES (%(who)s, %(one)s, 6)",
    "translation": "INSERT INTO bilingual_translation (kind, subject_id, source_lang, source_revision, lang, title, body,"
    " html, status, method, translator_id, reviewer_id, approved_at, created_at, changed_at, engine, wanted, version)"
    " SELECT 'post', id, 'nb', 4, 'en', '', 'Text.', 'Text.', 'approved', 'human', %(who)s, %(other)s, now(), now(),"
    " now(), '', 0, 1 FROM forum_post WHERE thread_id = %(one)s AND seq = 1",
}


@pytest.mark.parametrize("check", BREAKS)
def test_what_is_broken_is_found_by_its_id_and_nothing_else_is(worker_app, scene, owner_sql, check) -> None:
    one, two, who = scene
    owner_sql(BREAKS[check], one=one.id, two=two.id, who=who.id, other=member(organisation()).id)
    answer = run(worker_app, "--json")
    assert answer.exit_code == 1
    drift = json.loads(answer.output)["drift"]
    assert [found["check"] for found in drift] == [check]
    assert drift[0]["count"] == len(drift[0]["rows"]) == 1
    named = {
        "space_counts": db.session.query(Space.id).scalar(),
        "reading": one.id,
        "opening_post": one.id,
        "title_hidden": one.id,
    }
    if check in named or check.startswith("thread"):
        assert drift[0]["rows"][0][0] == named.get(check, one.id)
    elif check != "translation":
        assert drift[0]["rows"][0][1] in (2, 4, 5), "the number in the thread"
    assert f"DRIFT {check} " in run(worker_app).output


def test_every_check_is_tried() -> None:
    from app.blueprints.forum.queries.verifying import CHECKS

    assert set(BREAKS) == set(CHECKS)


def test_the_night_tells_of_drift_and_mends_nothing_behind_anybodys_back(scene, owner_sql, caplog) -> None:
    one, *_ = scene
    verifying.verify_each_night()
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'forum.drift_found'") == [(0,)]
    owner_sql("UPDATE forum_thread SET post_count = 1 WHERE id = %(one)s", one=one.id)
    with caplog.at_level(logging.ERROR, logger="samhandel.forum"):
        verifying.verify_each_night()
    assert [record.check for record in caplog.records] == ["thread_post_count"]
    assert owner_sql("SELECT data FROM journal_entry WHERE what = 'forum.drift_found'") == [({"thread_post_count": 1},)]
    assert db.session.get_one(Thread, one.id, populate_existing=True).post_count == 1


def test_counters_are_mended_when_somebody_asks_and_what_cannot_be_counted_still_drifts(
    worker_app, scene, owner_sql
) -> None:
    one, *_ = scene
    for check in ("thread_post_count", "space_counts", "support_count", "file_count"):
        owner_sql(BREAKS[check], one=one.id)
    assert run(worker_app, "--mend").output == "4 recounted\nno drift\n"
    owner_sql(BREAKS["path"], one=one.id)
    answer = run(worker_app, "--mend")
    assert (answer.exit_code, answer.output.splitlines()[0]) == (1, "0 recounted")


def test_thousands_of_drifting_rows_are_counted_and_the_first_hundred_named(worker_app, scene, owner_sql) -> None:
    one, _two, who = scene
    owner_sql(
        "INSERT INTO forum_post (thread_id, author_id, organisation_id, role, lang, revision, state, posted_at,"
        " support_count) SELECT %(one)s, author_id, organisation_id, role, 'nb', 1, 'waiting', now(), 1 FROM forum_post"
        " CROSS JOIN generate_series(1, 150) WHERE thread_id = %(one)s AND seq = 1",
        one=one.id,
    )
    assert who.id
    found = {drift.check: drift for drift in verifying.verify()}
    assert (found["support_count"].count, len(found["support_count"].rows)) == (150, 100)
    assert verifying.mend() == 150
    assert "support_count" not in {drift.check for drift in verifying.verify()}
