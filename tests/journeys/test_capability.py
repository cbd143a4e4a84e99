"""A firm shows what it can: it gathers evidence, mends what is missing, is judged from outside, and is read by a buyer.

Three people in three languages, so that over the three stories each of them is told in each language.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.blueprints.accounts.models import Organisation
from app.core.alphabet import sort_key
from app.core.clock import today
from app.core.db import db
from tests.factories import capability, evidence, requirements
from tests.factories.attachments import pdf
from tests.journeys.conftest import Reader, Site, languages, link_in, text_of
from tests.journeys.test_keyboard import tab
from tests.journeys.test_story import create, number_in, set_field, sign_in_with_code, tick

LANGUAGES = ("nb", "nn", "en")
ASSESSMENT = pdf("Risikovurdering")
MINUTES = pdf("Referat")
RISKS, RECORD, INSURED = "Risikovurdering av verkstedet", "Referater fra vernerunder", "Ansvarsforsikring"
REASON = "Risikovurderingen er god, men vernerundene dekker bare det ene anlegget."
SMALL = {"nb": "0,500", "nn": "0,500", "en": "0.500"}
SMALLER = {"nb": "0,333", "nn": "0,333", "en": "0.333"}


@dataclass
class Person:
    """Somebody at a browser, of an organisation."""

    reader: Reader
    organisation: int
    name: str
    email: str

    def go(self, path: str) -> None:
        self.reader.go(f"/organisations/{self.organisation}{path}")

    @property
    def page(self) -> Any:
        return self.reader.page

    def follow(self, address: str) -> None:
        """The last link of the page's own part whose address fits the selector's `address`."""
        self.reader.click(self.page.locator(f"main a[href{address}]").last)

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())


def person(made: dict[str, Any], reader: Reader) -> Person:
    return Person(reader, made["organisation"], made["name"], made["email"])


def send(who: Person) -> None:
    """The button of the page's form; those of one button only, and filters, are others."""
    who.reader.click(who.page.locator("main form[method=post]:not(.inline) button[type=submit]").first)


def choose(who: Person, name: str, value: str) -> None:
    who.page.locator(f"select[name={name}]").select_option(value)


def three(who: Person) -> list[int | None]:
    """Claimed, carried by evidence, endorsed, as the first of the page says them."""
    texts = who.page.locator("main dl.three").first.locator("dd.big").all_inner_texts()
    found = [re.match(r"\d", text.strip()) for text in texts]
    return [int(one[0]) if one else None for one in found]


def history(who: Person, what: str) -> str:
    """The newest line of the timeline that says `what`; it lies in the table below its chart."""
    return str(who.page.locator("main ol.history li").filter(has_text=what).first.text_content())


def happened_today(who: Person, what: str) -> bool:
    line = who.page.locator("main ol.history li").filter(has_text=what).first
    return str(line.locator("time").get_attribute("datetime")).startswith(today().isoformat())


def assessed_firm(site: Site, key: str, code: str) -> dict[str, Any]:
    """A firm that has handed in its assessment: health and safety at level 3, the goal at 4, the rest at 2."""
    made = create(site, key, "supplier", code)
    with site.app.app_context():
        firm = db.session.get_one(Organisation, made["organisation"])
        firm.sort_key = sort_key(firm.name)  # by which it is found
        capability.assessment(firm, {"HSE": 3}, {"HSE": 4}, submitted=True)
        held = evidence.evidence(firm, "insurance", title=INSURED, visibility="on_request")
        made["insurance"] = held.id
    return made


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_firm_mends_what_is_missing_and_is_judged_by_what_it_shows(
    reader: Any, signed_in: Any, site: Site, code: str
) -> None:
    first = LANGUAGES.index(code)
    hers, reviewers, buyers = (LANGUAGES[(first + place) % 3] for place in range(3))
    made = assessed_firm(site, "mekanisk", hers)
    union, trust = create(site, "takst", "interest", reviewers), create(site, "innkjop", "buyer", buyers)
    firm = person(made, signed_in(made["person"], hers))
    buyer = person(trust, signed_in(trust["person"], buyers))
    reviewer = person(union, reader(reviewers))

    profile = publish_profile(buyer)
    put_first_evidence_forward(firm)
    plan_and_finish(firm)
    check_in_private(firm, profile)
    see_nothing_yet(buyer, firm, profile)
    ask_for_endorsement(firm, union)
    share = share_with(firm, trust, "living")
    withdraw(firm, share_with(firm, union, "snapshot"))

    sign_in_with_code(reviewer.reader, union)
    endorse_lower(reviewer)
    hear_of_it(firm, reviewer)

    compare(buyer, firm, profile)
    opened = read_what_is_shared(buyer, firm)
    ask_once(buyer, firm, made["insurance"])
    see_who_opened(firm, share, opened)
    read_on_after_withdrawal(buyer, firm, share)


