import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.adapters import mail as adapter
from app.blueprints.accounts.services import mails as door
from app.blueprints.journal.services import record
from app.blueprints.notifications import services
from app.blueprints.notifications.services import handing_over, telling
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict
from tests.factories import notifications as make
from tests.factories.accounts import actor, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")
STATE = "SELECT state, attempts, last_error FROM notifications_mail"


@pytest.fixture
def later(monkeypatch):
    """`later(minutes=2)`: from now on it is that much later."""
    real = clock.now

    def _later(**length):
        monkeypatch.setattr(handing_over, "now", lambda: real() + timedelta(**length))

    return _later


def test_a_mail_queued_in_a_transaction_that_fails_never_leaves(run_jobs, mails):
    def queue_and_fail():
        with unit_of_work():
            services.send_mail("kari@prove.example", locale="nb", template="moderation/outcome", params={}, key="k")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        queue_and_fail()
    run_jobs()
    assert mails == []


@pytest.mark.parametrize(("lang", "words"), [("nb", "nb"), ("nn", "nn"), ("en", "What came of your report: Matsvinn")])
def test_a_mail_leaves_in_the_receivers_language_as_text_and_html(run_jobs, mails, owner_sql, lang, words):
    make.queued_mail(locale=lang)
    run_jobs()
    (message,) = mails
    assert message.recipients == ["kari@prove.example"]
    assert message["Content-Language"] == lang
    assert f'<html lang="{lang}">' in message.get_body(("html",)).get_content()
    if lang == "en":
        assert message["Subject"] == words
        assert "http://localhost" in message.get_body(("plain",)).get_content()
    assert owner_sql(STATE) == [("sent", 1, None)]


def test_what_people_wrote_is_escaped_in_the_html_and_not_in_the_text(run_jobs, mails):
    make.queued_mail(locale="en", title="A <b>bold</b> & brave plan")
    run_jobs()
    assert mails[0]["Subject"] == "What came of your report: A <b>bold</b> & brave plan"
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp; brave plan" in mails[0].get_body(("html",)).get_content()


def test_a_name_with_line_breaks_makes_no_header_and_no_second_recipient(run_jobs, mails):
    make.queued_mail(locale="en", title="x\r\nBcc: ola@prove.example\n\nHei")
    run_jobs()
    (message,) = mails
    assert message["Bcc"] is None
    assert message.recipients == ["kari@prove.example"]


def test_the_same_key_makes_one_mail(run_jobs, mails):
    make.queued_mail()
    make.queued_mail()
    run_jobs()
    assert len(mails) == 1


def test_the_job_run_twice_sends_once(run_jobs, mails, worker_app):
    make.queued_mail()
    run_jobs()
    with worker_app.app_context():
        services.hand_over(key="mail-1")
    assert len(mails) == 1


def test_eight_workers_at_once_send_once(worker_app, mails, run_jobs):
    make.queued_mail()

    def hand_over(_):
        with worker_app.app_context():
            services.hand_over(key="mail-1")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hand_over, range(8)))
    assert len(mails) == 1


def test_while_the_mail_server_is_down_mails_wait_and_leave_once_later(
    run_jobs, mails, postbox, owner_sql, worker_app, later
):
    postbox.refuse = "451 come back later"
    make.queued_mail()
    run_jobs()
    assert owner_sql(STATE) == [("queued", 1, "451")]
    with worker_app.app_context():
        services.send_waiting()
    run_jobs()
    assert owner_sql(STATE) == [("queued", 1, "451")], "its time has not come"
    postbox.refuse = None
    later(minutes=1)
    for _ in range(3):
        with worker_app.app_context():
            services.send_waiting()
    run_jobs()
    assert len(mails) == 1
    assert owner_sql(STATE) == [("sent", 2, None)]


def test_every_try_bears_the_same_message_id(run_jobs, mails, postbox, worker_app, later):
    tried = []
    original = adapter.Line.deliver

    def note(line, message):
        tried.append(message["Message-ID"])
        original(line, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adapter.Line, "deliver", note)
        postbox.refuse = "451 later"
        make.queued_mail()
        run_jobs()
        postbox.refuse = None
        later(minutes=1)
        with worker_app.app_context():
            services.hand_over(key="mail-1")
    assert len(tried) == 2
    assert len(set(tried)) == 1
    assert mails[0]["Message-ID"] == tried[0]


