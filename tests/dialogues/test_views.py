"""The room as people meet it: pages, forms, refusals, and nothing lost."""

import re
from datetime import timedelta

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.dialogues.models import Dialogue, Post, Thread
from app.blueprints.dialogues.services import moderated
from app.core import clock
from app.core.db import db, unit_of_work
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import NEED, buyer, draft_dialogue, published_dialogue
from tests.factories.forum import many_posts, post, thread

LANGUAGES = ("nb", "nn", "en")
SCRIPT = "<script>alert('kanari')</script>"
NEED_FORM = {**NEED, "kind": "outcome", "by_when": "2028-12-31"}


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


def at(dialogue, opened=None, *rest: str, lang: str = "en") -> str:
    parts = [f"/{lang}/dialogues/{dialogue.id}"] + ([f"threads/{opened.id}"] if opened else []) + list(rest)
    return "/".join(parts)


def reply_form(supplier, **values: str) -> dict[str, str]:
    return {"organisation_id": str(supplier.id), "lang": "en", "body": "We can help.", "once": "k1"} | values


def posts_of(opened) -> int:
    return db.session.get_one(Thread, opened.id, populate_existing=True).seq


# --- reading ---------------------------------------------------------------------------------------------------------


def test_title_and_summary_come_in_the_readers_language_and_the_original_is_one_click_away(client, scene) -> None:
    dialogue = scene[0]
    page = client.get(at(dialogue)).text
    assert '<h1 class="ds-heading" data-size="lg">Less food waste on wards</h1>' in page
    assert "Title and summary are translated from" in page
    original = client.get(at(dialogue) + "?view=original").text
    assert '<h1 class="ds-heading" data-size="lg" lang="nb">Mindre matsvinn på sengepostene</h1>' in original
    assert "We want to halve" not in original.split("<main")[1]
    nynorsk = client.get(at(dialogue, lang="nn")).text
    assert 'lang="nb">Mindre matsvinn på sengepostene</h1>' in nynorsk, "a Nynorsk reader gets the original, marked"


def test_each_post_says_its_language_its_organisation_and_its_role(client, scene) -> None:
    dialogue, _supplier, _who, opened = scene
    page = client.get(at(dialogue, opened)).text
    assert re.search(
        r'Original · <span lang="nn">Nynorsk</span></p><div class="stack" lang="nn"><p>Me lurer.</p>', page
    )
    assert "Solveig Eide, Nordfjord Mekaniske" in page
    assert ">Supplier</span>" in page
    assert "Not verified" not in page
    assert '<h1 class="ds-heading" data-size="md" lang="nn">Kva med returmat?</h1>' in page


def test_the_buyers_own_posts_stand_out(client, scene) -> None:
    dialogue, supplier, _who, opened = scene
    firm_owner = buyer()
    page = client.get(at(dialogue, opened)).text
    assert "post official" not in page
    owner = member(db.session.get_one(type(supplier), dialogue.organisation_id), "editor", name="Arne Hauge")
    post(opened, db.session.get_one(type(supplier), dialogue.organisation_id), owner, "Ja.")
    assert firm_owner
    assert "post official" in client.get(at(dialogue, opened)).text


def test_an_organisation_that_nobody_has_proven_is_marked_where_it_speaks(client, scene) -> None:
    dialogue, supplier, _who, opened = scene
    supplier.authority = Authority.UNPROVEN
    db.session.commit()
    assert "Not verified" in client.get(at(dialogue, opened)).text


def test_a_reader_who_is_not_signed_in_gets_no_form_and_no_cookie(client, scene) -> None:
    dialogue, _supplier, _who, opened = scene
    for url in ("/en/dialogues", at(dialogue), at(dialogue, opened)):
        answer = client.get(url)
        assert "csrf_token" not in answer.text
        assert "Set-Cookie" not in answer.headers


