"""A market dialogue from what was told to one firm to its close; those who look on; without script and without a mouse."""

from datetime import timedelta
from typing import Any

import pytest

from app.blueprints.forum.models import Space
from app.blueprints.forum.terms.spaces import PreModeration
from app.core.clock import local, now
from app.core.db import db
from tests.factories import answers, inputs, questions
from tests.journeys.conftest import Reader, Site, languages, link_in
from tests.journeys.market import (
    Market,
    arrives,
    declare,
    follow,
    looked_at,
    market,
    press,
    send,
    shut,
    text,
    unfold,
    write,
)
from tests.journeys.test_conversation import PHONE
from tests.journeys.test_market_dialogue import ASKED, ask_after_a_warning
from tests.journeys.test_story import (
    create,
    decide,
    number_in,
    open_newest_case,
    set_field,
    submit,
    tick,
    tick_or_select,
)
from tests.journeys.test_translation import enter, tab_to, type_into

TOLD = {"nb": "Vi tenker oss to sykehus i første byggetrinn.", "en": "We think of two hospitals at first."}
SAID = "Vi klarer ett sykehus i året."
OWN_WORDS = "We can do two hospitals a year."
POST = "Pasientane må bli spurde òg."
SUMMARY = {"nb": "Vi har lært at *porsjonene* er for store.", "en": "We have learnt that *portions* are too large."}
THEME = {
    "nb": ("Ett sykehus om gangen", "Flere klarer ett i året.", "Vi deler anskaffelsen i to.", "Planen, fase 2."),
    "en": (
        "One hospital at a time",
        "Several manage one a year.",
        "We split the purchase in two.",
        "The plan, phase 2.",
    ),
}


# ---- what one firm was told, and the end -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_what_one_firm_was_told_everybody_gets_to_know_and_a_dialogue_closes_when_all_is_answered(
    signed_in: Any, reader: Any, site: Site, code: str
) -> None:
    place, met, asker = (
        market(site, "u", code),
        create(site, "mott", "supplier", "en"),
        create(site, "lurt", "supplier", "nn"),
    )
    number = one_published_answer(place, asker)
    lead, his, anybody = signed_in(place.buyer["person"], code), signed_in(met["person"], "en"), reader("en")

    note = write_a_note(lead, place, met)
    read_and_correct(his, place, met)
    see_that_it_is_red(lead, place, met)
    refused(lead, place)
    publish_the_note(lead, anybody, place, met, note)
    say_what_came_of_it(lead, place)
    hear_what_came_of_it(his, anybody, met, place)
    sum_up(lead, anybody, place)
    make_the_report(lead, place, met, asker)
    close(lead, place)
    lead_nowhere(signed_in(asker["person"], "nn"), anybody, place, number)


def one_published_answer(place: Market, asker: dict[str, Any]) -> int:
    """Asked by a firm under a number; gives the number."""
    with place.site.app.app_context():
        made = questions.asked_question(place.dialogue, place.firm(asker), body=ASKED, lang="nn")
        hosts = place.hosts()
        answers.approved(place.dialogue, made, hosts)
        answers.published(place.dialogue, hosts)
        return int(made.pseudonym or 0)


def write_a_note(lead: Reader, place: Market, met: dict[str, Any]) -> int:
    """Who, when, what the buyer told; and what the firm said, in confidence."""
    lead.go(place.path("/notes"))
    follow(lead, "/notes/new")
    held, number = local(now() - timedelta(hours=3)), number_of(place, met)
    tick(lead, "kind", "call")
    tick(lead, "lang", "nb")
    write(
        lead, held_on=held.date().isoformat(), held_time=held.strftime("%H:%M"), firm_1=number, people_1="Anna Prøve",
        our_people="Ingrid", title="Samtale om omfanget", told=TOLD["nb"],
    )  # fmt: skip
    looked_at(lead)
    send(lead)
    lead.go(place.path("/notes"))
    lead.click(lead.page.locator("main a", has_text="Samtale om omfanget").first)
    note = number_in(lead.page.url, "notes")
    follow(lead, "/said/new")
    write(lead, body=SAID, reason="De sa det i fortrolighet.")
    tick_or_select(lead, "lang", "nb")
    lead.page.locator("[name=confidential]").check()
    looked_at(lead)
    send(lead)
    press(lead, "/finish")
    assert shut(lead, place.path(f"/notes/{note}")), "a new firm takes part: she looks at its name, and declares again"
    declare(lead, place)
    looked_at(lead)
    return note


def number_of(place: Market, met: dict[str, Any]) -> str:
    with place.site.app.app_context():
        return str(place.firm(met).number)


def read_and_correct(his: Reader, place: Market, met: dict[str, Any]) -> None:
    """The firm reads its own part, and puts it in its own words."""
    his.page.goto(link_in(his.site.mail_to(met["email"], containing="/our-notes")))
    assert TOLD["nb"] in text(his)
    assert SAID in text(his)
    looked_at(his)
    his.click(his.page.locator("main a[href*='/said?said=']").first)
    write(his, body=OWN_WORDS)
    tick_or_select(his, "lang", "en")
    looked_at(his)
    send(his)
    assert OWN_WORDS in text(his)


