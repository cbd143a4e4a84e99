"""The pages of those who translate and check, and that nothing can be read of what has been taken away."""

import re

import pytest

from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.forum.services import moderated, posts
from app.core.clock import now
from app.core.db import db, unit_of_work
from tests.bilingual.test_translations_services import TEXT, Scene
from tests.factories import bilingual as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.forum import open_forum
from tests.factories.forum import post as write_post
from tests.factories.forum import thread as write_thread


@pytest.fixture
def scene(db_session):
    return Scene()


def page(answer):
    return answer.get_data(as_text=True)


def typed(html, **values):
    kept = {
        name: found[1]
        for name in ("version", "source_revision", "checked_revision", "once")
        if (found := re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html))
    }
    return kept | values


def test_a_text_is_asked_for_translated_checked_and_read(scene, client, sign_in, run_jobs, mails):
    text = f"/en/translations/post/{scene.post.id}"
    asked = sign_in(scene.reader).post(f"{text}/request", data={"to": "en"}, follow_redirects=True)
    assert "Your wish is noted" in page(asked)
    translator = sign_in(scene.translator)
    editor = translator.post(f"{text}/begin", data={"to": "en", "start": "empty"}, follow_redirects=True)
    html = page(editor)
    assert html.count('class="cols half by-paragraph"') == 2  # a box beside each paragraph
    address = editor.request.path
    parts = {"parts-0": "We have much returned food every week.", "parts-1": "Can you collect it?"}
    preview = translator.post(address, data=typed(html, **parts, preview="yes"))
    assert "This is how readers will see it" in page(preview)
    sent = translator.post(address, data=typed(page(preview), **parts, send="yes"), follow_redirects=True)
    assert "somebody else must check it" in page(sent)
    shown = sent.request.path
    host = sign_in(scene.host)
    assert "Vi har mye" in page(host.get("/en/translations?queue=check"))
    done = host.post(f"{shown}/approve", data=typed(page(host.get(shown))), follow_redirects=True)
    assert "Approved. From now on readers are shown this translation." in page(done)
    assert "We have much returned food" in page(client.get(shown))
    run_jobs()
    told = {mail.recipients[0] for mail in mails}
    assert {scene.reader.email, scene.translator.email, scene.author.email} <= told
    assert scene.host.email not in told


def test_a_translator_cannot_approve_by_a_post_made_by_hand(scene, sign_in):
    made = make.in_review(scene.post, "en", scene.host)
    values = {"version": made.version, "checked_revision": 1}
    assert sign_in(scene.host).post(f"/en/translations/{made.id}/approve", data=values).status_code == 403
    assert make.fresh(made).status is Status.IN_REVIEW


def test_an_edit_during_review_gives_the_difference_and_keeps_the_note(scene, sign_in):
    made = make.in_review(scene.post, "en", scene.translator)
    host = sign_in(scene.host)
    read = page(host.get(f"/en/translations/{made.id}"))
    scene.edit(TEXT.replace("mye", "lite"))
    answer = host.post(f"/en/translations/{made.id}/approve", data=typed(read, note="Nesten i mål"))
    html = page(answer)
    assert answer.status_code == 409
    assert "<del>" in html
    assert "lite" in html
    assert "Nesten i mål" in html
    again = host.post(f"/en/translations/{made.id}/approve", data=typed(html))
    assert again.status_code == 303
    assert make.fresh(made).source_revision == 2


def test_whoever_decides_second_is_told_who_was_first_and_keeps_her_note(scene, sign_in):
    made = make.in_review(scene.post, "en", scene.translator)
    second = sign_in(scene.other_host)
    read = page(second.get(f"/en/translations/{made.id}"))
    first = sign_in(scene.host)
    first.post(f"/en/translations/{made.id}/approve", data=typed(read) | {"once": ""})
    answer = second.post(f"/en/translations/{made.id}/send-back", data=typed(read, note="Ta med «hver uke»."))
    assert answer.status_code == 409
    assert "Vibeke Vert" in page(answer)
    assert "Ta med «hver uke»." in page(answer)


def test_two_who_write_the_same_draft_see_each_others_words(scene, sign_in):
    made = make.drafted(scene.post, "en", scene.translator, "First words")
    client = sign_in(scene.host)
    read = page(client.get(f"/en/translations/{made.id}/edit"))
    sign_in(scene.translator).post(
        f"/en/translations/{made.id}/edit",
        data=typed(read, **{"parts-0": "Second words", "save": "yes"}) | {"once": ""},
    )
    answer = client.post(f"/en/translations/{made.id}/edit", data=typed(read, **{"parts-0": "Third", "save": "yes"}))
    assert answer.status_code == 409
    assert "Second words" in page(answer)
    assert "Third" in page(answer)
    again = client.post(
        f"/en/translations/{made.id}/edit", data=typed(page(answer), **{"parts-0": "Third", "save": ""})
    )
    assert again.status_code == 303
    assert make.fresh(made).body == "Third"


