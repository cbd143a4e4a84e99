"""Names, addresses, passwords, identity numbers and what people wrote stand in no log, no journal, no job, no mail to others."""

import io
import logging
import re
import threading
from contextvars import Context as ContextVars
from datetime import timedelta

import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.services.passwords import hash_password
from app.blueprints.screening.rules.identity_numbers import find_identity_numbers
from app.core import jobs
from app.core.clock import today
from app.core.db import commit, db
from app.core.logs import JsonLines
from tests.faults.forms import forms_on, parse
from tests.faults.test_interrupted import fresh_session, in_app

NUMBER = "01819012365"  # of the synthetic series: nobody's
NAME, EMAIL, PASSWORD, TEXT = (
    "Kanari Navnesen",
    "kanari.adresse@prove.example",
    "fjellrev under bjørka 31",
    "kanari-skrevet-tekst",
)
CANARIES = (NAME, EMAIL, PASSWORD, TEXT, NUMBER, "Kanari", "kanari.adresse")


@pytest.fixture
def logged():
    """Everything that any logger says, as the site would print it, the library's own debugging included."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.setLevel(logging.INFO)
    handler.addFilter(lambda record: record.name != "mail.log")  # the tests' own mail server
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def send(client, page, typed, to=""):
    """What is typed into the form on a page, and sent."""
    answer = client.get(page)
    [form] = [form for form in forms_on(answer.text, page, "") if form.action.endswith(to or page)]
    return client.post(form.action, data={one.name: one.value for one in form.fields} | typed)


def test_a_whole_day_of_work_leaves_no_personal_word_where_it_does_not_belong(
    world, forms, sql, logged, postbox, smtp_server, capfd
):
    def rename():
        person = db.session.get(Person, world.people["supplier_a"].id)
        person.name, person.email, person.password_hash = NAME, EMAIL, hash_password(PASSWORD)
        commit()

    in_app(world, rename)
    for reader in world.tokens:
        fresh_session(world, reader)
    supplier, stranger, organisation = (
        world.client("supplier_a"),
        world.client("anonymous"),
        world.values["organisation_id"],
    )
    moderator, reported = world.client("moderator_a"), f"/nb/report/post/{world.values['post_id']}"
    thread = f"/nb/threads/{world.values['thread_id']}/reply"
    post = {"organisation_id": organisation, "lang": "nb"}
    seen = [
        stranger.post("/nb/sign-in", data={"email": EMAIL, "password": "feil " + PASSWORD}),
        stranger.post("/nb/sign-in", data={"email": EMAIL, "password": PASSWORD}),
        stranger.post("/nb/sign-in?next=/nb/" + TEXT, data={"email": "ukjent." + EMAIL, "password": PASSWORD}),
        world.client("anonymous").post(
            "/nb/sign-up", data={"name": NAME, "email": "ny." + EMAIL, "password": PASSWORD, "locale": "nb"}
        ),
        world.client("anonymous").post(
            "/nb/sign-up", data={"name": NAME, "email": EMAIL, "password": PASSWORD, "locale": "nb"}
        ),
        stranger.post("/nb/forgotten-password", data={"email": EMAIL}),
        supplier.post(thread, data=post | {"body": f"{TEXT} {NUMBER}"}),
        supplier.post(thread, data=post | {"body": TEXT}),
        supplier.post(thread, data=post | {"body": TEXT * 9000}),
        supplier.post(
            f"/nb/organisations/{organisation}/safety/near-misses/new",
            data={"what": TEXT, "place": TEXT, "happened_on": "2026-11-02"},
        ),
        supplier.post(
            f"/nb/organisations/{organisation}/safety/near-misses/new",
            data={"what": NUMBER, "place": TEXT, "happened_on": "2026-11-02"},
        ),
        supplier.post(
            f"/nb/organisations/{organisation}/plan/actions/new",
            data={
                "title": TEXT,
                "subject": "",
                "owner_id": world.people["supplier_a"].id,
                "due_on": str(today() + timedelta(days=30)),
            },
        ),
        supplier.post(
            f"/nb/organisations/{organisation}/invitations/new", data={"email": "venn." + EMAIL, "role": "editor"}
        ),
        supplier.post("/nb/organisations/new", data={"country": "NO", "number": NUMBER}),
        send(supplier, reported, {"reason": "M6", "note": TEXT}),
        send(stranger, f"{reported}/open", {"reason": "M6", "note": TEXT, "email": f"svar.{EMAIL}"}),
        send(supplier, "/nb/numbers", {"number": NUMBER, "what": "serial", "why": TEXT, "organisation_id": "0"}),
        send(supplier, f"/nb/decisions/{world.values['decision_id']}", {"text": TEXT}, to="/appeal"),
        send(moderator, f"/nb/moderation/cases/{world.values['case_id']}/lawyer", {"question": TEXT}),
        supplier.post("/nb/account/profile", data={"name": NAME, "locale": "nb", "reads": "nb", "version": "x"}),
        supplier.post(
            "/nb/account/password", data={"old_password": "feil " + PASSWORD, "new_password": PASSWORD + " ny"}
        ),
        supplier.post("/nb/account/address", data={"email": "annen." + EMAIL}),
        supplier.get(f"/nb/{TEXT}?q={EMAIL}"),
        supplier.get(f"/nb/confirm/{TEXT}"),
        supplier.post(f"/nb/account?{EMAIL}", data={"note": TEXT}),
        world.client("buyer_a").post(
            thread,
            data={
                "organisation_id": world.values["trust_id"],
                "lang": "nb",
                "body": "Svar til innlegget.",
                "reply_to": "1",
            },
        ),
    ]
    statuses = " ".join(str(answer.status_code) for answer in seen)
    assert (
        statuses
        == "422 303 422 303 303 303 422 303 413 303 422 303 303 422 303 303 303 303 303 409 422 303 404 404 405 303"
    )
    arguments = str(sql("SELECT args FROM jobs.procrastinate_jobs"))
    assert sql("SELECT count(*) FROM jobs.procrastinate_jobs")[0][0] > 5
    assert not [canary for canary in CANARIES if canary in arguments]

    from app import create_app

    worker = create_app(world.app.extensions["samhandel_settings"], role="worker")
    run = threading.Thread(target=ContextVars().run, args=(lambda: jobs.work(worker, until_empty=True),))
    run.start()
    run.join()
    with worker.app_context():
        db.engine.dispose()
    said = logged.getvalue() + "".join(capfd.readouterr())
    assert "sign-in refused" in said
    assert not [canary for canary in CANARIES if canary in said], [
        line for line in said.splitlines() if any(c in line for c in CANARIES)
    ][:3]
    assert not find_identity_numbers(re.sub(r"\d{12,}", "", said))
    journal = str(sql("SELECT e::text FROM journal_entry e"))
    assert len(journal) > 1000
    assert not [canary for canary in CANARIES if canary in journal]
    mails = postbox.messages
    assert len(mails) >= 4
    for mail in mails:
        whole = mail.as_string() + "".join(
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        )
        # What everybody can read is told to those who follow it; they can stop such mail, and are told so.
        public = (TEXT,) if mail["List-Unsubscribe"] else ()
        assert not [canary for canary in (PASSWORD, NUMBER, TEXT) if canary in whole and canary not in public], mail[
            "Subject"
        ]
        assert len(mail.recipients) == 1
        others = mail.recipients[0] != EMAIL and not mail.recipients[0].endswith(EMAIL)
        assert not (others and EMAIL in whole), mail["Subject"]


def test_a_fault_is_logged_without_what_was_typed(world, logged, monkeypatch):
    """Not even in the words of a library's own exception, which may hold what it could not digest."""
    from app.blueprints.accounts.services import people

    def break_down(*given, **named):
        db.session.execute(
            db.text("INSERT INTO accounts_person (name, email) VALUES (:name, :email)"),
            {"name": NAME, "email": EMAIL * 200},
        )

    monkeypatch.setattr(people, "sign_up", break_down)
    answer = world.client("anonymous").post(
        "/nb/sign-up", data={"name": NAME, "email": EMAIL, "password": PASSWORD, "locale": "nb"}
    )
    assert answer.status_code == 500
    assert parse(answer.text) is not None
    assert "fault" in logged.getvalue()
    assert not [canary for canary in CANARIES if canary in logged.getvalue()], logged.getvalue()[-1500:]
