"""Words that a moderator removes are gone from whatever the public reads, and are there again when it is undone."""

import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post, Thread
from app.blueprints.forum.rules.redacting import cut_out, holds, quote_without, removed
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.services.redacting import REDACTING
from app.blueprints.forum.terms.posts import PostDraft, QuoteDraft, RevisionDraft
from app.blueprints.moderation.terms.decisions import Cut, Order
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.errors import Refused
from app.core.text import to_html
from tests.factories import bilingual as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.forum import open_forum, post, thread

SIGN = "[taushetsbelagt]"
NAME = "Nadja Nilsen"
TEXT = f"Ring **{NAME}** i dag.\n\nVi kan levere torsdag."


@pytest.mark.parametrize(
    ("source", "spans", "expected"),
    [
        ("Ring Nadja Nilsen i dag.", [(5, 17)], "Ring [taushetsbelagt] i dag."),
        ("Ring Nadja Nilsen i dag.", [(5, 10), (8, 17), (17, 17)], "Ring [taushetsbelagt] i dag."),
        ("Nadja", [(0, 5)], "[taushetsbelagt]"),
        ("Nadja", [(-3, 99)], "[taushetsbelagt]"),
        ("ab", [(0, 1), (1, 2)], "[taushetsbelagt]"),
        ("Se [her](https://a.example).", [(4, 7)], "Se [[taushetsbelagt]](https://a.example)."),
    ],
)
def test_spans_are_replaced_once_however_they_overlap(source, spans, expected) -> None:
    assert cut_out(source, spans, SIGN) == expected


def test_the_sign_becomes_neither_a_link_nor_a_name() -> None:
    for source, span in (("Kall Nadja(privat)", (5, 10)), ("Hei @Nadja du", (5, 10))):
        html = str(to_html(cut_out(source, [span], SIGN)))
        assert SIGN in html
        assert "<a" not in html


def test_what_a_reader_no_longer_reads_is_found_whatever_marks_stand_around_it() -> None:
    before, after = str(to_html(TEXT)), str(to_html(TEXT.replace(NAME, SIGN)))
    assert removed(before, after) == [NAME]
    assert removed(before, before) == []


@pytest.mark.parametrize(
    ("earlier", "held"),
    [
        ("<p>Ring Nadja Nilsen.</p>", True),
        ("<p>ring   NADJA\nnilsen</p>", True),
        ("<p>Ring Nadja Nielsen.</p>", True),  # spelt otherwise, and one word of it is the same
        ("<p>Ring oss i dag.</p>", False),
    ],
)
def test_a_version_with_any_of_the_words_holds_them(earlier, held) -> None:
    assert holds(earlier, [NAME], "<p>Ring i dag.</p>") is held


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ring Nadja Nilsen i dag.", "Ring [taushetsbelagt] i dag."),
        ("Nilsen i dag.", "[taushetsbelagt] i dag."),
        ("Ring Nadja … torsdag", "Ring [taushetsbelagt] … torsdag"),
        ("Vi kan levere torsdag.", "Vi kan levere torsdag."),
        ("Dette sto aldri der", SIGN),
    ],
)
def test_a_quote_loses_the_same_words_also_where_it_has_only_some_of_them(words, expected) -> None:
    assert quote_without(words, [NAME], str(to_html(TEXT)), SIGN) == expected


def test_a_quote_of_a_translation_loses_all_its_words() -> None:
    assert quote_without("Call her", [NAME], None, SIGN) == SIGN


