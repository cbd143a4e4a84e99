"""What somebody follows: the nearest word holds, and what is new in it is found when she looks."""

import re

import pytest

from app.blueprints.forum.queries import following as queries
from app.blueprints.forum.queries import telling
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.terms.following import Followed, Level
from app.core import clock
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, post_draft, thread

SAID = "SELECT kind, level FROM forum_follow WHERE person_id = %(person)s ORDER BY id"


@pytest.fixture
def scene(db_session):
    """A buyer's dialogue with a thread, a forum with another, a supplier who writes, and a reader."""
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    reader = person("Lise Leser", locale="en")
    return firm, dialogue, supplier, who, thread(dialogue, supplier, who, title="Kva med returmat?", lang="nn"), reader


def say(who, kind, number, level) -> None:
    with unit_of_work(Context(person_id=who.id)):
        queries.set_level(who.id, kind, number, level, clock.now())


LEVELS = [None, Level.ALL, Level.REPLIES, Level.NOTHING]


def test_the_nearest_word_holds_in_every_combination_of_the_three(scene, worker_app) -> None:
    firm, dialogue, supplier, who, opened, _reader = scene
    people, expected = [], {}
    for near in LEVELS:
        for middle in LEVELS:
            for far in LEVELS:
                one = person()
                words = (
                    (Followed.THREAD, opened.id, near),
                    (Followed.SPACE, dialogue.space_id, middle),
                    (Followed.HOST, firm.id, far),
                )
                for kind, number, level in words:
                    if level:
                        say(one, kind, number, level)
                people.append(one.id)
                if level := near or middle or far:
                    expected[one.id] = level
    made = post(opened, supplier, who, "Noko nytt.")
    with worker_app.app_context(), unit_of_work():
        told = telling.post_told(made.id)
        assert queries.levels_of(people, told) == expected
        found = list(db.session.scalars(queries.followers(told)))
    assert sorted(found) == sorted(number for number, level in expected.items() if level == Level.ALL)


def test_the_news_follow_the_same_words_newest_first_and_page_by_page(scene, sign_in, statements, monkeypatch) -> None:
    firm, dialogue, supplier, who, opened, reader = scene
    lise = sign_in(reader)
    muted = thread(dialogue, supplier, who, title="Muted thread")
    forum = open_forum()
    elsewhere = thread(forum, supplier, who, title="In the forum")
    say(reader, Followed.HOST, firm.id, Level.ALL)
    say(reader, Followed.THREAD, muted.id, Level.NOTHING)
    assert "Nothing new in what you follow" in lise.get("/en/inbox/following").text, "what was there before is no news"
    for where in (opened, muted, elsewhere):
        post(where, supplier, who, "Noko nytt.")
    page = lise.get("/en/inbox/following").text
    assert re.search(rf'href="/en/threads/{opened.id}\?page=1#post-2" lang="nn">Kva med returmat\?</a>', page)
    assert "1 new post" in page
    assert "Muted thread" not in page
    assert "In the forum" not in page
    say(reader, Followed.SPACE, forum.id, Level.ALL)
    post(elsewhere, supplier, who, "Mer.")
    say(reader, Followed.SPACE, dialogue.space_id, Level.REPLIES)
    page = lise.get("/en/inbox/following").text
    assert "In the forum" in page
    assert "Kva med returmat" not in page, "her word on the dialogue stands before that on its host"
    say(reader, Followed.SPACE, dialogue.space_id, Level.ALL)
    for number in range(25):
        thread(dialogue, supplier, who, title=f"Thread number {number}")
    with statements() as few:
        first = lise.get("/en/inbox/following").text
    titles = re.findall(r"Thread number (\d+)", first)
    assert titles == [str(number) for number in range(24, 4, -1)]
    older = re.search(r'href="(/en/inbox/following\?after=[^"]+)"', first).group(1).replace("&amp;", "&")
    with statements() as many:
        second = lise.get(older).text
    assert re.findall(r"Thread number (\d+)", second) == ["4", "3", "2", "1", "0"]
    assert "In the forum" in second
    assert len(few) <= 4
    assert len(many) <= 4
    lise.post("/en/inbox/following/read")
    assert "Nothing new in what you follow" in lise.get("/en/inbox/following").text


