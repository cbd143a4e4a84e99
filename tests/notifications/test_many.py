"""One thing told to thousands: set by set, each once, whatever is killed on the way."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from app.adapters import mail as adapter
from app.blueprints.accounts.models import Person
from app.blueprints.notifications import services
from app.blueprints.notifications.queries import inbox
from app.blueprints.notifications.queries import mails as mail_queries
from app.blueprints.notifications.services import handing_over, outbox, telling, wording
from app.blueprints.notifications.terms import MailRow
from app.core.clock import now
from app.core.db import db, unit_of_work
from tests.factories import notifications as make
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")
EVERYBODY = select(Person.id.label("person_id"))
STATES = "SELECT state, count(*) FROM notifications_mail GROUP BY 1 ORDER BY 1"


def tell_all(worker_app, people=EVERYBODY, *, mail=True, **values):
    with worker_app.app_context(), unit_of_work():
        return services.notify_many(
            people, entry_key="e1", kind="moderation/outcome", params=make.PARAMS, mail=mail, **values
        )


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 10)


def test_everybody_is_told_once_with_one_job_however_often_it_is_told(worker_app, owner_sql, small_steps):
    make.crowd(owner_sql, 35)
    assert tell_all(worker_app) == 35
    assert tell_all(worker_app) == 35
    assert owner_sql("SELECT count(*), count(DISTINCT person_id) FROM notifications_inbox_item") == [(35, 35)]
    assert owner_sql(STATES) == [("queued", 35)]
    assert owner_sql("SELECT DISTINCT unread FROM accounts_person") == [(1,)]
    assert owner_sql("SELECT task_name, count(*) FROM procrastinate_jobs GROUP BY 1") == [
        ("notifications.hand_over_batch", 1)
    ]


def test_a_list_of_people_does_as_well_as_a_selection_and_names_nobody_twice(worker_app, owner_sql, small_steps):
    people = make.crowd(owner_sql, 25)
    assert tell_all(worker_app, [*people, *reversed(people)], mail=False) == 25
    assert owner_sql("SELECT count(*) FROM notifications_inbox_item") == [(25,)]
    assert owner_sql(STATES) == []


def test_killed_half_way_and_run_again_everybody_is_told_once(
    worker_app, owner_sql, small_steps, monkeypatch, run_jobs, mails
):
    make.crowd(owner_sql, 35)
    real, steps = inbox.put_in_inboxes, []

    def dies_at_the_third(*arguments):
        steps.append(1)
        real(*arguments)
        if len(steps) == 3:
            raise KeyboardInterrupt  # after the statement and before the commit

    with monkeypatch.context() as patch:
        patch.setattr(telling.inbox, "put_in_inboxes", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            tell_all(worker_app)
    assert owner_sql("SELECT count(*) FROM notifications_inbox_item") == [(20,)], "two steps stand, the third is undone"
    assert owner_sql(STATES) == [("queued", 20)]
    run_jobs()
    tell_all(worker_app)
    run_jobs()
    assert owner_sql("SELECT count(*), count(DISTINCT person_id) FROM notifications_inbox_item") == [(35, 35)]
    assert owner_sql("SELECT count(*) FROM accounts_person WHERE unread <> 1") == [(0,)]
    assert len(mails) == len({mail["To"] for mail in mails}) == 35


def test_notices_to_thousands_are_a_statement_for_the_inbox_and_one_for_the_mail(app, owner_sql, statements):
    people = make.crowd(owner_sql, 3000)
    with statements() as seen, unit_of_work():
        inbox.put_in_inboxes(people, "e1", "k", {})
        assert mail_queries.queue_to_many(people, "e1", "k", {}, None, now()) == 3000
    assert [statement.split()[2] for statement in seen if statement.startswith("INSERT")] == [
        "notifications_inbox_item",
        "notifications_mail",
    ]
    assert owner_sql("SELECT count(*), sum(unread) FROM accounts_person") == [(3000, 3000)]
    assert owner_sql("SELECT count(DISTINCT message_id) FROM notifications_mail") == [(3000,)]
    counted_by = (
        "SELECT DISTINCT action_orientation FROM information_schema.triggers"
        " WHERE event_object_table = 'notifications_inbox_item' AND trigger_name LIKE 'count_unread%'"
    )
    assert owner_sql(counted_by) == [("STATEMENT",)]


def test_two_announcements_at_once_to_the_same_people_wait_for_each_other_and_none_is_lost(worker_app, owner_sql):
    people = make.crowd(owner_sql, 400)

    def announce(number):
        with worker_app.app_context(), unit_of_work():
            for part in (people[:200], people[200:]) if number % 2 else (people, []):
                inbox.put_in_inboxes(part, f"e{number}", "k", {})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(announce, range(4)))
    assert owner_sql("SELECT min(unread), max(unread) FROM accounts_person") == [(4, 4)]


def test_of_what_is_followed_only_those_who_want_it_at_once_get_mail_and_all_find_it_in_the_inbox(
    worker_app, owner_sql
):
    at_once = make.crowd(owner_sql, 2, rhythm="immediate")
    for rhythm in ("daily", "weekly", "never"):
        make.crowd(owner_sql, 2, rhythm=rhythm)
    make.crowd(owner_sql, 2)  # has chosen nothing: once a day
    tell_all(worker_app, about="thread:17")
    assert owner_sql("SELECT count(*) FROM notifications_inbox_item") == [(10,)]
    assert owner_sql("SELECT person_id, about FROM notifications_mail ORDER BY 1") == [
        (person_id, "thread:17") for person_id in at_once
    ]


def test_what_concerns_somebody_directly_is_mailed_whatever_her_rhythm(run_jobs, owner_sql, mails):
    (never,) = make.crowd(owner_sql, 1, rhythm="never")
    with unit_of_work():
        services.notify(never, entry_key="e", kind="moderation/outcome", params=make.PARAMS, mail=True)
    run_jobs()
    assert len(mails) == 1
    assert mails[0]["List-Unsubscribe"] is None


def test_no_mail_is_queued_for_the_unreachable(worker_app, owner_sql):
    reached, closed, unconfirmed, stopped, moved = make.crowd(owner_sql, 5, rhythm="daily")
    owner_sql("UPDATE accounts_person SET closed_at = now() WHERE id = %(id)s", id=closed)
    owner_sql("UPDATE accounts_person SET email_confirmed_at = NULL WHERE id = %(id)s", id=unconfirmed)
    owner_sql(
        "UPDATE notifications_preference SET mails_stopped_at = now() - interval '1 hour' WHERE person_id IN (%(a)s, %(b)s)",
        a=stopped,
        b=moved,
    )
    owner_sql("UPDATE accounts_person SET email_confirmed_at = now() WHERE id = %(id)s", id=moved)
    tell_all(worker_app)
    assert owner_sql("SELECT person_id FROM notifications_mail ORDER BY 1") == [(reached,), (moved,)]


def rows(people, template="moderation/outcome"):
    return [MailRow(one, template, make.PARAMS | {"title": f"Nr {one}"}, f"d:{one}") for one in people]


def test_many_mails_with_words_of_their_own_are_queued_at_once_and_each_leaves_once(
    worker_app, owner_sql, run_jobs, mails
):
    people = make.crowd(owner_sql, 12, locale="en")
    for _ in range(2):
        with worker_app.app_context(), unit_of_work():
            services.queue_mails(rows(people))
    assert owner_sql("SELECT count(*) FROM procrastinate_jobs") == [(1,)]
    run_jobs()
    assert {mail["Subject"] for mail in mails} == {f"What came of your report: Nr {one}" for one in people}
    assert len(mails) == 12
    assert owner_sql(STATES) == [("sent", 12)]


def test_four_workers_side_by_side_send_each_of_them_once(worker_app, owner_sql, mails):
    people = make.crowd(owner_sql, 40)
    with worker_app.app_context(), unit_of_work():
        services.queue_mails(rows(people))

    def work(_):
        with worker_app.app_context():
            services.hand_over_batch()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(mails) == len({mail["To"] for mail in mails}) == 40
    assert owner_sql(STATES) == [("sent", 40)]


def test_a_batch_killed_in_the_middle_leaves_one_mail_in_doubt_and_the_rest_waiting(
    worker_app, owner_sql, run_jobs, mails, monkeypatch
):
    people = make.crowd(owner_sql, 8)
    with worker_app.app_context(), unit_of_work():
        services.queue_mails(rows(people))
    real = adapter.Line.deliver

    def dies_after_the_third(*arguments):
        real(*arguments)
        if len(mails) == 3:
            raise KeyboardInterrupt  # it left, and nobody wrote it down

    with monkeypatch.context() as patch:
        patch.setattr(adapter.Line, "deliver", dies_after_the_third)
        with worker_app.app_context(), pytest.raises(KeyboardInterrupt):
            services.hand_over_batch()
    assert owner_sql(STATES) == [("handing_over", 1), ("queued", 5), ("sent", 2)]
    run_jobs()
    assert len(mails) == len({mail["To"] for mail in mails}) == 8
    assert owner_sql(STATES) == [("handing_over", 1), ("sent", 7)]


def test_a_long_batch_makes_place_for_others_and_goes_on(worker_app, owner_sql, run_jobs, mails, monkeypatch):
    monkeypatch.setattr(handing_over, "MOST_A_JOB", 3)
    people = make.crowd(owner_sql, 7)
    with worker_app.app_context(), unit_of_work():
        services.queue_mails(rows(people))
    run_jobs()
    assert len(mails) == 7
    ((jobs, priority),) = owner_sql(
        "SELECT count(*), max(priority) FROM procrastinate_jobs WHERE task_name = %(job)s", job=outbox.HAND_OVER_BATCH
    )
    assert jobs >= 3
    assert priority < 0, "a mail with a password's link goes first"


# What was withdrawn meanwhile


@pytest.fixture
def hooks(monkeypatch):
    monkeypatch.setattr(wording, "_checks", {})
    monkeypatch.setattr(wording, "_words", {})


def test_a_mail_that_is_not_wanted_any_more_is_dropped_and_never_leaves(run_jobs, owner_sql, mails, hooks, sign_in):
    asked = []
    services.register_check("moderation/outcome", lambda params, person_id: asked.append((params["title"], person_id)))
    kari = person()
    make.notice(kari, mail=True, token="secret")
    run_jobs()
    assert mails == []
    assert asked == [("Matsvinn", kari.id)]
    assert owner_sql("SELECT state, last_error, params->>'token' FROM notifications_mail") == [("dropped", None, "")]
    page = sign_in(person(platform=("administrator",))).get("/en/mails?state=dropped").text
    assert "Not wanted any more" in page
    assert "/again" not in page


def test_a_check_that_breaks_fails_the_mail_and_sends_nothing(run_jobs, owner_sql, mails, hooks):
    def broken(_params, _person_id):
        raise RuntimeError

    services.register_check("moderation/outcome", broken)
    make.notice(person(), mail=True)
    run_jobs()
    assert mails == []
    assert owner_sql("SELECT state, last_error FROM notifications_mail") == [("failed", "template")]


def test_a_mail_whose_words_the_database_could_not_give_waits_and_is_tried_again(run_jobs, owner_sql, mails, hooks):
    def too_slow(_params, _person_id):
        db.session.execute(text("SET LOCAL statement_timeout = '5ms'"))
        return bool(db.session.scalar(text("SELECT pg_sleep(5) IS NULL")))

    services.register_check("moderation/outcome", too_slow)
    make.notice(person(), mail=True)
    run_jobs()
    assert mails == []
    assert owner_sql("SELECT state, last_error FROM notifications_mail") == [("queued", "database")]


def test_whoever_chose_otherwise_while_the_mail_waited_does_not_get_it(run_jobs, owner_sql, mails, worker_app):
    make.crowd(owner_sql, 1, rhythm="immediate")
    tell_all(worker_app, about="thread:1")
    owner_sql("UPDATE notifications_preference SET rhythm = 'never'")
    run_jobs()
    assert mails == []
    assert owner_sql(STATES) == [("dropped", 1)]


def test_the_room_words_a_notice_as_it_stands_now_in_inbox_and_mail_and_says_when_it_is_gone(
    run_jobs, owner_sql, mails, hooks, sign_in
):
    calls = []

    def words(items, person_id, locale):
        calls.append((len(items), person_id, locale))
        return [params | {"title": "Now"} if params["title"] != "gone" else None for params in items]

    services.register_words("moderation/outcome", words)
    kari = person(locale="en")
    make.notice(kari, "a", mail=True, title="then")
    make.notice(kari, "b", mail=True, title="gone")
    run_jobs()
    assert [mail["Subject"] for mail in mails] == ["What came of your report: Now"]
    assert owner_sql("SELECT key, state FROM notifications_mail ORDER BY 1") == [
        (f"a:{kari.id}", "sent"),
        (f"b:{kari.id}", "dropped"),
    ]
    calls.clear()
    page = sign_in(kari).get("/en/inbox").text
    assert "What came of your report: Now" in page
    assert "What this was about has been withdrawn" in page
    assert "gone" not in page
    assert calls == [(2, kari.id, "en")], "all of a page are asked for at once"
