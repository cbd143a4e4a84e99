"""Open forums: everybody reads them, the ministry's staff keep them, in all three languages."""

import re

import pytest

from app.blueprints.forum.models import Space
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import buyer, draft_dialogue, published_dialogue
from tests.factories.forum import open_forum, post, thread

LANGUAGES = ("nb", "nn", "en")
TYPED = {
    "name_nb": "Læring på tvers", "name_nn": "Læring på tvers", "name_en": "Learning together",
    "about_nb": "Om det vi lærer.", "about_nn": "Om det vi lærer av kvarandre.", "about_en": "What we learn.",
    "state": "open", "version": "0",
}  # fmt: skip


def stored() -> Space:
    return db.session.query(Space).populate_existing().one()


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_the_ministrys_staff_open_change_and_close_a_forum(db_session, sign_in, client, role) -> None:
    staff = sign_in(person(platform=(role,)))
    sent = staff.post("/en/forums/new", data=TYPED | {"once": "a"})
    made = stored()
    assert sent.location == f"/en/forums/{made.id}"
    assert (made.path, made.machine_allowed, made.state) == (f"/forums/{made.id}", False, SpaceState.OPEN)
    for lang, name in (("nb", "Læring på tvers"), ("nn", "Læring på tvers"), ("en", "Learning together")):
        assert name in client.get(f"/{lang}/forums").text
        page = client.get(f"/{lang}{made.path}").text
        assert name in page
        assert TYPED[f"about_{lang}"] in page
    changed = TYPED | {"name_en": "Learning", "machine_allowed": "y", "state": "closed", "version": "2", "once": "b"}
    at = f"/en/forums/{made.id}/edit"
    current = str(made.version)
    assert staff.post(at, data=changed | {"version": current}).status_code == 303
    assert (stored().names["en"], stored().machine_allowed, stored().state) == ("Learning", True, SpaceState.CLOSED)
    assert "This forum is closed." in client.get(f"/en{made.path}").text
    late = staff.post(at, data=TYPED | {"version": current, "name_en": "Mine", "once": "c"})
    assert late.status_code == 409
    assert ("Mine" in late.text, "<b>Learning</b>" in late.text) == (True, True)
    assert stored().names["en"] == "Learning"


def test_a_forum_lacks_no_language_and_holds_no_identity_number(db_session, sign_in) -> None:
    from tests.forum.test_services import synthetic

    staff = sign_in(person(platform=("moderator",)))
    for missing in ("name_nn", "about_en"):
        assert staff.post("/en/forums/new", data=TYPED | {missing: " ", "once": missing}).status_code == 422
    answer = staff.post("/en/forums/new", data=TYPED | {"about_nb": f"Ring {synthetic()}.", "once": "n"})
    assert (answer.status_code, db.session.query(Space).count()) == (422, 0)


def test_nobody_else_keeps_forums(db_session, client, sign_in) -> None:
    forum = open_forum()
    firm, owner = buyer()
    assert firm.id
    for path in ("/en/forums/new", f"/en/forums/{forum.id}/edit"):
        assert client.get(path).status_code == 401
        assert sign_in(owner).get(path).status_code == 403
        assert sign_in(owner).post(path, data=TYPED).status_code == 403
    assert "/forums/new" not in sign_in(owner).get("/en/forums").text


def test_a_forum_that_is_taken_away_is_seen_by_nobody_but_can_be_opened_again(db_session, client, sign_in) -> None:
    supplier = organisation("supplier")
    forum = open_forum()
    opened = thread(forum, supplier, member(supplier))
    forum = stored()
    forum.state = SpaceState.HIDDEN
    db.session.commit()
    post_at = f"/en/posts/{opened.opening_post_id}"
    for path in (f"/en/forums/{forum.id}", f"/en/threads/{opened.id}", f"/en/threads/{opened.id}/posts/1", post_at):
        assert client.get(path).status_code == 404
        assert sign_in(person(platform=("moderator",))).get(path).status_code == 404
    assert client.get(f"{post_at}/history").status_code == 404
    assert "Small firms" not in client.get("/en/forums").text
    assert f"/en/forums/{forum.id}/edit" in sign_in(person(platform=("moderator",))).get("/en/forums").text


def test_a_dialogues_space_is_no_forum(db_session, client, sign_in) -> None:
    dialogue = published_dialogue()
    assert client.get(f"/en/forums/{dialogue.space_id}").status_code == 404
    assert sign_in(person(platform=("moderator",))).get(f"/en/forums/{dialogue.space_id}/edit").status_code == 404


def test_the_list_and_a_forum_cost_the_same_whatever_is_written_there(db_session, client, statements) -> None:
    supplier = organisation("supplier")
    who, forum = member(supplier), open_forum()

    def cost(url: str) -> int:
        client.get(url)
        with statements() as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    thread(forum, supplier, who)
    few = cost("/nb/forums"), cost(f"/nb/forums/{forum.id}")
    for _ in range(5):
        post(thread(forum, supplier, who), supplier, who)
    assert (cost("/nb/forums"), cost(f"/nb/forums/{forum.id}")) == few == (1, 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_list_and_an_empty_forum_say_what_happens_next(db_session, client, lang) -> None:
    assert f"/{lang}/dialogues" in client.get(f"/{lang}/forums").text.split("<main")[1]
    forum = open_forum()
    page = client.get(f"/{lang}/forums/{forum.id}").text
    assert f"/{lang}/spaces/{forum.id}/threads/new" in page


def test_the_dialogues_plan_says_whether_a_machine_may_draft_translations(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    at = f"/en/dialogues/{dialogue.id}/edit/plan"
    host = sign_in(owner)
    assert 'name="machine_allowed"' in host.get(at).text
    plan = {
        "opens_on": dialogue.opens_on.isoformat(), "closes_on": dialogue.closes_on.isoformat(),
        "version": str(dialogue.version), "name_1": "Behovet er kunngjort", "from_1": dialogue.opens_on.isoformat(),
        "name_2": "", "other_2": "", "from_2": "", "to_2": "",
    }  # fmt: skip
    assert host.post(at, data=plan | {"machine_allowed": "y"}).status_code == 303
    assert stored().machine_allowed is True
    box = re.search(r'<input[^>]*name="machine_allowed"[^>]*>', host.get(at).text)
    assert box is not None
    assert " checked" in box[0]
    now = db.session.get_one(type(dialogue), dialogue.id, populate_existing=True).version
    assert host.post(at, data=plan | {"version": str(now)}).status_code == 303
    assert stored().machine_allowed is False