def test_whoever_writes_follows_the_thread_and_is_told_so_once_unless_she_said_otherwise(
    scene, sign_in, owner_sql
) -> None:
    _firm, _dialogue, supplier, _who, opened, _reader = scene
    other = member(supplier, "editor", name="Nils")
    nils = sign_in(other)

    def write(key):
        form = {
            "organisation_id": str(supplier.id),
            "lang": "nb",
            "body": "Vi kan hjelpe med dette i hele landet.",
            "once": key,
            "sure": "nb",
        }
        answer = nils.post(f"/en/threads/{opened.id}/reply", data=form)
        assert answer.status_code == 303, answer.text
        return nils.get(answer.location).text

    assert "You follow this thread from now on." in write("a")
    assert owner_sql(SAID, person=other.id) == [("thread", "all")]
    assert "You follow this thread from now on." not in write("b")
    nils.post(f"/en/threads/{opened.id}/follow", data={"level": "nothing"})
    assert "You follow this thread from now on." not in write("c")
    assert owner_sql(SAID, person=other.id) == [("thread", "nothing")]
    # Her own posts are no news to her.
    assert owner_sql("SELECT count(*) FROM forum_reading WHERE last_read_seq > 1") == [(0,)]


def test_the_buttons_and_the_list_say_what_holds_and_change_it(scene, sign_in, owner_sql, client) -> None:
    firm, dialogue, _supplier, _who, opened, reader = scene
    lise = sign_in(reader)
    places = {
        f"/en/threads/{opened.id}": f"/en/threads/{opened.id}/follow",
        f"/en/dialogues/{dialogue.id}": f"/en/spaces/{dialogue.space_id}/follow",
        f"/en/organisations/{firm.id}": f"/en/organisations/{firm.id}/follow",
    }
    for page, action in places.items():
        assert f'action="{action}"' in lise.get(page).text
        assert f'action="{action}"' not in client.get(page).text
        answer = lise.post(action, data={"level": "all"})
        assert answer.location == page
        assert "Stop following" in lise.get(page).text
        assert client.post(action, data={"level": "all"}).status_code == 401
        assert lise.post(action, data={"level": "everything"}).status_code == 400
    listed = lise.get("/en/following").text
    for words in ("Kva med returmat?", "Less food waste on wards", "Helse Nordkyst"):
        assert words in listed
    assert listed.count('value="all" selected') == 3
    answer = lise.post(f"/en/threads/{opened.id}/follow", data={"level": "replies", "back": "list"})
    assert answer.location == "/en/following"
    assert lise.get("/en/following").text.count('value="replies" selected') == 1
    for action in places.values():
        lise.post(action, data={"level": "forget", "back": "list"})
    assert owner_sql(SAID, person=reader.id) == []
    assert "You follow nothing yet" in lise.get("/en/following").text
    supplier_page = f"/en/organisations/{organisation('supplier').id}"
    assert "/follow" not in lise.get(supplier_page).text, "a supplier hosts nothing"
    assert lise.post(f"{supplier_page}/follow", data={"level": "all"}).status_code == 403


def test_a_title_that_a_moderator_has_hidden_is_in_no_list(scene, sign_in) -> None:
    firm, dialogue, supplier, who, _opened, reader = scene
    lise = sign_in(reader)
    say(reader, Followed.HOST, firm.id, Level.ALL)
    bad = thread(dialogue, supplier, who, title="Dette skulle ikke stått")
    lise.post(f"/en/threads/{bad.id}/follow", data={"level": "all"})
    with unit_of_work():
        post(bad, supplier, who, "Mer.")
        moderated.hide(bad.opening_post_id, reason_code="M5", at=clock.now())
    for page in ("/en/following", "/en/inbox/following"):
        assert "Dette skulle ikke" not in lise.get(page).text
        assert "hidden by a moderator" in lise.get(page).text


def test_what_waits_for_a_moderator_is_no_news(scene, sign_in) -> None:
    from app.blueprints.accounts.terms import Authority, Check

    firm, dialogue, _supplier, _who, opened, reader = scene
    newcomer = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    writer = member(newcomer)
    say(reader, Followed.HOST, firm.id, Level.ALL)
    with unit_of_work():
        waiting = posts.write_post(opened.id, post_draft(newcomer, "Jeg er ny her."), by=actor(writer))
    lise = sign_in(reader)
    assert "Nothing new" in lise.get("/en/inbox/following").text
    with unit_of_work():
        moderated.release(waiting.id)
    assert "Kva med returmat" in lise.get("/en/inbox/following").text
    assert dialogue.id
