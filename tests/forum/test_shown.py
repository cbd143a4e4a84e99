"""One text, three versions, many readers: every surface shows what the one function says."""

import pytest

from app.blueprints.bilingual.rules.presenting import person as reads
from app.blueprints.bilingual.rules.presenting import visitor
from app.blueprints.bilingual.terms.presenting import Freshness, Origin
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.services import posts
from app.blueprints.forum.services.shown import shown_posts, shown_titles
from app.blueprints.forum.terms.posts import EditKind, RevisionDraft
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation
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
