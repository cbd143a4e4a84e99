"""The pages for what went wrong: each in each language, valid, with the words of its language and all headers."""

import pytest
from flask import Blueprint, abort
from sqlalchemy.exc import OperationalError

from app import create_app
from app.core.access import public
from app.core.db import db
from app.core.errors import Conflict, StaleVersion, Throttled
from tests.conftest import validate
from tests.faults.conftest import Plain
from tests.faults.test_every_form import CANARY, MARKUP, is_kept
from tests.faults.test_headers import wrong

STATUSES = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


@pytest.fixture(scope="module")
def failing(world):
    """The site, with an address that fails in any way that is asked for."""
    app = create_app(world.app.extensions["samhandel_settings"])
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Plain
    bp = Blueprint("failing", __name__, url_prefix="/<any(nb, nn, en):lang>")

    @bp.route("/fail/<int:status>", methods=["GET", "POST"])
    @public
    def fail(status):
        from datetime import UTC, datetime, timedelta

        if status == 429:
            raise Throttled(timedelta(minutes=3))
        if status == 503:
            raise OperationalError("SELECT", {}, Exception("away"))
        if status == 500:
            raise ZeroDivisionError
        if status == 409:
            raise Conflict("dialogue_is_closed")
        if status == 410:
            raise StaleVersion("Kari <b>Prøve</b>", datetime(2026, 11, 2, 9, 14, tzinfo=UTC))
        abort(status)

    app.register_blueprint(bp)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("reader", ["anonymous", "supplier_a"])
def test_every_page_is_whole_in_every_language_and_keeps_what_was_typed(world, failing, status, lang, reader):
    client = failing.test_client()
    if reader != "anonymous":
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = world.tokens[reader], True
    seen = client.get(f"/{lang}/fail/{status}?a=%3C{CANARY}%3E", headers={"Accept": "text/html"})
    sent = client.post(
        f"/{lang}/fail/{status}", data={"body": MARKUP, "password": "hemmelig ord"}, headers={"Accept": "text/html"}
    )
    for answer in (seen, sent):
        assert answer.status_code == (409 if status == 410 else status)
        validate(answer.text)
        assert f'<html lang="{lang}"' in answer.text
        assert f"<{CANARY}" not in answer.text
        assert "hemmelig" not in answer.text
        assert "Traceback" not in answer.text
        assert "ZeroDivision" not in answer.text
        assert wrong(answer, str(status)) == []
        if status in (429, 503):
            assert int(answer.headers["Retry-After"]) > 0
    if status != 413:
        assert is_kept(sent.text, "body", MARKUP)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_machine_gets_a_problem_in_json(failing, lang):
    for status in STATUSES:
        answer = failing.test_client().post(
            f"/{lang}/fail/{status}", data={"body": MARKUP}, headers={"Accept": "application/json"}
        )
        assert answer.mimetype == "application/problem+json", status
        assert answer.json["status"] == answer.status_code
        assert CANARY not in answer.text


def test_a_body_beyond_what_the_site_takes_is_413_without_a_fault_in_the_log(world, forms, caplog):
    for reader, path in (
        ("anonymous", "/nn/sign-up"),
        ("supplier_a", "/en/threads/1/reply"),
        ("anonymous", "/nb/no-such-page"),
    ):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            caplog.clear()
            answer = world.client(reader).post(
                path, data=b"body=" + b"a" * 2_000_001, content_type=kind, headers={"Accept": "text/html"}
            )
            assert answer.status_code in ((413, 404) if "no-such" in path else (413,)), (path, kind)
            validate(answer.text)
            assert f'lang="{path[1:3]}"' in answer.text
            assert not [record for record in caplog.records if record.levelname == "ERROR"]
