"""Preview, the question of language, and edits: small ones, large ones, and what they changed."""

import re

import pytest

from app.blueprints.forum.models import Post, Revision, Thread
from app.core.db import db
from tests.factories.accounts import member, organisation
from tests.factories.forum import open_forum, post, thread

NYNORSK = "Eg veit ikkje kva me skal gjera med dette, men me ønskjer å høyra frå dykk som har prøvd det før."
BOKMAAL = "Jeg vet ikke hva vi skal gjøre med dette, men vi ønsker å høre fra dere som har prøvd det før."
ENGLISH = "We do not know what to do with this, but we would like to hear from those who have tried it before."


@pytest.fixture
def scene(db_session):
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    return supplier, who, thread(open_forum(), supplier, who, title="Kva med returmat?", lang="nn", body="Me lurer.")


def reply(writer, opened, supplier, body, **values):
    data = {"organisation_id": supplier.id, "lang": "nn", "body": body, "once": "e"} | values
    return writer.post(f"/en/threads/{opened.id}/reply", data=data)


def test_a_preview_shows_the_post_as_it_will_be_and_publishes_nothing(scene, sign_in) -> None:
    supplier, who, opened = scene
    seen = reply(sign_in(who), opened, supplier, "Me *kan* hjelpe. <script>x</script>", do="preview")
    assert seen.status_code == 200
    assert "<p>Me <em>kan</em> hjelpe. &lt;script&gt;x&lt;/script&gt;</p>" in seen.text
    assert "Nothing is published yet." in seen.text
    assert "Which is right?" not in seen.text
    assert db.session.get_one(Thread, opened.id, populate_existing=True).seq == 1