@pytest.mark.parametrize(
    ("parts", "status"), [({"parts-0": "x" * 100_001}, 413), ({"parts-0": "[" * 2_500}, 422), ({"parts-0": ""}, 422)]
)
def test_what_is_refused_stands_in_its_box_with_the_reason(scene, sign_in, parts, status):
    made = make.begun(scene.post, "en", scene.translator)
    client = sign_in(scene.translator)
    read = page(client.get(f"/en/translations/{made.id}/edit"))
    answer = client.post(f"/en/translations/{made.id}/edit", data=typed(read, **parts, send="yes"))
    assert answer.status_code == status
    assert parts["parts-0"] in page(answer)
    assert "One thing must be put right" in page(answer)


def test_a_button_pressed_twice_keeps_the_text_once_and_says_nothing_of_a_conflict(scene, sign_in):
    made = make.begun(scene.post, "en", scene.translator)
    client = sign_in(scene.translator)
    values = typed(page(client.get(f"/en/translations/{made.id}/edit")), **{"parts-0": "One", "parts-1": "Two"})
    for _ in range(2):
        assert client.post(f"/en/translations/{made.id}/edit", data=values | {"send": "yes"}).status_code == 303
    assert make.fresh(made).body == "One\n\nTwo"
    back = client.post(f"/en/translations/{made.id}/edit", data=values | {"parts-0": "Typed after going back"})
    assert back.status_code == 409
    assert "Typed after going back" in page(back)


def test_terms_stand_below_their_paragraph_and_a_forbidden_one_stops_the_approval(scene, sign_in):
    source = "Leverandøren må forstå anskaffelsen."
    post = write_post(scene.thread, scene.firm, scene.author, source)
    made = make.in_review(post, "nn", scene.translator, "Leverandøren må forstå anskaffelsen.")
    host = sign_in(scene.host)
    html = page(host.get(f"/nn/translations/{made.id}"))
    found = make.words_of(post)
    from app.blueprints.bilingual.services.reviewing import findings

    forbidden = findings(found, "", made.body, "nn").forbidden
    assert [use.use for use in forbidden] == ["anskaffing"]
    assert "glossary-list" in html
    answer = host.post(f"/nn/translations/{made.id}/approve", data=typed(html))
    assert answer.status_code == 422
    assert make.fresh(made).status is Status.IN_REVIEW


def test_a_paragraph_too_few_is_told(scene, sign_in):
    made = make.in_review(scene.post, "en", scene.translator, "All in one.")
    assert "The original has 2 paragraphs, the translation 1." in page(
        sign_in(scene.host).get(f"/en/translations/{made.id}")
    )


@pytest.mark.parametrize("taken_away", ["withdrawn", "hidden"])
def test_no_version_of_what_was_taken_away_can_be_read_by_anybody_but_a_moderator(scene, client, sign_in, taken_away):
    """The fault that another platform had: the text of a deleted post stayed readable through its translation."""
    made = [
        make.approved(scene.post, "en", scene.translator, scene.host, "SECRET words"),
        make.drafted(scene.post, "nn", scene.translator, "SECRET ord"),
    ]
    machine = make.machine_draft(scene.post, "nn", "SECRET maskin")
    with unit_of_work():
        if taken_away == "withdrawn":
            posts.withdraw_post(db.session.merge(scene.post), by=actor(scene.author))
        else:
            moderated.hide(scene.post.id, reason_code="M1", at=now())
    gets = [f"/en/translations/post/{scene.post.id}", "/en/translations?queue=mine", "/en/translations?queue=check"]
    gets += [f"/en/translations/{row.id}" for row in (*made, machine)]
    own = [f"/en/translations/{row.id}/{what}" for row in (*made, machine) for what in ("edit", "withdraw")]
    sends = [f"/en/translations/post/{scene.post.id}/{what}" for what in ("request", "begin")]
    sends += [f"/en/translations/{row.id}/{what}" for row in made for what in ("approve", "send-back", "confirm")]
    people = [scene.author, scene.translator, scene.host, scene.reader]
    for visitor in [client, *map(sign_in, people)]:
        for url in [*gets, *own]:
            answer = visitor.get(url)
            assert "SECRET" not in page(answer), url
            assert answer.status_code in (
                (200, 401) if "queue" in url else (401,) if visitor is client and url in own else (404,)
            )
        for url in sends:
            assert visitor.post(url, data={"to": "en"}).status_code == (401 if visitor is client else 404)
    moderator = sign_in(person(platform=("moderator",)))
    assert moderator.get(gets[0]).status_code == 200
    assert moderator.post(sends[1], data={"to": "en"}).status_code == 403


