"""What a person chooses about mail to her: her own, and nobody else's."""

import re

import psycopg
import pytest

from app.core.db import Context
from tests.factories import notifications as make
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")
CHOICE = {"rhythm": "weekly", "hour": "16", "weekday": "4", "time_zone": "Europe/London", "version": "0"}
STORED = "SELECT person_id, rhythm, hour, weekday, time_zone, version FROM notifications_preference"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_whoever_has_chosen_nothing_sees_what_holds_for_her(sign_in, lang):
    page = sign_in(person()).get(f"/{lang}/notifications").text
    (chosen,) = [tag for tag in re.findall(r'<input[^>]*type="radio"[^>]*>', page) if " checked" in tag]
    assert 'value="daily"' in chosen
    assert '<option selected value="7">' in page
    assert '<option selected value="Europe/Oslo">' in page


def test_a_choice_is_kept_and_shown(sign_in, owner_sql):
    kari = person()
    client = sign_in(kari)
    assert client.post("/en/notifications", data=CHOICE).status_code == 303
    assert owner_sql(STORED) == [(kari.id, "weekly", 16, 4, "Europe/London", 1)]
    page = client.get("/en/notifications").text
    assert '<option selected value="16">' in page
    assert client.post("/en/notifications", data=CHOICE | {"version": "1", "rhythm": "never"}).status_code == 303
    assert owner_sql(STORED) == [(kari.id, "never", 16, 4, "Europe/London", 2)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm": "hourly"},
        {"hour": "24"},
        {"hour": "x"},
        {"weekday": "7"},
        {"time_zone": "Mars/Phobos"},
        {"time_zone": ""},
    ],
)
def test_what_is_on_no_list_is_refused_in_words(sign_in, owner_sql, wrong):
    answer = sign_in(person()).post("/en/notifications", data=CHOICE | wrong)
    assert answer.status_code == 422
    assert owner_sql(STORED) == []


def test_a_choice_changed_meanwhile_is_not_overwritten_unseen(sign_in, owner_sql):
    kari = person()
    client = sign_in(kari)
    client.post("/en/notifications", data=CHOICE)
    answer = client.post("/en/notifications", data=CHOICE | {"rhythm": "immediate"})
    assert answer.status_code == 409
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert owner_sql("SELECT rhythm FROM notifications_preference") == [("weekly",)]
    assert client.post("/en/notifications", data=CHOICE | {"rhythm": "immediate", "version": "1"}).status_code == 303


def test_a_visitor_chooses_nothing(client):
    assert client.get("/nb/notifications").status_code == 401
    assert client.post("/nb/notifications/address-works").status_code == 401


def test_the_page_is_reached_from_account_and_inbox(sign_in):
    client = sign_in(person())
    assert 'href="/en/notifications"' in client.get("/en/account").text
    assert 'href="/en/notifications"' in client.get("/en/inbox").text


@pytest.mark.parametrize("table", ["notifications_preference", "notifications_digest"])
def test_a_person_sees_her_own_row_and_the_worker_all(web_sql, owner_sql, table):
    kari, ola = make.crowd(owner_sql, 2, rhythm="daily")
    owner_sql(
        "INSERT INTO notifications_digest (person_id, period, queued_at, mail_key)"
        " SELECT id, '2026-11-24', now(), 'k' || id FROM accounts_person"
    )
    see = f"SELECT person_id FROM {table} ORDER BY 1"
    assert web_sql(see, Context(person_id=kari)) == [(kari,)]
    assert web_sql(see, Context()) == []
    assert web_sql(see, Context(person_id=99, platform=("moderator", "administrator"))) == []
    assert web_sql(see, Context(), "worker") == [(kari,), (ola,)]


def test_nobody_chooses_for_another_nor_marks_her_digest_as_given(web_sql, owner_sql):
    kari, ola = make.crowd(owner_sql, 2)
    insert = (
        "INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)"
        f" VALUES ({ola}, 'never', 'Europe/Oslo', 7, 0, 0, 1)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(insert, Context(person_id=kari))
    web_sql(insert, Context(person_id=ola))
    web_sql("UPDATE notifications_preference SET rhythm = 'daily'", Context(person_id=kari))
    assert owner_sql("SELECT rhythm FROM notifications_preference") == [("never",)]
    for statement in (
        f"UPDATE notifications_preference SET person_id = {kari}",
        f"INSERT INTO notifications_digest (person_id, period, queued_at, mail_key) VALUES ({ola}, 'x', now(), 'k')",
        "DELETE FROM notifications_preference",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, Context(person_id=ola))