# ---- the buyer says what it asks -----------------------------------------------------------------------------------


def publish_profile(buyer: Person) -> int:
    """Three requirements; local value is refused as a must-have, though somebody sends one past the page."""
    buyer.go("/requirements/new")
    set_field(buyer.reader, "title", f"Verksted for ambulanser {buyer.name}")
    set_field(buyer.reader, "purpose", "Ambulansene skal være på veien igjen samme dag.")
    tick(buyer.reader, "language", "nb")
    send(buyer)
    for code, level in (("HSE", "3"), ("QUA", "2"), ("LOC", "1")):
        choose(buyer, f"level_{code}", level)
        set_field(buyer.reader, f"reason_{code}", f"Leveransen krever {code}.")
    buyer.page.locator("[name=must_HSE]").check()
    assert buyer.page.locator("[name=must_LOC]").count() == 0, "the page does not offer it"
    buyer.page.evaluate("""() => {
      const forged = Object.assign(document.createElement("input"), {type: "hidden", name: "must_LOC", value: "y"});
      document.querySelector("[name=level_LOC]").form.append(forged);
    }""")
    send(buyer)
    assert buyer.page.locator("#must_LOC-error").is_visible(), "and the server refuses it"
    assert buyer.page.locator("[name=must_HSE]").is_checked(), "what else she wrote is kept"
    buyer.reader.check_axe()
    send(buyer)
    number = number_in(buyer.page.url, "requirements")
    send(buyer)
    buyer.reader.go(f"/requirements/{number}")
    assert buyer.page.locator("main table tbody tr").count() == 3
    return number


# ---- the firm ------------------------------------------------------------------------------------------------------


def put_first_evidence_forward(firm: Person) -> None:
    """A real PDF in two steps; what it carries follows from its strength, not from the level she gives it."""
    firm.go("/capability/dimensions/HSE")
    assert three(firm) == [3, None, None]
    firm.follow("$='/dimensions/HSE/evidence'")
    firm.follow("*='/evidence/new'")
    firm.follow("*='type=risk_assessment'")
    describe(firm, RISKS)
    upload(firm, "Risikovurdering 2026.pdf", ASSESSMENT)
    number = re.search(r"evidence=(\d+)", firm.page.url)
    assert number, "she is back where she came from"
    assert firm.page.locator("[name=evidence_id]").input_value() == number[1], "with the new evidence chosen"
    tick(firm.reader, "level", "3")
    send(firm)
    assert three(firm) == [3, 2, None], "a document of one's own carries level 2; the claim stands where it stood"
    assert "2" in history(firm, RISKS)
    assert happened_today(firm, RISKS)


def describe(firm: Person, title: str, **more: str) -> None:
    """The first step: what the document is, and that those who see the profile may open it."""
    set_field(firm.reader, "title", title)
    tick(firm.reader, "visibility", "shared")
    for name, value in more.items():
        set_field(firm.reader, name, value)
    send(firm)


def upload(firm: Person, name: str, content: bytes) -> None:
    """The second step."""
    firm.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": content}]
    )
    send(firm)


