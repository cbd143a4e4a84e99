"""A market dialogue from the need to what the market says: a project lead and a colleague, a co-host, two suppliers."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import today
from tests.factories import inputs
from tests.journeys.conftest import Reader, Site, languages, link_in
from tests.journeys.market import Market, declare, fits, follow, looked_at, market, press, send, shut, text, write
from tests.journeys.test_conversation import PHONE
from tests.journeys.test_story import create, number_in, tick, tick_or_select

TITLE = "Mindre matsvinn på sengepostene"
MARKED = "Vi bruker Winnow™ på alle poster og halverer svinnet."
WHY = "Vi nevner det fordi avtalen med dem gjelder ut året."
ASKED = "Må skyllemaskina stå på kvar avdeling, eller kan ho stå i kjellaren?"
IN_NB = {"question": "Må skyllemaskinen stå på hver avdeling?", "answer": "Nei, den kan stå i kjelleren."}
IN_EN = {"question": "Must the washer stand on every ward?", "answer": "No, it may stand in the basement."}
PUBLIC, SECRET = "Two kitchens in Bergen since 2021.", "a probe in the lid"
HELD_BACK = f"We weigh every tray with [[{SECRET}]], and waste is halved."
NEUTRAL = {
    "nb": "En leverandør veier hvert brett og halverer svinnet.",
    "en": "A supplier weighs every tray, halving waste.",
}
TO_BUYER = "The price of steel drives the cost; sharing that risk would lower it."


# ---- the need --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_a_project_lead_goes_from_a_problem_to_a_published_dialogue_with_a_co_host(
    signed_in: Any, reader: Any, site: Site, code: str
) -> None:
    buyer, other = create(site, "prosjekt", "buyer", code), create(site, "medvert", "buyer", "nn")
    lead = signed_in(buyer["person"], code)

    dialogue = say_the_problem(lead, buyer)
    describe_a_need_with_a_brand(lead, dialogue)
    fill_in_the_rest(lead, dialogue)
    check_fairness(lead, dialogue)
    answer_the_warning(lead, dialogue)
    anybody = reader("en")
    assert anybody.page.goto(f"{site.url}/en/dialogues/{dialogue}").status == 404, "a draft is the buyer's own"
    publish(lead, anybody, dialogue)
    ask_a_co_host(lead, dialogue, other)
    host_along(signed_in(other["person"], "nn"), anybody, dialogue, other)
    ask_the_market(lead, anybody, dialogue)


def say_the_problem(lead: Reader, buyer: dict[str, Any]) -> int:
    lead.go(f"/organisations/{buyer['organisation']}/dialogues")
    follow(lead, "/dialogues/new")
    tick_or_select(lead, "lang", "nb")
    write(lead, title="Mat kastes på hver sengepost", summary="En tredel av maten kommer urørt tilbake.")
    looked_at(lead)
    send(lead)
    return number_in(lead.page.url, "dialogues")


def describe_a_need_with_a_brand(lead: Reader, dialogue: int) -> None:
    """A trade mark in the effect: she is asked about it, and goes on without an answer."""
    lead.go(f"/dialogues/{dialogue}/edit/needs/new")
    tick_or_select(lead, "kind", "outcome")
    write(
        lead, title="Halvere matsvinnet på sengepostene", affected="Pasienter og kjøkken ved to sykehus.",
        baseline="34 prosent av maten kastes.", effect=MARKED, indicator="Kilo matavfall per pasientdøgn, hver måned.",
        by_when=(today() + timedelta(days=900)).isoformat(), open_for="Bestilling, porsjoner og måling.",
    )  # fmt: skip
    send(lead)
    assert "/warnings" in lead.page.url
    assert "Winnow" in text(lead)
    looked_at(lead)


def fill_in_the_rest(lead: Reader, dialogue: int) -> None:
    """Each step leads to the next; a code is found by a word in the reader's language."""
    lead.go(f"/dialogues/{dialogue}/edit/texts")
    write(
        lead, title=TITLE, summary="Vi ber markedet foreslå hvordan.", purpose="Svarene avgjør hva vi ber om.",
        contact="dialog@prove.example", other_title="Less food waste on the wards", other_summary="We ask the market how.",
    )  # fmt: skip
    send(lead)
    lead.go(f"/dialogues/{dialogue}/edit/plan")
    days = {"opens_on": 0, "closes_on": 60, "questions_until": 45, "from_1": 0, "to_1": 60}
    write(lead, **{name: (today() + timedelta(days=number)).isoformat() for name, number in days.items()})
    write(lead, name_1="Skriftlig innspill", other_1="Written input")
    send(lead)
    assert lead.page.url.endswith("/edit/purchase")
    tick_or_select(lead, "planned", "planned")
    tick_or_select(lead, "procurement_stage", "exploring")
    write(lead, value_low="2 000 000", value_high="4.500.000")
    send(lead)
    assert lead.page.url.endswith("/edit/reach")
    lead.page.locator("#kind").select_option("county")
    lead.page.locator("#q").fill("Vestland")
    lead.click(lead.page.locator("form[role=search] button").last)
    press(lead, "/codes/add")
    assert "Vestland" in lead.page.locator("section[aria-labelledby=chosen-h]").inner_text()
    looked_at(lead)
    follow(lead, "/edit/fairness")


