"""A thread as the original, in one language, or side by side: by address alone, each fragment marked and labelled."""

import re

import pytest

from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import EditKind, RevisionDraft
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import many_posts, post, thread
from tests.factories.versions import checked, machine


@pytest.fixture
def scene(db_session):
    """A thread in Nynorsk: the first post checked in English, the second by a machine only, the third as it is."""
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Eide")
    opened = thread(dialogue, supplier, who, lang="nn", title="Kven kan dele vakt?", body="Me er åtte.\n\nKva no?")
    second, _third = (post(opened, supplier, who, body, lang="nn") for body in ("Me har to bilar.", "Takk!"))
    db.session.get_one(Space, dialogue.space_id).machine_allowed = True
    db.session.commit()
    first = db.session.get_one(Post, opened.opening_post_id)
    checked(first, "en", "We are eight.\n\nWhat now?", title="Who can share the duty?", by=firm)
    machine(second, "en", "We have two cars.")
    return f"/en/threads/{opened.id}", opened, supplier, who


def current(page: str) -> list[str]:
    switch = page.split('id="shown-as"')[1].split("</nav>", maxsplit=1)[0]
    return [
        " ".join(re.sub("<[^>]+>", " ", link).split()) for link in re.findall('aria-current="true">(.*?)</a>', switch)
    ]


def test_the_view_is_chosen_by_a_link_and_kept_by_every_link_within_the_thread(client, scene) -> None:
    address, opened, supplier, who = scene
    many_posts(opened, supplier, who, 20)
    assert current(client.get(address).text) == ["English only"]
    answer = client.get(f"{address}?view=both")
    assert current(answer.text) == ["Side by side"]
    assert "Set-Cookie" not in answer.headers
    inside = [
        link for link in re.findall(r'href="([^"]+)"', answer.text) if re.match(rf"{address}\?(page=|view=both&)", link)
    ]
    assert inside
    assert all("view=both" in link for link in inside)
    assert f"{address}?page=2&amp;view=original" in client.get(f"{address}?page=2&view=both").text
    for page in (client.get(f"{address}?view=nonsense").text, client.get(f"{address}?view=").text):
        assert current(page) == ["English only"]


def test_original_shows_every_post_as_it_was_written(client, scene) -> None:
    page = client.get(scene[0] + "?view=original").text
    assert current(page) == ["Original"]
    assert "We are eight" not in page
    assert page.count("Original, Nynorsk") >= 3
    assert '<h1 class="ds-heading" data-size="md" lang="nn">Kven kan dele vakt?</h1>' in page


def test_my_language_shows_what_is_checked_and_asks_for_the_rest(client, scene) -> None:
    page = client.get(scene[0]).text
    assert "We are eight." in page
    assert "Me er åtte." not in page
    assert "Checked by Helse Nordkyst" in page
    assert "We have two cars." not in page, "nobody asked for a machine's words"
    assert '<div class="stack" lang="nn"><p>Me har to bilar.</p></div>' in page
    assert page.count("Ask for a translation") == 2
    assert "Suggest a better translation" not in page, "a visitor cannot"
    assert "?to=en" in page


def test_side_by_side_stands_paragraph_beside_paragraph_each_in_its_language(client, scene) -> None:
    page = client.get(scene[0] + "?view=both").text
    pairs = page.split('<div class="pair">')[1:]
    assert len(pairs) == 2
    left, right = pairs[0].split('<div class="cells" lang="en">')
    assert "Original, Nynorsk" in left
    assert (
        '<div class="cells" lang="nn"><div class="stack"><p>Me er åtte.</p></div><div class="stack"><p>Kva no?' in left
    )
    assert right.startswith('<div class="stack"><p>We are eight.</p></div><div class="stack"><p>What now?</p></div>')
    assert "Machine translated, not checked" in pairs[1], "beside the original, and marked"
    assert '<p lang="en">Who can share the duty?</p>' in page


def test_where_the_space_no_longer_allows_machines_their_words_are_gone(client, scene, owner_sql) -> None:
    owner_sql("UPDATE forum_space SET machine_allowed = false")
    assert "We have two cars." not in client.get(scene[0] + "?view=both").text


@pytest.mark.parametrize("view", ["both", "mine", ""])
def test_a_view_says_so_when_nothing_has_been_translated(client, scene, owner_sql, view) -> None:
    address = f"{scene[0]}?view={view}"
    assert "No post on this page has a translation" not in client.get(address).text
    owner_sql("DELETE FROM bilingual_translation")
    assert "No post on this page has a translation" in client.get(address).text


def test_my_language_says_that_some_posts_are_still_as_they_were_written(client, scene, owner_sql) -> None:
    said = "Posts that nobody has translated yet are shown as they were written."
    assert said in client.get(scene[0]).text
    assert said not in client.get(scene[0] + "?view=original").text
    owner_sql("UPDATE forum_post SET lang = 'en' WHERE seq > 1")
    assert said not in client.get(scene[0]).text, "what is left is in English already"


def test_an_official_answer_stands_beside_checked_words_or_none(client, scene, owner_sql) -> None:
    owner_sql("UPDATE forum_post SET answer_at = now(), answer_by = author_id WHERE seq = 2")
    assert "We have two cars." not in client.get(scene[0] + "?view=both").text


def test_who_writes_for_a_firm_can_suggest_a_better_translation(scene, sign_in) -> None:
    address, _opened, _supplier, who = scene
    who.reads = ["en"]
    db.session.commit()
    page = sign_in(who).get(address).text
    assert page.count("Suggest a better translation") == 1
    assert "Choose how you read other languages" in page
    she = person(name="Ny Her")
    she.reads, she.sees_machine = ["en"], True
    db.session.commit()
    assert "We have two cars." in sign_in(she).get(address).text


def test_the_settings_that_are_no_view_have_a_place_of_their_own_in_the_switch(scene, sign_in) -> None:
    she = person(name="Ny Her")
    she.reads, she.translate = ["en"], "ask"
    db.session.commit()
    page = sign_in(she).get(scene[0]).text
    assert current(page) == ["As in my settings"]
    assert "Show the translation" in page
    assert "We are eight" not in page


def test_a_stale_translation_says_so_and_leads_to_what_changed(client, scene) -> None:
    address, opened, _supplier, who = scene
    with unit_of_work():
        first = db.session.get_one(Post, opened.opening_post_id)
        draft = RevisionDraft(lang="nn", body="Me er ni.\n\nKva no?", based_on=1, kind=EditKind.SUBSTANTIVE)
        posts.edit_post(first, draft, by=actor(who))
    for view in ("", "?view=both"):
        page = client.get(address + view).text
        assert "The original has been changed since." in page
        link = re.search(r'href="(/en/posts/\d+/changes/1)"', page)
        assert link
    changes = client.get(link.group(1)).text
    assert "<del" in changes
    assert "åtte" in changes
    assert "ni" in changes
    assert client.get(link.group(1)[:-1] + "7").status_code == 404


def test_what_she_reads_costs_no_statement_and_what_is_translated_costs_one(client, scene, statements) -> None:
    address = scene[0]
    client.get(address)
    with statements() as plain:
        client.get(address.replace("/en/", "/nb/"))
    for view in ("", "?view=both", "?view=mine"):
        with statements() as translated:
            client.get(address + view)
        assert len(translated) == len(plain) + 1
    with statements() as original:
        client.get(address + "?view=original")
    assert len(original) == len(plain)
