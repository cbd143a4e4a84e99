"""What is sent back, handed over, moved or locked by a decision: what others see meanwhile, and that it is undone."""

from html import unescape

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.targets import thread_of
from app.blueprints.forum.services import moderated, posts, tending
from app.blueprints.forum.terms.posts import PostState, RevisionDraft
from app.blueprints.forum.terms.tending import LockReason
from app.blueprints.moderation.services import hidden_reason
from app.blueprints.moderation.terms.decisions import Action, Order
from app.blueprints.moderation.terms.subjects import Visibility
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.errors import Refused
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, thread

AS_MODERATOR = Context(platform=("moderator",))
SECRET = "Prisen vår er fire hundre."


class Scene:
    def __init__(self):
        firm, _owner = buyer(name="Helse Prøve")
        self.dialogue = published_dialogue(firm)
        self.firm = organisation("supplier", name="Fjordmat")
        self.author = member(self.firm, "editor", name="Solveig Leverandør")
        self.moderator = person("Mona Moderator", platform=("moderator",))
        self.thread = thread(self.dialogue, self.firm, self.author)
        self.post = post(self.thread, self.firm, self.author, SECRET)
        self.page = f"/en/threads/{self.thread.id}"

    def do(self, action, number=None, **values):
        order = Order(reason_code="P4", at=clock.now(), by_id=self.moderator.id, **values)
        with unit_of_work(AS_MODERATOR):
            return moderated.SUBJECT.more[action].do(number or self.post.id, order)

    def undo(self, action, mark, number=None):
        with unit_of_work(AS_MODERATOR):
            moderated.SUBJECT.more[action].undo(number or self.post.id, mark)

    def edit(self, body):
        with unit_of_work():
            stored = fresh(Post, self.post.id)
            draft = RevisionDraft(lang="nb", body=body, based_on=stored.revision)
            posts.edit_post(stored, draft, by=actor(self.author))


@pytest.fixture
def scene(db_session):
    return Scene()


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def everything(owner_sql):
    """Every row of the room that a page or a counter is made of."""
    return [
        owner_sql(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")
        for table in ("forum_space", "forum_thread", "forum_post", "forum_revision", "forum_support", "forum_reading")
    ]


def test_others_see_that_it_was_sent_back_and_nothing_that_it_says(scene, client) -> None:
    scene.do(Action.RETURN)
    assert "Sent back to its author for a change, " in client.get(scene.page).text
    for lang in ("nb", "nn", "en"):
        for address in (f"/{lang}/threads/{scene.thread.id}", f"/{lang}/threads/{scene.thread.id}/feed.atom"):
            assert SECRET not in client.get(address).text
        assert client.get(f"/{lang}/posts/{scene.post.id}/history").status_code == 404


def test_its_author_reads_it_and_why_and_changes_it_and_then_it_waits_again(scene, sign_in, client) -> None:
    scene.do(Action.RETURN)
    page = sign_in(scene.author).get(scene.page).text
    assert SECRET in page
    assert "Price information" in page
    assert f"/en/posts/{scene.post.id}/edit" in page
    scene.edit("Vi sier ikke prisen.")
    assert fresh(Post, scene.post.id).state is PostState.WAITING
    assert moderated.describe([scene.post.id])[scene.post.id].visibility is Visibility.WAITING
    public = client.get(scene.page).text
    assert "Vi sier ikke prisen." not in public
    assert "a moderator reads it before others see it" in public
    with unit_of_work(AS_MODERATOR):
        moderated.release(scene.post.id)
    stored = fresh(Post, scene.post.id)
    assert (stored.state, stored.seq, stored.reason, stored.hidden_at) == (PostState.VISIBLE, 2, None, None)
    assert fresh(Thread, scene.thread.id).post_count == 2
    assert "Vi sier ikke prisen." in client.get(scene.page).text


def test_one_that_waited_is_sent_back_without_a_number_and_others_see_nothing(scene, client, sign_in) -> None:
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    newcomer = member(firm, "editor", name="Nils Ny")
    waits = post(scene.thread, firm, newcomer, "Kjøp av oss.")
    before = client.get(scene.page).text.split("<main")[1]
    mark = scene.do(Action.RETURN, waits.id)
    assert client.get(scene.page).text.split("<main")[1] == before
    assert "Sent back to its author for a change" in sign_in(newcomer).get(scene.page).text
    scene.undo(Action.RETURN, mark, waits.id)
    stored = fresh(Post, waits.id)
    assert (stored.state, stored.seq, stored.reason, stored.hidden_at) == (PostState.WAITING, None, None, None)


@pytest.mark.parametrize("action", [Action.RETURN, Action.REFER_BUYER])
def test_undone_at_once_every_row_and_the_page_are_as_they_were(scene, owner_sql, client, action) -> None:
    other = organisation("supplier")
    supporter = member(other, "editor")
    with unit_of_work():
        tending.share(fresh(Post, scene.post.id), other.id, by=actor(supporter))
    for number in (scene.post.id, scene.thread.opening_post_id):
        before, page = everything(owner_sql), client.get(scene.page).text.split("<main")[1]
        mark = scene.do(action, number)
        assert everything(owner_sql) != before
        scene.undo(action, mark, number)
        assert everything(owner_sql) == before
        assert client.get(scene.page).text.split("<main")[1] == page


def test_hidden_and_shown_again_every_row_and_the_page_are_as_they_were(scene, owner_sql, client) -> None:
    for number in (scene.post.id, scene.thread.opening_post_id):
        before, page = everything(owner_sql), client.get(scene.page).text.split("<main")[1]
        with unit_of_work(AS_MODERATOR):
            moderated.hide(number, reason_code="M5", at=clock.now())
        with unit_of_work(AS_MODERATOR):
            moderated.restore(number)
        assert everything(owner_sql) == before
        assert client.get(scene.page).text.split("<main")[1] == page


def test_what_was_handed_to_the_buyer_is_out_of_sight_and_says_so(scene, client) -> None:
    scene.do(Action.REFER_BUYER)
    page = client.get(scene.page).text
    assert SECRET not in page
    assert "Handed over to the buyer as protected input, " in page
    assert (fresh(Post, scene.post.id).state, fresh(Thread, scene.thread.id).post_count) == (PostState.HIDDEN, 1)
    assert fresh(Space, scene.dialogue.space_id).post_count == 1


def test_a_placeholder_gives_the_reason_in_the_readers_language_and_the_title_goes_too(scene, client) -> None:
    first = scene.thread.opening_post_id
    for code in ("M1", "M7", "P1", "P5"):
        with unit_of_work(AS_MODERATOR):
            moderated.hide(first, reason_code=code, at=clock.now())
        for lang in ("nb", "nn", "en"):
            page = unescape(client.get(f"/{lang}/threads/{scene.thread.id}").text)
            assert hidden_reason(code, clock.today()).in_(lang) in page
            assert f"({code})" in page
            assert "Hva med returmat?" not in page
            assert "Hva med returmat?" not in client.get(f"/{lang}/dialogues/{scene.dialogue.id}").text
        with unit_of_work(AS_MODERATOR):
            moderated.restore(first)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("17", 17), ("#17", 17), (" 17 ", 17), ("/nb/threads/17", 17), ("threads/17#post-3", 17),
        ("https://samhandel.example/en/threads/17?page=2#post-30", 17),
        ("", None), ("abc", None), ("17 18", None), ("/nb/posts/17", None), ("-1", None), ("١٧", None),
        ("9" * 13, None),
    ],
)  # fmt: skip
def test_a_thread_is_named_by_its_number_or_its_address(typed, number) -> None:
    assert thread_of(typed) == number


