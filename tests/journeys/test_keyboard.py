"""Without a mouse: everything is reached, everything shows where one is, and nothing lets go of the focus."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import accounts, safety
from tests.journeys.conftest import languages
from tests.journeys.world import Furnished

LOCALES = ("nb", "nn", "en")
HERE = """() => {
  const e = document.activeElement, b = e.getBoundingClientRect();
  // A radio button or a checkbox is framed together with its words.
  const framed = [e, ["radio", "checkbox"].includes(e.type) && e.closest(".ds-field")].filter(Boolean).map(x => getComputedStyle(x));
  return {
    what: (e.innerText || e.name || e.id || e.tagName).trim().slice(0, 40), tag: e.tagName, id: e.id,
    visible: b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight,
    outlined: framed.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
  };
}"""


def focus(person: Any) -> dict[str, Any]:
    return dict(person.page.evaluate(HERE))


def tab(person: Any) -> dict[str, Any]:
    person.page.keyboard.press("Tab")
    return focus(person)


def walk(person: Any, most: int = 150) -> list[dict[str, Any]]:
    """Every stop of a tab walk, until the walk leaves the page."""
    person.page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(most):
        stop = tab(person)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("code", LOCALES)
def test_the_first_tab_leads_past_the_menus(reader: Any, code: str) -> None:
    person = reader(code)
    person.go("/dialogues")
    first = tab(person)
    assert first["what"] == person.words("Skip to main content")
    assert first["visible"]
    person.page.keyboard.press("Enter")
    assert focus(person)["id"] == "main"


@pytest.mark.parametrize("code", languages("nn"))
def test_the_focus_is_seen_wherever_tab_leads(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["supplier_a"], code)
    firm = world.values["organisation_id"]
    for path in (f"/organisations/{firm}/safety/injuries/new", f"/organisations/{firm}/plan", "/dialogues"):
        person.go(path)
        stops = walk(person)
        assert len(stops) > 10
        assert [stop for stop in stops if not (stop["visible"] and stop["outlined"])] == [], path


@pytest.mark.parametrize("code", languages("nb"))
def test_a_thread_is_read_and_answered_by_keyboard(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["buyer_a"], code)
    person.go(world.path("/threads/<int:thread_id>/reply"))
    person.page.locator("textarea[name=body]").focus()
    person.page.keyboard.type("¤ Skrevet uten mus.")
    for _ in range(5):
        if tab(person)["what"] == person.words("Publish the reply"):
            break
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**/threads/**#post-*")
    assert person.page.get_by_text("¤ Skrevet uten mus.").first.is_visible()


@pytest.mark.parametrize("code", LOCALES)
def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(
    signed_in: Any, world: Furnished, code: str
) -> None:
    person = signed_in(world.people["supplier_a"], code)
    person.go("/dialogues")
    button, menu = person.page.locator("button[popovertarget=account]"), person.page.locator("#account")
    button.focus()
    person.page.keyboard.press("Enter")
    assert menu.is_visible()
    assert tab(person)["tag"] == "A", "the menu's first line follows its button"
    assert person.page.evaluate("document.getElementById('account').contains(document.activeElement)")
    person.page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert person.page.evaluate("document.activeElement.getAttribute('popovertarget')") == "account"


@pytest.mark.parametrize("code", languages("en"))
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(reader: Any, code: str) -> None:
    person = reader(code, width=390, height=700)
    person.go("/dialogues")
    menu = person.page.locator("#menu")
    person.page.locator("button[popovertarget=menu]").first.focus()
    person.page.keyboard.press("Space")
    assert menu.is_visible()
    person.check_axe()
    person.page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert person.page.evaluate("document.activeElement.getAttribute('popovertarget')") == "menu"


@pytest.mark.parametrize("code", languages("nb"))
def test_a_near_miss_is_told_at_a_poster_by_keyboard(reader: Any, site: Any, code: str) -> None:
    with site.app.app_context():
        token = safety.poster(accounts.organisation(name="Tastatur Prøve AS"), "Hall 2").token
    person = reader(code)
    person.page.goto(f"{site.url}/{code}/near-miss/{token}")
    write_and_send(person, "En trinse var løs.")
    person.page.locator("#answer").wait_for()
    assert f"/near-miss/{token}/" in person.page.url


@pytest.mark.parametrize("code", languages("en"))
def test_a_worker_tells_and_reads_her_own_by_keyboard(signed_in: Any, site: Any, code: str) -> None:
    with site.app.app_context():
        firm = accounts.organisation(name="Tastatur Prøve AS")
        worker, number = accounts.member(firm, "worker", locale=code).id, firm.id
    person = signed_in(worker, code)
    person.go(f"/organisations/{number}/my-reports")
    write_and_send(person, "A wheel was loose.")
    mine = person.page.locator("section[aria-labelledby=mine]")
    mine.get_by_text("A wheel was loose.").wait_for()
    assert person.page.url.endswith("/my-reports")


def write_and_send(person: Any, what: str) -> None:
    """From the first field to the button: each stop is seen, nothing catches the focus, and what may be empty is."""
    person.page.locator("[name=what]").focus()
    person.page.keyboard.type(what)
    assert tab(person)["what"] == "place"
    person.page.keyboard.press("ControlOrMeta+A")
    person.page.keyboard.type("Hall 2")
    stops: list[dict[str, Any]] = []
    while not stops or stops[-1]["tag"] != "BUTTON":
        stops.append(tab(person))
        assert len(stops) < 12, stops
    assert [stop for stop in stops if not (stop["visible"] and stop["outlined"])] == []
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


# ---- what script adds: each of its comforts in each language --------------------------------------------------------


@pytest.mark.parametrize("code", LOCALES)
def test_what_is_wrong_is_told_first_and_each_line_leads_to_its_field(
    signed_in: Any, world: Furnished, code: str
) -> None:
    person = signed_in(world.people["supplier_a"], code)
    person.go(f"/organisations/{world.values['organisation_id']}/safety/injuries/new")
    person.click(person.page.locator("main form button[type=submit]").first)
    summary = person.page.locator("[data-error-summary]")
    summary.wait_for()
    assert person.page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert person.page.title().startswith(person.words("Error:"))
    person.check_axe()
    for link in summary.get_by_role("link").all():
        field = (link.get_attribute("href") or "").removeprefix("#")
        link.focus()
        person.page.keyboard.press("Enter")
        here = person.page.evaluate("[document.activeElement.id, document.activeElement.closest('fieldset')?.id]")
        assert field in here, f"the line about {field} leads to {here}"
        assert focus(person)["visible"]


@pytest.mark.parametrize("code", LOCALES)
def test_a_long_text_is_told_how_much_is_left(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["interest"], code)
    person.go(world.path("/report/<subject_type>/<int:subject_id>"))
    counter, text = person.page.locator("[data-counter]").first, person.page.locator("textarea").first
    text.fill("å" * 10)
    assert counter.inner_text() == "", "silent until it matters"
    text.fill("🙂" * 990)
    expect(counter).to_have_text(person.words("{n} characters left").replace("{n}", "10"))
    text.fill("a" * 1002)
    expect(counter).to_have_text(person.words("{n} characters too many").replace("{n}", "2"))


@pytest.mark.parametrize("code", LOCALES)
def test_a_double_click_sends_once_and_the_button_stays_alive(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["supplier_a"], code)
    person.go(f"/organisations/{world.values['organisation_id']}/safety/near-misses/new")
    person.page.locator("[name=what]").fill(f"¤ To trykk, {code}")
    person.page.locator("[name=place]").fill("Hall 2")
    sent = []
    person.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    # Both presses in one turn of the browser, before it can leave the page.
    person.page.evaluate("""() => {
      const button = document.querySelector("main form button[type=submit]");
      button.click(); button.click();
      if (button.disabled) throw new Error("a disabled button loses the focus");
    }""")
    person.page.wait_for_url("**/events/**")
    assert len(sent) == 1