def test_a_refused_address_fails_and_is_not_tried_again(run_jobs, mails, postbox, owner_sql):
    postbox.refuse = "550 nobody"
    make.queued_mail(token="very-secret")
    run_jobs()
    assert owner_sql(STATE) == [("failed", 1, "550")]
    assert "very-secret" not in str(owner_sql("SELECT params FROM notifications_mail"))


def test_after_three_days_a_mail_that_never_left_is_given_up(run_jobs, postbox, owner_sql, later):
    make.queued_mail()
    postbox.refuse = "451 later"
    later(days=3, minutes=1)
    run_jobs()
    assert owner_sql(STATE) == [("failed", 1, "451")]


def crash(owner_sql):
    """As a worker killed between handing over and writing down leaves it."""
    owner_sql("UPDATE notifications_mail SET state = 'handing_over', attempts = 1, handed_at = now()")


def test_a_mail_left_in_the_middle_of_a_crash_is_perhaps_sent_and_never_sent_twice_in_silence(
    run_jobs, mails, owner_sql, worker_app, later
):
    make.queued_mail()
    crash(owner_sql)
    run_jobs()  # the rescued job finds it in the middle
    assert mails == []
    later(minutes=6)
    with worker_app.app_context():
        services.send_waiting()
    run_jobs()
    assert mails == []
    assert owner_sql(STATE) == [("uncertain", 1, "interrupted")]


def test_a_mail_that_is_just_being_handed_over_is_left_alone(owner_sql, worker_app):
    make.queued_mail()
    crash(owner_sql)
    with worker_app.app_context():
        services.send_waiting()
    assert owner_sql(STATE) == [("handing_over", 1, None)]


def test_a_connection_lost_after_the_text_leaves_the_mail_perhaps_sent(
    run_jobs, owner_sql, monkeypatch, worker_app, later
):
    def lose(*_):
        raise adapter.MailUncertain("lost_after_text")

    monkeypatch.setattr(adapter.Line, "deliver", lose)
    make.queued_mail()
    run_jobs()
    assert owner_sql(STATE) == [("uncertain", 1, "lost_after_text")]
    later(days=1)
    with worker_app.app_context():
        services.send_waiting()
    run_jobs()
    assert owner_sql(STATE) == [("uncertain", 1, "lost_after_text")]


def test_an_administrator_lets_a_doubtful_mail_go_again(run_jobs, mails, owner_sql):
    make.queued_mail()
    crash(owner_sql)
    owner_sql("UPDATE notifications_mail SET state = 'uncertain'")
    admin = actor(person(platform=("administrator",)))
    from app.blueprints.notifications.queries import mails as queries

    ((mail_id,),) = owner_sql("SELECT id FROM notifications_mail")
    with unit_of_work(Context(admin.person_id, (), ("administrator",))):
        services.send_again(queries.get_mail(mail_id), by=admin)
    run_jobs()
    assert len(mails) == 1
    with pytest.raises(Conflict), unit_of_work(Context(admin.person_id, (), ("administrator",))):
        services.send_again(queries.get_mail(mail_id), by=admin)


def test_two_administrators_who_press_at_once_send_it_again_once(run_jobs, mails, owner_sql):
    make.queued_mail()
    crash(owner_sql)
    owner_sql("UPDATE notifications_mail SET state = 'uncertain'")
    admin = actor(person(platform=("administrator",)))
    from app.blueprints.notifications.queries import mails as queries

    ((mail_id,),) = owner_sql("SELECT id FROM notifications_mail")
    with unit_of_work(Context(admin.person_id, (), ("administrator",))):
        read = queries.get_mail(mail_id)
        owner_sql("UPDATE notifications_mail SET state = 'sent', attempts = attempts + 1")  # the other one's has left
        with pytest.raises(Conflict):
            services.send_again(read, by=admin)
    run_jobs()
    assert mails == []
    assert owner_sql("SELECT state FROM notifications_mail") == [("sent",)]


def test_tokens_are_blanked_when_the_mail_has_left(run_jobs, owner_sql):
    make.queued_mail(token="very-secret", reset_link="very-secret")
    run_jobs()
    assert "very-secret" not in str(owner_sql("SELECT * FROM notifications_mail"))
    assert "very-secret" not in str(owner_sql("SELECT args FROM procrastinate_jobs"))


def test_a_month_after_a_mail_has_left_its_address_is_forgotten_and_a_waiting_one_is_kept(
    run_jobs, owner_sql, worker_app, later
):
    make.queued_mail(key="sent")
    run_jobs()
    make.queued_mail(key="waiting")
    with worker_app.app_context():
        services.forget_settled()
    assert owner_sql("SELECT count(*) FROM notifications_mail WHERE address = ''") == [(0,)]
    later(days=31)
    with worker_app.app_context():
        services.forget_settled()
    assert owner_sql("SELECT key, address, params::text FROM notifications_mail WHERE address = ''") == [
        ("sent", "", "{}")
    ]


