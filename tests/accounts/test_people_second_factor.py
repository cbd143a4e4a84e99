"""The second factor: each code once, compulsory where power is great, asked again before what is grave."""

import threading
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import update

from app.blueprints.accounts.models import Session
from app.blueprints.accounts.rules.codes import STEP
from app.blueprints.accounts.services import second_factor
from app.core.clock import now
from app.core.db import commit, db
from app.core.errors import Conflict
from tests.accounts.test_people_session import inputs, token_of
from tests.accounts.test_people_views import enter, kari
from tests.factories.accounts import actor, organisation, person

SECRET = pyotp.random_base32()


def with_factor(**values):
    who = kari(**values)
    second_factor.set_up(who, secret=SECRET)
    commit()
    return who


def code(steps=0):
    return pyotp.TOTP(SECRET).generate_otp(int(now().timestamp()) // STEP + steps)


def give(client, text, lang="nb"):
    return client.post(f"/{lang}/second-factor", data={"code": text})


@pytest.fixture
def steady(monkeypatch):
    """The clock stands in the middle of a time step, so that no test meets its edge."""
    moment = now().replace(microsecond=0)
    moment += timedelta(seconds=15 - moment.timestamp() % STEP)
    for module in ("services.second_factor", "services.sessions", "services.throttles"):
        monkeypatch.setattr(f"app.blueprints.accounts.{module}.now", lambda: moment)
    monkeypatch.setattr(f"{__name__}.now", lambda: moment)  # the phone that makes the codes, too
    return moment


def test_after_the_password_comes_the_code(client, db_session, steady):
    with_factor()
    answer = enter(client)
    assert answer.location == "/nb/second-factor"
    assert client.get("/nb/account").location == "/nb/second-factor?next=/nb/account"
    before = token_of(client)
    assert client.get(answer.location).status_code == 200
    answer = client.post(answer.location, data={"code": code()})
    assert (answer.status_code, answer.location) == (303, "/nb/organisations")
    assert token_of(client) != before, "a session that gains power gets a new token"
    assert client.get("/nb/account").status_code == 200


@pytest.mark.parametrize("wrong", ["000000", "abc", "", "12345", "1234567", "💥💥💥💥💥💥"])
def test_a_wrong_code_is_refused_with_words(client, db_session, steady, wrong):
    with_factor()
    enter(client)
    if wrong == code():
        wrong = "111111"
    page = give(client, wrong)
    assert page.status_code == 422
    assert client.get("/nb/account").status_code == 303


def test_the_same_code_is_good_once_with_or_without_spaces(app, db_session, steady):
    with_factor()
    first, second = app.test_client(), app.test_client()
    enter(first)
    enter(second)
    assert give(first, code()).status_code == 303
    page = give(second, f" {code()[:3]} {code()[3:]} ", "en")
    assert page.status_code == 422
    assert "used already" in page.text
    assert give(second, code(-1)).status_code == 422, "nor one from before"
    assert give(second, code(+1)).status_code == 303, "but the next one is"


def test_of_twenty_who_give_the_same_code_at_once_one_gets_in(app, db_session, steady):
    with_factor()
    clients = [app.test_client() for _ in range(20)]
    for client in clients:
        enter(client)
    right, statuses, start = code(), [], threading.Barrier(20)

    def run(client):
        start.wait()
        statuses.append(give(client, right).status_code)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(303) == 1, statuses
    assert len(statuses) == 20
    assert set(statuses) <= {303, 422, 429}, statuses


def test_after_five_wrong_codes_there_is_a_wait_for_the_right_one_too(client, db_session, steady):
    with_factor()
    enter(client)
    for _ in range(5):
        assert give(client, "x").status_code == 422
    page = give(client, code(), "en")
    assert page.status_code == 429
    assert "Too many tries" in page.text


def test_a_second_factor_is_set_up_with_a_square_and_as_text(client, db_session, run_jobs):
    who = kari()
    enter(client)
    page = client.get("/en/second-factor/set-up")
    assert "<svg" not in page.text.split("<main", 1)[1]
    client.post("/en/second-factor/prepare")
    page = client.get("/en/second-factor/set-up")
    db.session.refresh(who)
    secret = second_factor.secret_of(who)
    assert 'id="square-title"' in page.text
    assert " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)) in page.text
    assert who.totp_confirmed_at is None, "an app that was never set up locks nobody out"
    assert client.post("/en/second-factor/set-up", data={"code": "000000"}).status_code == 422
    before = token_of(client)
    page = client.post("/en/second-factor/set-up", data={"code": pyotp.TOTP(secret).now()})
    assert page.status_code == 200
    assert page.text.count("<code>") == 10
    assert token_of(client) != before
    assert client.get("/en/account").status_code == 200


def test_a_recovery_code_lets_in_once_however_it_is_typed(app, db_session, owner_sql):
    who = with_factor()
    codes = second_factor.renew_recovery_codes(who, by=None)
    commit()
    assert len(set(codes)) == 10
    assert codes[0] not in str(owner_sql("SELECT r::text FROM accounts_recovery_code r"))
    clients = [app.test_client() for _ in range(3)]
    for client in clients:
        enter(client)
    assert give(clients[0], codes[0].lower().replace("-", " ")).status_code == 303
    assert give(clients[1], codes[0]).status_code == 422
    second_factor.renew_recovery_codes(who, by=None)
    commit()
    assert give(clients[1], codes[1]).status_code == 422, "new codes make the earlier ones void"


def test_nobody_elses_recovery_code_is_good(client, db_session):
    with_factor()
    other = person()
    second_factor.set_up(other)
    theirs = second_factor.renew_recovery_codes(other, by=None)
    commit()
    enter(client)
    assert give(client, theirs[0]).status_code == 422


def test_the_secret_is_sealed_in_the_database_and_an_earlier_key_still_opens_it(app, db_session, owner_sql):
    who = with_factor()
    assert SECRET not in str(owner_sql("SELECT convert_from(totp_secret, 'latin1') FROM accounts_person"))
    was = app.config["SECRET_KEY"]
    try:
        app.config.update(SECRET_KEY="another-key-that-came-after-0123456789", SECRET_KEY_FALLBACKS=[was])
        assert second_factor.secret_of(who) == SECRET
    finally:
        app.config.update(SECRET_KEY=was, SECRET_KEY_FALLBACKS=[])


@pytest.mark.parametrize(
    ("kind", "platform", "dormant"),
    [
        ("supplier", (), False),
        ("interest", (), False),
        ("buyer", (), True),
        ("ministry", (), True),
        ("supplier", ("moderator",), True),
    ],
)
def test_power_over_others_sleeps_until_the_second_factor_has_been_given(db_session, kind, platform, dormant):
    firm = organisation(kind)
    who = person(organisations={firm: "owner"}, platform=platform)
    before, after = actor(who, second_factor=False), actor(who)
    assert before.dormant is dormant
    assert before.has_role(firm.id) is (kind in ("supplier", "interest"))
    assert not before.platform
    assert not after.dormant
    assert after.has_role(firm.id)
    assert len(after.platform) == len(platform)


def test_whoever_chose_to_have_a_second_factor_has_no_power_without_it(db_session):
    firm = organisation("supplier")
    who = person(organisations={firm: "owner"})
    second_factor.set_up(who)
    commit()
    asleep = actor(who, second_factor=False)
    assert asleep.dormant
    assert not asleep.has_role(firm.id)
    assert actor(who).has_role(firm.id)


def test_a_buyer_without_a_second_factor_is_led_to_set_one_up(client, db_session):
    kari(organisations={organisation("buyer"): "editor"})
    answer = enter(client)
    assert answer.location == "/nb/second-factor"
    answer = client.get(answer.location)
    assert answer.location == "/nb/second-factor/set-up"
    assert client.get(answer.location).status_code == 200


def test_a_supplier_may_do_without_again_and_a_buyer_may_not(sign_in, db_session):
    who = with_factor()
    client = sign_in(who)
    assert client.post("/nb/second-factor/off").status_code == 303
    db.session.refresh(who)
    assert who.totp_secret is None
    buyer = person(organisations={organisation("buyer"): "reader"})
    second_factor.set_up(buyer)
    commit()
    assert sign_in(buyer).post("/nb/second-factor/off").status_code == 409
    db.session.refresh(buyer)
    assert buyer.totp_secret is not None


# Asked again


def late(who):
    db.session.execute(
        update(Session).where(Session.person_id == who.id).values(stepped_up_at=now() - timedelta(minutes=16))
    )
    commit()


def test_what_is_grave_asks_for_the_password_again_after_a_quarter_of_an_hour_and_keeps_what_was_typed(
    client, db_session
):
    who = kari()
    enter(client)
    assert client.get("/nb/account/address").status_code == 200, "the password has just been given"
    late(who)
    assert client.get("/nb/account/address").location == "/nb/step-up?next=/nb/account/address"
    page = client.post("/nb/account/address", data={"email": "ny@prove.example"})
    assert page.status_code == 401
    assert inputs(page, "kept.email") == ["ny@prove.example"]
    carried = {"kept_path": "/nb/account/address", "kept.email": "ny@prove.example"}
    assert client.post("/nb/step-up", data={"password": "ikke det rette", **carried}).status_code == 422
    before = token_of(client)
    page = client.post("/nb/step-up", data={"password": "hest batteri stift", **carried})
    assert page.status_code == 200
    assert inputs(page, "email") == ["ny@prove.example"]
    assert token_of(client) != before
    assert client.post("/nb/account/address", data={"email": "ny@prove.example"}).status_code == 303


def test_with_a_second_factor_the_code_is_what_is_asked_for_again(sign_in, db_session, steady):
    who = with_factor()
    client = sign_in(who, stepped_up=False)
    answer = client.get("/nb/account/close")
    assert answer.location == "/nb/step-up?next=/nb/account/close"
    page = client.get(answer.location)
    assert 'name="code"' in page.text
    assert 'name="password"' not in page.text
    assert client.post(answer.location, data={"code": code()}).location == "/nb/account/close"
    assert client.get("/nb/account/close").status_code == 200


def test_guessing_the_password_at_the_step_up_must_wait_too(client, db_session):
    late_one = kari()
    enter(client)
    late(late_one)
    statuses = [client.post("/nb/step-up", data={"password": "feil feil feil"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


# The demo's phone


def test_the_code_of_now_is_shown_in_a_demo_and_nowhere_else(app, db_session):
    who = with_factor()
    (shown,) = second_factor.current_codes()
    assert (shown.name, shown.email) == (who.name, who.email)
    assert shown.code in (code(), code(1))
    settings = app.extensions["samhandel_settings"]
    try:
        app.extensions["samhandel_settings"] = settings.model_copy(update={"environment": "production"})
        for refused in (
            second_factor.current_codes,
            lambda: second_factor.current_code(who),
            lambda: second_factor.set_up(who),
        ):
            with pytest.raises(Conflict):
                refused()
    finally:
        app.extensions["samhandel_settings"] = settings


def test_the_code_that_is_shown_works_also_right_after_the_last_one_was_used(client, app, db_session, steady):
    who = with_factor()
    for _ in range(2):
        browser = app.test_client()
        enter(browser)
        db.session.refresh(who)
        assert give(browser, second_factor.current_code(who)).status_code == 303
