"""One text, three versions, many readers: every surface shows what the one function says."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.bilingual.rules.presenting import person as reads
from app.blueprints.bilingual.rules.presenting import present, visitor
from app.blueprints.bilingual.terms.presenting import Freshness, Origin
from app.blueprints.bilingual.wordings import origin_words
from app.blueprints.forum import notices
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.queries.shown import versions_of_posts
from app.blueprints.forum.services import following, posts
from app.blueprints.forum.services.shown import shown_posts, shown_titles
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.forum.terms.posts import EditKind, RevisionDraft
from app.blueprints.moderation.notices import outcomes_in_words
from app.blueprints.moderation.services import open_case
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.i18n import in_language
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import thread
from tests.factories.versions import checked, machine

ORIGINAL = "Me er åtte tilsette."
ENGLISH = "We are eight employees."
BOKMAAL = "Vi er åtte ansatte."


@pytest.fixture
def scene(db_session):
    """A post in Nynorsk with a checked English and a machine's Bokmål version, in a space that allows machines."""
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Eide")
    opened = thread(dialogue, supplier, who, lang="nn", title="Kven kan dele vakt?", body=ORIGINAL)
    db.session.get_one(Space, dialogue.space_id).machine_allowed = True
    db.session.commit()
    first = db.session.get_one(Post, opened.opening_post_id)
    checked(first, "en", ENGLISH, title="Who can share the duty?", by=firm)
    machine(first, "nb", BOKMAAL, title="Hvem kan dele vakt?")
    return opened, first, who


def test_the_door_gives_what_the_one_function_says(scene, statements) -> None:
    opened, first, _who = scene
    with statements() as ran:
        (found,) = shown_posts([first.id], visitor("en"))
    assert len(ran) == 2
    assert (found.lang, found.shown.origin) == ("en", Origin.CHECKED)
    assert "eight employees" in found.html
    assert found.shown.version.checked_by == "Helse Nordkyst"
    assert (found.title.text, found.title.lang) == ("Who can share the duty?", "en")
    assert found.url == f"/en/threads/{opened.id}#post-1"
    with statements() as ran:
        (found,) = shown_posts([first.id], visitor("nb"))
    assert len(ran) == 1, "she reads Nynorsk: nothing is looked for"
    assert (found.lang, found.shown.origin, found.title.text) == ("nn", Origin.ORIGINAL, "Kven kan dele vakt?")
    only_bokmaal = reads("nb", ["nb"], "auto", machine=True)
    (found,) = shown_posts([first.id], only_bokmaal)
    assert (found.lang, found.shown.origin, found.title.text) == ("nb", Origin.MACHINE, "Hvem kan dele vakt?")


def test_titles_cost_nothing_when_she_reads_them_and_one_statement_when_not(scene, statements) -> None:
    opened, _first, _who = scene
    with statements() as ran:
        title = shown_titles([opened.id], visitor("nn"))[opened.id]
    assert len(ran) == 1
    assert title.text == "Kven kan dele vakt?"
    with statements() as ran:
        title = shown_titles([opened.id], visitor("en"))[opened.id]
    assert len(ran) == 2
    assert (title.text, title.lang, title.shown.freshness) == ("Who can share the duty?", "en", Freshness.FRESH)


def test_what_is_withdrawn_is_gone_in_every_language(scene) -> None:
    _opened, first, who = scene
    with unit_of_work():
        posts.withdraw_post(db.session.get_one(Post, first.id), by=actor(who))
    for locale in ("nb", "nn", "en"):
        assert shown_posts([first.id], visitor(locale)) == []


def test_a_substantive_edit_shows_as_stale_and_a_small_one_as_minor(scene) -> None:
    opened, first, who = scene
    for kind, body, told in (
        (EditKind.MINOR, "Me er åtte tilsette!", Freshness.MINOR),
        (EditKind.SUBSTANTIVE, "Me er ni tilsette.", Freshness.STALE),
    ):
        with unit_of_work():
            post = db.session.get_one(Post, first.id)
            draft = RevisionDraft(lang="nn", body=body, based_on=post.revision, kind=kind)
            posts.edit_post(post, draft, by=actor(who))
        (found,) = shown_posts([first.id], visitor("en"))
        assert (found.lang, found.shown.freshness) == ("en", told)
        assert shown_titles([opened.id], visitor("en"))[opened.id].shown.freshness is told


# One post, everywhere

TITLES = {"nn": "Kven kan dele vakt?", "en": "Who can share the duty?", "nb": "Hvem kan dele vakt?"}
TEXTS = {"nn": ORIGINAL, "en": ENGLISH, "nb": BOKMAAL}
# (page, reads, translate, machine) and the version of the post that she is to see.
READERS = [
    (("en", ["en"], "auto", False), "en"),
    (("en", ["nb", "nn", "en"], "auto", False), "nn"),
    (("en", ["en"], "ask", False), "nn"),
    (("nb", ["nb", "nn", "en"], "auto", True), "nn"),
    (("nb", ["nb"], "auto", True), "nb"),
    (("nb", ["nb"], "auto", False), "nn"),
    (("nn", ["nn"], "never", True), "nn"),
]