def test_a_preview_refuses_what_publishing_would_refuse(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    for body in ("[" * 3_000 + "a", "***", ">" * 40 + " a"):
        assert reply(writer, opened, supplier, body, do="preview").status_code == 422


def test_words_that_read_like_another_language_are_asked_about_and_one_button_answers(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    asked = reply(writer, opened, supplier, BOKMAAL, do="preview").text
    assert "You have said Norwegian Nynorsk, but this reads like Norwegian Bokmål. Which is right?" in asked
    assert re.findall(r'name="do" value="lang:(\w+)"', asked) == ["nn", "nb"]
    answered = reply(writer, opened, supplier, BOKMAAL, do="lang:nb", draft_version="1").text
    assert 'id="lang-0" name="lang" type="radio" value="nb" checked' in re.sub(
        r'<input[^>]*value="nb"[^>]*>', 'id="lang-0" name="lang" type="radio" value="nb" checked', answered
    )
    assert "Which is right?" not in answered
    kept = reply(writer, opened, supplier, BOKMAAL, do="lang:nn", draft_version="2").text
    assert 'name="sure" type="hidden" value="nn"' in kept
    assert "Which is right?" not in kept
    sent = reply(writer, opened, supplier, BOKMAAL, sure="nn")
    assert "check=" not in sent.location


def test_half_english_and_half_nynorsk_is_warned_of_with_both_named_and_published_all_the_same(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    mixed = f"{NYNORSK} {NYNORSK}\n\n{ENGLISH} {ENGLISH}"
    asked = reply(writer, opened, supplier, mixed, do="preview").text
    assert "this is in several languages:" in asked
    told = asked.partition("several languages:")[2][:80]
    assert "Norwegian Nynorsk" in told
    assert "English" in told
    assert reply(writer, opened, supplier, mixed).status_code == 303


def test_published_without_a_look_she_is_asked_afterwards_and_one_button_changes_it(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    sent = reply(writer, opened, supplier, BOKMAAL)
    made = db.session.query(Post).order_by(Post.id.desc()).first()
    assert sent.location.endswith(f"?check={made.id}#post-2")
    path = sent.location.partition("#")[0]
    assert "Change to Norwegian Bokmål" in writer.get(path).text
    assert "Change to" not in client.get(path).text, "others are not asked"
    changed = writer.post(f"/en/posts/{made.id}/language", data={"lang": "nb", "based_on": "1"})
    assert changed.status_code == 303
    stored = db.session.get_one(Post, made.id, populate_existing=True)
    assert (stored.lang, stored.revision, stored.substantive) == ("nb", 2, 2)
    assert "Which is right?" not in writer.get(path).text
    assert writer.post(f"/en/posts/{made.id}/language", data={"lang": "xx"}).status_code == 422
    assert sign_in(member(supplier)).post(f"/en/posts/{made.id}/language", data={"lang": "nb"}).status_code == 403


@pytest.mark.parametrize(("tag", "lang"), [("no", "nb"), ("nob", "nb"), ("nn_NO.UTF-8", "nn"), ("en-GB", "en")])
def test_however_a_language_is_spelt_it_is_understood(tag, lang, scene, sign_in) -> None:
    supplier, who, opened = scene
    assert reply(sign_in(who), opened, supplier, "Ja.", lang=tag).status_code == 303
    assert db.session.query(Post).order_by(Post.id.desc()).first().lang == lang


def test_small_and_large_edits_are_told_apart_and_the_history_shows_the_words(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    made = post(opened, supplier, who, "Me kan jelpe dykk på torsdag.", lang="nn")
    writer, address = sign_in(who), f"/en/posts/{made.id}/edit"
    small = {"lang": "nn", "body": "Me kan hjelpe dykk på torsdag.", "based_on": "1", "kind": "minor"}
    assert writer.post(address, data=small | {"reason": "Skrivefeil"}).status_code == 303
    large = {"lang": "nn", "body": "Me kan hjelpe dykk på fredag.", "based_on": "2", "kind": "substantive"}
    assert writer.post(address, data=large).status_code == 303
    stored = db.session.get_one(Post, made.id, populate_existing=True)
    assert (stored.revision, stored.substantive) == (3, 3)
    newest = client.get(f"/en/posts/{made.id}/history").text
    for words in ("What changed since version 2", "Why: Skrivefeil", "Only spelling or links", "The meaning changed"):
        assert words in newest
    told = re.sub(r'<span class="vh">.*?</span>', "", newest)
    assert "<del>torsdag</del><ins>fredag</ins>" in told
    earlier = re.sub(r'<span class="vh">.*?</span>', "", client.get(f"/en/posts/{made.id}/history?version=2").text)
    assert "<del>jelpe</del><ins>hjelpe</ins>" in earlier
    assert client.get(f"/en/posts/{made.id}/history?version=99").status_code == 200


def test_another_language_counts_as_another_meaning_whatever_is_said(scene, sign_in) -> None:
    supplier, who, opened = scene
    made = post(opened, supplier, who, "Me kan hjelpe.", lang="nn")
    data = {"lang": "en", "body": "We can help.", "based_on": "1", "kind": "minor"}
    assert sign_in(who).post(f"/en/posts/{made.id}/edit", data=data).status_code == 303
    assert db.session.get_one(Post, made.id, populate_existing=True).substantive == 2


def test_the_title_is_edited_with_the_post_that_opened_the_thread_and_with_no_other(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    first = db.session.get_one(Thread, opened.id, populate_existing=True).opening_post_id
    assert 'value="Kva med returmat?"' in writer.get(f"/en/posts/{first}/edit").text
    data = {"lang": "nn", "title": "Kva med matsvinn?", "body": "Me lurer.", "based_on": "1"}
    assert writer.post(f"/en/posts/{first}/edit", data=data).status_code == 303
    assert "Kva med matsvinn?" in client.get(f"/en/threads/{opened.id}").text
    history = re.sub(r'<span class="vh">.*?</span>', "", client.get(f"/en/posts/{first}/history").text)
    assert "<del>returmat</del><ins>matsvinn</ins>" in history
    other = post(opened, supplier, who, "Eit svar.", lang="nn")
    assert 'name="title"' not in writer.get(f"/en/posts/{other.id}/edit").text


def test_what_is_shown_as_changed_is_text_and_never_runs(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    made = post(opened, supplier, who, "<script>alert(1)</script>")
    body = "<img src=x onerror=alert(2)> [klikk](javascript:alert(3)) \u202etekst"
    data = {"lang": "nb", "body": body, "based_on": "1"}
    assert sign_in(who).post(f"/en/posts/{made.id}/edit", data=data).status_code == 303
    page = client.get(f"/en/posts/{made.id}/history").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page


def test_a_reason_with_an_identity_number_is_stopped(scene, sign_in) -> None:
    from tests.forum.test_services import synthetic

    supplier, who, opened = scene
    made = post(opened, supplier, who)
    data = {"lang": "nb", "body": "Ny tekst.", "based_on": "1", "reason": f"For {synthetic()}"}
    assert sign_in(who).post(f"/en/posts/{made.id}/edit", data=data).status_code == 422
    assert db.session.query(Revision).filter_by(post_id=made.id).count() == 1