def test_twenty_posts_a_page_by_number_and_links_that_stay(client, scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    many_posts(opened, supplier, who, 44)
    first = client.get(at(dialogue, opened)).text
    assert re.findall(r'id="post-(\d+)"', first) == [str(n) for n in range(1, 21)]
    last = client.get(at(dialogue, opened) + "?page=3").text
    assert re.findall(r'id="post-(\d+)"', last) == ["41", "42", "43", "44", "45"]
    for page in ("0", "4", "-1"):
        assert client.get(at(dialogue, opened) + f"?page={page}").status_code == 404
    number = db.session.query(Post.id).filter_by(thread_id=opened.id, seq=45).scalar()
    assert client.get(f"/en/posts/{number}").location == at(dialogue, opened) + "?page=3#post-45"


def test_a_thread_is_only_found_under_its_own_dialogue(client, scene, sign_in) -> None:
    _dialogue, _supplier, who, opened = scene
    other = published_dialogue()
    assert client.get(at(other, opened)).status_code == 404
    assert sign_in(who).get(at(other, opened, "reply")).status_code == 404


def test_the_list_shows_what_is_open_first_and_only_what_is_published(client, scene) -> None:
    draft_dialogue(title="Hemmelig utkast")
    past = clock.today() - timedelta(days=2)
    published_dialogue(title="Gammel dialog", other_title="Old dialogue", closes_on=past)
    published_dialogue(
        title="Kommende dialog", other_title="Coming dialogue", opens_on=clock.today() + timedelta(days=2)
    )
    page = client.get("/en/dialogues").text
    assert "Hemmelig utkast" not in page
    order = [page.index(words) for words in ("Less food waste", "Coming dialogue", "Old dialogue")]
    assert order == sorted(order)
    assert "Old dialogue" not in client.get("/en/dialogues?state=open").text
    assert "Coming dialogue" not in client.get("/en/dialogues?state=open").text
    assert "Coming dialogue" in client.get("/en/dialogues?state=coming").text
    assert "Less food waste" not in client.get("/en/dialogues?state=closed").text
    assert "Less food waste" not in client.get("/en/dialogues?language=nn").text
    assert client.get("/en/dialogues?state=weird&language=xx&after=%00").status_code == 200


def test_the_fairness_line_stands_on_every_dialogue_and_thread(client, scene) -> None:
    for url in (at(scene[0]), at(scene[0], scene[3])):
        assert "Taking part gives no advantage and staying out is no disadvantage." in client.get(url).text


# --- drafts ----------------------------------------------------------------------------------------------------------

OWN_ROUTES = [
    "",
    "/edit/needs",
    "/edit/needs/new",
    "/edit/texts",
    "/edit/plan",
    "/edit/preview",
    "/close",
    "/threads/new",
]


@pytest.mark.parametrize("route", OWN_ROUTES)
def test_a_draft_is_not_there_for_others_on_any_route(route, db_session, client, sign_in) -> None:
    dialogue = draft_dialogue(title="Hemmelig utkast")
    others = [member(buyer()[0], "owner"), member(organisation("supplier")), person(platform=("moderator",))]
    for who in others:
        assert sign_in(who).get(at(dialogue) + route).status_code == 404
    assert client.get(at(dialogue) + route).status_code == (404 if not route else 401)
    if route:
        assert client.get(f"/en/dialogues/999999{route}").status_code == 401, (
            "a stranger cannot tell a draft from nothing"
        )


@pytest.mark.parametrize(
    "route", ["/publish", "/close", "/edit/texts", "/edit/plan", "/edit/needs/1/remove", "/threads/new"]
)
def test_nobody_else_can_do_anything_to_a_draft(route, db_session, client, sign_in) -> None:
    dialogue = draft_dialogue()
    assert sign_in(member(buyer()[0], "owner")).post(at(dialogue) + route).status_code == 404
    assert client.post(at(dialogue) + route).status_code == 401
    assert db.session.get_one(Dialogue, dialogue.id, populate_existing=True).state == "draft"


def test_a_reader_in_the_buyer_sees_the_draft_and_changes_nothing(db_session, sign_in) -> None:
    firm, _ = buyer()
    dialogue = draft_dialogue(firm)
    reader = sign_in(member(firm, "reader"))
    assert reader.get(at(dialogue)).status_code == 200
    assert reader.get(at(dialogue) + "/edit/texts").status_code == 404


def test_a_buyer_that_is_not_verified_cannot_begin(db_session, sign_in) -> None:
    firm = organisation("buyer", check=Check.MATCHED)
    who = sign_in(member(firm))
    assert who.get(f"/en/organisations/{firm.id}/dialogues").status_code == 200
    assert who.get(f"/en/organisations/{firm.id}/dialogues/new").status_code == 403
    supplier = organisation("supplier")
    assert sign_in(member(supplier)).get(f"/en/organisations/{supplier.id}/dialogues/new").status_code == 403


# --- the wizard ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_project_lead_goes_from_a_need_to_a_published_dialogue(lang, db_session, client, sign_in) -> None:
    firm, owner = buyer()
    lead = sign_in(owner)
    begun = lead.post(f"/{lang}/organisations/{firm.id}/dialogues/new", data=NEED_FORM | {"lang": "nb", "once": "a"})
    assert begun.status_code == 303, begun.text
    number = int(begun.location.split("/")[3])
    base = f"/{lang}/dialogues/{number}"
    assert begun.location == f"{base}/edit/texts"
    page = lead.get(begun.location).text
    assert f'value="{NEED["title"]}"' in page

    def version() -> str:
        return str(db.session.get_one(Dialogue, number, populate_existing=True).version)

    texts = {
        "title": "Halvere matsvinnet", "summary": "Vi kaster for mye.", "background": "## Bakgrunn\n\nMye *mat*.",
        "contact": "post@trust.example", "other_title": "Halve food waste", "other_summary": "We throw away too much.",
    }  # fmt: skip
    saved = lead.post(f"{base}/edit/texts", data=texts | {"version": version()})
    assert (saved.status_code, saved.location) == (303, f"{base}/edit/plan")
    last = clock.today() + timedelta(days=40)
    plan = {
        "opens_on": clock.today().isoformat(), "closes_on": last.isoformat(), "name_1": "Kunngjort", "other_1": "Announced",
        "from_1": clock.today().isoformat(), "name_2": "Oppsummering", "from_2": last.isoformat(),
    }  # fmt: skip
    saved = lead.post(f"{base}/edit/plan", data=plan | {"version": version()})
    assert (saved.status_code, saved.location) == (303, f"{base}/edit/preview")
    preview = lead.get(f"{base}/edit/preview").text
    assert "Mye <em>mat</em>." in preview
    assert client.get(base).status_code == 404
    done = lead.post(f"{base}/publish", data={"version": version()})
    assert (done.status_code, done.location) == (303, base)
    public = client.get(f"/en/dialogues/{number}").text
    assert "Halve food waste" in public
    assert "Announced" in public
    assert '<b lang="nb">Oppsummering</b>' in public
    assert lead.post(f"{base}/publish", data={"version": version()}).status_code == 409


def test_every_step_can_be_reached_from_the_others_and_shows_what_is_missing(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm, complete=False)
    lead = sign_in(owner)
    for route in OWN_ROUTES[1:6]:
        assert lead.get(at(dialogue) + route).status_code == 200
    page = lead.get(at(dialogue) + "/edit/preview").text
    assert "Say when the dialogue takes input." in page
    assert "/publish" not in page
    assert lead.post(at(dialogue) + "/publish", data={"version": dialogue.version}).status_code == 409


def test_needs_are_added_changed_and_removed_while_it_is_a_draft(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    lead = sign_in(owner)
    added = lead.post(at(dialogue) + "/edit/needs/new", data=NEED_FORM | {"title": "Et til behov", "once": "b"})
    assert added.status_code == 303
    db.session.expire_all()
    page = lead.get(at(dialogue) + "/edit/needs").text
    number = re.findall(r"/edit/needs/(\d+)/remove", page)[1]
    version = db.session.get_one(Dialogue, dialogue.id, populate_existing=True).version
    changed = lead.post(
        at(dialogue) + f"/edit/needs/{number}", data=NEED_FORM | {"title": "Et annet behov", "version": str(version)}
    )
    assert changed.status_code == 303
    assert "Et annet behov" in lead.get(at(dialogue) + "/edit/needs").text
    assert lead.post(at(dialogue) + f"/edit/needs/{number}/remove").status_code == 303
    assert "Et annet behov" not in lead.get(at(dialogue) + "/edit/needs").text
    assert lead.get(at(dialogue) + f"/edit/needs/{number}").status_code == 404


def test_two_leads_who_edit_at_once_are_told_and_lose_nothing(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    texts = {"title": "Første", "summary": "S", "background": "", "contact": "c", "version": str(dialogue.version)}
    assert sign_in(owner).post(at(dialogue) + "/edit/texts", data=texts).status_code == 303
    late = sign_in(member(firm, "editor")).post(at(dialogue) + "/edit/texts", data=texts | {"title": "Andre tittel"})
    assert late.status_code == 409
    assert "Andre tittel" in late.text
    assert db.session.get_one(Dialogue, dialogue.id, populate_existing=True).title == "Første"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"closes_on": "2027-01-01", "opens_on": "2027-02-01"}, "The last day cannot be before the first."),
        ({"closes_on": "31.11.2027"}, "Write the date as day, month and year"),
        ({"closes_on": "0001-01-01"}, "Write the date as day, month and year"),
        ({"name_1": "Uten dato"}, "Say when the phase begins."),
        ({"from_2": "2027-01-01"}, "Give the phase a name"),
        ({"name_1": "X", "from_1": "2027-02-01", "to_1": "2027-01-01"}, "The phase cannot end before it begins."),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(values, words, db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    empty = {f"{name}_{n}": "" for name in ("name", "other", "from", "to") for n in range(1, 7)}
    form = empty | {"opens_on": "2027-01-01", "closes_on": "2027-03-01", "version": str(dialogue.version)} | values
    answer = sign_in(owner).post(at(dialogue) + "/edit/plan", data=form)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_dialogue_written_in_english_asks_for_bokmal(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm, lang="en")
    assert "Title in Bokmål" in sign_in(owner).get(at(dialogue) + "/edit/texts").text


def test_the_last_day_of_a_dialogue_is_closed_by_its_buyer_and_by_nobody_else(scene, client, sign_in) -> None:
    dialogue, supplier, who, _opened = scene
    assert sign_in(who).post(at(dialogue) + "/close").status_code == 404
    lead = sign_in(member(db.session.get_one(type(supplier), dialogue.organisation_id)))
    version = db.session.get_one(Dialogue, dialogue.id, populate_existing=True).version
    assert lead.get(at(dialogue) + "/close").status_code == 200
    assert lead.post(at(dialogue) + "/close", data={"version": str(version)}).status_code == 303
    assert "Closed for input" in client.get(at(dialogue)).text
    assert lead.post(at(dialogue) + "/close", data={"version": str(version)}).status_code == 409


# --- writing ---------------------------------------------------------------------------------------------------------


def test_three_parties_talk_in_three_languages(scene, client, sign_in) -> None:
    dialogue, supplier, _who, opened = scene
    interest = organisation("interest")
    buyer_firm = db.session.get_one(type(supplier), dialogue.organisation_id)
    for firm, lang, words in ((supplier, "en", "English"), (buyer_firm, "nb", "Bokmål"), (interest, "nn", "Nynorsk")):
        speaker = sign_in(member(firm, "editor"))
        sent = speaker.post(at(dialogue, opened, "reply"), data=reply_form(firm, lang=lang, body=f"Dette er {words}."))
        assert sent.status_code == 303, sent.text
    for lang in LANGUAGES:
        page = client.get(at(dialogue, opened, lang=lang)).text
        for code, words in (("en", "English"), ("nb", "Bokmål"), ("nn", "Nynorsk")):
            marked = "" if code == lang else f' lang="{code}"'
            assert f'<span lang="{code}">{words}</span></p><div class="stack"{marked}><p>Dette er {words}.</p>' in page


def test_the_form_on_the_page_and_the_form_it_leads_to_ask_the_same(scene, sign_in) -> None:
    dialogue, _supplier, who, opened = scene
    reader = sign_in(who)
    quick = set(re.findall(r'name="(\w+)"', reader.get(at(dialogue, opened)).text.split('id="reply"')[1]))
    whole = set(re.findall(r'name="(\w+)"', reader.get(at(dialogue, opened, "reply")).text.split("<main")[1]))
    assert quick - {"csrf_token"} == whole - {"csrf_token", "reply_to"}
    assert 'id="lang-nn" value="nn" checked' in reader.get(at(dialogue, opened)).text, "her own language is chosen"


def test_an_answer_shows_what_it_answers_and_says_so_afterwards(scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    reader = sign_in(who)
    page = reader.get(at(dialogue, opened, "reply") + "?to=1").text
    assert "You answer post #1 by Solveig Eide, Nordfjord Mekaniske" in page
    assert 'name="reply_to" type="hidden" value="1"' in page
    assert reader.post(at(dialogue, opened, "reply"), data=reply_form(supplier, reply_to="1")).status_code == 303
    assert "in reply to #1" in re.sub(r"<[^>]+>", "", reader.get(at(dialogue, opened)).text)
    for typed in ("0", "99", "x", "-1", "9" * 30):
        assert reader.get(at(dialogue, opened, "reply") + f"?to={typed}").status_code == 200


def test_a_form_sent_twice_makes_one_post(scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    writer = sign_in(who)
    first = writer.post(at(dialogue, opened, "reply"), data=reply_form(supplier))
    second = writer.post(at(dialogue, opened, "reply"), data=reply_form(supplier))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert posts_of(opened) == 2


def test_a_hundred_thousand_characters_are_taken_and_one_more_keeps_the_text(scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    writer = sign_in(who)
    long = "ord " * 24_999 + "slut"
    assert len(long) == 100_000
    assert writer.post(at(dialogue, opened, "reply"), data=reply_form(supplier, body=long)).status_code == 303
    answer = writer.post(at(dialogue, opened, "reply"), data=reply_form(supplier, body=long + "x", once="k2"))
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
    dialogue, supplier, who, opened = scene
    form = {name: value for name, value in reply_form(supplier, **values).items() if value is not None}
    answer = sign_in(who).post(at(dialogue, opened, "reply"), data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert posts_of(opened) == 1


def test_an_identity_number_is_stopped_kindly_and_nothing_else_is_lost(scene, sign_in) -> None:
    from tests.dialogues.test_services import synthetic

    dialogue, supplier, who, opened = scene
    answer = sign_in(who).post(
        at(dialogue, opened, "reply"), data=reply_form(supplier, body=f"Kontakt meg: {synthetic()}. Resten er viktig.")
    )
    assert answer.status_code == 422
    assert "national identity number" in answer.text
    assert "Resten er viktig." in answer.text
    assert posts_of(opened) == 1


def test_script_in_every_field_is_text(db_session, client, sign_in) -> None:
    firm, owner = buyer(name=f"Trust {SCRIPT}")
    lead = sign_in(owner)
    need = {name: (value if name in ("kind", "by_when") else f"x {SCRIPT}") for name, value in NEED_FORM.items()}
    begun = lead.post(f"/en/organisations/{firm.id}/dialogues/new", data=need | {"lang": "nb", "once": "a"})
    number = int(begun.location.split("/")[3])
    base = f"/en/dialogues/{number}"
    texts = dict.fromkeys(("title", "summary", "background", "contact", "other_title", "other_summary"), f"x {SCRIPT}")
    assert lead.post(f"{base}/edit/texts", data=texts | {"version": "1"}).status_code == 303
    day = clock.today().isoformat()
    plan = {"opens_on": day, "closes_on": day, "name_1": f"x {SCRIPT}", "other_1": f"y {SCRIPT}", "from_1": day}
    assert lead.post(f"{base}/edit/plan", data=plan | {"version": "2"}).status_code == 303
    assert lead.post(f"{base}/publish", data={"version": "3"}).status_code == 303
    written = lead.post(
        f"{base}/threads/new",
        data=reply_form(firm, title=f"x {SCRIPT}", body=f"x {SCRIPT}\n\n[y](javascript:alert(1))"),
    )
    assert written.status_code == 303
    pages = [base, "/en/dialogues", written.location, f"{base}/edit/needs", f"{base}/edit/texts", f"{base}/edit/plan"]
    for url in [*pages, f"{base}/edit/preview", f"{base}?view=original", f"/en/organisations/{firm.id}/dialogues"]:
        page = lead.get(url).text
        assert SCRIPT not in page
        assert 'href="javascript' not in page
        assert "kanari" in page


def test_letters_emoji_and_hidden_marks_come_through_or_are_taken_out(scene, client, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    words = "Čájet áššiid, ŋ đ ŧ ž – smør på brød 👩‍👩‍👧"
    sign_in(who).post(at(dialogue, opened, "reply"), data=reply_form(supplier, body=f"{words}\x00\u202eskjult\u2066"))
    assert f"<p>{words}skjult</p>" in client.get(at(dialogue, opened)).text


def test_a_closed_dialogue_answers_409_and_keeps_the_text(scene, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    stored = db.session.get_one(Dialogue, dialogue.id, populate_existing=True)
    stored.opens_on = stored.closes_on = clock.today() - timedelta(days=1)
    db.session.commit()
    writer = sign_in(who)
    late = writer.post(at(dialogue, opened, "reply"), data=reply_form(supplier, body="Et minutt for sent."))
    assert late.status_code == 409
    assert "Et minutt for sent." in late.text
    assert writer.post(at(dialogue) + "/threads/new", data=reply_form(supplier, title="T")).status_code == 409
    page = writer.get(at(dialogue, opened)).text
    assert "takes no more input" in page
    assert 'id="reply"' not in page


def test_whoever_is_not_signed_in_is_asked_to_and_what_she_wrote_goes_along(scene, client) -> None:
    dialogue, supplier, _who, opened = scene
    answer = client.post(at(dialogue, opened, "reply"), data=reply_form(supplier, body="Skrevet før økta gikk ut."))
    assert answer.status_code == 401
    assert "Skrevet før økta gikk ut." in answer.text
    assert posts_of(opened) == 1


def test_a_person_without_an_organisation_reads_and_does_not_write(scene, sign_in) -> None:
    dialogue, supplier, _who, opened = scene
    reader = sign_in(person())
    assert "you must act for an organisation" in reader.get(at(dialogue, opened)).text
    assert reader.post(at(dialogue, opened, "reply"), data=reply_form(supplier)).status_code == 403
    assert reader.get(at(dialogue) + "/threads/new").status_code == 403


def test_a_thread_is_opened_with_its_first_post(scene, client, sign_in) -> None:
    dialogue, supplier, who, _ = scene
    writer = sign_in(who)
    assert writer.get(at(dialogue) + "/threads/new").status_code == 200
    assert writer.post(at(dialogue) + "/threads/new", data=reply_form(supplier, title="")).status_code == 422
    made = writer.post(at(dialogue) + "/threads/new", data=reply_form(supplier, title="Delivery at night?"))
    assert made.status_code == 303
    assert made.location.endswith("#post-1")
    assert "Delivery at night?" in client.get(at(dialogue)).text


# --- changing and taking back ----------------------------------------------------------------------------------------


def test_an_author_edits_and_everybody_can_see_what_it_said_before(scene, client, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Først.")
    writer = sign_in(who)
    assert "Først." in writer.get(f"/en/posts/{made.id}/edit").text
    sent = writer.post(f"/en/posts/{made.id}/edit", data={"lang": "nb", "body": "Etterpå.", "based_on": "1"})
    assert sent.status_code == 303
    page = client.get(at(dialogue, opened)).text
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


def test_a_withdrawn_post_leaves_its_number_and_none_of_its_words(scene, client, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Dette angrer jeg på.")
    writer = sign_in(who)
    assert "Dette angrer jeg på." in writer.get(f"/en/posts/{made.id}/withdraw").text
    assert writer.post(f"/en/posts/{made.id}/withdraw").location.endswith("#post-2")
    for url in (at(dialogue, opened), at(dialogue)):
        assert "Dette angrer jeg på." not in client.get(url).text
    assert "withdrew this post" in client.get(at(dialogue, opened)).text
    assert client.get(f"/en/posts/{made.id}/history").status_code == 404
    assert client.get(f"/en/posts/{made.id}").status_code == 404


def test_a_hidden_post_is_a_placeholder_with_reason_and_date(scene, client, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Prisen er 400 kroner.")
    with unit_of_work():
        moderated.hide(made.id, reason_code="M5", at=clock.now())
    for lang, words in (("nb", "Forretningshemmeligheter"), ("nn", "Forretningsløyndomar"), ("en", "Trade secrets")):
        page = client.get(at(dialogue, opened, lang=lang)).text
        assert words in page
        assert "(M5)" in page
        assert 'id="post-2"' in page
        assert "Prisen er 400 kroner." not in page
    assert client.get(f"/en/posts/{made.id}/history").status_code == 404
    assert "Prisen er 400 kroner." in sign_in(who).get(f"/en/posts/{made.id}/history").text


def test_what_waits_is_seen_by_its_author_and_moderators_and_by_nobody_else(scene, client, sign_in) -> None:
    dialogue, _supplier, who, opened = scene
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    newcomer = member(firm)
    sent = sign_in(newcomer).post(at(dialogue, opened, "reply"), data=reply_form(firm, body="Jeg er ny her."))
    assert sent.status_code == 303
    number = int(sent.location.split("#waiting-")[1])
    assert "Jeg er ny her." in sign_in(newcomer).get(at(dialogue, opened)).text
    assert "Jeg er ny her." in sign_in(person(platform=("moderator",))).get(at(dialogue, opened)).text
    others = (client, sign_in(who), sign_in(member(firm)))
    for other in others:
        page = other.get(at(dialogue, opened))
        assert "Jeg er ny her." not in page.text
        assert "1 post " in page.text
        for route in ("", "/history"):
            assert other.get(f"/en/posts/{number}{route}").status_code == 404
    opened_by_newcomer = sign_in(newcomer).post(
        at(dialogue) + "/threads/new", data=reply_form(firm, title="Skjult tittel", once="z")
    )
    place = opened_by_newcomer.location.split("#")[0]
    assert sign_in(newcomer).get(place).status_code == 200
    for other in others[:2]:
        assert other.get(place).status_code == 404
        assert "Skjult tittel" not in other.get(at(dialogue)).text


def test_every_visible_post_can_be_reported(scene, client) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    assert f'href="/en/report/post/{made.id}"' in client.get(at(dialogue, opened)).text