def check_fairness(lead: Reader, dialogue: int) -> None:
    """A no is answered by a reason; she is told where it is missing."""
    for point in ("time", "open", "known", "help", "effort", "use", "ties"):
        tick(lead, f"word_{point}", "no" if point == "help" else "yes")
    send(lead)
    assert lead.page.locator("[data-error-summary]").is_visible()
    write(
        lead,
        reason_help="En leverandør har vist oss veiing. Alle får det samme notatet.",
        reason_time="Ferien er regnet med.",
    )
    looked_at(lead)
    send(lead)
    assert lead.page.url.endswith("/edit/preview")


def answer_the_warning(lead: Reader, dialogue: int) -> None:
    """Without an answer there is no publication; the page that says so leads to it."""
    assert lead.page.locator("form[action$='/publish']").count() == 0
    looked_at(lead)
    lead.click(lead.page.locator("main .ds-alert a[href*='/edit/needs']"))
    if "/warnings" not in lead.page.url:
        follow(lead, "/warnings")
    lead.page.locator("main .fields textarea").fill(WHY)
    send(lead)


def publish(lead: Reader, anybody: Reader, dialogue: int) -> None:
    """In every language stands what it is not: a competition."""
    lead.go(f"/dialogues/{dialogue}/edit/preview")
    press(lead, "/publish")
    for code in ("nb", "nn", "en"):
        anybody.page.goto(f"{anybody.site.url}/{code}/dialogues/{dialogue}")
        fair = anybody.page.locator("section[aria-labelledby=fair]").inner_text()
        assert re.search("ikke en konkurranse|ikkje ein konkurranse|not a competition", fair), fair
    anybody.go(f"/dialogues/{dialogue}")
    assert anybody.page.locator("h1").inner_text() == "Less food waste on the wards"
    assert WHY not in anybody.page.content(), "answers to warnings are the hosts'"
    looked_at(anybody)


def ask_a_co_host(lead: Reader, dialogue: int, other: dict[str, Any]) -> None:
    lead.go(f"/dialogues/{dialogue}/edit/hosts")
    write(lead, wanted=other["name"])
    lead.click(lead.page.locator("form[role=search] button").last)
    press(lead, "/hosts/ask")
    looked_at(lead)


def host_along(asked: Reader, anybody: Reader, dialogue: int, other: dict[str, Any]) -> None:
    """She is told by mail, says yes, and her name stands on the page."""
    assert other["name"] not in text(anybody)
    asked.page.goto(link_in(asked.site.mail_to(other["email"], containing="/host")))
    looked_at(asked)
    asked.click(asked.page.locator("main form:has([name=answer][value=yes]) button"))
    anybody.go(f"/dialogues/{dialogue}")
    assert other["name"] in text(anybody)


def ask_the_market(lead: Reader, anybody: Reader, dialogue: int) -> None:
    """A ready-made questionnaire, one question more, and what it asks of a firm in minutes."""
    lead.go(f"/dialogues/{dialogue}/edit/questionnaire")
    lead.click(lead.page.locator("button[name=ready][value=small]"))
    follow(lead, "/questions/new")
    write(lead, words_nb="Hva måler dere i dag?", words_en="What do you measure today?", minutes="7")
    looked_at(lead)
    send(lead)
    looked_at(lead)
    anybody.go(f"/dialogues/{dialogue}/input")
    assert "What do you measure today?" not in text(anybody)
    press(lead, "/questionnaire/publish")
    anybody.go(f"/dialogues/{dialogue}/input")
    assert "What do you measure today?" in text(anybody)
    looked_at(anybody)