def test_the_queue_asks_the_database_no_more_for_twenty_than_for_one(scene, sign_in, statements):
    client = sign_in(scene.host)
    numbers = []
    for more in (1, 6):
        for number in range(more):
            made = write_post(scene.thread, scene.firm, scene.author, f"Innlegg {number}")
            make.in_review(made, "en", scene.translator)
        with statements() as seen:
            assert client.get("/nb/translations?queue=check").status_code == 200
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 8


def test_the_queue_is_read_page_by_page_the_longest_waiting_first(scene, sign_in, monkeypatch):
    monkeypatch.setattr("app.core.pages.LENGTH", 2)
    monkeypatch.setattr("app.blueprints.bilingual.queries.queue.LENGTH", 2)
    monkeypatch.setattr("app.core.pages.cut.__defaults__", (2,))
    for number in range(3):
        made = write_post(scene.thread, scene.firm, scene.author, f"Innlegg nummer {number}")
        make.in_review(made, "en", scene.translator)
    client = sign_in(scene.host)
    first = page(client.get("/en/translations?queue=check&language=en"))
    older = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = page(client.get(older))
    assert re.findall(r"Innlegg nummer \d", first) == ["Innlegg nummer 0", "Innlegg nummer 1"]
    assert re.findall(r"Innlegg nummer \d", second) == ["Innlegg nummer 2"]
    assert client.get("/en/translations?queue=check&after=zz_1").status_code == 200


def test_what_one_may_not_check_is_not_in_ones_queue(scene, sign_in):
    make.in_review(scene.post, "en", scene.translator)
    stranger = member(organisation("buyer", name="Ein annan"))
    for who, there in ((scene.host, True), (scene.author, True), (stranger, False), (scene.translator, False)):
        assert ("Vi har mye" in page(sign_in(who).get("/en/translations?queue=check"))) is there


def test_what_the_inbox_says_of_a_translation_goes_with_the_original(scene, sign_in, run_jobs, mails):
    make.requested(scene.post, "en", scene.reader)
    make.approved(scene.post, "en", scene.translator, scene.host)
    run_jobs()
    inboxes = [sign_in(who) for who in (scene.reader, scene.translator, scene.author)]
    assert all("Hva med returmat?" in page(client.get("/en/inbox")) for client in inboxes)
    with unit_of_work():
        posts.withdraw_post(db.session.merge(scene.post), by=actor(scene.author))
    for client in inboxes:
        assert "Hva med returmat?" not in page(client.get("/en/inbox"))


def test_no_mail_goes_out_of_what_was_withdrawn_meanwhile(scene, run_jobs, mails):
    make.requested(scene.post, "en", scene.reader)
    make.approved(scene.post, "en", scene.translator, scene.host)
    with unit_of_work():
        posts.withdraw_post(db.session.merge(scene.post), by=actor(scene.author))
    run_jobs()
    assert not [mail for mail in mails if scene.reader.email in mail.recipients]


def test_the_most_wanted_stands_first_for_those_who_translate(scene, sign_in):
    for number, askers in enumerate(
        ([scene.reader], [scene.reader, scene.host, scene.author], [scene.reader, scene.host])
    ):
        made = write_post(scene.thread, scene.firm, scene.author, f"Innlegg nummer {number}")
        for who in askers:
            make.requested(made, "en", who)
    html = page(sign_in(scene.translator).get("/en/translations?queue=wanted"))
    assert re.findall(r"Innlegg nummer \d", html) == [f"Innlegg nummer {number}" for number in (1, 2, 0)]
    assert "3 people want it" in html


def test_the_page_of_a_text_says_what_a_machine_does_there(scene, client, monkeypatch):
    address = f"/en/translations/post/{scene.post.id}"
    assert "Nothing that is written here is sent to a machine" in page(client.get(address))
    scene.space = open_forum(machine_allowed=True)
    scene.thread = write_thread(scene.space, scene.firm, scene.author)
    address = f"/en/translations/post/{scene.thread.opening_post_id}"
    monkeypatch.setattr("app.blueprints.bilingual.views.translating.engine", lambda: None)
    assert "This site has no machine that translates" in page(client.get(address))
    monkeypatch.setattr("app.blueprints.bilingual.views.translating.engine", object)
    assert "people translate for now" in page(client.get(address))
