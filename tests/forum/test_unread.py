"""How far somebody has read: it grows, and never past what is there; opening a page writes nothing."""

import re

import pytest

from app.blueprints.forum.models import Thread
from app.blueprints.forum.queries import unread
from app.blueprints.forum.services import moderated
from app.core import clock
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import many_posts, post, thread

READ = "SELECT person_id, last_read_seq FROM forum_reading ORDER BY 1"


@pytest.fixture
def scene(db_session):
    """A thread of 45 posts, its author, and a reader who has written nothing."""
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide")
    opened = thread(dialogue, supplier, who)
    many_posts(opened, supplier, who, 44)
    return dialogue, supplier, who, opened, person("Lise Leser", locale="en")


def read_to(client, opened, number, **more):
    return client.post(f"/en/threads/{opened.id}/read", data={"number": str(number), **more})


def test_it_only_grows_and_never_beyond_the_last_post(scene, sign_in, owner_sql) -> None:
    *_, opened, reader = scene
    lise = sign_in(reader)
    lise.get(f"/en/threads/{opened.id}")
    assert owner_sql(READ) == [], "looking writes nothing"
    for number, stored in ((20, 20), (7, 20), (0, 20), (-4, 20), ("4O", 20), (999_999, 45), (46, 45), (1, 45)):
        assert read_to(lise, opened, number, quiet="1").status_code == 204
        assert [seq for _, seq in owner_sql(READ)] == [stored], number
    assert read_to(lise, opened, "9" * 40).status_code == 303


def test_the_page_says_what_is_new_since_last_time_and_leads_to_the_first_of_it(scene, sign_in) -> None:
    *_, opened, reader = scene
    lise = sign_in(reader)
    first_visit = lise.get(f"/en/threads/{opened.id}").text
    assert ">New</span>" not in first_visit, "to whoever has never been here nothing is newer than the rest"
    assert "First unread" not in first_visit
    assert read_to(lise, opened, 40).location == f"/en/threads/{opened.id}?page=3#post-41"
    page = lise.get(f"/en/threads/{opened.id}").text
    assert re.search(rf'href="/en/threads/{opened.id}\?page=3#post-41">First unread \(#41\)', page)
    assert "5 posts are new since you were here." in page
    assert ">New</span>" not in page
    assert "I have read" not in page, "nothing on this page is new"
    last = lise.get(f"/en/threads/{opened.id}?page=3").text
    assert last.count(">New</span>") == 5
    assert 'name="number" value="45"' in last
    assert "read the whole thread" in lise.get(read_to(lise, opened, 45).location).text


def test_a_visitor_gets_no_form_no_marks_and_no_cookie(scene, client) -> None:
    answer = client.get(f"/en/threads/{scene[3].id}")
    assert "data-read-here" not in answer.text
    assert "Following" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_lists_count_what_is_unread_by_subtraction_and_all_read_is_one_row(scene, sign_in, owner_sql) -> None:
    dialogue, supplier, who, opened, reader = scene
    second = thread(dialogue, supplier, who, title="Emballasje")
    lise = sign_in(reader)
    address = f"/en/dialogues/{dialogue.id}"
    read_to(lise, opened, 40, quiet="1")
    page = lise.get(address).text
    assert re.search(rf'href="/en/threads/{opened.id}\?page=3#post-41">\s*5 unread</a>', page)
    assert "1 unread" in page
    answer = lise.post(f"/en/spaces/{dialogue.space_id}/read")
    assert answer.location == address
    assert "unread" not in lise.get(address).text
    assert owner_sql("SELECT count(*) FROM forum_read_before") == [(1,)]
    post(second, supplier, who, "Noe nytt.")
    page = lise.get(address).text
    assert re.search(rf'href="/en/threads/{second.id}\?page=1#post-2">\s*1 unread</a>', page)
    assert page.count(" unread</a>") == 1
    lise.post("/en/inbox/following/read")
    assert "unread" not in lise.get(address).text
    # Said again it is the later of the two, and never an earlier one.
    before = owner_sql("SELECT max(before) FROM forum_read_before")
    with unit_of_work(Context(person_id=reader.id)):
        unread.all_read(reader.id, None, clock.now().replace(year=2020))
    assert owner_sql("SELECT max(before) FROM forum_read_before") == before


def test_what_a_moderator_hid_or_moved_keeps_its_number_in_the_count(scene, sign_in) -> None:
    dialogue, supplier, who, opened, reader = scene
    lise = sign_in(reader)
    read_to(lise, opened, 45, quiet="1")
    made = post(opened, supplier, who, "Prisen er 400.")
    with unit_of_work():
        moderated.hide(made.id, reason_code="M5", at=clock.now())
    assert "1 unread" in lise.get(f"/en/dialogues/{dialogue.id}").text
    assert db.session.get_one(Thread, opened.id, populate_existing=True).seq == 46


def test_one_statement_on_each_page_and_none_for_visitors(scene, sign_in, client, statements) -> None:
    dialogue, _supplier, _who, opened, reader = scene
    lise = sign_in(reader)
    for address in (f"/en/threads/{opened.id}", f"/en/dialogues/{dialogue.id}"):
        for one in (lise, client):
            one.get(address)
        with statements() as hers:
            lise.get(address)
        with statements() as a_visitors:
            client.get(address)
        about = [statement for statement in hers if "forum_reading" in statement or "forum_follow" in statement]
        assert len(about) == 1, about
        assert not any("forum_reading" in s or "forum_follow" in s for s in a_visitors)


@pytest.mark.parametrize("table", ["forum_reading", "forum_follow", "forum_read_before"])
def test_nobody_sees_or_changes_anothers_rows(scene, sign_in, web_sql, owner_sql, table) -> None:
    dialogue, _supplier, _who, opened, reader = scene
    lise = sign_in(reader)
    read_to(lise, opened, 3)
    lise.post(f"/en/spaces/{dialogue.space_id}/read")
    lise.post(f"/en/threads/{opened.id}/follow", data={"level": "all"})
    mine, other = Context(person_id=reader.id), Context(person_id=person().id)
    column = {"forum_reading": "last_read_seq = 1", "forum_follow": "level = 'nothing'"}.get(table, "before = now()")
    count = f"SELECT count(*) FROM {table}"
    assert web_sql(count, mine) == [(1,)]
    for context in (other, Context()):
        assert web_sql(count, context) == [(0,)]
        assert web_sql(f"UPDATE {table} SET {column} RETURNING id", context) == []
        assert web_sql(f"DELETE FROM {table} RETURNING id", context) == []
    with pytest.raises(Exception, match="row-level security"):
        web_sql(f"UPDATE {table} SET person_id = {other.person_id}", mine)
    assert web_sql(count, role="worker") == [(1,)], "the worker tells those who follow"
    owner_sql(
        "INSERT INTO forum_draft (person_id, place, lang, title, body, quote, saved_at, version)"
        f" VALUES ({reader.id}, 'thread:{opened.id}', 'nb', '', 'Hemmelig', '', now(), 1)"
    )
    assert web_sql("SELECT count(*) FROM forum_draft", role="worker") == [(0,)], "drafts are nobody's business"