class Scene:
    """A post with a name in it, that another quotes and a third has translated; and an earlier version with the name."""

    def __init__(self):
        self.firm = organisation("supplier", name="Fjordmat")
        self.author = member(self.firm, "editor", name="Astrid Avsender")
        self.moderator = person("Mona Moderator", platform=("moderator",))
        self.thread = thread(open_forum(), self.firm, self.author, title="Hva med returmat?")
        self.post = post(self.thread, self.firm, self.author, f"Vi heter noe. Ring {NAME}.")
        self.edit("Uten noen navn.")
        self.edit(TEXT)
        other = organisation("supplier", name="Baltic Mooring")
        quote = QuoteDraft(seq=2, revision=3, lang="nb", words=f"Ring {NAME} i dag.")
        draft = PostDraft(organisation_id=other.id, lang="nb", body="Enig.", quote=quote)
        with unit_of_work():
            self.quoting = posts.write_post(self.thread.id, draft, by=actor(member(other, "editor")))
        self.translation = make.approved(
            self.post, "en", member(organisation("supplier"), "editor"), self.author, f"Call {NAME} today."
        )
        make.requested(self.post, "nn", member(organisation("supplier"), "reader"))

    def edit(self, body):
        with unit_of_work():
            current = db.session.get_one(Post, self.post.id, populate_existing=True)
            draft = RevisionDraft(lang="nb", body=body, based_on=current.revision)
            posts.edit_post(current, draft, by=actor(self.author))

    def redact(self, *cuts):
        order = Order(reason_code="M1", at=clock.now(), by_id=self.moderator.id, cuts=cuts or self.name_in(TEXT))
        with unit_of_work(self.as_moderator):
            return REDACTING.do(self.post.id, order)

    def undo(self, mark):
        with unit_of_work(self.as_moderator):
            REDACTING.undo(self.post.id, mark)

    @property
    def as_moderator(self):
        return Context(person_id=self.moderator.id, platform=("moderator",))

    @staticmethod
    def name_in(text):
        return (Cut("body", text.index(NAME), text.index(NAME) + len(NAME)),)

    def said(self):
        return queries.post_text(self.post.id)


@pytest.fixture
def scene(db_session):
    return Scene()


def everything(scene, owner_sql):
    """What the public reads of it, and what is kept beside it; numbers of versions and moments left out."""
    said, stored = scene.said(), db.session.get_one(Post, scene.post.id, populate_existing=True)
    translations = owner_sql(
        "SELECT lang, status, title, body, behind, withdrawn_at, (source_revision = %(now)s)"
        " FROM bilingual_translation WHERE subject_id = %(post)s ORDER BY id", post=scene.post.id, now=stored.revision,
    )  # fmt: skip
    return (
        said.body, said.html, said.title, said.lang, bytes(said.sha256), stored.state, stored.seq, stored.reason,
        stored.edited_at, translations, owner_sql("SELECT words FROM forum_quote ORDER BY id"),
        owner_sql("SELECT post_count, title, title_hidden FROM forum_thread"),
        owner_sql("SELECT count(*) FROM forum_redaction"),
        owner_sql("SELECT number FROM forum_revision WHERE restricted ORDER BY 1"),
    )  # fmt: skip


