"""Signing in and out: throttles, fixation, expiry, revocation in the middle of a form, and where one is led afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.blueprints.accounts.models import Session
from app.blueprints.accounts.rules.throttling import LIMITS
from app.core.clock import now
from app.core.db import commit, db
from tests.accounts.test_people_views import HASH, enter, kari
from tests.factories.accounts import PASSWORD, organisation, person

WRONG = "ikke det rette ordet"


def inputs(page, name):
    """The values of the hidden inputs of this name, in a page."""
    import html5lib

    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    return [
        node.get("value") for node in tree.iter("input") if node.get("name") == name and node.get("type") == "hidden"
    ]


def token_of(client):
    with client.session_transaction() as cookie:
        return cookie.get("_user_id")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer_and_the_same_statements(
    client, db_session, statements
):
    kari()
    with statements() as for_known:
        known = enter(client, "kari@prove.example", WRONG)
    with statements() as for_unknown:
        unknown = enter(client, "ingen@prove.example", WRONG)
    assert known.status_code == unknown.status_code == 422
    assert known.data.replace(b"kari@", b"ingen@") == unknown.data
    varying = {"X-Request-Id": "", "Content-Length": ""}
    assert dict(known.headers) | varying == dict(unknown.headers) | varying
    assert for_known == for_unknown


def test_an_unknown_address_costs_the_same_hashing(client, db_session, monkeypatch):
    from app.blueprints.accounts.services import passwords

    kari()
    seen = []
    real = passwords._hasher.verify
    monkeypatch.setattr(type(passwords._hasher), "verify", lambda self, *given: seen.append(given) or real(*given))
    enter(client, "kari@prove.example", WRONG)
    enter(client, "ingen@prove.example", WRONG)
    assert len(seen) == 2


def test_the_address_may_be_typed_in_capitals_and_with_spaces(client, db_session):
    kari()
    assert enter(client, "  KARI@Prove.Example ").status_code == 303


def test_a_password_is_taken_as_it_is_typed_spaces_too(client, db_session):
    kari()
    assert enter(client, password=PASSWORD + " ").status_code == 422


def test_after_five_failures_there_is_a_wait_that_is_said_clearly_and_holds_for_the_right_password_too(
    client, db_session
):
    kari()
    for _ in range(LIMITS["pair"].free):
        assert enter(client, password=WRONG).status_code == 422
    page = client.post("/en/sign-in", data={"email": "kari@prove.example", "password": PASSWORD})
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 30
    assert "Too many tries. Wait 1 min" in page.text


def test_the_wait_ends(client, db_session, owner_sql):
    kari()
    for _ in range(6):
        enter(client, password=WRONG)
    owner_sql("UPDATE accounts_throttle SET wait_until = now() - interval '1 second'")
    assert enter(client).status_code == 303


def test_an_unknown_address_waits_just_as_long(client, db_session):
    answers = [enter(client, "ingen@prove.example", WRONG).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2


def test_a_stranger_who_fails_on_purpose_does_not_keep_the_owner_out(app, db_session):
    kari()
    stranger, owner = app.test_client(), app.test_client()
    for _ in range(10):
        stranger.post(
            "/nb/sign-in",
            data={"email": "kari@prove.example", "password": WRONG},
            environ_base={"REMOTE_ADDR": "192.0.2.7"},
        )
    answer = owner.post(
        "/nb/sign-in",
        data={"email": "kari@prove.example", "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "198.51.100.9"},
    )
    assert answer.status_code == 303


def test_one_network_that_tries_many_accounts_must_wait(client, db_session):
    statuses = [
        enter(client, f"konto{number}@prove.example", WRONG).status_code for number in range(LIMITS["address"].free + 2)
    ]
    assert statuses[-1] == 429
    assert statuses[0] == 422


def test_failures_are_counted_though_the_refusal_is_rolled_back_and_say_nothing_of_whom(client, db_session, owner_sql):
    kari()
    enter(client, password=WRONG)
    rows = owner_sql("SELECT key, failures FROM accounts_throttle")
    assert len(rows) == 3
    assert all(len(key) == 64 and failures == 1 for key, failures in rows)


def test_an_address_not_confirmed_gets_a_new_link_and_no_session(client, db_session, run_jobs, mails):
    person("Ola Prøve", email="ola@prove.example", password_hash=HASH, confirmed=False)
    answer = enter(client, "ola@prove.example")
    assert answer.location == "/nb/sign-up/sent"
    assert client.get("/nb/account").status_code == 401
    run_jobs()
    from tests.accounts.test_people_views import link_in

    client.post(link_in(mails[0]))
    assert enter(client, "ola@prove.example").location == "/nb/organisations"


# The session


def test_signing_in_gives_a_new_token_and_keeps_nothing_of_an_earlier_cookie(client, db_session, owner_sql):
    kari()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "a-token-that-somebody-planted"
        cookie["planted"] = "yes"
    enter(client)
    first = token_of(client)
    assert first != "a-token-that-somebody-planted"
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    enter(client)
    assert token_of(client) != first
    assert first not in str(owner_sql("SELECT s::text FROM accounts_session s"))


def test_a_session_ends_after_twelve_hours(client, db_session, owner_sql):
    kari()
    enter(client)
    assert client.get("/nb/account").status_code == 200
    (lasts,) = owner_sql("SELECT expires_at - created_at FROM accounts_session")[0]
    assert timedelta(hours=11, minutes=59) < lasts <= timedelta(hours=12, minutes=1)
    owner_sql("UPDATE accounts_session SET expires_at = now() - interval '1 second'")
    assert client.get("/nb/account").status_code == 401


@pytest.mark.parametrize(
    ("platform", "minutes", "status"),
    [((), 479, 200), ((), 481, 401), (("moderator",), 29, 200), (("moderator",), 31, 401)],
)
def test_a_session_where_nobody_is_ends_sooner_for_those_with_power(
    sign_in, db_session, owner_sql, platform, minutes, status
):
    client = sign_in(kari(platform=platform))
    owner_sql("UPDATE accounts_session SET seen_at = now() - make_interval(mins => %(minutes)s)", minutes=minutes)
    assert client.get("/nb/account").status_code == status


def test_being_there_keeps_a_session_alive_and_is_noted_now_and_then(sign_in, db_session, owner_sql, statements):
    client = sign_in(kari())
    with statements() as fresh:
        client.get("/nb/account")
    owner_sql("UPDATE accounts_session SET seen_at = now() - interval '6 minutes'")
    with statements() as later:
        client.get("/nb/account")
    assert not any("UPDATE" in statement for statement in fresh)
    assert sum("UPDATE" in statement for statement in later) == 1
    assert owner_sql("SELECT now() - seen_at < interval '1 minute' FROM accounts_session") == [(True,)]


def test_signing_out_ends_the_session_for_whoever_holds_the_cookie(app, client, db_session):
    kari()
    enter(client)
    copied = token_of(client)
    answer = client.post("/nb/sign-out")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = copied
    assert thief.get("/nb/account").status_code == 401


def test_signing_out_is_never_done_by_a_link(client, db_session):
    kari()
    enter(client)
    assert client.get("/nb/sign-out").status_code == 405
    assert client.get("/nb/account").status_code == 200


def test_a_page_for_the_signed_in_is_401_with_the_sign_in_form_that_leads_back(client, db_session):
    kari()
    page = client.get("/nn/account/profile?a=1")
    assert page.status_code == 401
    assert (
        'action="/nn/sign-in?next=/nn/account/profile?a%3D1"' in page.text
        or "next=%2Fnn%2Faccount%2Fprofile" in page.text
    )
    answer = client.post(
        "/nn/sign-in?next=/nn/account/profile?a%3D1", data={"email": "kari@prove.example", "password": PASSWORD}
    )
    assert answer.location == "/nn/account/profile?a=1"


PAYLOADS = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "/%0d%0aLocation:evil".replace("%0d%0a", "\r\n"),
    "data:text/html,evil",
    "https:/\\evil.example",
    "@evil.example",
    "/\x00/evil",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nobody_is_led_off_this_site_after_signing_in(client, db_session, payload):
    kari()
    answer = client.post(
        "/nb/sign-in", query_string={"next": payload}, data={"email": "kari@prove.example", "password": PASSWORD}
    )
    assert answer.location == "/nb/organisations"
    answer = client.get("/nb/sign-in", query_string={"next": payload})
    assert answer.location == "/nb/organisations"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_typed_is_never_sent_to_another_site(client, db_session, payload):
    kari()
    answer = enter(client, **{"kept_path": payload, "kept.body": "x"})
    assert "evil" not in answer.text
    assert answer.status_code == 303


# A form that meets a session that is over

TYPED = {"name": 'Kari "<b>ny</b>" Prøve', "locale": "en", "reads": ["nb", "en"], "version": "1"}


@pytest.mark.parametrize("end", ["ended_at", "expires_at"])
def test_a_session_ended_in_the_middle_of_a_form_loses_nothing_of_what_was_typed(client, db_session, end):
    kari()
    enter(client)
    db.session.execute(update(Session).values({end: now() - timedelta(seconds=1)}))
    commit()
    page = client.post("/nb/account/profile", data=TYPED | {"password": "hemmelig", "csrf_token": "x"})
    assert page.status_code == 401
    assert inputs(page, "kept.name") == [TYPED["name"]]
    assert inputs(page, "kept.reads") == ["nb", "en"]
    assert inputs(page, "kept_path") == ["/nb/account/profile"]
    assert "hemmelig" not in page.text
    assert inputs(page, "kept.csrf_token") == []
    carried = {
        "kept_path": "/nb/account/profile",
        "kept.name": TYPED["name"],
        "kept.reads": TYPED["reads"],
        "kept.locale": "en",
        "kept.version": "1",
    }
    wrong = enter(client, password=WRONG, **carried)
    assert wrong.status_code == 422
    assert inputs(wrong, "kept.name") == [TYPED["name"]], "a mistyped password must not lose it"
    page = enter(client, **carried)
    assert page.status_code == 200
    assert 'action="/nb/account/profile"' in page.text
    assert inputs(page, "name") == [TYPED["name"]]
    again = {name: inputs(page, name) for name in ("name", "locale", "reads", "version")}
    assert client.post("/nb/account/profile", data=again).status_code == 303
    assert (
        TYPED["name"].replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in client.get("/nb/account").text
    )


def test_a_dormant_member_of_a_buyer_gives_the_code_in_between_and_loses_nothing(client, db_session):
    from app.blueprints.accounts.services import second_factor

    who = kari(organisations={organisation("buyer"): "owner"})
    second_factor.set_up(who)
    commit()
    page = enter(client, **{"kept_path": "/nb/account/profile", "kept.name": "Kari Ny", "kept.locale": "nb"})
    assert page.status_code == 200
    assert 'action="/nb/second-factor"' in page.text
    assert inputs(page, "kept.name") == ["Kari Ny"]
    code = second_factor.current_code(who)
    page = client.post(
        "/nb/second-factor", data={"code": code, "kept_path": "/nb/account/profile", "kept.name": "Kari Ny"}
    )
    assert page.status_code == 200
    assert inputs(page, "name") == ["Kari Ny"]
    assert 'action="/nb/account/profile"' in page.text


def test_a_machine_that_asks_for_json_gets_a_plain_401(client):
    answer = client.get("/nb/account", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


# The list of sessions


def test_sessions_are_listed_and_each_can_be_ended(app, client, sign_in, db_session):
    who = kari()
    elsewhere = sign_in(who)
    client.post(
        "/nb/sign-in",
        data={"email": "kari@prove.example", "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"},
    )
    page = client.get("/nb/account")
    assert "Firefox, Linux" in page.text
    other = db.session.query(Session).filter(Session.device == "").one()
    assert client.post(f"/nb/account/sessions/{other.id}/end").status_code == 303
    assert elsewhere.get("/nb/account").status_code == 401
    assert client.get("/nb/account").status_code == 200


def test_all_other_sessions_can_be_ended_at_once(client, sign_in, db_session):
    who = kari()
    others = [sign_in(who) for _ in range(3)]
    enter(client)
    client.post("/nb/account/sessions/end-others")
    assert [other.get("/nb/account").status_code for other in others] == [401] * 3
    assert client.get("/nb/account").status_code == 200


def test_a_session_of_somebody_else_is_not_there(client, sign_in, db_session):
    sign_in(person())
    theirs = db.session.query(Session).one()
    kari()
    enter(client)
    assert client.post(f"/nb/account/sessions/{theirs.id}/end").status_code == 404
    assert client.post("/nb/account/sessions/999999/end").status_code == 404
    db.session.refresh(theirs)
    assert theirs.ended_at is None
