"""The room as people meet it: pages, forms, refusals, and nothing lost."""

import re
from datetime import timedelta

import pytest

from app.blueprints.accounts.terms import Check
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.terms.fairness import FairPoint
from app.core import clock
from app.core.db import db
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import NEED, answer_warnings, buyer, draft_dialogue, published_dialogue
from tests.factories.forum import thread

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


def at(dialogue, *, lang: str = "en") -> str:
    return f"/{lang}/dialogues/{dialogue.id}"


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


def test_a_reader_who_is_not_signed_in_gets_no_form_and_no_cookie(client, scene) -> None:
    for url in ("/en/dialogues", at(scene[0])):
        answer = client.get(url)
        assert "csrf_token" not in answer.text
        assert "Set-Cookie" not in answer.headers


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


def test_the_fairness_line_stands_on_every_dialogue(client, scene) -> None:
    assert "taking part gives no advantage, and staying out is no disadvantage." in client.get(at(scene[0])).text


def test_a_dialogue_shows_its_threads_and_where_to_open_one_while_it_takes_input(client, scene, sign_in) -> None:
    dialogue, _supplier, who, opened = scene
    door = f'href="/en/spaces/{dialogue.space_id}/threads/new"'
    page = sign_in(who).get(at(dialogue)).text
    assert f'href="/en/threads/{opened.id}"' in page
    assert door in page
    assert f'href="/en/threads/{opened.id}"' in client.get(at(dialogue)).text
    past = published_dialogue(closes_on=clock.today() - timedelta(days=2))
    assert f"/spaces/{past.space_id}/threads/new" not in sign_in(who).get(at(past)).text


# --- drafts ----------------------------------------------------------------------------------------------------------