def plan_and_finish(firm: Person) -> None:
    """Two actions, one after the other; the second shows its effect, and the level has moved the same day."""
    aim(firm, "Kjøp vernebriller til alle", days=10)
    firm.go("/capability/dimensions/HSE")
    firm.follow("*='/plan/actions/new'")
    assert firm.page.locator("[name=subject]").input_value() == "capability:HSE:3", "it aims at the next level"
    aim(firm, "Gå vernerunde hver måned", days=30, expected="record", after="Kjøp vernebriller til alle")
    firm.reader.click(firm.page.locator("main a", has_text="Gå vernerunde hver måned").first)
    assert "Kjøp vernebriller til alle" in firm.text(), "it waits for the other"
    address = firm.page.url
    firm.go("/plan/timeline")
    assert firm.page.locator("main svg[role=img]").first.is_visible()
    assert "Gå vernerunde hver måned" in firm.page.locator("main table").first.text_content()
    firm.page.goto(address)
    firm.reader.click(firm.page.locator("form[action$='/start'] button"))
    firm.follow("$='/finish'")
    tick(firm.reader, "ended", "done")
    set_field(firm.reader, "outcome", "Tolv runder er gått.")
    send(firm)
    firm.follow("$='/effect'")
    firm.follow("*='/evidence/new'")
    months = {"record_from": today() - timedelta(days=300), "record_to": today() - timedelta(days=3)}
    describe(firm, RECORD, **{name: day.isoformat() for name, day in months.items()})
    upload(firm, "Referat.pdf", MINUTES)
    assert firm.page.locator("[name=evidence]:checked").count() == 1, "what she has just added is chosen"
    set_field(firm.reader, "effect", "Feil rettes samme uke.")
    send(firm)
    assert RECORD in firm.text()
    firm.go("/capability/dimensions/HSE")
    assert three(firm) == [3, 3, None]
    assert happened_today(firm, RECORD)


def aim(firm: Person, title: str, *, days: int, expected: str = "", after: str = "") -> None:
    if "/plan/actions/new" not in firm.page.url:
        firm.go("/plan/actions/new")
    set_field(firm.reader, "title", title)
    firm.page.locator("[name=owner_id]").select_option(label="Mekanisk Prøve")
    set_field(firm.reader, "due_on", (today() + timedelta(days=days)).isoformat())
    firm.page.locator("main form details summary").first.click()
    set_field(firm.reader, "starts_on", today().isoformat())
    if expected:
        choose(firm, "expected", expected)
    if after:
        firm.page.get_by_label(after).check()
    send(firm)


def check_in_private(firm: Person, profile: int) -> None:
    """A verdict, the exact figure, and what is missing in words; the must-have is reached."""
    firm.go("/capability/check")
    firm.follow(f"$='/capability/check/{profile}'")
    verdict = firm.page.locator(".verdict")
    assert verdict.get_attribute("data-color") == "warning", "partly ready"
    # min(3, 3) of 3, 0 of 2 and 0 of 1, each with weight 1: 3/6.
    assert SMALL[firm.reader.words.code] in verdict.inner_text()
    gap = firm.page.locator("#gap-QUA")
    assert "Leveransen krever QUA." in gap.inner_text()
    assert gap.locator("ul li").count() >= 3, "the levels to climb, and what the evidence lacks"
    assert firm.page.locator("#gap-HSE").count() == 0


def see_nothing_yet(buyer: Person, firm: Person, profile: int) -> None:
    """The buyer learns nothing of the check, nor of a firm that has shared nothing."""
    buyer.go(f"/comparison?profile={profile}")
    assert firm.name not in buyer.page.content()
    buyer.reader.go("/inbox")
    assert firm.name not in buyer.text()


def ask_for_endorsement(firm: Person, union: dict[str, Any]) -> None:
    firm.go("/capability/dimensions/HSE")
    firm.follow("$='/dimensions/HSE/review'")
    choose(firm, "reviewer_id", str(union["organisation"]))
    set_field(firm.reader, "message", "Se særlig på vernerundene.")
    send(firm)
    assert "/capability/reviews/" in firm.page.url
    assert union["name"] in firm.text()


