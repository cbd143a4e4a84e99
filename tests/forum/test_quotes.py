"""Quotes: words that somebody has said, as they were read, and only as long as they can be read."""

import re

import pytest
from sqlalchemy import text

from app.blueprints.forum.models import Post, Quote
from app.blueprints.forum.rules.quotes import MOST_QUOTED, is_said, offered
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.terms.posts import PostDraft, QuoteDraft, RevisionDraft
from app.core import clock
from app.core.db import db, unit_of_work
from app.core.errors import Refused
from tests.factories.accounts import actor, member, organisation
from tests.factories.forum import open_forum, post, thread

HTML = "<p>Vi er <em>ikke</em> uenige om fristen.</p><ul><li>Torsdag passer, sier vi.</li></ul>"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Vi er ikke uenige om fristen.", True),
        ("ikke uenige\n\n  om   fristen", True),
        ("Vi er … om fristen. … Torsdag passer", True),
        ("[…] Torsdag passer, sier vi.", True),
        ("enige om fristen", False),  # half a word
        ("Vi er uenige om fristen.", False),  # a word left out without saying so
        ("Torsdag passer … Vi er", False),  # in another order
        ("Vi er enige.", False),
        ("…", False),
        ("", False),
    ],
)
def test_only_whole_words_in_their_order_are_said(words, said) -> None:
    assert is_said(words, HTML) is said


def test_a_form_proposes_what_may_be_quoted() -> None:
    assert offered(HTML) == "Vi er ikke uenige om fristen.\n\nTorsdag passer, sier vi."
    long = offered("<p>" + "Et ord til. " * 5_000 + "</p>")
    assert 1_000 < len(long) <= MOST_QUOTED
    assert is_said(long, "<p>" + "Et ord til. " * 5_000 + "</p>")


@pytest.fixture
def scene(db_session):
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    opened = thread(open_forum(), supplier, who)
    said = post(opened, supplier, who, "Me treng åtte veker. Helgene er vanskelege.", lang="nn")
    other = organisation("supplier", name="Baltic Mooring")
    return opened, said, other, member(other, "editor", name="Beata Nowak"), who


def send(writer, opened, other, **values):
    data = {
        "organisation_id": other.id, "lang": "nb", "body": "Det gjelder oss også.", "once": "q", "reply_to": "2",
        "quoted": "Me treng åtte veker.", "quoted_seq": "2", "quoted_revision": "1", "quoted_lang": "nn",
    }  # fmt: skip
    return writer.post(f"/en/threads/{opened.id}/reply", data=data | values)


def test_a_quote_is_offered_stored_and_shown_with_who_said_it(scene, sign_in, client) -> None:
    opened, said, other, reader, _who = scene
    writer = sign_in(reader)
    page = writer.get(f"/en/threads/{opened.id}").text
    assert f"/en/threads/{opened.id}/reply?to=2&amp;quote=1&amp;in=nn" in page
    page = writer.get(f"/en/threads/{opened.id}/reply?to=2&quote=1&in=nn").text
    assert "\nMe treng åtte veker. Helgene er vanskelege.</textarea>" in page.replace("\r", "")
    assert send(writer, opened, other).status_code == 303
    kept = db.session.query(Quote).one()
    assert (kept.quoted_id, kept.revision, kept.lang, kept.translated) == (said.id, 1, "nn", False)
    page = client.get(f"/en/threads/{opened.id}").text
    assert "Solveig Eide wrote in #2 ·" in page
    assert '<blockquote class="quote" lang="nn">Me treng åtte veker.</blockquote>' in page


