"""Signing up, confirming, signing in and out, and the way back in: through the pages, with real mail."""

import re

import pytest

from app.blueprints.accounts.services.passwords import hash_password
from tests.factories.accounts import PASSWORD, person

HASH = hash_password(PASSWORD)
GOOD = "grønne støvler ved sjøen"


def sign_up(client, **changed):
    fields = {"name": "Kari Prøve", "email": "kari@prove.example", "password": GOOD, "locale": "nn"} | changed
    return client.post("/nb/sign-up", data=fields)


def enter(client, email="kari@prove.example", password=PASSWORD, **more):
    return client.post("/nb/sign-in", data={"email": email, "password": password, **more})


def kari(**values):
    return person("Kari Prøve", email="kari@prove.example", password_hash=HASH, **values)


def link_in(mail):
    found = re.search(r"http://localhost(/\S+/[A-Za-z0-9_-]{49})", mail.get_body(("plain",)).get_content())
    return found[1]


@pytest.fixture
def signed_up(client, run_jobs, mails):
    sign_up(client)
    run_jobs()
    return link_in(mails[0])


def test_a_person_signs_up_confirms_by_the_link_and_signs_in(client, run_jobs, mails):
    answer = sign_up(client)
    assert (answer.status_code, answer.location) == (303, "/nb/sign-up/sent")
    assert client.get(answer.location).status_code == 200
    run_jobs()
    (mail,) = mails
    assert mail.recipients == ["kari@prove.example"]
    path = link_in(mail)
    page = client.get(path)
    assert page.status_code == 200
    assert "kari@prove.example" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.post(path).location == "/nn/sign-in"
    answer = enter(client, password=GOOD)
    assert (answer.status_code, answer.location) == (303, "/nn/organisations")
    page = client.get("/nn/account")
    assert page.status_code == 200
    assert "Kari Prøve" in page.text


def test_opening_the_link_changes_nothing_however_often_a_scanner_does_it(client, signed_up, owner_sql):
    for _ in range(3):
        client.get(signed_up)
        client.head(signed_up)
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(0,)]
    assert client.post(signed_up).status_code == 303
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(1,)]


def test_signing_up_answers_alike_for_a_known_and_an_unknown_address_and_only_the_mail_differs(
    client, run_jobs, mails, db_session, statements
):
    kari()
    with statements() as for_known:
        known = sign_up(client)
    with statements() as for_unknown:
        unknown = sign_up(client, email="ola@prove.example")
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    assert for_known == for_unknown
    run_jobs()
    subjects = {mail.recipients[0]: mail["Subject"] for mail in mails}
    assert set(subjects) == {"kari@prove.example", "ola@prove.example"}
    assert subjects["kari@prove.example"] != subjects["ola@prove.example"]
    assert all("confirm" not in mail.as_string() for mail in mails if mail.recipients == ["kari@prove.example"])


def test_signing_up_for_anothers_address_changes_nothing_about_her_account(client, run_jobs, db_session, owner_sql):
    kari()
    before = owner_sql("SELECT name, password_hash, locale, version FROM accounts_person")
    sign_up(client, name="Inn Trenger", password="en helt annen greie")
    run_jobs()
    assert owner_sql("SELECT name, password_hash, locale, version FROM accounts_person") == before


def test_of_two_sign_ups_each_link_carries_what_was_typed_with_it(client, run_jobs, mails, owner_sql):
    sign_up(client, name="Inn Trenger", password="inntrengerens egne ord")
    sign_up(client)
    run_jobs()
    own = next(link_in(mail) for mail in mails if "Kari Prøve" in mail.get_body(("plain",)).get_content())
    other = next(link_in(mail) for mail in mails if "Inn Trenger" in mail.get_body(("plain",)).get_content())
    client.post(own)
    assert enter(client, password=GOOD).status_code == 303
    used = client.post(other)
    assert used.status_code == 410
    assert owner_sql("SELECT name FROM accounts_person") == [("Kari Prøve",)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "ikke en adresse"}, "name@example.no"),
        ({"email": "a@b.example, c@d.example"}, "name@example.no"),
        ({"name": ""}, "Write your name"),
        ({"name": "\u200b\u202e"}, "Write your name"),
        ({"password": "kort"}, "at least 12"),
        ({"password": "passord12345"}, "first that a stranger"),
        ({"password": "kariprøve2026"}, "made of your name"),
        ({"password": ""}, "Choose a password"),
        ({"password": "x" * 257}, "at most 256"),
    ],
)
def test_a_bad_field_is_explained_at_the_field_and_the_rest_is_kept(client, fields, said):
    typed = {"name": "Kari <b>Prøve</b>", "email": "kari@prove.example", "password": GOOD, "locale": "nn"} | fields
    page = client.post("/en/sign-up", data=typed)
    assert page.status_code == 422
    assert said in page.text
    assert page.text.count(said) >= 2, "in the summary and at the field"
    assert typed["password"] not in page.text or not typed["password"]
    if "email" not in fields:
        assert 'value="kari@prove.example"' in page.text


def test_a_name_longer_than_the_field_takes_is_413_and_kept(client):
    page = sign_up(client, name="K" * 121)
    assert page.status_code == 413
    assert "K" * 121 in page.text