OWN_ROUTES = [
    "",
    "/edit/needs",
    "/edit/needs/new",
    "/edit/texts",
    "/edit/plan",
    "/edit/purchase",
    "/edit/reach",
    "/edit/invited",
    "/edit/fairness",
    "/edit/hosts",
    "/edit/notices",
    "/edit/preview",
    "/desk",
    "/announce",
    "/close",
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
    "route",
    [
        "/publish",
        "/close",
        "/announce",
        "/copy",
        "/template",
        "/hosts/ask",
        "/edit/texts",
        "/edit/plan",
        "/edit/needs/1/remove",
        "/edit/codes/add",
        "/edit/invited/add",
        "/edit/fairness",
    ],
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


PROBLEM = {"title": "Halvere matsvinnet", "summary": "Vi kaster for mye."}
PURCHASE = {
    "planned": "planned", "procurement_stage": "exploring", "languages": ["nb", "en"], "value_low": "85 000 000",
    "value_high": "110.000.000", "value_months": "48", "profile_id": "",
}  # fmt: skip
FAIR = {
    f"{name}_{point}": word for point in FairPoint for name, word in (("word", "yes"), ("reason", "Det er tenkt på."))
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_project_lead_goes_from_a_problem_to_a_published_dialogue(lang, db_session, client, sign_in) -> None:
    firm, owner = buyer()
    lead = sign_in(owner)
    begun = lead.post(f"/{lang}/organisations/{firm.id}/dialogues/new", data=PROBLEM | {"lang": "nb", "once": "a"})
    assert begun.status_code == 303, begun.text
    number = int(begun.location.split("/")[3])
    base = f"/{lang}/dialogues/{number}"
    assert begun.location == f"{base}/edit/texts"
    assert 'value="Halvere matsvinnet"' in lead.get(begun.location).text

    def version() -> str:
        return str(db.session.get_one(Dialogue, number, populate_existing=True).version)

    def step(path: str, form: dict[str, object], then: str) -> None:
        assert lead.get(base + path).status_code == 200
        saved = lead.post(base + path, data=form | {"version": version()})
        assert (saved.status_code, saved.location) == (303, base + then), saved.text

    texts = PROBLEM | {
        "background": "## Bakgrunn\n\nMye *mat*.", "purpose": "Vi bestemmer hva vi ber om.",
        "contact": "post@trust.example", "other_title": "Halve food waste", "other_summary": "We throw away too much.",
    }  # fmt: skip
    step("/edit/texts", texts, "/edit/needs")
    assert lead.post(f"{base}/edit/needs/new", data=NEED_FORM | {"once": "n"}).status_code == 303
    last = clock.today() + timedelta(days=40)
    plan = {
        "opens_on": clock.today().isoformat(), "closes_on": last.isoformat(), "name_1": "Kunngjort", "other_1": "Announced",
        "from_1": clock.today().isoformat(), "name_2": "Oppsummering", "from_2": last.isoformat(),
        "questions_until": (last - timedelta(days=10)).isoformat(),
    }  # fmt: skip
    step("/edit/plan", plan, "/edit/purchase")
    step("/edit/purchase", PURCHASE, "/edit/reach")
    assert lead.get(f"{base}/edit/reach").status_code == 200
    step("/edit/fairness", FAIR, "/edit/preview")
    preview = lead.get(f"{base}/edit/preview").text
    assert "Mye <em>mat</em>." in preview
    assert client.get(base).status_code == 404
    done = lead.post(f"{base}/publish", data={"version": version()})
    assert (done.status_code, done.location) == (303, base)
    stored = db.session.get_one(Dialogue, number, populate_existing=True)
    assert (stored.value_low, stored.value_high, stored.value_months) == (85_000_000, 110_000_000, 48)
    public = client.get(f"/en/dialogues/{number}").text
    assert "Halve food waste" in public
    assert "Announced" in public
    assert '<b lang="nb">Oppsummering</b>' in public
    assert lead.post(f"{base}/publish", data={"version": version()}).status_code == 409


def test_every_step_can_be_reached_from_the_others_and_shows_what_is_missing(db_session, sign_in) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm, complete=False)
    lead = sign_in(owner)
    for route in OWN_ROUTES[1:13]:
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


def test_the_last_day_of_a_dialogue_is_closed_by_its_buyer_and_by_nobody_else(
    scene, client, sign_in, nothing_left
) -> None:
    dialogue, supplier, who, _opened = scene
    assert sign_in(who).post(at(dialogue) + "/close").status_code == 404
    lead = sign_in(member(db.session.get_one(type(supplier), dialogue.organisation_id)))
    version = db.session.get_one(Dialogue, dialogue.id, populate_existing=True).version
    assert lead.get(at(dialogue) + "/close").status_code == 200
    assert lead.post(at(dialogue) + "/close", data={"version": str(version)}).status_code == 303
    assert "Closed for input" in client.get(at(dialogue)).text
    assert lead.post(at(dialogue) + "/close", data={"version": str(version)}).status_code == 409


# --- what is typed is text --------------------------------------------------------------------------------------------


def test_script_in_every_field_is_text(db_session, client, sign_in) -> None:
    firm, owner = buyer(name=f"Trust {SCRIPT}")
    lead = sign_in(owner)
    need = {name: (value if name in ("kind", "by_when") else f"x {SCRIPT}") for name, value in NEED_FORM.items()}
    typed = dict.fromkeys(PROBLEM, f"x {SCRIPT}") | {"lang": "nb", "once": "a"}
    begun = lead.post(f"/en/organisations/{firm.id}/dialogues/new", data=typed)
    number = int(begun.location.split("/")[3])
    base = f"/en/dialogues/{number}"
    texts = dict.fromkeys(
        ("title", "summary", "purpose", "scope", "background", "contact", "other_title", "other_summary"), f"x {SCRIPT}"
    )

    def send(path: str, **form: object) -> None:
        version = db.session.get_one(Dialogue, number, populate_existing=True).version
        assert lead.post(base + path, data=form | {"version": str(version)}).status_code == 303

    send("/edit/texts", **texts)
    send("/edit/needs/new", **need, once="n")
    day, later = clock.today().isoformat(), (clock.today() + timedelta(days=90)).isoformat()
    send("/edit/plan", opens_on=day, closes_on=later, name_1=f"x {SCRIPT}", other_1=f"y {SCRIPT}", from_1=day)
    send("/edit/fairness", **{name: word if word == "yes" else f"x {SCRIPT}" for name, word in FAIR.items()})
    send("/edit/notices", place="other", number=f"x {SCRIPT}", once="m")
    answer_warnings(number)
    send("/publish")
    opening = f"/en/spaces/{db.session.get_one(Dialogue, number).space_id}/threads/new"
    typed = {"title": f"x {SCRIPT}", "body": f"x {SCRIPT}\n\n[y](javascript:alert(1))", "lang": "en", "once": "k1"}
    written = lead.post(opening, data=typed | {"organisation_id": str(firm.id)})
    assert written.status_code == 303
    pages = [base, "/en/dialogues", written.location, f"{base}/edit/needs", f"{base}/edit/texts", f"{base}/edit/plan"]
    pages += [f"{base}/edit/{step}" for step in ("fairness", "reach", "notices", "hosts", "preview")] + [f"{base}/desk"]
    for url in [*pages, f"{base}?view=original", f"/en/organisations/{firm.id}/dialogues"]:
        page = lead.get(url).text
        assert SCRIPT not in page
        assert 'href="javascript' not in page
        assert "kanari" in page
