"""Use cases that no page shows by itself: jobs that run twice, two at once, and what is cleared away."""

import threading

import pytest

from app.blueprints.accounts.queries.people import find_token
from app.blueprints.accounts.rules.links import hash_token
from app.blueprints.accounts.services import links, throttles
from app.blueprints.accounts.services.credentials import ask_for_reset
from app.blueprints.accounts.services.passwords import hash_password, is_outdated, verify_password
from app.blueprints.accounts.services.tidying import tidy
from app.core.db import commit, unit_of_work
from app.core.errors import Throttled
from app.core.jobs import queue
from tests.accounts.test_people_views import GOOD, kari, link_in, sign_up


def test_a_password_is_hashed_with_the_settings_we_promise():
    assert hash_password("noe å huske").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_made_with_weaker_settings_is_outdated_and_still_right():
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("noe å huske")
    assert is_outdated(weak)
    assert verify_password(weak, "noe å huske")
    assert not is_outdated(hash_password("noe å huske"))


def test_the_same_password_from_two_keyboards_is_the_same():
    assert verify_password(hash_password("blåbærsyltetøy"), "bla\u030abærsyltetøy")


@pytest.mark.parametrize("password", ["\x00" * 12, "\ud800" * 12, "😀" * 128, "x" * 256, " " * 12])
def test_any_text_is_a_password_whole_and_as_typed(password):
    hashed = hash_password(password)
    assert verify_password(hashed, password)
    assert not verify_password(hashed, password[:-1])


def test_nothing_verifies_against_no_hash():
    assert not verify_password(None, "the password of nobody")
    assert not verify_password("not a hash", "x")


def test_a_job_that_runs_twice_sends_one_mail_and_its_link_still_works(client, run_jobs, mails, owner_sql):
    sign_up(client)
    run_jobs()
    owner_sql("UPDATE jobs.procrastinate_jobs SET status = 'todo' WHERE task_name = 'accounts.answer_sign_up'")
    run_jobs()
    assert len(mails) == 1
    assert client.get(link_in(mails[0])).status_code == 200


def test_a_link_pressed_twice_at_once_makes_one_account(app, client, run_jobs, mails, owner_sql):
    sign_up(client)
    run_jobs()
    path, statuses, start = link_in(mails[0]), [], threading.Barrier(8)

    def press():
        mine = app.test_client()
        start.wait()
        statuses.append(mine.post(path).status_code)

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303] + [410] * 7
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(1,)]


def test_failures_at_the_same_door_at_once_are_all_counted(app, db_session, owner_sql):
    start = threading.Barrier(8)

    def fail():
        with app.app_context(), unit_of_work():
            start.wait()
            throttles.count(("pair", "x|y"), ("account", "x"))

    threads = [threading.Thread(target=fail) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert owner_sql("SELECT failures FROM accounts_throttle") == [(8,), (8,)]
    with pytest.raises(Throttled):
        throttles.check(("pair", "x|y"))


def test_old_failures_are_forgotten(db_session, owner_sql):
    with unit_of_work():
        for _ in range(5):
            throttles.count(("pair", "x|y"))
    owner_sql("UPDATE accounts_throttle SET last_at = now() - interval '61 minutes', wait_until = NULL")
    with unit_of_work():
        throttles.count(("pair", "x|y"))
    throttles.check(("pair", "x|y"))
    assert owner_sql("SELECT failures FROM accounts_throttle") == [(1,)]


def test_a_link_for_every_purpose_is_refused_at_every_other(db_session):
    for purpose in links.LASTS:
        row = links.note(purpose, data={"email": "a@b.example"})
        token = links.arm(row)
        commit()
        assert find_token(hash_token(token)) is row
        for other in links.LASTS:
            if other is purpose:
                assert links.open_link(other, token) is row
            else:
                with pytest.raises(links.BadLink, match="link_elsewhere"):
                    links.open_link(other, token)


def test_what_nobody_confirmed_is_forgotten_in_the_night(client, db_session, owner_sql):
    sign_up(client)
    owner_sql("UPDATE accounts_token SET expires_at = now() - interval '1 day'")
    tidy()
    assert owner_sql("SELECT data FROM accounts_token") == [({},)]
    owner_sql("UPDATE accounts_token SET expires_at = now() - interval '31 days'")
    owner_sql("UPDATE accounts_throttle SET last_at = now() - interval '2 days', wait_until = NULL")
    tidy()
    assert owner_sql("SELECT count(*) FROM accounts_token") == [(0,)]
    assert owner_sql("SELECT count(*) FROM accounts_throttle") == [(0,)]


def test_where_a_sent_form_led_is_forgotten_after_a_week(db_session, owner_sql):
    owner_sql(
        "INSERT INTO core_sent_form (key, location, created_at)"
        " VALUES ('older', '/', now() - interval '8 days'), ('newer', '/', now() - interval '6 days')"
    )
    tidy()
    assert owner_sql("SELECT key FROM core_sent_form") == [("newer",)]


def test_the_journal_holds_no_name_and_no_address(client, run_jobs, mails, db_session, owner_sql):
    sign_up(client)
    run_jobs()
    client.post(link_in(mails[0]))
    ask_for_reset("kari@prove.example", network="192.0.2.7")
    commit()
    journal = str(owner_sql("SELECT e::text FROM journal_entry e"))
    assert "accounts.person_confirmed" in journal
    for trace in ("Kari", "kari@", GOOD, "argon2"):
        assert trace not in journal


def test_the_queue_holds_no_address_and_no_password(client, owner_sql):
    sign_up(client)
    client.post("/nb/forgotten-password", data={"email": "kari@prove.example"})
    jobs = str(owner_sql("SELECT j::text FROM jobs.procrastinate_jobs j"))
    assert "accounts.answer_reset" in jobs
    assert "kari" not in jobs.lower()


def test_every_job_of_people_is_known_to_the_worker():
    for name in ("answer_sign_up", "answer_unconfirmed", "answer_reset", "answer_new_address", "tidy"):
        assert f"accounts.{name}" in queue.tasks


def test_an_actor_is_found_by_one_statement_however_many_memberships(db_session, statements):
    from app.blueprints.accounts.queries.actor import find_actor
    from tests.factories.accounts import organisation, session_token

    token = session_token(kari(organisations={organisation(): "owner", organisation(): "reader"}))
    with statements() as seen:
        found = find_actor(token)
    assert len(found.memberships) == 2
    assert len(seen) == 1
