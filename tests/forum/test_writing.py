"""Writing, changing and taking back: forms, refusals, and nothing lost."""

import re
from datetime import timedelta

import pytest

from app.blueprints.forum.models import Space, Thread
from app.core import clock
from app.core.db import db
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import buyer, draft_dialogue, published_dialogue
from tests.factories.forum import post, thread
from tests.forum.test_services import synthetic

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    return (
        dialogue,
        supplier,
        who,
        thread(dialogue, supplier, who, lang="nn", title="Kva med returmat?", body="Me lurer."),
    )


def at(opened, *rest: str, lang: str = "en") -> str:
    """The address of a thread, or of a page below it."""
    return "/".join([f"/{lang}/threads/{opened.id}", *rest])


def opening(dialogue) -> str:
    """The address at which a thread is opened."""
    return f"/en/spaces/{dialogue.space_id}/threads/new"


def reply_form(supplier, **values: str) -> dict[str, str]:
    return {"organisation_id": str(supplier.id), "lang": "en", "body": "We can help.", "once": "k1"} | values


def posts_of(opened) -> int:
    return db.session.get_one(Thread, opened.id, populate_existing=True).seq


def test_three_parties_talk_in_three_languages(scene, client, sign_in) -> None:
    dialogue, supplier, _who, opened = scene
    interest = organisation("interest")
    buyer_firm = db.session.get_one(type(supplier), dialogue.organisation_id)
    for firm, lang, words in ((supplier, "en", "English"), (buyer_firm, "nb", "Bokmål"), (interest, "nn", "Nynorsk")):
        speaker = sign_in(member(firm, "editor"))
        sent = speaker.post(at(opened, "reply"), data=reply_form(firm, lang=lang, body=f"Dette er {words}."))
        assert sent.status_code == 303, sent.text
    for lang in LANGUAGES:
        page = client.get(at(opened, lang=lang)).text
        for code, words in (("en", "English"), ("nb", "Bokmål"), ("nn", "Nynorsk")):
            marked = "" if code == lang else f' lang="{code}"'
            assert f'</p><div class="stack"{marked}><p>Dette er {words}.</p>' in page


def test_the_form_on_the_page_and_the_form_it_leads_to_ask_the_same(scene, sign_in) -> None:
    _dialogue, _supplier, who, opened = scene
    reader = sign_in(who)
    quick = set(re.findall(r'name="(\w+)"', reader.get(at(opened)).text.split('id="reply"')[1].split("</form>")[0]))
    whole = set(
        re.findall(r'name="(\w+)"', reader.get(at(opened, "reply")).text.split('id="writer"')[1].split("</form>")[0])
    )
    assert quick - {"csrf_token"} == whole - {"csrf_token"}
    assert 'id="lang-nn" value="nn" checked' in reader.get(at(opened)).text, "her own language is chosen"


