"""With the guard against foreign posts on, as in production."""

import re

import pytest

from app import create_app
from app.core.db import db
from tests.accounts.test_people_session import inputs
from tests.accounts.test_people_views import kari
from tests.conftest import Client
from tests.factories.accounts import PASSWORD


@pytest.fixture(scope="module")
def strict_app(settings):
    app = create_app(settings)
    app.test_client_class = Client
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def strict(strict_app):
    return strict_app.test_client()


def token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def enter(client, **more):
    fields = {"email": "kari@prove.example", "password": PASSWORD, "csrf_token": token(client.get("/nb/sign-in"))}
    return client.post("/nb/sign-in", data=fields | more)


def test_signing_in_needs_the_token_of_the_form(strict, db_session):
    kari()
    assert strict.post("/nb/sign-in", data={"email": "kari@prove.example", "password": PASSWORD}).status_code == 400
    assert enter(strict).status_code == 303


def test_the_token_from_before_signing_in_is_worth_nothing_after(strict, db_session):
    kari()
    before = token(strict.get("/nb/sign-in"))
    enter(strict)
    assert strict.post("/nb/sign-out", data={"csrf_token": before}).status_code == 400
    assert strict.get("/nb/account").status_code == 200


def test_a_post_from_another_site_is_refused_though_it_has_the_token(strict, db_session):
    kari()
    enter(strict)
    fields = {"csrf_token": token(strict.get("/nb/account"))}
    assert strict.post("/nb/sign-out", data=fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert strict.get("/nb/account").status_code == 200


def test_every_unsafe_route_of_an_account_refuses_a_post_without_token(strict, strict_app, db_session):
    kari()
    enter(strict)
    tried = 0
    for rule in strict_app.url_map.iter_rules():
        if rule.endpoint.startswith("accounts.") and "POST" in rule.methods:
            values = dict.fromkeys(rule.arguments, "1") | {"lang": "nb"}
            path = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: values[found[1]], rule.rule)  # noqa: B023
            assert strict.post(path).status_code == 400, path
            tried += 1
    assert tried > 15


def test_a_form_sent_after_the_session_was_revoked_is_sent_again_with_a_fresh_token(strict, db_session, owner_sql):
    kari()
    enter(strict)
    form = strict.get("/nb/account/languages")
    owner_sql("UPDATE accounts_session SET ended_at = now()")
    typed = {"translate": "ask", "reads": ["nb", "nn"], "version": "1", "csrf_token": token(form)}
    page = strict.post("/nb/account/languages", data=typed)
    assert page.status_code == 401
    carried = {name: inputs(page, name) for name in ("kept_path", "kept.translate", "kept.reads", "kept.version")}
    again = strict.post(
        "/nb/sign-in", data={"email": "kari@prove.example", "password": PASSWORD, "csrf_token": token(page)} | carried
    )
    assert again.status_code == 200
    fields = {name: inputs(again, name) for name in ("translate", "reads", "version")} | {"csrf_token": token(again)}
    assert strict.post("/nb/account/languages", data=fields).status_code == 303
    assert owner_sql("SELECT translate, reads FROM accounts_person") == [("ask", ["nb", "nn"])]


def test_a_form_sent_after_the_cookie_is_gone_keeps_what_was_typed_too(strict, strict_app, db_session, owner_sql):
    kari()
    enter(strict)
    form = strict.get("/nb/account/profile")
    strict.delete_cookie("samhandel")
    page = strict.post("/nb/account/profile", data={"name": "Kari Ny", "reads": "nb", "csrf_token": token(form)})
    assert page.status_code == 400
    assert inputs(page, "name") == ["Kari Ny"]
    page = strict.post("/nb/account/profile", data={"name": "Kari Ny", "reads": "nb", "csrf_token": token(page)})
    assert page.status_code == 401
    assert inputs(page, "kept.name") == ["Kari Ny"]


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(strict, db_session):
    kari()
    cookie = enter(strict).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(settings, db_session):
    app = create_app(settings.model_copy(update={"public_url": "https://samhandel.example"}))
    app.config["WTF_CSRF_ENABLED"] = False
    kari()
    answer = app.test_client().post(
        "/nb/sign-in", data={"email": "kari@prove.example", "password": PASSWORD}, base_url="https://samhandel.example"
    )
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-samhandel=")
    assert "Secure" in cookie
    with app.app_context():
        db.engine.dispose()


def test_pages_of_the_signed_in_are_kept_by_nobody_else(strict, db_session):
    kari()
    enter(strict)
    assert "private" in strict.get("/nb/account").headers["Cache-Control"]