# ---- a question ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_a_supplier_asks_on_a_phone_under_a_number_and_everybody_gets_the_answer_at_one_moment(
    signed_in: Any, reader: Any, site: Site, code: str
) -> None:
    place, firm = market(site, "s", code), create(site, "spor", "supplier", "nn")
    her = signed_in(firm["person"], "nn", **PHONE)
    lead, colleague = signed_in(place.buyer["person"], code), signed_in(place.colleague, code)

    number = ask_after_a_warning(her, place, firm)
    take_in_and_answer(lead, place, number, firm)
    anybody = reader("en")
    approve_and_prepare(colleague, anybody, place)
    press(colleague, "/publish")
    everybody_reads_it(anybody, reader("nb"), her, place, number, firm)


def ask_after_a_warning(
    her: Reader, place: Market, firm: dict[str, Any], look: Callable[[Reader], None] = looked_at
) -> int:
    """The check finds her firm's name; she takes it out, sends, and has a number."""
    her.go(place.path())
    follow(her, "/questions/new")
    look(her)
    send(her)
    tick_or_select(her, "lang", "nn")
    write(her, body=f"{firm['name']} lurer: {ASKED}")
    look(her)
    her.click(her.page.locator("button[name=do][value=check]"))
    assert firm["name"] in her.page.locator("section[aria-labelledby=found]").inner_text()
    look(her)
    send(her)
    assert her.page.locator("[data-error-summary], .ds-alert[data-color=danger]").first.is_visible(), (
        "she says that she is sure"
    )
    follow(her, "/edit")
    write(her, body=ASKED)
    her.click(her.page.locator("button[name=do][value=check]"))
    assert her.page.locator("section[aria-labelledby=found]").count() == 0
    send(her)
    her.go(place.path("/our-questions"))
    look(her)
    found = re.search(r"Leverandør (\d+)", text(her))
    assert found, text(her)
    return int(found[1])


def take_in_and_answer(lead: Reader, place: Market, number: int, firm: dict[str, Any]) -> None:
    """Nothing opens before she has declared. She sees the number and not the firm."""
    assert shut(lead, place.path("/questions/intake"))
    looked_at(lead)
    declare(lead, place)
    looked_at(lead)
    lead.click(lead.page.locator("main h2 a", has_text=ASKED))
    assert lead.words("Supplier %(number)s", number=number) in text(lead)
    assert firm["name"] not in lead.page.content()
    looked_at(lead)
    press(lead, "/accept")
    lead.click(lead.page.locator("main a[href*='/answers/to/']").first)
    write(lead, question_nb=IN_NB["question"], answer_nb=IN_NB["answer"])
    looked_at(lead)
    send(lead)
    assert lead.page.locator("form[action$='/approve']").count() == 0, "not without English, and not by herself"
    follow(lead, "/edit")
    write(lead, question_en=IN_EN["question"], answer_en=IN_EN["answer"])
    send(lead)
    assert lead.page.locator("form[action$='/approve']").count() == 0, "a colleague approves"
    looked_at(lead)


def approve_and_prepare(colleague: Reader, anybody: Reader, place: Market) -> None:
    assert shut(colleague, place.path("/answers?show=written"))
    declare(colleague, place)
    looked_at(colleague)
    colleague.click(colleague.page.locator("main ol.links a[href*='/answers/']").first)
    press(colleague, "/approve")
    colleague.go(place.path("/answers?show=approved"))
    press(colleague, "/batch")
    looked_at(colleague)
    anybody.go(place.path("/questions"))
    assert IN_EN["answer"] not in anybody.page.content(), "what is prepared is nobody's yet"
    looked_at(anybody)


def everybody_reads_it(
    anybody: Reader, other: Reader, her: Reader, place: Market, number: int, firm: dict[str, Any]
) -> None:
    """Each in her own language, and nobody by name; who asked is told like everybody else."""
    anybody.page.reload()
    other.go(place.path("/questions"))
    for one, words in ((anybody, IN_EN), (other, IN_NB)):
        looked_at(one)
        assert words["question"] in text(one)
        assert words["answer"] in text(one)
        assert one.words("Supplier %(number)s", number=number) in text(one)
        assert firm["name"] not in one.page.content()
    anybody.click(anybody.page.locator("main h2 a").first)
    assert ASKED in anybody.page.locator("#in-nn").text_content(), "as it was asked"
    looked_at(anybody)
    her.go(place.path("/our-questions"))
    follow(her, "/questions/1")
    assert IN_NB["answer"] in text(her)
    looked_at(her)


