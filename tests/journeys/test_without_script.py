"""The site works without its script, on paper, with large letters and with the reader's own colours."""

from typing import Any

import pytest

from app.blueprints.accounts.models import Organisation
from app.core.db import db
from tests.factories import safety
from tests.journeys.conftest import languages
from tests.journeys.test_story import (
    create,
    decide,
    open_newest_case,
    set_field,
    sign_in_with_code,
    submit,
    tick,
    tick_or_select,
)
from tests.journeys.world import Furnished

THREAD = "/threads/<int:thread_id>"
# WCAG 2.2, 1.4.12
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What is cut off: text that is wider than its box, which hides it.
CUT = """() => [...document.querySelectorAll("main *, header *")].filter(e => {
  const s = getComputedStyle(e);
  return e.childElementCount === 0 && e.textContent.trim() && e.getClientRects().length && s.overflowX === "hidden"
    && s.clipPath === "none" && s.textOverflow !== "ellipsis" && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("code", languages("en"))
def test_signing_in_and_a_near_miss_need_no_script(reader: Any, site: Any, code: str) -> None:
    who = create(site, "uten-skript", "supplier", code)
    person = reader(code, script=False)
    sign_in_with_code(person, who)
    assert f"/organisations/{who['organisation']}/overview" in person.page.url, "she lands at what to do next"
    person.go(f"/organisations/{who['organisation']}/safety/near-misses/new")
    submit(person)
    assert person.page.locator("[data-error-summary]").is_visible(), "what is wrong is told by the server"
    set_field(person, "what", "A strap broke.")
    set_field(person, "place", "Hall 2")
    submit(person)
    assert person.page.get_by_text("A strap broke.").first.is_visible()


@pytest.mark.parametrize("code", languages("nn"))
def test_a_months_hours_need_no_script(signed_in: Any, site: Any, code: str) -> None:
    """Also the two parts that are folded away: what was wrong in one of them is seen, and what was written is kept."""
    who = create(site, "timar-utan-skript", "supplier", code)
    with site.app.app_context():
        hall = safety.site(db.session.get_one(Organisation, who["organisation"]), "Verkstaden").id
    person = signed_in(who["person"], code, script=False)
    person.go(f"/organisations/{who['organisation']}/safety/hours/new")
    set_field(person, "own", "1600")
    tick(person, "basis", "measured")
    for name, value in {"agreed_days": "220", "lost_days": "230", f"site_own_{hall}": "1600"}.items():
        part = person.page.locator("details", has=person.page.locator(f"[name={name}]"))
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        person.page.locator(f"[name={name}]").wait_for(state="visible")
        set_field(person, name, value)
    send = person.page.locator("main form[method=post] button[type=submit]").first
    person.click(send)
    assert person.page.locator("[data-error-summary]").is_visible(), "more days lost than agreed"
    assert person.page.locator("[name=lost_days]").is_visible(), "the part with the fault is open"
    assert person.page.locator(f"[name=site_own_{hall}]").input_value() == "1600"
    set_field(person, "lost_days", "11")
    person.click(send)
    split = person.page.locator("main table tbody tr").filter(has_text="Verkstaden")
    assert split.count() == 1


@pytest.mark.parametrize("code", languages("nb"))
def test_a_reply_a_report_and_a_hiding_need_no_script(signed_in: Any, world: Furnished, code: str) -> None:
    supplier = signed_in(world.people["supplier_b"], code, script=False)
    supplier.go(world.path(THREAD) + "/reply")
    tick_or_select(supplier, "lang", "nb")
    set_field(supplier, "body", "¤ Kjøp to, få tre.")
    submit(supplier)
    address = supplier.page.url
    number = address.rpartition("#post-")[2]

    witness = signed_in(world.people["interest"], code, script=False)
    witness.page.goto(address)
    witness.click(witness.page.locator(f"#post-{number} a[href*='/report/post/']"))
    tick(witness, "reason", "M6")
    submit(witness)

    moderator = signed_in(world.people["moderator_b"], code, script=False)
    open_newest_case(moderator)
    tick(moderator, "reasons", "M6")
    set_field(moderator, "facts", "Innlegget er reklame.")
    decide(moderator, "hide")

    witness.page.goto(address.partition("#")[0])
    placeholder = witness.page.locator(f"#post-{number}")
    assert "få tre" not in witness.page.content()
    assert "M6" in placeholder.inner_text()


@pytest.mark.parametrize("code", languages("nn"))
def test_menus_are_reached_without_script(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["supplier_a"], code, script=False)
    person.go("/dialogues")
    person.page.locator("button[popovertarget=account]").click()
    assert person.page.locator("#account").is_visible()
    person.click(person.page.locator("#account form button"))
    assert person.page.locator(f"a[href='/{code}/sign-in']").first.is_visible(), "signed out"


@pytest.mark.parametrize("code", languages("nb"))
def test_paper_shows_what_the_screen_shows(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["supplier_a"], code)
    for path in (world.path(THREAD), f"/organisations/{world.values['organisation_id']}/safety"):
        person.page.emulate_media(media="screen")
        person.go(path)
        marked = "h1, h2, .post .body, article p, td, th, dd, .tile, svg[role=img]"
        shown = person.page.eval_on_selector_all(
            f"main :is({marked})", "all => all.map(e => e.getClientRects().length > 0)"
        )
        person.page.emulate_media(media="print")
        printed = person.page.eval_on_selector_all(
            f"main :is({marked})",
            "all => all.map(e => e.getClientRects().length > 0 || !!e.closest('form, .no-print'))",
        )
        lost = [number for number, (was, now) in enumerate(zip(shown, printed, strict=True)) if was and not now]
        assert lost == [], f"{path} loses {lost} on paper"
        assert not person.page.locator(".mainnav").is_visible(), "menus are not for paper"


@pytest.mark.parametrize("how", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}])
def test_the_readers_own_settings_are_respected(signed_in: Any, world: Furnished, how: dict[str, str]) -> None:
    person = signed_in(world.people["supplier_a"], "nn", **how)
    firm = world.values["organisation_id"]
    for path in (
        f"/organisations/{firm}/safety",
        world.path("/organisations/<int:organisation_id>/capability/assessments/<int:done_id>"),
        world.path(THREAD),
        f"{world.path(THREAD)}?view=both",
        "/glossary",
        "/account/languages",
        world.path("/translations/<kind>/<int:subject_id>"),
        world.path("/dialogues/<int:dialogue_id>"),
        world.path("/dialogues/<int:dialogue_id>/questions"),
        world.path("/dialogues/<int:dialogue_id>/input"),
    ):
        person.go(path)
        assert person.page.locator("h1").is_visible()
        moving = person.page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length")
        assert moving == 0
        if "color_scheme" in how:
            assert person.axe_faults() == [], path
        if "forced_colors" in how:
            drawn = person.page.eval_on_selector_all(
                "svg[role=img] :is(path, line, circle)",
                "all => all.every(e => { const s = getComputedStyle(e); return s.stroke !== 'none' || s.fill !== 'none'; })",
            )
            assert drawn


@pytest.mark.parametrize("code", languages("nb"))
def test_letters_twice_as_large_and_wider_apart_hide_nothing(signed_in: Any, world: Furnished, code: str) -> None:
    person = signed_in(world.people["buyer_a"], code)
    pages = (world.path(THREAD), "/organisations/<int:organisation_id>/dialogues/new", "/dialogues", "/account")
    pages += tuple(f"/dialogues/<int:dialogue_id>{page}" for page in ("", "/questions", "/desk", "/ledger"))
    for path in pages:
        person.go(world.path(path))
        person.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} at 200 %"
        assert person.page.evaluate(CUT) == [], f"{path} at 200 %"
        person.go(world.path(path))
        person.page.evaluate(SPACING)
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} with wide spacing"
        assert person.page.evaluate(CUT) == [], f"{path} with wide spacing"