def test_a_template_that_is_missing_fails_the_mail_and_is_logged_without_its_address(run_jobs, owner_sql, caplog, app):
    with unit_of_work():
        services.send_mail(
            "kari@prove.example", locale="nb", template="no/such", params={"token": "very-secret"}, key="k"
        )
    with caplog.at_level(logging.WARNING):
        run_jobs()
    assert owner_sql(STATE) == [("failed", 1, "template")]
    assert "kari@prove.example" not in caplog.text
    assert "very-secret" not in caplog.text


def test_accounts_sends_its_mail_through_this_room(run_jobs, mails):
    with unit_of_work():
        door.send_mail("kari@prove.example", locale="nb", template="moderation/outcome", key="k", **make.PARAMS)
    run_jobs()
    assert len(mails) == 1


# The inbox


def test_a_notice_comes_once_for_an_entry_and_a_person(run_jobs, mails, owner_sql):
    kari, ola = person(), person()
    for _ in range(2):
        make.notice(kari, mail=True)
        make.notice(ola, mail=True)
    run_jobs()
    assert owner_sql("SELECT count(*) FROM notifications_inbox_item") == [(2,)]
    assert sorted(mail["To"] for mail in mails) == sorted((kari.email, ola.email))


@pytest.mark.parametrize("values", [{"confirmed": False}, {"closed_at": clock.now()}])
def test_no_mail_goes_to_an_unconfirmed_address_or_a_closed_account(run_jobs, mails, values):
    make.notice(person(**values), mail=True)
    run_jobs()
    assert mails == []


def test_a_person_sees_her_own_inbox_and_nobody_elses(web_sql):
    kari, ola = person(), person()
    make.notice(kari)
    make.notice(ola)
    for role in ("web", "worker"):
        rows = web_sql("SELECT person_id FROM notifications_inbox_item", Context(person_id=kari.id), role)
        assert rows == [(kari.id,)]
        assert web_sql("SELECT id FROM notifications_inbox_item", Context(), role) == []
        everybody = Context(person_id=99, platform=("moderator", "administrator"))
        assert web_sql("SELECT id FROM notifications_inbox_item", everybody, role) == []


def test_nobody_marks_anothers_notice_nor_moves_or_deletes_it(web_sql, owner_sql):
    import psycopg

    kari, ola = person(), person()
    make.notice(kari)
    web_sql("UPDATE notifications_inbox_item SET read_at = now()", Context(person_id=ola.id))
    assert owner_sql("SELECT read_at FROM notifications_inbox_item") == [(None,)]
    for statement in (
        f"UPDATE notifications_inbox_item SET person_id = {ola.id}",
        "DELETE FROM notifications_inbox_item",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, Context(person_id=kari.id))


def test_the_site_queues_mails_but_only_administrators_read_them(web_sql):
    make.queued_mail(token="very-secret")
    for context in (Context(), Context(person_id=1), Context(platform=("moderator",))):
        assert web_sql("SELECT id FROM notifications_mail", context) == []
    assert len(web_sql("SELECT id FROM notifications_mail", Context(platform=("administrator",)))) == 1


# What follows from the journal


def test_a_registered_teller_hears_of_an_entry_after_the_commit_and_of_none_that_was_rolled_back(run_jobs, monkeypatch):
    heard = []
    monkeypatch.setattr(telling, "_tellers", {})
    services.register(
        "test.thing_done", lambda entry: heard.append((entry["what"], entry["subject_id"], entry["data"]))
    )
    firm = organisation()

    def do(*, fail):
        with unit_of_work():
            record("test.thing_done", subject=firm, by=None, number=4)
            if fail:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        do(fail=True)
    run_jobs()
    assert heard == []
    do(fail=False)
    run_jobs()
    assert heard == [("test.thing_done", firm.id, {"number": 4})]


def test_a_teller_sees_what_its_context_may_see(run_jobs, monkeypatch):
    seen = []
    monkeypatch.setattr(telling, "_tellers", {})
    services.register(
        "test.thing_seen",
        lambda _entry: seen.append(db.session.scalar(text("SELECT app_platform()"))),
        context=Context(platform=("moderator",)),
    )
    with unit_of_work():
        record("test.thing_seen", subject=organisation(), by=None)
    run_jobs()
    assert seen == [["moderator"]]