# ---- input -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_a_supplier_answers_in_three_lanes_and_only_what_it_says_yes_to_is_published(
    signed_in: Any, reader: Any, site: Site, code: str
) -> None:
    place, firm = market(site, "i", code), create(site, "svar", "supplier", "en")
    with site.app.app_context():
        inputs.questionnaire(place.dialogue, place.person(place.buyer["person"]), key="explore")
    his, lead, anybody = signed_in(firm["person"], "en"), signed_in(place.buyer["person"], code), reader("nn")

    answer_in_three_lanes(his, place, firm)
    read_what_is_public(anybody, place, firm)
    write_a_paraphrase(lead, anybody, place, firm)
    say_yes(his, place, firm)
    publish_what_he_said_yes_to(lead, anybody, place, firm)


def answer_in_three_lanes(his: Reader, place: Market, firm: dict[str, Any]) -> None:
    """What he types is kept while he types; a confidential passage needs a reason."""
    his.go(place.path("/input"))
    looked_at(his)
    follow(his, f"/input/{firm['organisation']}")
    looked_at(his)
    his.click(his.page.locator("main p.row a.ds-button").first)
    his.page.locator("[name^=chosen_]").first.check()
    say(his, 0, PUBLIC, "public")
    his.page.locator("[data-answers-note]:not(:empty)").wait_for()
    looked_at(his)
    send(his)
    say(his, 0, HELD_BACK, "confidential")
    say(his, 1, TO_BUYER, "buyer")
    send(his)
    send(his)
    assert his.page.url.endswith("/hand-in")
    assert his.page.locator("a[href*='check=1']").count() == 1, "why it is confidential is missing"
    looked_at(his)
    his.click(his.page.locator("a[href*='check=1']"))
    his.page.locator("[name^=reason_]").first.fill("A method that others could copy.")
    his.click(his.page.locator("button[name=later]"))
    his.go(place.path(f"/input/{firm['organisation']}/hand-in"))
    tick_or_select(his, "lang", "en")
    send(his)
    assert his.page.url.endswith("/receipt")
    looked_at(his)


def say(his: Reader, which: int, words: str, lane: str) -> None:
    """The text of the n-th question of the page that asks for one, and who may see it."""
    question = his.page.locator("section[id^=q-]", has=his.page.locator("textarea:visible")).nth(which)
    question.locator("textarea:visible").first.fill(words)
    choice = question.locator("details", has=his.page.locator("[name^=lane_]"))
    if choice.get_attribute("open") is None:
        choice.locator("summary").click()
    choice.locator(f"[value={lane}]").check()


def read_what_is_public(anybody: Reader, place: Market, firm: dict[str, Any]) -> None:
    anybody.go(place.path("/input/answers"))
    assert PUBLIC in text(anybody)
    assert firm["name"] in text(anybody)
    for words in (SECRET, "every tray", TO_BUYER):
        assert words not in anybody.page.content()
    looked_at(anybody)


def write_a_paraphrase(lead: Reader, anybody: Reader, place: Market, firm: dict[str, Any]) -> None:
    """The buyer reads all three, behind the declaration, and asks before anything is published."""
    assert shut(lead, place.path("/desk/input"))
    declare(lead, place)
    looked_at(lead)
    lead.click(lead.page.locator("main table a", has_text=firm["name"]))
    assert lead.page.locator("main mark").filter(has_text=SECRET).is_visible()
    assert TO_BUYER in text(lead)
    looked_at(lead)
    lead.click(lead.page.locator("section.panel", has=lead.page.locator("mark")).locator("a[href$='/paraphrase']"))
    write(lead, **{f"words_{lang}": words for lang, words in NEUTRAL.items()})
    looked_at(lead)
    send(lead)
    lead.go(place.path("/desk/input"))
    assert lead.page.locator("form[action$='/desk/input/publish']").count() == 0, "silence is no yes"
    anybody.page.reload()
    assert NEUTRAL["nb"] not in anybody.page.content()


def say_yes(his: Reader, place: Market, firm: dict[str, Any]) -> None:
    """From the mail to the words that would be published."""
    his.page.goto(link_in(his.site.mail_to(firm["email"], containing="neutral words")))
    his.click(his.page.locator("main a[href*='/paraphrases/']").first)
    assert NEUTRAL["en"] in text(his)
    looked_at(his)
    his.click(his.page.locator("button[name=reply][value=yes]"))


def publish_what_he_said_yes_to(lead: Reader, anybody: Reader, place: Market, firm: dict[str, Any]) -> None:
    lead.page.reload()
    press(lead, "/desk/input/publish")
    anybody.page.reload()
    paraphrase = anybody.page.locator("li[id^=p-]", has_text=NEUTRAL["nb"])
    assert firm["name"] not in paraphrase.inner_text()
    assert SECRET not in anybody.page.content()
    assert fits(anybody)
