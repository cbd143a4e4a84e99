"""Side by side, on connections of their own: numbers stay dense, counters right, and nobody waits crosswise."""

import threading

from app.blueprints.forum.models import Space, Thread
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.terms.posts import ThreadDraft
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import published_dialogue
from tests.factories.forum import post, post_draft, thread

WRITERS, EACH = 8, 6


def side_by_side(app, work) -> list[BaseException]:
    """Run `work(n)` in eight threads that begin at once; gives what went wrong."""
    gate = threading.Barrier(WRITERS)
    faults: list[BaseException] = []

    def run(number: int) -> None:
        with app.app_context():
            try:
                gate.wait(timeout=20)
                work(number)
            except BaseException as error:  # noqa: BLE001 - reported by the test
                faults.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=run, args=(n,)) for n in range(WRITERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    return faults


def test_eight_writers_at_once_get_dense_numbers_and_right_counters(app, db_session, owner_sql) -> None:
    dialogue = published_dialogue()
    supplier = organisation("supplier")
    opened = thread(dialogue, supplier, member(supplier))
    other = thread(dialogue, supplier, member(supplier))
    speakers = [actor(member(supplier)) for _ in range(WRITERS)]

    def write(number: int) -> None:
        for turn in range(EACH):
            where = opened if (number + turn) % 2 else other
            with unit_of_work():
                posts.write_post(where.id, post_draft(supplier, f"{number}.{turn}"), by=speakers[number])

    assert side_by_side(app, write) == []
    total = 0
    for where in (opened, other):
        numbers = [
            row[0] for row in owner_sql("SELECT seq FROM forum_post WHERE thread_id = %(t)s ORDER BY seq", t=where.id)
        ]
        assert numbers == list(range(1, len(numbers) + 1))
        stored = db.session.get_one(Thread, where.id, populate_existing=True)
        assert (stored.seq, stored.post_count) == (len(numbers), len(numbers))
        total += len(numbers)
    assert total == WRITERS * EACH + 2
    assert db.session.get_one(Space, dialogue.space_id, populate_existing=True).post_count == total


def test_threads_opened_at_once_are_all_counted(app, db_session) -> None:
    dialogue = published_dialogue()
    supplier = organisation("supplier")
    speakers = [actor(member(supplier)) for _ in range(WRITERS)]

    def open_one(number: int) -> None:
        with unit_of_work():
            draft = ThreadDraft(title=f"Tråd {number}", post=post_draft(supplier))
            posts.open_thread(dialogue.space_id, draft, by=speakers[number])

    assert side_by_side(app, open_one) == []
    stored = db.session.get_one(Space, dialogue.space_id, populate_existing=True)
    assert (stored.thread_count, stored.post_count) == (WRITERS, WRITERS)


def test_hiding_and_restoring_at_once_leaves_the_counters_right(app, db_session) -> None:
    from app.core.clock import now

    dialogue = published_dialogue()
    supplier = organisation("supplier")
    who = member(supplier)
    opened = thread(dialogue, supplier, who)
    made = post(opened, supplier, who)

    def toggle(number: int) -> None:
        for _ in range(EACH):
            with unit_of_work():
                moderated.hide(made.id, reason_code="M6", at=now()) if number % 2 else moderated.restore(made.id)

    assert side_by_side(app, toggle) == []
    with unit_of_work():
        moderated.restore(made.id)
    stored = db.session.get_one(Thread, opened.id, populate_existing=True)
    assert (stored.seq, stored.post_count) == (2, 2)