def share_with(firm: Person, receiver: dict[str, Any], kind: str) -> int:
    """With whom, what for, a look at exactly what they will see, and only then the consent."""
    firm.go("/shares")
    firm.follow("$='/shares/new'")
    firm.page.locator("[name=wanted]").fill(receiver["name"])
    firm.reader.click(firm.page.locator("main form[role=search] button"))
    firm.follow(f"*='receiver={receiver['organisation']}'")
    set_field(firm.reader, "name", "Verkstedet vårt")
    tick(firm.reader, "kind", kind)
    tick(firm.reader, "purpose", "development")
    set_field(firm.reader, "until", (today() + timedelta(days=60)).isoformat())
    send(firm)
    area = unfold(firm, "HSE")
    assert numbers_of(area) == [3, 3]
    assert RISKS in area.inner_text()
    assert RECORD in area.inner_text()
    firm.reader.check_axe()
    firm.page.locator("[name=agreed]").check()
    send(firm)
    number = number_in(firm.page.url, "shares")
    assert receiver["name"] in firm.text()
    return number


def unfold(who: Person, code: str) -> Any:
    """An area of a profile that is shared, with what it rests on."""
    area = who.page.locator(f"#d-{code}")
    area.locator("summary").click()
    area.locator("li.document").first.wait_for()
    return area


def numbers_of(area: Any) -> list[int]:
    """The levels that the line of an area says: claimed, carried by evidence, and endorsed if it is."""
    return [int(found) for found in re.findall(r"\b[0-5]\b", area.locator("summary").inner_text())]


def withdraw(firm: Person, share: int) -> None:
    firm.go(f"/shares/{share}")
    firm.follow("$='/withdraw'")
    send(firm)
    firm.go("/shares")
    assert firm.page.locator(f"main a[href$='/shares/{share}']").count() == 0
    firm.go("/shares?shown=ended")
    assert firm.page.locator(f"main a[href$='/shares/{share}']").count() == 1


# ---- the reviewer --------------------------------------------------------------------------------------------------


def endorse_lower(reviewer: Person) -> None:
    """Sees nothing before she has declared to be free; opens a document; endorses level 2 and says why."""
    mail = reviewer.reader.site.mail_to(reviewer.email, containing="/reviews/")
    assert f"/{reviewer.reader.words.code}/organisations/" in text_of(mail), "the mail's link is in her language"
    reviewer.page.goto(link_in(mail))
    asked = reviewer.page.url
    assert RISKS not in reviewer.page.content()
    reviewer.page.locator("[name=no_conflict]").check()
    send(reviewer)
    assert "Se særlig på vernerundene." in reviewer.text()
    reviewer.reader.check_axe()
    assert download(reviewer, RISKS) == ASSESSMENT
    reviewer.page.goto(asked)
    reviewer.follow("$='/decide'")
    tick(reviewer.reader, "state", "endorsed_lower")
    choose(reviewer, "level", "2")
    set_field(reviewer.reader, "reason", REASON)
    send(reviewer)
    assert REASON in reviewer.text()
    reviewer.reader.check_axe()


def download(who: Person, title: str) -> bytes:
    """Opens a document by its title and saves its file."""
    who.reader.click(who.page.locator("main li.document a", has_text=title).first)
    with who.page.expect_download() as saved:
        who.page.locator("main a[href$='/file']").click()
    return Path(saved.value.path()).read_bytes()


def hear_of_it(firm: Person, reviewer: Person) -> None:
    """In her inbox and by mail, in her language; her page says who, which level and until when."""
    language = firm.reader.words.code
    mail = firm.reader.site.mail_to(firm.email, containing="/capability/reviews/")
    assert f"/{language}/organisations/" in text_of(mail)
    firm.reader.go("/inbox")
    firm.follow("*='/capability/reviews/'")
    assert firm.page.locator("html").get_attribute("lang") == language
    assert REASON in firm.text()
    firm.go("/capability/dimensions/HSE")
    assert three(firm) == [3, 3, 2], "none of the three has become another"
    firm.reader.check_axe()
    endorsed = firm.page.locator("main dl.three").first.inner_text()
    assert reviewer.name in endorsed
    assert str(two_years_from(today()).year) in endorsed


def two_years_from(day: date) -> date:
    return day.replace(year=day.year + 2) if (day.month, day.day) != (2, 29) else date(day.year + 2, 2, 28)


# ---- the buyer reads -----------------------------------------------------------------------------------------------