def see_that_it_is_red(lead: Reader, place: Market, met: dict[str, Any]) -> None:
    lead.go(place.path("/ledger"))
    assert "Samtale om omfanget" in text(lead)
    assert lead.page.locator("main .ds-tag[data-color=danger]").count() == 1
    looked_at(lead)
    lead.go(place.path("/ledger/matrix"))
    assert met["name"] in text(lead)
    lead.check_axe()


def refused(lead: Reader, place: Market) -> None:
    """All that stands in the way is said at once, each with the way to mend it."""
    lead.go(place.path("/close"))
    assert lead.page.locator("main .buttons button[type=submit]").count() == 0
    ways = lead.page.locator("section[aria-labelledby=left-h] a").evaluate_all(
        "all => all.map(e => e.getAttribute('href'))"
    )
    for page in ("/ledger", "/notes", "/themes", "/summary"):
        assert any(page in way for way in ways), (page, ways)
    looked_at(lead)


def publish_the_note(lead: Reader, anybody: Reader, place: Market, met: dict[str, Any], note: int) -> None:
    anybody.go(place.path("/told"))
    assert TOLD["en"] not in anybody.page.content()
    lead.go(place.path(f"/notes/{note}/publish"))
    write(lead, title_en="Call on the scope", told_en=TOLD["en"])
    looked_at(lead)
    send(lead)
    lead.go(place.path("/ledger"))
    assert lead.page.locator("main .ds-tag[data-color=danger]").count() == 0, "green"
    looked_at(lead)
    anybody.go(place.path("/meetings"))
    assert TOLD["en"] in text(anybody)
    assert SAID not in anybody.page.content()
    assert met["name"] not in anybody.page.content(), "what a firm said, and that it was there, is not in it"
    looked_at(anybody)


def say_what_came_of_it(lead: Reader, place: Market) -> None:
    """What came in is put in a theme: the question, and what was said in the call, in the firm's own words."""
    for kind, where in (("question", "new"), ("note", "")):
        lead.go(place.path(f"/themes/gather?kind={kind}"))
        for box in lead.page.locator("main [name=ids]").all():
            box.check()
        if where:
            tick_or_select(lead, "where", where)
            write(lead, title=THEME["nb"][0])
        else:
            option = lead.page.locator("[name=where] option", has_text=THEME["nb"][0])
            tick_or_select(lead, "where", str(option.get_attribute("value")))
            assert OWN_WORDS not in lead.page.content(), "kept in confidence: read in the note, not repeated here"
        looked_at(lead)
        send(lead)
    lead.go(place.path("/themes"))
    lead.click(lead.page.locator("main h2 a", has_text=THEME["nb"][0]))
    tick_or_select(lead, "outcome", "changed")
    for lang, words in THEME.items():
        write(
            lead,
            **{f"{part}_{lang}": said for part, said in zip(("title", "said", "did", "shows"), words, strict=True)},
        )
    looked_at(lead)
    send(lead)
    lead.go(place.path("/themes"))
    looked_at(lead)
    follow(lead, "/themes/publish")
    looked_at(lead)
    send(lead)


def hear_what_came_of_it(his: Reader, anybody: Reader, met: dict[str, Any], place: Market) -> None:
    his.page.goto(link_in(his.site.mail_to(met["email"], containing="/outcome")))
    assert THEME["en"][2] in text(his)
    anybody.go(place.path("/outcome"))
    assert THEME["en"][2] in text(anybody)
    looked_at(anybody)


def sum_up(lead: Reader, anybody: Reader, place: Market) -> None:
    lead.go(place.path("/summary"))
    write(lead, **{f"body_{lang}": body for lang, body in SUMMARY.items()})
    looked_at(lead)
    lead.click(lead.page.locator("button[name=publish]"))
    anybody.go(place.path("/outcome"))
    assert anybody.page.locator("main em", has_text="portions").is_visible()
    looked_at(anybody)


def make_the_report(lead: Reader, place: Market, met: dict[str, Any], asker: dict[str, Any]) -> None:
    """One action. It names who took part, and not who asked under a number; as a page, a document and data."""
    lead.go(place.path("/involvement"))
    looked_at(lead)
    tick_or_select(lead, "lang", "nn")
    send(lead)
    assert met["name"] in text(lead)
    assert asker["name"] not in lead.page.content()
    looked_at(lead)
    data = lead.page.request.get(f"{lead.page.url}.json")
    assert data.ok
    assert met["name"] in data.text()
    assert asker["name"] not in data.text()
    assert lead.page.request.get(f"{lead.page.url}.docx").ok


def close(lead: Reader, place: Market) -> None:
    """When the last contributor has been told, nothing stands in the way."""
    arrives(lead, place.path("/close"), "main .buttons button[type=submit]")
    looked_at(lead)
    send(lead)
    lead.go(place.path())
    looked_at(lead)