def test_a_form_sent_twice_sends_one_mail(client, run_jobs, mails):
    for _ in range(2):
        assert sign_up(client, once="the-same-key").status_code == 303
    run_jobs()
    assert len(mails) == 1


# Links that open nothing


def test_a_link_used_once_says_that_it_has_been_used(client, signed_up):
    client.post(signed_up)
    for answer in (client.get(signed_up), client.post(signed_up)):
        assert answer.status_code == 410
    assert "used already" in client.get(signed_up.replace("/nn/", "/en/")).text


def test_a_link_that_is_too_old_says_so(client, signed_up, owner_sql):
    owner_sql("UPDATE accounts_token SET expires_at = now() - interval '1 second'")
    page = client.get(signed_up.replace("/nn/", "/en/"))
    assert page.status_code == 410
    assert "too old" in page.text
    assert client.post(signed_up).status_code == 410
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(0,)]


@pytest.mark.parametrize(
    "damage",
    [lambda path: path[:-4], lambda path: path[:-1] + ("0" if path[-1] != "0" else "1"), lambda path: path + "x"],
)
def test_a_link_cut_or_changed_on_its_way_says_so(client, signed_up, damage):
    page = client.get(damage(signed_up.replace("/nn/", "/en/")))
    assert page.status_code == 404
    assert "not complete" in page.text


def test_a_link_made_for_another_purpose_opens_nothing_and_says_so(client, signed_up):
    page = client.post(signed_up.replace("/nn/confirm/", "/en/new-password/"), data={"password": GOOD})
    assert page.status_code == 404
    assert "made for something else" in page.text


def test_a_link_that_we_never_made_says_so(client):
    from app.blueprints.accounts.rules.links import new_token

    page = client.get(f"/en/confirm/{new_token()}")
    assert page.status_code == 404
    assert "do not know this link" in page.text


def test_the_secret_of_a_link_stands_nowhere_in_the_database_once_the_mail_has_left(signed_up, owner_sql):
    secret = signed_up.rsplit("/", 1)[1]
    assert secret not in str(owner_sql("SELECT t::text FROM accounts_token t"))
    assert secret not in str(owner_sql("SELECT t::text FROM notifications_mail t"))
    assert secret not in str(owner_sql("SELECT t::text FROM jobs.procrastinate_jobs t"))


# Forgotten password


def ask_for_reset(client, run_jobs, mails, email="kari@prove.example"):
    answer = client.post("/nb/forgotten-password", data={"email": email})
    assert (answer.status_code, answer.location) == (303, "/nb/forgotten-password/sent")
    run_jobs()
    return link_in(mails[-1]) if mails else None


def test_a_forgotten_password_is_replaced_by_a_link_and_every_session_ends(client, run_jobs, mails, sign_in):
    elsewhere = sign_in(kari())
    path = ask_for_reset(client, run_jobs, mails)
    assert client.get(path).status_code == 200
    assert client.post(path, data={"password": "kort"}).status_code == 422
    assert client.post(path, data={"password": GOOD}).location == "/nb/sign-in"
    assert elsewhere.get("/nb/account").status_code == 401
    assert enter(client, password=PASSWORD).status_code == 422
    assert enter(client, password=GOOD).status_code == 303
    assert client.post(path, data={"password": GOOD}).status_code == 410
    run_jobs()
    assert len(mails) == 2, "the link, and a word that the password has been changed"


def test_asking_for_a_reset_does_the_same_for_an_unknown_address_but_sends_nothing(
    client, run_jobs, mails, db_session, statements
):
    kari()
    with statements() as for_known:
        known = client.post("/nb/forgotten-password", data={"email": "kari@prove.example"})
    with statements() as for_unknown:
        unknown = client.post("/nb/forgotten-password", data={"email": "ingen@prove.example"})
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    assert for_known == for_unknown
    run_jobs()
    assert [mail.recipients for mail in mails] == [["kari@prove.example"]]


def test_a_newer_reset_link_makes_the_earlier_one_void(client, run_jobs, mails, db_session):
    kari()
    first = ask_for_reset(client, run_jobs, mails)
    second = ask_for_reset(client, run_jobs, mails)
    assert first != second
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_reset_leaves_the_second_factor_in_place(client, run_jobs, mails, db_session):
    from app.blueprints.accounts.services import second_factor
    from app.core.db import commit

    who = kari()
    second_factor.set_up(who)
    commit()
    client.post(ask_for_reset(client, run_jobs, mails), data={"password": GOOD})
    answer = enter(client, password=GOOD)
    assert "/second-factor" in answer.location
    assert client.get("/nb/account").status_code == 303


def test_mails_to_one_address_are_few_and_the_answer_does_not_tell(client, run_jobs, mails, db_session):
    kari()
    answers = [client.post("/nb/forgotten-password", data={"email": "kari@prove.example"}) for _ in range(12)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/nb/forgotten-password/sent")}
    run_jobs()
    assert len(mails) == 5


def test_a_network_that_asks_for_very_many_mails_must_wait(client, owner_sql):
    from app.blueprints.accounts.rules.throttling import LIMITS

    for number in range(LIMITS["mail-address"].free):
        assert client.post("/en/forgotten-password", data={"email": f"n{number}@prove.example"}).status_code == 303
    page = client.post("/en/forgotten-password", data={"email": "en-til@prove.example"})
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Too many tries" in page.text
