"""The account page: what a person changes about herself, and what stays when she leaves."""

import re

import pytest

from app.blueprints.accounts.models import Person
from app.core.db import db
from tests.accounts.test_people_session import token_of
from tests.accounts.test_people_views import GOOD, enter, kari, link_in
from tests.factories.accounts import PASSWORD, organisation, person


def test_the_account_page_shows_who_i_am_in_few_statements(sign_in, statements, db_session):
    client = sign_in(kari())
    client.get("/en/account")
    with statements() as seen:
        page = client.get("/en/account")
    assert page.status_code == 200
    assert "kari@prove.example" in page.text
    assert len(seen) <= 8, seen


def test_changing_the_language_answers_in_the_new_one(sign_in, db_session):
    client = sign_in(kari())
    answer = client.post(
        "/nb/account/profile", data={"name": "Kari Ny", "locale": "en", "reads": ["en"], "version": "1"}
    )
    assert answer.location == "/en/account"
    assert "Kari Ny" in client.get(answer.location).text


def test_two_tabs_that_change_the_same_profile_lose_nothing(sign_in, db_session):
    client = sign_in(kari())
    first = {"name": "Kari Én", "locale": "nb", "reads": ["nb"], "version": "1"}
    assert client.post("/nb/account/profile", data=first).status_code == 303
    page = client.post("/nb/account/profile", data=first | {"name": "Kari To"})
    assert page.status_code == 409
    assert "Kari To" in page.text
    assert db.session.query(Person.name).scalar() == "Kari Én"


def test_fields_that_are_not_in_the_form_change_nothing(sign_in, db_session, owner_sql):
    client = sign_in(kari())
    typed = {
        "name": "Kari",
        "locale": "nb",
        "reads": ["nb"],
        "version": "1",
        "email": "x@y.example",
        "platform": "administrator",
        "closed_at": "now",
    }
    client.post("/nb/account/profile", data=typed)
    assert owner_sql("SELECT email, closed_at FROM accounts_person") == [("kari@prove.example", None)]
    assert owner_sql("SELECT count(*) FROM accounts_platform_grant") == [(0,)]


def test_an_address_is_changed_by_a_link_to_the_new_one_and_the_old_one_is_told(sign_in, run_jobs, mails, db_session):
    who = kari()
    client = sign_in(who)
    client.post("/nb/account/address", data={"email": "Ny@Prove.example"})
    run_jobs()
    (mail,) = mails
    assert mail.recipients == ["ny@prove.example"]
    path = link_in(mail)
    assert client.get(path).status_code == 200
    db.session.refresh(who)
    assert who.email == "kari@prove.example", "nothing changes until the button is pressed"
    assert client.post(path).status_code == 303
    run_jobs()
    assert mails[-1].recipients == ["kari@prove.example"]
    db.session.refresh(who)
    assert who.email == "ny@prove.example"
    assert client.post(path).status_code == 410


def test_a_stranger_who_got_the_mail_by_mistake_gets_nothing(app, sign_in, run_jobs, mails, db_session):
    who = kari()
    sign_in(who).post("/nb/account/address", data={"email": "feil@prove.example"})
    run_jobs()
    path = link_in(mails[0])
    assert app.test_client().post(path).status_code == 401
    assert sign_in(person()).post(path).status_code == 404
    db.session.refresh(who)
    assert who.email == "kari@prove.example"


def test_asking_for_an_address_that_has_an_account_tells_only_its_owner(sign_in, run_jobs, mails, db_session):
    person(email="ola@prove.example")
    client = sign_in(kari())
    for address in ("ola@prove.example", "ingen@prove.example"):
        answer = client.post("/nb/account/address", data={"email": address})
        assert (answer.status_code, answer.location) == (303, "/nb/account")
        run_jobs()
    told = {mail.recipients[0]: mail for mail in mails}
    assert set(told) == {"ola@prove.example", "ingen@prove.example"}
    assert "/account/address/" not in told["ola@prove.example"].get_body(("plain",)).get_content()


