"""One click in the mail stops it (RFC 8058); looking at the link does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.notifications import services
from app.blueprints.notifications.rules import tokens
from app.blueprints.notifications.services import unsubscribing
from app.core.db import Context, db, set_context, unit_of_work
from tests.factories import notifications as make

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
STORED = "SELECT person_id, rhythm FROM notifications_preference ORDER BY 1"


# The token


@given(st.integers(1, 2**62), st.sampled_from(["mail", "thread:17", "dialogue:999999999999999999"]))
def test_a_token_says_who_and_what_also_after_the_key_was_changed(person_id, about):
    token = tokens.make(["old"], person_id, about)
    assert tokens.read(["old", "new"], token) == (person_id, about)
    assert tokens.read(["new"], token) is None


@given(st.text(max_size=500))
def test_no_other_text_is_a_token(text):
    assert tokens.read(["key"], text) is None


def test_a_token_for_another_person_or_thing_cannot_be_made_from_ones_own():
    head, signature = tokens.make(["key"], 7, "thread:17").split(".", 1)
    other = tokens.make(["another key"], 8, "thread:17").split(".", 1)[0]
    assert tokens.read(["key"], f"{other}.{signature}") is None
    assert tokens.read(["key"], head) is None


@pytest.mark.parametrize("about", ["", "thread", "thread:x", "thread:17;x", "T:1", "thread:" + "9" * 19])
def test_what_is_signed_but_names_nothing_is_refused(about):
    assert tokens.read(["key"], tokens.make(["key"], 7, about)) is None


# The pages


@pytest.fixture
def reader(db_session, owner_sql):
    (person_id,) = make.crowd(owner_sql, 1, locale="en", rhythm="immediate")
    return person_id


@pytest.fixture
def path(app, reader):
    def _path(about="mail", person_id=None, lang="en"):
        return f"/{lang}/unsubscribe/{services.unsubscribe_token(person_id or reader, about)}"

    return _path


@pytest.fixture
def strict(app, monkeypatch):
    """As in production, where a form without its token is refused."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_opening_the_link_says_what_stops_and_changes_nothing(client, path, owner_sql, reader, lang):
    for _ in range(3):
        answer = client.get(path(lang=lang))
        client.head(path(lang=lang))
    assert answer.status_code == 200
    assert answer.text.count('<form method="post" action="' + path(lang=lang)) == 1
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert owner_sql(STORED) == [(reader, "immediate")]


def test_a_mail_programs_post_without_session_or_token_stops_it_at_once_and_leads_nowhere(
    client, path, owner_sql, reader, strict
):
    make.crowd(owner_sql, 1, rhythm="immediate")
    for _ in range(2):
        answer = client.post(path(), data=ONE_CLICK)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "You get no more mail about what you follow." in answer.text
    assert [rhythm for _, rhythm in owner_sql(STORED)] == ["never", "immediate"]


def test_somebody_who_never_chose_can_stop_it_too(client, path, owner_sql):
    (other,) = make.crowd(owner_sql, 1)
    assert client.post(path(person_id=other), data=ONE_CLICK).status_code == 200
    assert (other, "never") in owner_sql(STORED)


def test_it_stops_the_mail_of_whose_token_it_is_whoever_is_signed_in_there(sign_in, path, owner_sql, reader):
    from tests.factories.accounts import person

    ola = person()
    assert sign_in(ola).post(path()).status_code == 200
    assert owner_sql(STORED) == [(reader, "never")]


@pytest.mark.parametrize("token", ["x", "WzcsIm1haWwiXQ.AAAA", "%F0%9F%90%91", "a" * 5000])
@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_bad_token_is_answered_kindly_and_changes_nothing(client, owner_sql, reader, token, lang, strict):
    for answer in (client.get(f"/{lang}/unsubscribe/{token}"), client.post(f"/{lang}/unsubscribe/{token}")):
        assert answer.status_code == 404
        assert f'href="/{lang}/notifications"' in answer.text
    assert owner_sql(STORED) == [(reader, "immediate")]


def test_one_thing_is_stopped_by_its_room_for_that_person_alone_and_named_on_the_page(
    client, path, owner_sql, reader, monkeypatch
):
    monkeypatch.setattr(unsubscribing, "_stops", {})
    stopped = []

    def stop(person_id, thread_id):
        from sqlalchemy import text

        from app.core.db import db

        stopped.append((person_id, thread_id, db.session.scalar(text("SELECT app_person()"))))

    services.register_unsubscriber("thread", stop, lambda thread_id, locale: f"Thread {thread_id} in {locale} <b>")
    assert "Thread 17 in en &lt;b&gt;" in client.get(path("thread:17")).text
    assert stopped == []
    assert client.post(path("thread:17"), data=ONE_CLICK).status_code == 200
    assert stopped == [(reader, 17, reader)]
    assert owner_sql(STORED) == [(reader, "immediate")], "the rest goes on"


def test_a_room_that_fails_leaves_nobody_with_the_eyes_of_the_person_of_the_token(app, reader, monkeypatch):
    def broken(_person_id, _thing_id):
        raise LookupError

    monkeypatch.setattr(unsubscribing, "_stops", {"thread": (broken, unsubscribing.nameless)})
    with app.test_request_context("/"):
        before = Context(person_id=None)
        set_context(before)
        with pytest.raises(LookupError):
            services.stop_mails(services.unsubscribe_token(reader, "thread:17"))
        assert db.session().info["context"] == before


# The header


def test_a_mail_about_what_is_followed_carries_a_link_that_works_when_posted_to(
    app, client, run_jobs, mails, owner_sql, reader
):
    with unit_of_work():
        services.send_mail(
            "kari@prove.example", locale="en", template="moderation/outcome", params=make.PARAMS, key="k",
            person_id=reader, about="mail",
        )  # fmt: skip
    run_jobs()
    (message,) = mails
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message["List-Unsubscribe"]
    assert url.startswith("<http://localhost/en/unsubscribe/")
    assert url.endswith(">")
    assert url.strip("<>") in message.get_body(("plain",)).get_content().replace("=\n", "")
    assert client.post(url.strip("<>").removeprefix("http://localhost"), data=ONE_CLICK).status_code == 200
    assert owner_sql(STORED) == [(reader, "never")]