def compare(buyer: Person, firm: Person, profile: int) -> None:
    """The endorsed level counts while it lasts: 2 of 3 in a must-have is not ready, whatever the rest."""
    mail = buyer.reader.site.mail_to(buyer.email, containing="/shared-with-us/")
    assert f"/{buyer.reader.words.code}/organisations/" in text_of(mail)
    buyer.go("/shared-with-us")
    buyer.follow("*='/comparison'")
    choose(buyer, "profile", str(profile))
    buyer.reader.click(buyer.page.locator("main form[method=get] button[type=submit]").first)
    row = buyer.page.locator("main table tbody tr").filter(has_text=firm.name)
    assert row.count() == 1
    assert row.locator(".verdict-tag").get_attribute("data-color") == "danger", "not ready"
    # min(2, 3) of 3, 0 of 2 and 0 of 1: 2/6.
    assert SMALLER[buyer.reader.words.code] in row.inner_text()
    buyer.reader.click(row.locator("a").first)


def read_what_is_shared(buyer: Person, firm: Person) -> str:
    """The page that follows the firm: three numbers, who endorsed, and the documents. Gives the document's address."""
    assert firm.name in buyer.page.locator("h1").inner_text()
    area = unfold(buyer, "HSE")
    assert numbers_of(area) == [3, 3, 2]
    assert RECORD in area.inner_text()
    assert REASON in area.inner_text()
    buyer.reader.check_axe()
    assert download(buyer, RISKS) == ASSESSMENT
    return str(buyer.page.url)


def ask_once(buyer: Person, firm: Person, insurance: int) -> None:
    """What the firm gives to whoever asks, and what is free in a register, is answered with a pointer at once."""
    ask(buyer, firm, "insurance")
    buyer.follow(f"$='/evidence/{insurance}'")
    assert INSURED in buyer.text()
    ask(buyer, firm, "accounts")
    register = buyer.page.locator("main a[rel~=noopener]")
    assert str(register.get_attribute("href")).startswith("https://")
    buyer.reader.check_axe()
    assert buyer.page.locator(f"main a[href*='/organisations/{firm.organisation}/evidence']").count() == 0


def ask(buyer: Person, firm: Person, kind: str) -> None:
    buyer.go("/evidence-requests/new")
    buyer.page.locator("[name=find]").fill(firm.name)
    buyer.reader.click(buyer.page.locator("main form[role=search] button"))
    buyer.follow(f"*='firm={firm.organisation}'")
    choose(buyer, "type", kind)
    set_field(buyer.reader, "reason", "Avtale om verksted for ambulanser.")
    set_field(buyer.reader, "due_on", (today() + timedelta(days=14)).isoformat())
    send(buyer)


def see_who_opened(firm: Person, share: int, opened: str) -> None:
    """By name: of the profile and of each document, also the reviewer's."""
    firm.go(f"/shares/{share}")
    assert "Innkjop Prøve" in firm.page.locator("section[aria-labelledby=opened-h]").inner_text()
    firm.go(f"/evidence/{number_in(opened, 'evidence')}")
    readers = firm.page.locator("section[aria-labelledby=opened]").inner_text()
    assert "Innkjop Prøve" in readers
    assert "Takst Prøve" in readers


def read_on_after_withdrawal(buyer: Person, firm: Person, share: int) -> None:
    """The firm takes it back while the buyer has the page open: the next click shows nothing of it, and says why."""
    buyer.go(f"/shared-with-us/{share}")
    document = buyer.page.locator("main li.document a", has_text=RISKS).get_attribute("href")
    withdraw(firm, share)
    buyer.follow("$='/document'")
    heading = buyer.page.locator("h1").inner_text()
    assert heading.startswith(buyer.reader.words("This share was withdrawn on %(day)s").partition("%(day)s")[0])
    assert firm.name in buyer.text()
    assert RISKS not in buyer.page.content()
    buyer.reader.check_axe()
    answer = buyer.page.goto(f"{buyer.reader.site.url}{document}")
    assert answer.status == 404, "nor is the document there, for whoever kept its address"
    mail = buyer.reader.site.mail_to(buyer.email, containing=buyer.reader.words("See what is shared with you now"))
    assert f"/{buyer.reader.words.code}/organisations/" in text_of(mail)