class Fragments(HTMLParser):
    """The texts of a page with the language that each is marked with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        lang = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in ("meta", "link", "br", "hr", "input", "img"):
            self.open.append((tag, lang))

    def handle_startendtag(self, tag, attrs) -> None:
        pass

    def handle_endtag(self, tag) -> None:
        if tag in (open_tag for open_tag, _lang in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data) -> None:
        if self.open and self.open[-1][0] != "title":  # the window's own, which has the language of the page
            self.found.append((" ".join(data.split()), self.open[-1][1]))

    def langs_of(self, words: str) -> set[str]:
        return {lang for text, lang in self.found if words in text}


def shows(page: str, version: str, *, label: str, title: bool = True, text: bool = True) -> None:
    """The page has this version's words in its own language, its label, and no other version's words."""
    found = Fragments(page)
    for wanted, words in ((title, TITLES), (text, TEXTS)):
        for lang, said in words.items():
            assert found.langs_of(said) == ({lang} if wanted and lang == version else set()), said
    assert any(label in said for said, _lang in found.found)


def reported(post: Post, who: Person) -> int:
    with unit_of_work(Context(person_id=who.id)):
        return open_case("post", post.id, SignalDraft(source=Source.REPORT, reason="M1"), by=actor(who))


def test_every_surface_shows_the_same_words_in_the_same_language_with_the_same_label(
    scene, sign_in, client, owner_sql
) -> None:
    opened, first, who = scene
    dialogue_id = owner_sql("SELECT id FROM dialogues_dialogue")[0][0]
    reported(first, who)
    for (locale, languages, translate, machine_too), version in READERS:
        her = person(name="Les Ar", platform=("moderator",), organisations={organisation("supplier"): "editor"})
        her = db.session.get_one(Person, her.id)
        her.locale, her.reads, her.translate, her.sees_machine = locale, languages, translate, machine_too
        db.session.commit()
        reader = reader_with(her.id, locale)
        found = versions_of_posts([first.id], locale)[first.id]
        says = present(found.source, found.versions, reader)
        assert says.lang == version
        with in_language(locale):
            label = origin_words(says, "nn")
        visit = sign_in(her)
        thread_page = visit.get(f"/{locale}/threads/{opened.id}").text
        shows(thread_page, version, label=label)
        shows(visit.get(f"/{locale}/dialogues/{dialogue_id}").text, version, label=label, text=False)
        shows(visit.get(f"/{locale}/threads/{opened.id}/reply?to=1").text, version, label=label)
        shows(visit.get(f"/{locale}/moderation").text, version, label=label)
        with unit_of_work(Context(person_id=her.id)):
            (notice,) = notices.words([{"post_id": first.id}], her.id, locale)
            (outcome,) = outcomes_in_words([{"subject_type": "post", "subject_id": first.id}], her.id, locale)
        assert (notice["title"], notice["excerpt"], notice["language"], notice["label"]) == (
            TITLES[version], TEXTS[version], version, label,
        )  # fmt: skip
        assert outcome["title"] == TITLES[version]
        with unit_of_work(Context(person_id=her.id)):
            following.follow(Followed.THREAD, opened.id, Level.ALL, by=actor(her))
        owner_sql("UPDATE forum_follow SET since = now() - interval '2 days'")
        with unit_of_work(Context(person_id=her.id)):
            (section,) = notices.digest(her.id, clock.now() - timedelta(days=1), locale)
        heading, line = section.lines
        assert (heading.text, heading.language) == (TITLES[version], version)
        assert (line.text, line.language) == (TEXTS[version], version)
        assert label in line.note
    for locale in ("nb", "nn", "en"):
        with in_language(locale):
            says = present(found.source, versions_of_posts([first.id], locale)[first.id].versions, visitor(locale))
            label = origin_words(says, "nn")
        feed = client.get(f"/{locale}/threads/{opened.id}/feed.atom").text
        assert f'xml:lang="{says.lang}"' in feed
        assert TEXTS[says.lang] in feed
        assert label in feed
        shows(client.get(f"/{locale}/threads/{opened.id}").text, says.lang, label=label)


def test_a_moderator_sees_the_original_with_the_checked_translation_beside_it(scene, sign_in) -> None:
    _opened, first, who = scene
    case_id = reported(first, who)
    page = Fragments(sign_in(person(platform=("moderator",))).get(f"/en/moderation/cases/{case_id}").text)
    assert page.langs_of(ORIGINAL) == {"nn"}
    assert page.langs_of(ENGLISH) == {"en"}
    assert page.langs_of("Checked by Helse Nordkyst")