def test_changing_the_password_ends_the_other_sessions_and_not_this_one(client, sign_in, db_session, run_jobs, mails):
    who = kari()
    other = sign_in(who)
    enter(client)
    wrong = client.post("/nb/account/password", data={"old_password": "feil feil feil", "new_password": GOOD})
    assert wrong.status_code == 422
    weak = client.post("/nb/account/password", data={"old_password": PASSWORD, "new_password": "kari@prove.example"})
    assert weak.status_code == 422
    assert other.get("/nb/account").status_code == 200
    assert client.post("/nb/account/password", data={"old_password": PASSWORD, "new_password": GOOD}).status_code == 303
    assert other.get("/nb/account").status_code == 401
    assert client.get("/nb/account").status_code == 200
    run_jobs()
    assert [mail.recipients for mail in mails] == [["kari@prove.example"]]


def test_closing_the_account_removes_who_it_was_and_keeps_the_number_and_the_journal(client, db_session, owner_sql):
    who = kari()
    enter(client)
    assert client.post("/nb/account/close", data={}).status_code == 422
    answer = client.post("/nb/account/close", data={"sure": "y"})
    assert answer.status_code == 303
    assert token_of(client) is None
    assert enter(client).status_code == 422
    kept = owner_sql("SELECT p::text FROM accounts_person p")
    assert len(kept) == 1
    for trace in ("Kari", "kari@", "argon2"):
        assert trace not in kept[0][0]
    for table in ("accounts_session", "accounts_token", "accounts_recovery_code"):
        assert "kari" not in str(owner_sql(f"SELECT t::text FROM {table} t"))
    closed = owner_sql("SELECT subject_id, by_id FROM journal_entry WHERE what = 'accounts.account_closed'")
    assert closed == [(who.id, who.id)]
    assert "Kari" not in str(owner_sql("SELECT j::text FROM journal_entry j"))


def test_the_address_of_a_closed_account_can_sign_up_again(client, db_session, run_jobs, mails):
    from tests.accounts.test_people_views import sign_up

    kari()
    enter(client)
    client.post("/nb/account/close", data={"sure": "y"})
    sign_up(client)
    run_jobs()
    client.post(link_in(mails[-1]))
    assert enter(client, password=GOOD).status_code == 303


def test_the_last_owner_cannot_close_her_account(sign_in, db_session):
    who = kari(organisations={organisation(): "owner"})
    page = sign_in(who).post("/nb/account/close", data={"sure": "y"})
    assert page.status_code == 409
    db.session.refresh(who)
    assert who.closed_at is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/account"),
        ("get", "/account/profile"),
        ("get", "/account/address"),
        ("get", "/account/password"),
        ("get", "/account/close"),
        ("get", "/step-up"),
        ("get", "/second-factor"),
        ("get", "/second-factor/set-up"),
        ("post", "/second-factor/prepare"),
        ("post", "/second-factor/set-up"),
        ("post", "/second-factor/recovery-codes"),
        ("post", "/second-factor/off"),
        ("post", "/account/sessions/end-others"),
        ("post", "/sign-out"),
    ],
)
def test_nobody_reaches_an_account_without_signing_in(client, db_session, method, path):
    assert getattr(client, method)(f"/nn{path}").status_code == 401


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "path",
    ["/sign-up", "/sign-up/sent", "/sign-in", "/forgotten-password", "/forgotten-password/sent", "/account", "/account/profile",
     "/account/address", "/account/password", "/account/close", "/second-factor/set-up", "/step-up"],
)  # fmt: skip
def test_every_page_stands_in_three_languages(sign_in, client, db_session, language, path):
    reader = sign_in(kari()) if path.startswith(("/account", "/second", "/step")) else client
    page = reader.get(f"/{language}{path}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_an_organisation_is_left_from_the_account_page(sign_in, db_session):
    firm = organisation(name="Verkstedet Prøve AS")
    person(organisations={firm: "owner"})
    client = sign_in(kari(organisations={firm: "editor"}))
    page = client.get("/en/account")
    (path,) = re.findall(r'href="(/en/organisations/\d+/members/\d+/end)"', page.text)
    assert client.post(path).status_code == 303
    assert path not in client.get("/en/account").text
