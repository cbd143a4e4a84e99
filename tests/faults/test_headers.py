"""What every answer says to the browser, whatever its status; and from where an unsafe request may come."""

import re
from contextvars import Context as ContextVars

import pytest

from app import create_app
from app.core.db import db
from tests.conftest import settings_for, validate
from tests.faults.conftest import Plain
from tests.faults.forms import path_of, rules
from tests.faults.test_every_form import LANGUAGES, Shown, every, plausible, secret

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PRODUCTION = {
    "environment": "production", "public_url": "https://samhandel.example", "smtp_security": "starttls", "register_url": "https://register.example",
    "database_url": "postgresql://one", "database_worker_url": "postgresql://two", "database_owner_url": "postgresql://three",
    "scanner_url": "unix:///run/clamav/clamd.ctl",
}  # fmt: skip


SANDBOX = "sandbox; default-src 'none'"


def wrong(answer, where: str, *, https: bool = False) -> list[str]:
    """Where the answer says something else than every answer should."""
    always = ALWAYS
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        always = ALWAYS | {"Content-Security-Policy": SANDBOX}  # a file may do even less than a page
    found = [
        f"{where} {answer.status_code}: {name} is {answer.headers.get(name)}"
        for name, value in always.items()
        if answer.headers.get(name) != value
    ]
    if answer.headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        found.append(f"{where}: Referrer-Policy {answer.headers.get('Referrer-Policy')}")
    cache = answer.headers.get("Cache-Control", "")
    kept_long = "/static/" in where and answer.status_code == 200
    # A feed, the glossary and an account as files say the same to everybody, and whoever keeps them asks again.
    for_all = any(
        name in where for name in ("feed.atom", "glossary.csv", "/transparency/", "/questions.atom", "/questions.json")
    )
    asks_again = for_all and cache == "public, no-cache" and "Set-Cookie" not in answer.headers
    if not kept_long and not asks_again and not ("no-store" in cache or "private" in cache):
        found.append(f"{where} {answer.status_code}: Cache-Control {cache}")
    if https and not re.fullmatch(
        r"max-age=\d{8,}; includeSubDomains", answer.headers.get("Strict-Transport-Security", "")
    ):
        found.append(f"{where}: Strict-Transport-Security {answer.headers.get('Strict-Transport-Security')}")
    for cookie in answer.headers.getlist("Set-Cookie"):
        name, flags = cookie.partition("=")[0], {part.strip().lower() for part in cookie.split(";")[1:]}
        if name != ("__Host-samhandel" if https else "samhandel"):
            found.append(f"{where}: a cookie {name}")
        if (
            not {"httponly", "samesite=lax", "path=/"} <= flags
            or any(flag.startswith("domain") for flag in flags)
            or ("secure" in flags) != https
        ):
            found.append(f"{where}: cookie {flags}")
    found += [
        f"{where}: {name}"
        for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin")
        if answer.headers.get(name)
    ]
    return found


def test_every_route_of_every_status_says_the_same(world, nothing_lasts):
    faults, statuses = [], set()
    for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT"):
        for count, rule in enumerate(rules(world, "GET") + rules(world, "POST")):
            for reader in (
                ("anonymous", ("supplier_a", "buyer_a", "moderator_a")[count % 3])
                if method in ("GET", "POST")
                else ("anonymous",)
            ):
                path = path_of(world, rule.rule, LANGUAGES[count % 3])
                answer = world.client(reader).open(path, method=method, headers={"Accept": "text/html"})
                statuses.add(answer.status_code)
                faults += wrong(answer, f"{method} {path}")
    assert not faults, "\n".join(faults[:20])
    assert {200, 302, 303, 401, 403, 404, 405, 409, 422} <= statuses


@pytest.fixture(scope="module")
def outside(world):
    """The same site as in production, behind https, its guard against foreign posts on; it reads the world's database."""
    settings = world.app.extensions["samhandel_settings"]
    app = create_app(settings.model_copy(update={"public_url": "https://samhandel.example"}))
    app.config["TRUSTED_HOSTS"] = ["samhandel.example"]  # as `configure` sets it in production
    app.test_client_class = Plain
    yield app
    with app.app_context():
        db.engine.dispose()