# ---- without a mouse, without a script -----------------------------------------------------------------------------


def certified_firm(site: Site, key: str, code: str, *, level: int | None = None) -> tuple[dict[str, Any], int]:
    """A firm that holds a certificate, put forward for a level or not; and the number of the certificate."""
    made = assessed_firm(site, key, code)
    with site.app.app_context():
        firm = db.session.get_one(Organisation, made["organisation"])
        held = evidence.evidence(firm, "iso_45001", title="Sertifikat", visibility="shared")
        number = held.id
        if level is not None:
            capability.support(firm, held, "HSE", level)
    return made, number


@pytest.mark.parametrize("code", languages("nn"))
def test_evidence_is_put_forward_by_keyboard(signed_in: Any, site: Site, code: str) -> None:
    made, held = certified_firm(site, "tastatur", code)
    firm = person(made, signed_in(made["person"], code))
    firm.go("/capability/dimensions/HSE")
    link = firm.page.locator("main a[href$='/dimensions/HSE/evidence']").first
    link.focus()
    with firm.page.expect_navigation():
        firm.page.keyboard.press("Enter")
    firm.page.locator("[name=evidence_id]").focus()
    firm.page.keyboard.type("Sertifikat")
    assert firm.page.locator("[name=evidence_id]").input_value() == str(held)
    tab(firm.reader)  # to the levels: none is chosen, so that the first has the focus
    firm.page.keyboard.press("Space")
    firm.page.keyboard.press("ArrowDown")
    firm.page.keyboard.press("ArrowDown")
    assert firm.page.locator("[name=level]:checked").input_value() == "3"
    assert tab(firm.reader)["tag"] == "INPUT", "the box about learning"
    stop = tab(firm.reader)
    assert stop["tag"] == "BUTTON"
    assert stop["outlined"]
    with firm.page.expect_navigation():
        firm.page.keyboard.press("Enter")
    assert three(firm) == [3, 2, None]
    assert "Sertifikat" in firm.page.locator("main li.document").inner_text()


@pytest.mark.parametrize("code", languages("en"))
def test_the_check_and_the_share_need_no_script(signed_in: Any, site: Site, code: str) -> None:
    made, _held = certified_firm(site, "skriptlos", code, level=2)
    trust = create(site, "leser", "buyer", code)
    with site.app.app_context():
        buyer = db.session.get_one(Organisation, trust["organisation"])
        asked = requirements.profile(buyer, requirements.asked("HSE", 3, must=True), title=f"Ambulanser {code}").id
    firm = person(made, signed_in(made["person"], code, script=False))
    firm.go("/capability/check")
    firm.follow(f"$='/capability/check/{asked}'")
    assert firm.page.locator(".verdict").get_attribute("data-color") == "danger"
    assert firm.page.locator("#gap-HSE").is_visible()
    firm.go(f"/shares/new?receiver={trust['organisation']}")
    set_field(firm.reader, "name", "Uten skript")
    send(firm)
    assert firm.page.locator("[data-error-summary]").is_visible(), "what is wrong is told by the server"
    assert firm.page.locator("[name=name]").input_value() == "Uten skript"
    tick(firm.reader, "kind", "living")
    tick(firm.reader, "purpose", "dialogue")
    set_field(firm.reader, "until", (today() + timedelta(days=30)).isoformat())
    send(firm)
    assert "Sertifikat" in unfold(firm, "HSE").inner_text()
    send(firm)
    assert firm.page.locator("[data-error-summary]").is_visible(), "without the consent nothing is shared"
    firm.page.locator("[name=agreed]").check()
    send(firm)
    assert re.search(r"/shares/\d+$", firm.page.url)
    buyer_reads = person(trust, signed_in(trust["person"], code, script=False))
    buyer_reads.go("/shared-with-us")
    buyer_reads.reader.click(buyer_reads.page.locator("main a", has_text=made["name"]))
    assert "Sertifikat" in unfold(buyer_reads, "HSE").inner_text()