def test_an_answer_shows_what_it_answers_and_says_so_afterwards(scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    reader = sign_in(who)
    page = reader.get(at(opened, "reply") + "?to=1").text
    assert "You answer post #1 by Solveig Eide, Nordfjord Mekaniske" in page
    assert 'name="reply_to" type="hidden" value="1"' in page
    assert reader.post(at(opened, "reply"), data=reply_form(supplier, reply_to="1")).status_code == 303
    assert "in reply to #1" in re.sub(r"<[^>]+>", "", reader.get(at(opened)).text)
    for typed in ("0", "99", "x", "-1", "9" * 30):
        assert reader.get(at(opened, "reply") + f"?to={typed}").status_code == 200


def test_a_form_sent_twice_makes_one_post(scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    writer = sign_in(who)
    first = writer.post(at(opened, "reply"), data=reply_form(supplier))
    second = writer.post(at(opened, "reply"), data=reply_form(supplier))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert posts_of(opened) == 2


def test_a_hundred_thousand_characters_are_taken_and_one_more_keeps_the_text(scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    writer = sign_in(who)
    long = "ord " * 24_999 + "slut"
    assert len(long) == 100_000
    assert writer.post(at(opened, "reply"), data=reply_form(supplier, body=long)).status_code == 303
    answer = writer.post(at(opened, "reply"), data=reply_form(supplier, body=long + "x", once="k2"))
    assert answer.status_code == 413
    assert long + "x" in answer.text
    assert posts_of(opened) == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"lang": ""}, "Say which language you write."),
        ({"lang": None}, "Say which language you write."),
        ({"lang": "xx"}, "Choose one from the list."),
        ({"body": ""}, "This field cannot be empty."),
        ({"body": " \u200b\x00 "}, "This field cannot be empty."),
        ({"body": "***"}, "This field cannot be empty."),
        ({"organisation_id": "999999"}, "Choose one from the list."),
        ({"organisation_id": "x"}, "Choose one from the list."),
        ({"organisation_id": None}, "This field cannot be empty."),
        ({"body": "[" * 3000 + "a"}, "The text may have at most 2000 brackets."),
        ({"body": ">" * 40 + " a"}, "at most 12 levels"),
    ],
)
def test_what_cannot_be_taken_is_kept_and_told_at_its_field(values, words, scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    form = {name: value for name, value in reply_form(supplier, **values).items() if value is not None}
    answer = sign_in(who).post(at(opened, "reply"), data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert posts_of(opened) == 1


def test_an_identity_number_is_stopped_kindly_and_nothing_else_is_lost(scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    answer = sign_in(who).post(
        at(opened, "reply"), data=reply_form(supplier, body=f"Kontakt meg: {synthetic()}. Resten er viktig.")
    )
    assert answer.status_code == 422
    assert "national identity number" in answer.text
    assert "Resten er viktig." in answer.text
    assert posts_of(opened) == 1


def test_letters_emoji_and_hidden_marks_come_through_or_are_taken_out(scene, client, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    words = "Čájet áššiid, ŋ đ ŧ ž – smør på brød 👩‍👩‍👧"
    sign_in(who).post(at(opened, "reply"), data=reply_form(supplier, body=f"{words}\x00\u202eskjult\u2066"))
    assert f"<p>{words}skjult</p>" in client.get(at(opened)).text


def test_a_space_that_has_closed_answers_409_and_keeps_the_text(scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    stored = db.session.get_one(Space, dialogue.space_id, populate_existing=True)
    stored.opens_on = stored.closes_on = clock.today() - timedelta(days=1)
    db.session.commit()
    writer = sign_in(who)
    late = writer.post(at(opened, "reply"), data=reply_form(supplier, body="Et minutt for sent."))
    assert late.status_code == 409
    assert "Et minutt for sent." in late.text
    assert writer.post(opening(dialogue), data=reply_form(supplier, title="T")).status_code == 409
    page = writer.get(at(opened)).text
    assert "Posts are no longer taken here." in page
    assert 'id="reply"' not in page


def test_whoever_is_not_signed_in_is_asked_to_and_what_she_wrote_goes_along(scene, client) -> None:
    _dialogue, supplier, _who, opened = scene
    answer = client.post(at(opened, "reply"), data=reply_form(supplier, body="Skrevet før økta gikk ut."))
    assert answer.status_code == 401
    assert "Skrevet før økta gikk ut." in answer.text
    assert posts_of(opened) == 1


def test_a_person_without_an_organisation_reads_and_does_not_write(scene, sign_in) -> None:
    dialogue, supplier, _who, opened = scene
    reader = sign_in(person())
    assert "you must act for an organisation" in reader.get(at(opened)).text
    assert reader.post(at(opened, "reply"), data=reply_form(supplier)).status_code == 403
    assert reader.get(opening(dialogue)).status_code == 403


def test_a_thread_is_opened_with_its_first_post(scene, client, sign_in) -> None:
    dialogue, supplier, who, _ = scene
    writer = sign_in(who)
    assert writer.get(opening(dialogue)).status_code == 200
    assert writer.post(opening(dialogue), data=reply_form(supplier, title="")).status_code == 422
    made = writer.post(opening(dialogue), data=reply_form(supplier, title="Delivery at night?"))
    assert made.status_code == 303
    assert made.location.endswith("#post-1")
    assert "Delivery at night?" in client.get(f"/en/dialogues/{dialogue.id}").text


def test_an_author_edits_and_everybody_can_see_what_it_said_before(scene, client, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Først.")
    writer = sign_in(who)
    assert "Først." in writer.get(f"/en/posts/{made.id}/edit").text
    sent = writer.post(f"/en/posts/{made.id}/edit", data={"lang": "nb", "body": "Etterpå.", "based_on": "1"})
    assert sent.status_code == 303
    page = client.get(at(opened)).text
    assert "Etterpå." in page
    assert "Først." not in page
    assert f"/en/posts/{made.id}/history" in page
    history = client.get(f"/en/posts/{made.id}/history").text
    assert history.index("Etterpå.") < history.index("Først.")
    stale = writer.post(
        f"/en/posts/{made.id}/edit", data={"lang": "nb", "body": "Fra en gammel fane.", "based_on": "1"}
    )
    assert stale.status_code == 409
    assert "Fra en gammel fane." in stale.text


def test_nobody_changes_or_takes_back_the_post_of_another(scene, client, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    colleague = sign_in(member(supplier, "owner"))
    for action in ("edit", "withdraw"):
        assert colleague.get(f"/en/posts/{made.id}/{action}").status_code == 403
        assert colleague.post(f"/en/posts/{made.id}/{action}").status_code == 403
        assert client.post(f"/en/posts/{made.id}/{action}").status_code == 401
    assert sign_in(who).get("/en/posts/999999/edit").status_code == 404


def test_no_thread_is_opened_in_the_space_of_a_draft_and_a_stranger_learns_nothing_of_it(
    db_session, client, sign_in
) -> None:
    dialogue = draft_dialogue(title="Hemmelig utkast")
    for who in (member(buyer()[0], "owner"), member(organisation("supplier")), person(platform=("moderator",))):
        assert sign_in(who).get(opening(dialogue)).status_code == 404
        assert sign_in(who).post(opening(dialogue)).status_code == 404
    assert client.get(opening(dialogue)).status_code == 401
    assert client.post(opening(dialogue)).status_code == 401
    assert client.get("/en/spaces/999999/threads/new").status_code == 401
    assert db.session.query(Thread).count() == 0