def client_of(app, world, reader):
    client = app.test_client()
    if reader != "anonymous":
        with client.session_transaction(base_url="https://samhandel.example") as cookie:
            cookie["_user_id"], cookie["_fresh"] = world.tokens[reader], True
    return client


def test_in_production_a_foreign_host_is_refused_and_our_own_is_not():
    app = create_app(settings_for("none", **PRODUCTION))
    assert app.config["TRUSTED_HOSTS"] == ["samhandel.example"]
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-samhandel"
    client = app.test_client()
    for host in (
        "evil.example",
        "samhandel.example.evil.example",
        "samhandel.example:1@evil",
        "127.0.0.1",
        "evil.example:443",
        "",
    ):
        for path in ("/nb/forgotten-password", "/healthz", "/nb/no-such-page"):
            answer = ContextVars().run(
                client.get, path, base_url="https://samhandel.example", headers={"Host": host, "Accept": "text/html"}
            )
            assert answer.status_code == 400, (host, path)
            assert "evil" not in answer.text.replace("kept", "")
            assert wrong(answer, path, https=True) == []
    assert ContextVars().run(client.get, "/healthz", base_url="https://samhandel.example").status_code == 200


def test_over_https_every_answer_says_so_and_one_cookie_is_bound_to_the_host(world, outside):
    faults, cookies = [], 0
    for count, rule in enumerate(rules(world, "GET")):
        path = path_of(world, rule.rule, LANGUAGES[count % 3])
        answer = client_of(outside, world, ("anonymous", "supplier_a")[count % 2]).get(
            path, base_url="https://samhandel.example"
        )
        faults += wrong(answer, path, https=True)
        cookies += len(answer.headers.getlist("Set-Cookie"))
    assert not faults, "\n".join(faults[:20])
    assert cookies


def test_every_unsafe_route_refuses_a_post_without_token_and_keeps_what_was_typed(world, outside, forms, sql):
    """The exceptions have no session to misuse: whoever stands at a poster (docs/decisions/0009), a mail program that
    stops a mail for its reader by the address that the mail carries (RFC 8058), and a report without an account."""
    faults, before, tried = [], sql.state(), 0
    stateless = {name for name, view in world.app.view_functions.items() if getattr(view, "stateless", False)}
    assert stateless == {"safety.report_near_miss", "notifications.unsubscribe_now", "moderation.report_openly"}
    for lang, endpoint, form in every(forms):
        tried += 1
        if endpoint in stateless:
            continue
        sent = plausible(form)
        path = re.sub("^/en/", f"/{lang}/", form.action)
        answer = client_of(outside, world, form.reader).post(
            path, data=sent, base_url="https://samhandel.example", headers={"Accept": "text/html"}
        )
        faults += wrong(answer, endpoint, https=True)
        if answer.status_code != 400:
            faults.append(f"{endpoint}: {answer.status_code}")
            continue
        validate(answer.text)
        shown = Shown(answer.text).found
        faults += [
            f"{endpoint} {f.name} is lost"
            for f in form.fields
            if sent[f.name] and not secret(f) and sent[f.name] not in shown.get(f.name, [])
        ]
        faults += [f"{endpoint} shows {f.name}" for f in form.fields if secret(f) and f.name in shown]
    assert not faults, "\n".join(faults[:20])
    assert tried == len({rule.endpoint for rule in rules(world, "POST")})
    assert sql.state() == before


@pytest.mark.parametrize("origin", ["cross-site"])
def test_what_another_site_sends_is_refused_before_it_is_read(world, forms, sql, origin):
    faults, before = [], sql.state()
    for lang, endpoint, form in every(forms):
        path = re.sub("^/en/", f"/{lang}/", form.action)
        answer = world.client(form.reader).post(
            path, data=plausible(form), headers={"Sec-Fetch-Site": origin, "Accept": "text/html"}
        )
        if answer.status_code != 400:
            faults.append(f"{endpoint}: {answer.status_code}")
        faults += wrong(answer, endpoint)
    assert faults == []
    assert sql.state() == before
