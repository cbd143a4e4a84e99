"""Over HTTP, on two routes made for it: who may send how much, and how a file leaves."""

import io
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from app.blueprints.accounts.policies import is_signed_in
from app.blueprints.attachments import queries, services
from app.blueprints.attachments.terms import ACCEPTED, ACCEPTED_ENDINGS, MOST_BYTES
from app.core import downloads
from app.core.access import actor, guard, public
from app.core.db import db
from app.core.errors import DomainError
from app.core.fields import FileField
from app.core.forms import OnceForm
from app.core.render import render
from app.core.uploads import takes_file
from tests.attachments.hostile import pdf_with, starts_a_program
from tests.conftest import Client, validate
from tests.factories import attachments
from tests.factories.accounts import member, organisation, session_token
from tests.factories.attachments import pdf

TEMPLATE = """{% extends "base.html" %}{% from "components/form.html" import form_for %}
{% from "components/field.html" import field %}{% from "components/file_field.html" import file_field %}
{% block title %}Prøve{% endblock %}
{% block main %}{% call form_for(form, "Send") %}{{ file_field(form.file) }}{% endcall %}{% endblock %}"""


class UploadForm(OnceForm):
    file = FileField("Dokument", accepted=ACCEPTED, endings=ACCEPTED_ENDINGS, most=MOST_BYTES)


@pytest.fixture(scope="module")
def site(settings):
    app = create_app(settings)
    app.test_client_class = Client
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.config["WTF_CSRF_ENABLED"] = False

    @guard(is_signed_in)
    @takes_file(MOST_BYTES)
    def upload():
        form = UploadForm()
        if form.validate_on_submit():
            firm = db.session.get(attachments.Organisation, actor().memberships[0].organisation_id)
            try:
                file = services.take_in(firm, form.file.data.stream, form.file.data.filename, by=actor())
            except DomainError as error:
                form.take(error)
            else:
                return app.redirect(f"/nb/prove/{file.id}", 303)
        environment = app.extensions["samhandel_environments"]["nb"]
        return render(environment.from_string(TEMPLATE), form=form), form.status

    @guard(is_signed_in)
    def download(file_id):
        return downloads.answer(services.serve(queries.get_file(file_id)))

    @public
    def small():
        from flask import request

        return {"got": len(request.get_data())}

    app.add_url_rule("/<any(nb, nn, en):lang>/prove", "upload", upload, methods=["GET", "POST"])
    app.add_url_rule("/<any(nb, nn, en):lang>/prove/<int:file_id>", "download", download)
    app.add_url_rule("/<any(nb, nn, en):lang>/smaa", "small", small, methods=["POST"])
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def reader(site, firm):
    client = site.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_token(member(firm))
        cookie["_fresh"] = True
    return client


def send(client, content, name="Sertifikat.pdf", **more):
    return client.post("/nb/prove", data={"file": (io.BytesIO(content), name), "once": "k" * 20} | more)


def test_a_file_is_sent_and_fetched_again(reader, firm):
    content = pdf()
    answer = send(reader, content, "Årsrapport «HMS» 2026.pdf")
    assert answer.status_code == 303
    fetched = reader.get(answer.location)
    assert fetched.data == content
    headers = fetched.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(content))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"Arsrapport HMS 2026.pdf\"; filename*=UTF-8''%C3%85rsrapport%20%C2%ABHMS%C2%BB%202026.pdf"
    )
    assert headers["X-Frame-Options"] == "DENY"


def test_the_same_form_sent_twice_takes_one_file(reader, owner_sql):
    first, second = send(reader, pdf("a")), send(reader, pdf("b"))
    assert first.location == second.location
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(1,)]


def test_a_file_larger_than_other_requests_may_be_is_taken(reader, site):
    content = b"Linje av en logg.\n" * 300_000
    assert len(content) > 2 * site.config["MAX_CONTENT_LENGTH"]
    assert send(reader, content, "logg.txt").status_code == 303


def test_a_refusal_stands_at_its_field_and_the_file_is_asked_for_again(reader):
    answer = send(reader, pdf_with(starts_a_program))
    assert answer.status_code == 422
    assert 'aria-describedby="file-hint file-error"' in answer.text
    assert 'href="#file"' in answer.text


def test_without_a_file_the_form_says_so(reader):
    for data in ({}, {"file": "a text where a file should be"}, {"file": (io.BytesIO(b""), "")}):
        answer = reader.post("/nb/prove", data=data)
        assert answer.status_code == 422
        assert 'id="file-error"' in answer.text


def test_the_field_tells_what_it_takes_and_the_form_is_multipart(reader):
    page = reader.get("/nb/prove").text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page
    assert 'accept=".pdf,.png' in page
    assert "PDF, PNG, JPEG" in page
    assert "20 MB" in page


class Watched(io.BytesIO):
    """A body that counts what is read of it."""

    taken = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def post_length(client, path, length):
    body = Watched(b"--x\r\n")
    answer = client.post(
        path,
        input_stream=body,
        environ_overrides={"CONTENT_LENGTH": str(length)},
        content_type="multipart/form-data; boundary=x",
        headers={"Accept": "text/html"},
    )
    return answer, body


def test_two_hundred_megabytes_are_refused_at_once_with_a_page_and_none_of_it_read(reader, owner_sql):
    answer, body = post_length(reader, "/nb/prove", 200_000_000)
    assert answer.status_code == 413
    assert body.taken == 0
    validate(answer.text)
    assert "20 MB" in answer.text
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(0,)]


def test_a_file_a_little_too_large_for_the_room_is_answered_at_its_field(reader):
    answer = send(reader, b"a" * (MOST_BYTES + 1), "logg.txt")
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert "20 MB" in answer.text


def test_who_is_not_signed_in_sends_no_large_body(site, db_session):
    answer, body = post_length(site.test_client(), "/nb/prove", 5_000_000)
    assert answer.status_code == 401
    assert body.taken == 0


def test_other_routes_keep_to_the_small_limit(reader, site):
    assert reader.post("/nb/smaa", data=b"a" * 1_000).status_code == 200
    answer, body = post_length(reader, "/nb/smaa", site.config["MAX_CONTENT_LENGTH"] + 1)
    assert answer.status_code == 413
    assert body.taken == 0


@given(st.text(min_size=1, max_size=120))
def test_any_name_makes_one_header_from_which_it_can_be_read_again(name):
    stated = downloads.disposition(name.encode("utf-8", "replace").decode())
    assert stated.isascii()
    assert stated.isprintable()
    assert stated.startswith('attachment; filename="')
    assert stated.count('"') == 2
    if "filename*=" in stated:
        assert unquote(stated.split("filename*=UTF-8''")[1]) == name.encode("utf-8", "replace").decode()
