"""Atom feeds: what a visitor of that language may read, and nothing that waits or has gone."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.services import moderated, posts
from app.core import clock
from app.core.db import unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import many_posts, open_forum, post, post_draft, thread

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nord & Sønner <AS>")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    return (
        dialogue,
        supplier,
        who,
        thread(dialogue, supplier, who, title="Kva med returmat?", body="Me *lurer*.", lang="nn"),
    )


def read(client, address, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.data), answer  # noqa: S314 - our own


def words_of(feed) -> str:
    return " ".join(feed.itertext())


def check_against_the_standard(feed) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, once each."""
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ATOM + name)) == 1, name
        assert node.findtext(ATOM + "id").startswith("tag:localhost,2026-01-01:")
        assert datetime.fromisoformat(node.findtext(ATOM + "updated")).tzinfo
        assert next(
            link.get("href") for link in node.findall(ATOM + "link") if link.get("rel") == "alternate"
        ).startswith("http")
    for entry in feed.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(ATOM + "id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    selves = [link for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]
    assert len(selves) == 1


def test_each_entry_says_its_language_and_who_and_keeps_its_id(scene, client) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "We can help.", lang="en")
    ids = set()
    for lang in ("nb", "nn", "en"):
        for address in (f"/{lang}/threads/{opened.id}/feed.atom", f"/{lang}/spaces/{dialogue.space_id}/feed.atom"):
            feed, _ = read(client, address)
            check_against_the_standard(feed)
            assert feed.get(LANG) == lang
            newest, first = feed.findall(f"{ATOM}entry")
            assert newest.find(f"{ATOM}content").get(LANG) == "en"
            assert first.find(f"{ATOM}content").get(LANG) == "nn"
            assert "<p>Me <em>lurer</em>.</p>" in first.findtext(f"{ATOM}content")
            assert first.findtext(f"{ATOM}author/{ATOM}name") == "Solveig Eide, Nord & Sønner <AS>"
            ids.add(newest.findtext(f"{ATOM}id"))
    assert ids == {f"tag:localhost,2026-01-01:post/{made.id}"}, "the same post is the same entry wherever it is read"
    page = client.get(f"/en/threads/{opened.id}").text
    assert re.search(
        rf'<link rel="alternate" type="application/atom\+xml"[^>]+/en/threads/{opened.id}/feed.atom"', page
    )
    assert f"/en/spaces/{dialogue.space_id}/feed.atom" in client.get(f"/en/dialogues/{dialogue.id}").text


def test_translated_words_are_shown_to_those_who_do_not_read_the_original_and_labelled(
    scene, client, owner_sql
) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Vi kan hjelpe.", lang="nb")
    reviewer = member(organisation("buyer", name="Helse Vest"))
    owner_sql(
        "INSERT INTO bilingual_translation (kind, subject_id, source_lang, source_revision, lang, title, body, html, status,"
        " method, translator_id, reviewer_id, approved_at, submitted_at, changed_at, version)"
        f" VALUES ('post', {made.id}, 'nb', 1, 'en', '', 'We can help.', '<p>We can help.</p>', 'approved',"
        f" 'human', {who.id}, {reviewer.id}, now(), now(), now(), 1)"
    )
    feed, _ = read(client, f"/en/threads/{opened.id}/feed.atom")
    content = feed.find(f"{ATOM}entry/{ATOM}content")
    assert content.get(LANG) == "en"
    assert "We can help." in content.text
    assert "Checked by" in content.text
    assert "Vi kan hjelpe." in words_of(read(client, f"/nn/threads/{opened.id}/feed.atom")[0])


def test_what_waits_is_never_there_and_what_has_gone_disappears(scene, client) -> None:
    dialogue, supplier, who, opened = scene
    newcomer = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    with unit_of_work():
        posts.write_post(opened.id, post_draft(newcomer, "Jeg venter."), by=actor(member(newcomer)))
    withdrawn, hidden = post(opened, supplier, who, "Angrar."), post(opened, supplier, who, "Prisen er 400.")
    addresses = (f"/nb/threads/{opened.id}/feed.atom", f"/nb/spaces/{dialogue.space_id}/feed.atom")
    for address in addresses:
        feed, answer = read(client, address)
        said = words_of(feed)
        assert "Angrar." in said
        assert "Jeg venter." not in said
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    etags = [client.get(address).headers["ETag"] for address in addresses]
    with unit_of_work():
        posts.withdraw_post(withdrawn, by=actor(who))
        moderated.hide(hidden.id, reason_code="M5", at=clock.now())
    for address, etag in zip(addresses, etags, strict=True):
        feed, _ = read(client, address, **{"If-None-Match": etag})
        assert "Angrar." not in words_of(feed)
        assert "Prisen" not in words_of(feed)
        assert len(feed.findall(f"{ATOM}entry")) == 1


def test_the_last_fifty_with_a_fixed_number_of_statements_no_cookie_and_a_date(scene, client, statements) -> None:
    _dialogue, supplier, who, opened = scene
    address = f"/nb/threads/{opened.id}/feed.atom"
    client.get(address)
    with statements() as few:
        client.get(address)
    many_posts(opened, supplier, who, 120)
    with statements() as many:
        feed, answer = read(client, address)
    assert len(few) == len(many) == 3
    links = [entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(links) == 50
    assert " 121 " in links[0]
    assert "Set-Cookie" not in answer.headers
    assert client.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    assert json.dumps(answer.headers["Cache-Control"]) == '"public, no-cache"'


def test_a_forums_feed_has_two_addresses_and_a_hidden_place_none(scene, client, owner_sql) -> None:
    _dialogue, supplier, who, _opened = scene
    forum = open_forum()
    thread(forum, supplier, who, title="I forumet")
    for kind in ("forums", "spaces"):
        assert "I forumet" in words_of(read(client, f"/nb/{kind}/{forum.id}/feed.atom")[0])
    empty = open_forum()
    check_against_the_standard(read(client, f"/nb/forums/{empty.id}/feed.atom")[0])
    owner_sql("UPDATE forum_space SET state = 'hidden'")
    for kind in ("forums", "spaces"):
        assert client.get(f"/nb/{kind}/{forum.id}/feed.atom").status_code == 404