def test_words_of_a_checked_translation_are_told_as_a_translation(scene, sign_in, client) -> None:
    opened, said, other, reader, who = scene
    db.session.execute(
        text(
            "INSERT INTO bilingual_translation (kind, subject_id, source_lang, source_revision, lang, title, body, html,"
            " status, method, translator_id, reviewer_id, approved_at, changed_at, version) VALUES ('post', :post, 'nn', 1,"
            " 'en', '', 'We need eight weeks.', '<p>We need eight weeks.</p>', 'approved', 'human', :one, :two, now(), now(), 1)"
        ),
        {"post": said.id, "one": reader.id, "two": who.id},
    )
    db.session.commit()
    writer = sign_in(reader)
    assert send(writer, opened, other, quoted="We need eight weeks.", quoted_lang="en").status_code == 303
    assert "Solveig Eide wrote in #2 (translated from Nynorsk)" in client.get(f"/en/threads/{opened.id}").text
    swapped = send(writer, opened, other, quoted="We need eight weeks.", quoted_lang="nn", once="z")
    assert swapped.status_code == 422


@pytest.mark.parametrize(
    "values",
    [
        {"quoted": "Me treng to veker."},
        {"quoted": "veker. Kjøparen er ein tosk."},
        {"quoted_revision": "7"},
        {"quoted_lang": "xx"},
        {"quoted_seq": "99"},
    ],
)
def test_a_forged_quote_is_refused_and_the_text_kept(values, scene, sign_in) -> None:
    opened, _said, other, reader, _who = scene
    answer = send(sign_in(reader), opened, other, **values)
    assert answer.status_code == 422
    assert "Det gjelder oss også." in answer.text
    assert db.session.query(Quote).count() == 0


def test_a_post_that_cannot_be_seen_is_not_quoted(scene, sign_in) -> None:
    opened, said, other, reader, _who = scene
    with unit_of_work():
        moderated.hide(said.id, reason_code="M5", at=clock.now())
    writer = sign_in(reader)
    assert "åtte veker" not in writer.get(f"/en/threads/{opened.id}/reply?to=2&quote=1&in=nn").text
    answer = send(writer, opened, other, reply_to="")
    assert answer.status_code == 422
    assert "cannot be read any more" in answer.text
    hidden_thread = QuoteDraft(seq=2, revision=1, lang="nn", words="Me treng åtte veker.")
    elsewhere = thread(open_forum(), other, reader)
    draft = PostDraft(organisation_id=other.id, lang="nb", body="Tekst.", quote=hidden_thread)
    with pytest.raises(Refused, match="quoted_is_gone"), unit_of_work():
        posts.write_post(elsewhere.id, draft, by=actor(reader))


def test_with_the_quoted_post_its_words_disappear_and_an_edit_leaves_them(scene, sign_in, client) -> None:
    opened, said, other, reader, who = scene
    send(sign_in(reader), opened, other)
    with unit_of_work():
        draft = RevisionDraft(lang="nn", body="Me treng to veker.", based_on=1)
        posts.edit_post(db.session.get_one(Post, said.id), draft, by=actor(who))
    assert "åtte veker" in client.get(f"/en/threads/{opened.id}").text, "it was said, in revision 1"
    with unit_of_work():
        posts.withdraw_post(db.session.get_one(Post, said.id), by=actor(who))
    page = client.get(f"/en/threads/{opened.id}").text
    assert "åtte veker" not in page
    assert "The quoted post has been withdrawn." in page


def test_a_reply_to_a_post_withdrawn_a_second_ago_is_kept_and_can_be_sent_as_a_post_of_its_own(scene, sign_in) -> None:
    opened, said, other, reader, who = scene
    writer = sign_in(reader)
    with unit_of_work():
        posts.withdraw_post(db.session.get_one(Post, said.id), by=actor(who))
    answer = send(writer, opened, other, quoted="")
    assert answer.status_code == 422
    assert "has been taken away meanwhile. Your text is kept." in answer.text
    assert "Det gjelder oss også." in answer.text
    again = re.search(r'name="reply_to" type="hidden" value="(\d*)"', answer.text)
    assert again.group(1) == ""
    assert send(writer, opened, other, quoted="", reply_to=again.group(1)).status_code == 303
