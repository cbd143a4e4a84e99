"""Those who make a conversation readable: who translates it, who checks it, and who keeps the words and the forums."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Post, Space
from app.core.db import db
from tests.factories import bilingual, forum
from tests.journeys.conftest import Reader, Site, languages
from tests.journeys.test_conversation import Hall, hall, post
from tests.journeys.test_keyboard import focus, tab
from tests.journeys.test_story import create, number_in, set_field, sign_in_with_code, tick

TITLE = "Hvem måler maten?"
SOURCE = "Leverandøren må forstå anskaffelsen.\n\nVi vil veie maten hver dag."
# "Anskaffelse" is Bokmål: the ministry's glossary says that in Nynorsk it is "anskaffing".
WRONG, RIGHT = "Leverandøren må forstå anskaffelsen.", "Leverandøren må forstå anskaffinga."
SECOND = "Vi vil vege maten kvar dag."
NOTE = "Bruk ordet frå ordlista."


def tab_to(reader: Reader, selector: str, most: int = 120) -> None:
    """On by Tab alone until the focus is on it; it must be seen there."""
    for _ in range(most):
        here = tab(reader)
        if reader.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert here["visible"], f"{selector} has the focus and is not seen"
            assert here["outlined"], f"{selector} has the focus and does not show it"
            return
    raise AssertionError(f"Tab does not lead to {selector} on {reader.page.url}: {focus(reader)}")


def enter(reader: Reader) -> None:
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")


def type_into(reader: Reader, selector: str, words: str) -> None:
    """To the field by Tab, and its text anew."""
    tab_to(reader, selector)
    reader.page.keyboard.press("ControlOrMeta+A")
    reader.page.keyboard.type(words)


def press(reader: Reader, action: str) -> None:
    """The button of the form that leads there."""
    reader.click(reader.page.locator(f"main form[action$='/{action}'] button[type=submit]:not([formaction])").first)


def send(reader: Reader) -> None:
    reader.click(reader.page.locator("main form[method=post]:not(.inline) button[type=submit]").first)


# ---- the translator and who checks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_a_translation_is_written_by_keyboard_sent_back_mended_and_checked_by_another(
    reader: Any, signed_in: Any, site: Site, code: str
) -> None:
    place = hall(site, f"t{code}", "nb")
    thread = opened(place)
    made = create(site, "omsetjar", "supplier", code)
    translator = signed_in(made["person"], code)
    checker = reader("nb")
    sign_in_with_code(checker, place.host)

    take_from_the_queue(translator)
    number = write_with_the_wrong_word(translator)
    see_that_it_cannot_be_approved(checker, number)
    send_back(checker, number)
    mend(translator, number)
    see_that_ones_own_is_for_others(translator, number)
    approve(checker, number, place)
    translator.go(f"/threads/{thread}?view=original")
    assert "forstå anskaffelsen" in post(translator, 1).inner_text()


def opened(place: Hall) -> int:
    """A thread in Bokmål, for which somebody has asked for Nynorsk."""
    with place.site.app.app_context():
        firm, who = (
            db.session.get_one(kind, place.firm[key])
            for kind, key in ((Organisation, "organisation"), (Person, "person"))
        )
        thread = forum.thread(db.session.get_one(Space, place.space), firm, who, title=TITLE, body=SOURCE, lang="nb").id
        first = db.session.query(Post).filter_by(thread_id=thread).one()
        bilingual.requested(first, "nn", db.session.get_one(Person, place.host["person"]))
        return int(thread)


def take_from_the_queue(translator: Reader) -> None:
    """What is wanted stands in a queue; one key press each takes her to the text, and into it."""
    translator.go("/translations?queue=wanted")
    translator.check_axe()
    tab_to(translator, "main h2 a[href*='/translations/post/']")
    assert TITLE in focus(translator)["what"]
    enter(translator)
    translator.check_axe()
    tab_to(translator, "section[aria-labelledby=in-nn] form[action$='/begin'] button")
    enter(translator)
    assert "/edit" in translator.page.url


def write_with_the_wrong_word(translator: Reader) -> int:
    """The terms of the glossary stand beside the source. What she writes is kept; the wrong word is told at once."""
    terms = translator.page.locator(".glossary-list")
    assert "anskaffing" in terms.first.inner_text()
    type_into(translator, "[name=title]", "Kven måler maten?")
    tab_to(translator, "[data-put=anskaffing]")
    translator.page.keyboard.press("Enter")
    translator.page.keyboard.type(" er eit ord")
    assert translator.page.locator("[name=parts-0]").input_value() == "Anskaffing er eit ord", "where the cursor stood"
    translator.page.keyboard.press("Shift+Tab")
    type_into(translator, "[name=parts-0]", WRONG)
    type_into(translator, "[name=parts-1]", SECOND)
    translator.check_axe()
    tab_to(translator, "button[name=save]")
    enter(translator)
    alert = translator.page.locator(".ds-alert[data-color=danger]")
    assert "anskaffing" in alert.inner_text(), "what to use instead"
    translator.check_axe()
    tab_to(translator, "button[name=send]")
    enter(translator)
    return number_in(translator.page.url, "translations")


def see_that_it_cannot_be_approved(checker: Reader, number: int) -> None:
    checker.go("/translations?queue=check")
    checker.check_axe()
    checker.click(checker.page.locator("main h2 a", has_text=TITLE))
    assert f"/translations/{number}" in checker.page.url
    press(checker, "approve")
    alerts = checker.page.locator(".ds-alert[data-color=danger]").all_inner_texts()
    assert any("anskaffing" in alert for alert in alerts)
    assert checker.words("Waits to be checked") in checker.page.locator("main").inner_text()
    checker.check_axe()


def send_back(checker: Reader, number: int) -> None:
    """Not without a word to the translator."""
    checker.go(f"/translations/{number}")
    checker.click(checker.page.locator("button[formaction$='/send-back']"))
    assert checker.page.locator("[data-error-summary]").is_visible()
    set_field(checker, "note", NOTE)
    checker.click(checker.page.locator("button[formaction$='/send-back']"))
    assert NOTE in checker.page.locator("main").inner_text()


def mend(translator: Reader, number: int) -> None:
    """She finds it among her own, with what was written to her."""
    translator.go("/translations?queue=mine")
    tab_to(translator, f"main h2 a[href$='/translations/{number}/edit']")
    enter(translator)
    assert NOTE in translator.page.locator("main").inner_text()
    type_into(translator, "[name=parts-0]", RIGHT)
    tab_to(translator, "button[name=send]")
    enter(translator)
    assert translator.page.locator(".ds-alert[data-color=danger]").count() == 0


def see_that_ones_own_is_for_others(translator: Reader, number: int) -> None:
    """No button; and a post made by hand is refused."""
    translator.go(f"/translations/{number}")
    translator.sees("You have translated this yourself, so somebody else must check it.")
    assert translator.page.locator("form[action$='/approve']").count() == 0
    refused = translator.page.evaluate(
        """async number => {
          const token = document.querySelector("[name=csrf_token]")?.value ?? "";
          const body = new URLSearchParams({csrf_token: token, version: "3", checked_revision: "1", once: "by-hand"});
          return (await fetch(`${location.pathname}/approve`, {method: "POST", body})).status;
        }""",
        number,
    )
    assert refused == 403


def approve(checker: Reader, number: int, place: Hall) -> None:
    checker.go(f"/translations/{number}")
    press(checker, "approve")
    assert checker.page.locator("form[action$='/approve']").count() == 0
    assert place.host["name"] in checker.page.locator("main").inner_text()
    checker.check_axe()


# ---- the ministry ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_the_ministry_keeps_a_forum_and_its_words(reader: Any, site: Site, code: str) -> None:
    staff = reader(code)
    sign_in_with_code(staff, create(site, "stab", "", code, platform=("moderator",)))
    space = open_a_forum(staff)
    threads = written_in(site, space, code)
    pin_and_lock(staff, *threads)
    move_with_a_trace(staff, *threads)
    change_a_concept(staff)
    take_in_a_file(staff, code)


def open_a_forum(staff: Reader) -> int:
    """In all three languages."""
    staff.go("/forums/new")
    for lang, name in {"nb": "Små bedrifter", "nn": "Små verksemder", "en": "Small firms"}.items():
        set_field(staff, f"name_{lang}", f"{name} {staff.words.code}")
        set_field(staff, f"about_{lang}", "Om kvardagen.")
    staff.check_axe()
    send(staff)
    space = number_in(staff.page.url, "forums") if re.search(r"/forums/\d", staff.page.url) else 0
    if not space:
        staff.click(staff.page.locator("main h2 a", has_text=staff.words.code).last)
        space = number_in(staff.page.url, "forums")
    staff.check_axe()
    return space


def written_in(site: Site, space: int, code: str) -> tuple[int, int]:
    """Two threads; in the first an answer that belongs in the second, with an answer to it."""
    made = create(site, "fleire", "supplier", code)
    with site.app.app_context():
        firm, who = db.session.get_one(Organisation, made["organisation"]), db.session.get_one(Person, made["person"])
        where = db.session.get_one(Space, space)
        first, second = (
            forum.thread(where, firm, who, title=title, body="Kva seier de?", lang="nn")
            for title in ("Om frister", "Om språk")
        )
        forum.post(first, firm, who, "Dette gjeld språk.", lang="nn")
        forum.post(first, firm, who, "Ja, det gjer det.", lang="nn", reply_to=2)
        return int(first.id), int(second.id)


def pin_and_lock(staff: Reader, first: int, second: int) -> None:
    staff.go(f"/threads/{first}/tend")
    staff.check_axe()
    press(staff, "pin")
    staff.go(f"/threads/{second}/tend")
    tick(staff, "reason", "heated")
    press(staff, "lock")
    staff.sees("The tone has become too sharp, and everybody needs a rest.")
    staff.click(staff.page.locator("nav a[href*='/forums/']").first)
    lines = staff.page.locator("#threads li.stack-sm")
    assert "Om frister" in lines.first.inner_text(), "what is pinned stands first, though the other is newer"
    assert staff.words("Pinned") in lines.first.inner_text()
    assert staff.words("Locked") in lines.nth(1).inner_text()
    staff.go(f"/threads/{second}/tend")
    press(staff, "unlock")


def move_with_a_trace(staff: Reader, first: int, second: int) -> None:
    """What answers it goes with it. The old numbers stand, and lead to the new place."""
    staff.go(f"/threads/{first}")
    staff.click(post(staff, 2).locator("a[href$='/tend']"))
    staff.click(staff.page.locator("main a[href$='/move']"))
    staff.check_axe()
    tick(staff, "thread_id", str(second))
    send(staff)
    assert f"/threads/{second}" in staff.page.url
    assert "Dette gjeld språk." in post(staff, 2).inner_text()
    assert "Ja, det gjer det." in post(staff, 3).inner_text()
    staff.go(f"/threads/{first}/posts/2")
    assert f"/threads/{second}" in staff.page.url, "a link that somebody kept leads to it"
    staff.go(f"/threads/{first}")
    trace = post(staff, 2)
    assert "Dette gjeld språk." not in staff.page.content()
    staff.check_axe()
    staff.click(trace.locator("a").last)
    assert f"/threads/{second}" in staff.page.url


def change_a_concept(staff: Reader) -> None:
    """A form that is not to be used, with why; the history says who and what."""
    staff.go("/glossary")
    staff.check_axe()
    staff.click(staff.page.locator("main a[href$='/glossary/new']"))
    words = {"nb": "vareprøve", "nn": "vareprøve", "en": "product sample"}
    for lang, word in words.items():
        set_field(staff, lang, f"{word} {staff.words.code}")
    staff.page.locator("[name=domain]").select_option("procurement")
    staff.check_axe()
    send(staff)
    staff.click(staff.page.locator("main a[href$='/change']"))
    set_field(staff, "forbidden_nn", "sampel: Det er engelsk.")
    send(staff)
    assert "sampel" in staff.page.locator("main s").first.inner_text()
    happened = staff.page.locator("ol.history > li")
    assert happened.count() == 2
    assert "Stab Prøve" in happened.first.inner_text()
    staff.check_axe()


def take_in_a_file(staff: Reader, code: str) -> None:
    """What it would do is shown line by line, and nothing is done before she says so."""
    term, lines = f"lead time {code}", "en,nb,nn,domain\n"
    sheet = f"{lines}{term},leveringstid {code},leveringstid {code},procurement\nnonsense,tull,tull,no-such-domain\n"
    staff.go("/glossary/file")
    staff.page.locator("input[type=file]").set_input_files(
        [{"name": "ord.csv", "mimeType": "text/csv", "buffer": sheet.encode()}]
    )
    staff.check_axe()
    send(staff)
    assert term in staff.page.locator("section[aria-labelledby=lines-added]").inner_text()
    assert "nonsense" in staff.page.locator("section[aria-labelledby=lines-refused]").inner_text()
    staff.check_axe()
    preview = staff.page.url
    staff.go(f"/glossary?q=lead+time+{code}")
    assert staff.page.locator("main a", has_text=term).count() == 0, "nothing has been done yet"
    staff.page.goto(preview)
    staff.press("Import")
    staff.go(f"/glossary?q=lead+time+{code}")
    expect(staff.page.locator("main")).to_contain_text(term)
