"""Drafts: kept while one writes, for nobody else to see, and gone when the text is published."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.forum.models import Draft, Post, Thread
from app.blueprints.forum.services import drafts
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation, person
from tests.factories.forum import open_forum, post, thread


@pytest.fixture
def scene(db_session):
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide")
    return supplier, who, thread(open_forum(), supplier, who)


def form(supplier, opened, **values) -> dict:
    return {
        "place": f"thread:{opened.id}",
        "organisation_id": supplier.id,
        "lang": "nb",
        "body": "Halvferdig.",
    } | values


def count(who) -> int:
    with unit_of_work(Context(person_id=who.id)):
        return db.session.query(Draft).count()


def test_a_draft_is_kept_by_the_script_restored_into_the_form_and_gone_when_published(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    first = writer.post("/nb/drafts", data=form(supplier, opened, draft_version="0"))
    assert first.json["version"] == 1
    assert first.json["saved"]
    assert writer.post("/nb/drafts", data=form(supplier, opened, body="Mer.", draft_version="1")).json["version"] == 2
    for address in (f"/en/threads/{opened.id}/reply", f"/en/threads/{opened.id}"):
        page = writer.get(address).text
        assert "You have a draft from" in page
        assert "\nMer.</textarea>" in page.replace("\r", "")
    assert "Mer." in writer.get("/en/drafts").text
    sent = writer.post(
        f"/en/threads/{opened.id}/reply",
        data=form(supplier, opened, body="Mer.", draft_version="2", once="a", do="publish"),
    )
    assert sent.status_code == 303
    assert count(who) == 0
    assert "You have no drafts" in writer.get("/en/drafts").text


def test_without_script_the_button_keeps_it_and_publishes_nothing(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    data = form(supplier, opened, do="save", once="k", lang="")
    saved = writer.post(f"/en/threads/{opened.id}/reply", data=data)
    assert saved.status_code == 200
    assert "The draft was saved" in saved.text
    assert 'name="draft_version" type="hidden" value="1"' in saved.text
    assert db.session.get_one(Thread, opened.id, populate_existing=True).seq == 1
    published = writer.post(f"/en/threads/{opened.id}/reply", data=data | {"do": "publish", "lang": "nb"})
    assert published.location.endswith("#post-2"), "the key of the form was not spent on the draft"


def test_of_two_windows_the_later_asks_which_and_neither_text_is_lost(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    writer.post("/nb/drafts", data=form(supplier, opened, body="Fra det første vinduet.", draft_version="0"))
    late = writer.post("/nb/drafts", data=form(supplier, opened, body="Fra det andre.", draft_version="0"))
    assert late.status_code == 409
    assert (late.json["body"], late.json["version"]) == ("Fra det første vinduet.", 1)
    page = writer.post(
        f"/en/threads/{opened.id}/reply",
        data=form(supplier, opened, body="Fra det andre.", draft_version="0", do="save"),
    )
    assert page.status_code == 409
    assert "Fra det første vinduet." in page.text
    assert "Fra det andre." in page.text
    kept = writer.post("/nb/drafts", data=form(supplier, opened, body="Fra det andre.", draft_version="1"))
    assert kept.json["version"] == 2


def test_nobody_sees_the_draft_of_another_not_even_with_plain_sql(scene, sign_in) -> None:
    supplier, who, opened = scene
    sign_in(who).post("/nb/drafts", data=form(supplier, opened))
    colleague = member(supplier, "owner")
    for reader in (colleague, person(platform=("moderator",))):
        with unit_of_work(Context(person_id=reader.id, organisation_ids=(supplier.id,), platform=("moderator",))):
            assert db.session.execute(text("SELECT count(*) FROM forum_draft")).scalar() == 0
            assert db.session.execute(text("UPDATE forum_draft SET body = ''")).rowcount == 0
            assert db.session.execute(text("DELETE FROM forum_draft")).rowcount == 0
    assert count(who) == 1
    with unit_of_work(Context(person_id=who.id)):
        number = db.session.query(Draft).one().id
    assert sign_in(colleague).post(f"/nb/drafts/{number}/discard").status_code == 404
    assert sign_in(who).post(f"/nb/drafts/{number}/discard").status_code == 303
    assert count(who) == 0


def test_what_is_only_begun_stands_in_no_journal(scene, sign_in, owner_sql) -> None:
    supplier, who, opened = scene
    before = owner_sql("SELECT count(*) FROM journal_entry")
    sign_in(who).post("/nb/drafts", data=form(supplier, opened, body="Hemmelig halvtanke"))
    assert owner_sql("SELECT count(*) FROM journal_entry") == before


@pytest.mark.parametrize("place", ["thread:999999", "space:x", "post:1; DROP", "", "thread:-1", "thread:" + "9" * 40])
def test_a_draft_has_a_place_where_its_writer_may_write(place, scene, sign_in) -> None:
    supplier, who, opened = scene
    assert sign_in(who).post("/nb/drafts", data=form(supplier, opened, place=place)).status_code == 404


def test_drafts_are_for_those_who_may_write_there(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    foreign = post(opened, supplier, who)
    other = member(organisation("supplier"), "editor")
    assert sign_in(other).post("/nb/drafts", data=form(supplier, opened, place=f"post:{foreign.id}")).status_code == 404
    assert sign_in(member(supplier, "reader")).post("/nb/drafts", data=form(supplier, opened)).status_code == 403
    assert client.post("/nb/drafts", data=form(supplier, opened)).status_code == 401


def test_a_draft_of_ten_megabytes_is_refused_and_one_too_long_by_a_letter_too(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    assert writer.post("/nb/drafts", data=form(supplier, opened, body="x" * 10_000_000)).status_code == 413
    answer = writer.post("/nb/drafts", data=form(supplier, opened, body="x" * 100_001))
    assert (answer.status_code, count(who)) == (422, 0)
    assert "100000" in answer.json["message"]


def test_ninety_days_after_the_last_letter_a_draft_is_thrown_away(scene, sign_in, worker_app) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    writer.post("/nb/drafts", data=form(supplier, opened))
    with unit_of_work(Context(person_id=who.id)):
        db.session.query(Draft).one().saved_at = now() - timedelta(days=89)
    with worker_app.app_context():
        drafts.forget_old()
    assert count(who) == 1
    with unit_of_work(Context(person_id=who.id)):
        db.session.query(Draft).one().saved_at = now() - timedelta(days=91)
    with worker_app.app_context():
        drafts.forget_old()
    assert count(who) == 0


def test_an_edit_has_a_draft_of_its_own(scene, sign_in) -> None:
    supplier, who, opened = scene
    made = post(opened, supplier, who, "Slik det står.")
    writer = sign_in(who)
    kept = writer.post("/nb/drafts", data=form(supplier, opened, place=f"post:{made.id}", body="Slik det skal stå."))
    assert kept.json["version"] == 1
    page = writer.get(f"/nb/posts/{made.id}/edit").text
    assert "Slik det skal stå." in page
    writer.post(f"/nb/posts/{made.id}/edit", data={"lang": "nb", "body": "Slik det skal stå.", "based_on": "1"})
    assert (count(who), db.session.get_one(Post, made.id, populate_existing=True).revision) == (0, 2)


def test_a_session_lost_while_writing_loses_no_text_whichever_button_is_pressed(scene, client) -> None:
    supplier, _who, opened = scene
    for button in ("save", "preview", "publish"):
        answer = client.post(f"/en/threads/{opened.id}/reply", data=form(supplier, opened, do=button, once="s"))
        assert answer.status_code == 401
        assert "Halvferdig." in answer.text


def test_what_is_forged_beside_the_text_is_left_out_of_the_draft(scene, sign_in) -> None:
    supplier, who, opened = scene
    forged = {
        "organisation_id": "99999999", "reply_to": "x", "lang": "nynorsk'; --", "draft_version": "-1",
        "quoted": "ord " * 50_000, "quoted_seq": "1", "quoted_revision": "1", "quoted_lang": "z" * 500,
    }  # fmt: skip
    writer = sign_in(who)
    assert writer.post("/nb/drafts", data=form(supplier, opened, **forged)).json["version"] == 1
    with unit_of_work(Context(person_id=who.id)):
        kept = db.session.query(Draft).one()
        assert (kept.organisation_id, kept.reply_to, kept.lang) == (None, None, "")
        assert len(kept.quote) < 5_000
    assert writer.get(f"/en/threads/{opened.id}/reply").status_code == 200
    assert writer.get(f"/en/threads/{opened.id}").status_code == 200