def lead_nowhere(her: Reader, anybody: Reader, place: Market, number: int) -> None:
    """The number still stands beside the answer; that it was she, nobody can say, and she is told so."""
    anybody.go(place.path(f"/questions?supplier={number}"))
    assert anybody.words("Supplier %(number)s", number=number) in text(anybody)
    her.go(place.path("/our-questions"))
    assert her.words("Nobody knows any longer who asked") in text(her)
    assert ASKED not in text(her)
    looked_at(her)
    with place.site.app.app_context():
        assert db.session.execute(db.text("SELECT count(*) FROM questions_asker")).scalar_one() == 0
    assert her.page.goto(f"{her.site.url}/nn{place.path('/questions/new')}").status in (200, 409)
    assert her.page.locator("main .buttons button[type=submit]").count() == 0, "nothing more is taken"


# ---- those who look on -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_an_interest_organisation_follows_reads_and_writes_what_a_moderator_releases(
    signed_in: Any, reader: Any, site: Site, code: str
) -> None:
    place, union = market(site, "f", "nb"), create(site, "pasientlag", "interest", code)
    staff = create(site, "frigir", "", "nb", platform=("moderator",))
    with site.app.app_context():
        db.session.get_one(Space, place.space).premoderation = PreModeration.ALL
        db.session.commit()
    advocate, anybody = signed_in(union["person"], code), reader("en")
    advocate.go(place.path())
    press(advocate, f"/spaces/{place.space}/follow")
    looked_at(advocate)

    asker = create(site, "spurt", "supplier", "en")
    one_published_answer(place, asker)
    arrives(advocate, "/inbox", f"main a[href*='{place.path('/questions')}']")
    follow(advocate, place.path("/questions"))
    assert ASKED in advocate.page.content()
    assert asker["name"] not in advocate.page.content()

    advocate.go(f"/spaces/{place.space}/threads/new")
    set_field(advocate, "title", "Kven spør pasientane?")
    set_field(advocate, "body", POST)
    tick_or_select(advocate, "lang", "nn")
    submit(advocate)
    anybody.go(place.path("/threads"))
    assert "Kven spør pasientane?" not in anybody.page.content()
    moderator = signed_in(staff["person"], "nb")
    open_newest_case(moderator)
    decide(moderator, "approve")
    site.half_a_minute_passes()
    anybody.go(place.path())
    assert "Kven spør pasientane?" in anybody.page.content()


# ---- without script, and without a mouse -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_asking_and_answering_need_no_script(signed_in: Any, site: Site, code: str) -> None:
    place, firm = market(site, f"n{code}"), create(site, "utan", "supplier", "nn")
    with site.app.app_context():
        inputs.questionnaire(place.dialogue, place.person(place.buyer["person"]))
    her = signed_in(firm["person"], "nn", script=False, **PHONE)
    ask_after_a_warning(her, place, firm, look=lambda reader: None)

    her.go(place.path(f"/input/{firm['organisation']}"))
    her.click(her.page.locator("main p.row a.ds-button").first)
    send(her)
    her.go(place.path(f"/input/{firm['organisation']}/hand-in"))
    send(her)
    assert her.page.locator("a[href*='check=1']").count() >= 1, "what is missing is told by the server, all of it"
    her.click(her.page.locator("a[href*='check=1']").first)
    her.page.locator("[name^=chosen_]").first.check()
    name = str(her.page.locator("textarea[name^=text_]").last.get_attribute("name"))
    unfold(her, name)
    write(her, **{name: "Vi veg [[kvart brett]] for seg."})
    lane = name.replace("text", "lane")
    unfold(her, lane)
    tick(her, lane, "confidential")
    write(her, **{name.replace("text", "reason"): "Metoden er vår."})
    send(her)
    her.page.locator("[name^=chosen_]").first.check()
    send(her)
    assert her.page.locator("main mark").filter(has_text="kvart brett").is_visible()
    send(her)
    assert "/receipt" in her.page.url


@pytest.mark.parametrize("code", languages("nb"))
def test_a_question_is_asked_and_ties_are_declared_by_keyboard(signed_in: Any, site: Site, code: str) -> None:
    place, firm = market(site, f"k{code}"), create(site, "tast", "supplier", code)
    her = signed_in(firm["person"], code)
    her.go(place.path("/questions/new"))
    tab_to(her, "main .buttons button[type=submit]")
    enter(her)
    type_into(her, "[name=body]", ASKED)
    tab_to(her, "button[name=do][value=check]")
    enter(her)
    tab_to(her, "main .buttons button[type=submit]")
    enter(her)
    assert "/our-questions/" in her.page.url

    lead = signed_in(place.colleague, code)
    assert shut(lead, place.path("/questions/intake"))
    tab_to(lead, "main a[href$='/declaration']")
    enter(lead)
    tab_to(lead, "[name=stance]")
    lead.page.keyboard.press("Space")
    tab_to(lead, "main .buttons button[type=submit]")
    enter(lead)
    assert not shut(lead, place.path("/questions/intake"))
    tab_to(lead, "main h2 a")
    enter(lead)
    tab_to(lead, "form[action$='/accept'] button")
    enter(lead)
    assert lead.page.locator("a[href*='/answers/to/']").is_visible()