def test_the_words_are_gone_from_pages_quotes_feeds_translations_and_history(scene, client) -> None:
    thread_page = f"/en/threads/{scene.thread.id}"
    assert NAME in client.get(thread_page).text
    scene.redact()
    for address in (
        thread_page, f"{thread_page}?view=both", f"{thread_page}?view=original", f"{thread_page}/feed.atom",
        f"/nb/threads/{scene.thread.id}", f"/en/posts/{scene.post.id}/history", f"/en/posts/{scene.post.id}/history?version=3",
        f"/en/translations/post/{scene.post.id}?to=en",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Nadja" not in answer.text, address
        assert "Nilsen" not in answer.text, address
    assert SIGN in client.get(thread_page).text
    assert "a moderator removed words (M1)" in client.get(thread_page).text
    assert client.get(f"/en/posts/{scene.post.id}/changes/3").status_code == 404


def test_the_history_says_that_a_moderator_removed_words_and_when_and_never_who(scene, client, sign_in) -> None:
    scene.redact()
    page = client.get(f"/en/posts/{scene.post.id}/history").text
    assert "A moderator has removed words, ground M1" in page
    assert page.count("This version is kept from the public") == 2, "the first and the third; the second names nobody"
    assert "Mona" not in page
    assert "Uten noen navn." in page
    assert NAME in sign_in(scene.moderator).get(f"/en/posts/{scene.post.id}/history").text


def test_restricted_versions_are_there_for_moderators_and_for_nobody_else(scene, web_sql, owner_sql) -> None:
    scene.redact()
    query = "SELECT number FROM forum_revision WHERE post_id = %(post)s ORDER BY number"
    values = {"post": scene.post.id}
    assert [row[0] for row in owner_sql(query, **values)] == [1, 2, 3, 4]
    author = Context(person_id=scene.author.id, organisation_ids=(scene.firm.id,))
    assert [row[0] for row in web_sql(query, author, **values)] == [2, 4]
    assert [row[0] for row in web_sql(query, scene.as_moderator, **values)] == [1, 2, 3, 4]
    assert web_sql("SELECT words FROM forum_redaction") == []
    assert [row[0] for row in web_sql("SELECT words FROM forum_redaction", scene.as_moderator)] == [
        f"Ring {NAME} i dag."
    ]
    assert web_sql("UPDATE forum_revision SET restricted = false RETURNING number", author) == []


def test_undoing_gives_everything_back_as_it_was(scene, owner_sql, client) -> None:
    page = f"/en/threads/{scene.thread.id}"
    before, read = everything(scene, owner_sql), client.get(page).text.split("<main")[1]
    mark = scene.redact()
    assert everything(scene, owner_sql) != before
    scene.undo(mark)
    assert everything(scene, owner_sql) == before
    assert client.get(page).text.split("<main")[1].replace("quote=5", "quote=3") == read
    assert "they are there again" in client.get(f"/en/posts/{scene.post.id}/history").text


def test_what_the_author_changes_after_a_redaction_is_hers_when_it_is_undone(scene) -> None:
    mark = scene.redact()
    scene.edit("Ring sentralbordet.")
    scene.undo(mark)
    assert scene.said().body == "Ring sentralbordet."
    with unit_of_work(scene.as_moderator):
        assert [row.restricted for row in queries.revisions_of(scene.post.id)] == [False] * 5


def test_a_version_that_holds_what_was_removed_later_stays_restricted(scene) -> None:
    mark = scene.redact()
    body = scene.said().body
    scene.redact(Cut("body", body.index("torsdag"), body.index("torsdag") + 7))
    scene.undo(mark)
    with unit_of_work(scene.as_moderator):
        assert {row.number for row in queries.revisions_of(scene.post.id) if row.restricted} >= {1, 3, 4}


def test_every_version_of_the_text_in_another_language_must_be_made_and_checked_again(scene, sign_in) -> None:
    scene.redact()
    made = make.fresh(scene.translation)
    assert made.status is Status.WITHDRAWN
    for who in (scene.author, db.session.get_one(Person, made.translator_id)):
        for address in (f"/en/translations/{made.id}", f"/en/translations/{made.id}/edit"):
            assert "Nadja" not in sign_in(who).get(address).text


def test_a_title_is_redacted_with_the_post_that_opened_the_thread_and_with_no_other(scene, client) -> None:
    order = Order(reason_code="M1", at=clock.now(), by_id=scene.moderator.id, cuts=(Cut("title", 8, 16),))
    with pytest.raises(Refused, match="title_is_the_first_posts"), unit_of_work(scene.as_moderator):
        REDACTING.do(scene.post.id, order)
    with unit_of_work(scene.as_moderator):
        mark = REDACTING.do(scene.thread.opening_post_id, order)
    assert "returmat" not in client.get(f"/en/threads/{scene.thread.id}").text
    assert db.session.get_one(Thread, scene.thread.id, populate_existing=True).title == f"Hva med {SIGN}?"
    with unit_of_work(scene.as_moderator):
        REDACTING.undo(scene.thread.opening_post_id, mark)
    assert db.session.get_one(Thread, scene.thread.id, populate_existing=True).title == "Hva med returmat?"


def test_a_redaction_that_removes_nothing_is_refused(scene) -> None:
    with pytest.raises(Refused, match="nothing_is_removed"):
        scene.redact(Cut("body", 500, 900))


def test_what_its_author_has_withdrawn_is_left_alone(scene) -> None:
    with unit_of_work():
        posts.withdraw_post(db.session.get_one(Post, scene.post.id, populate_existing=True), by=actor(scene.author))
    assert scene.redact() == {}
    scene.undo({})
    assert moderated.describe([scene.post.id]) == {}