def test_a_decision_moves_a_post_and_its_undoing_moves_it_back_and_both_numbers_lead_there(scene, client) -> None:
    other = thread(scene.dialogue, scene.firm, scene.author, title="Om priser")
    mark = scene.do(Action.MOVE, target=f"https://samhandel.example/nb/threads/{other.id}")
    assert (fresh(Post, scene.post.id).thread_id, fresh(Post, scene.post.id).seq) == (other.id, 2)
    scene.undo(Action.MOVE, mark)
    assert (fresh(Post, scene.post.id).thread_id, fresh(Post, scene.post.id).seq) == (scene.thread.id, 3)
    for address in (f"{scene.page}/posts/2", f"/en/threads/{other.id}/posts/2"):
        assert client.get(address).headers["Location"] == f"{scene.page}#post-3"
    for target in ("", "987654", str(scene.thread.id)):
        with pytest.raises(Refused) as refused:
            scene.do(Action.MOVE, target=target)
        assert refused.value.field == "target"


def test_a_decision_locks_the_thread_and_its_undoing_leaves_an_earlier_lock(scene, client) -> None:
    mark = scene.do(Action.LOCK)
    assert fresh(Thread, scene.thread.id).lock_reason is LockReason.MODERATOR
    assert "A moderator has locked it" in client.get(scene.page).text
    scene.undo(Action.LOCK, mark)
    assert (fresh(Thread, scene.thread.id).locked, fresh(Thread, scene.thread.id).lock_reason) == (False, None)
    with unit_of_work():
        tending.lock(scene.thread.id, LockReason.HEATED, by=None)
    scene.undo(Action.LOCK, scene.do(Action.LOCK))
    assert fresh(Thread, scene.thread.id).lock_reason is LockReason.HEATED


def test_a_moderator_is_told_what_stands_around_it_and_how_far_the_dialogue_has_come(scene, statements) -> None:
    for number in range(3, 9):
        post(scene.thread, scene.firm, scene.author, f"Innlegg {number}.")
    with unit_of_work(AS_MODERATOR):
        moderated.hide(scene.post.id, reason_code="P4", at=clock.now())
    fifth = db.session.query(Post.id).filter_by(thread_id=scene.thread.id, seq=5).scalar()
    moderated.SUBJECT.around(fifth, "en")
    with statements() as made:
        found = moderated.SUBJECT.around(fifth, "en")
    assert len(made) <= 2
    assert [each.number for each in found.neighbours] == [1, 3, 4, 5, 6, 7, 8]
    assert [each.number for each in found.neighbours if each.is_it] == [5]
    assert found.is_open
    assert found.closes_on == scene.dialogue.closes_on
    assert found.neighbours[2].text == "Innlegg 4."


def test_a_description_says_who_hosts_the_place_and_whose_rules_hold_there(scene) -> None:
    about = moderated.describe([scene.post.id])[scene.post.id]
    assert (about.host_id, about.host_name) == (scene.dialogue.organisation_id, "Helse Prøve")
    assert about.scope == f"space:{scene.dialogue.space_id}"
