"""Safety from four sides: who keeps the records, who speaks for the staff, who works there, and who buys.

Each is told in three runs, and in each of them the people read another language, so that every part is told in all.
"""

import re
import time
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from sqlalchemy import select

from app.blueprints.accounts.models import Membership, Organisation
from app.blueprints.accounts.terms import Role
from app.blueprints.safety.models import Event
from app.blueprints.safety.terms import Wording
from app.core.alphabet import sort_key
from app.core.clock import today
from app.core.db import db
from tests.factories import disclosure, safety
from tests.journeys.conftest import Reader, Site, link_in
from tests.journeys.test_capability import LANGUAGES, Person, person, send
from tests.journeys.test_near_miss import PHONE
from tests.journeys.test_story import create, number_in, set_field, submit, tick

HURT = "Trygve Prøve"
PINCHED, SLID = "Ei hand kom i klem i pressa.", "Ein pall gleid av gaffelen."
BARRIER, SEEN = "Sett lysgardin framfor pressa", "Pressa stoppar når handa kjem nær."
REMARK = "Pressa var uten vern i tre uker."
OIL, STEP = "Det låg olje ved porten, og eg skleid.", "Trinnet på stigen var laust."
WIPED, NAILED = "Vi har lagt matte og tørkar kvar kveld.", "Stigen er bytt ut."
# 1 injury in 2,151 hours. Garwood's limits for one event are 0.0253178 and 5.5716434 (chi-squared tables).
RATE = ("464,9", "11,8", "2 590,3")
WHOLE_YEAR = today().year - 1


def at(first: int, place: int) -> str:
    """The language of the run's person number `place`."""
    return LANGUAGES[(first + place) % 3]


def join(site: Site, firm: dict[str, Any], key: str, code: str, role: Role) -> dict[str, Any]:
    """Somebody with an account, who has this role at the firm."""
    made = create(site, key, "", code)
    with site.app.app_context():
        db.session.add(Membership(person_id=made["person"], organisation_id=firm["organisation"], role=role))
        db.session.commit()
    return made | {"organisation": firm["organisation"], "name": firm["name"]}


def written(text: str, who: Person) -> str:
    """A Norwegian figure as it is written in her language."""
    return text if who.reader.words.code != "en" else text.replace(",", ".").replace(" ", ",")


def plain(text: str) -> str:
    """Without the spaces that do not break."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def open_part(who: Person, field: str) -> None:
    """Unfold the part in which `field` lies, and wait until it is there."""
    who.page.locator("details", has=who.page.locator(f"[name={field}]")).locator("summary").click()
    who.page.locator(f"[name={field}]").wait_for(state="visible")


def comes(who: Person, path: str, selector: str, *, times: int = 1, seconds: float = 20) -> None:
    """Opens the page again until the worker has done what it shows, so many times."""
    end = time.monotonic() + seconds
    while True:
        who.reader.go(path)
        if who.page.locator(selector).count() >= times:
            return
        assert time.monotonic() < end, f"{selector} did not come to {who.page.url}: {who.text()[:600]}"


def answer_of(who: Person, path: str) -> int:
    """The status of a page, opened as from a link that somebody kept."""
    return int(who.page.goto(f"{who.reader.site.url}/{who.reader.words.code}{path}").status)


# ---- the manager and the safety representative ---------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_firm_keeps_its_records_learns_and_is_heard_by_its_safety_representative(
    signed_in: Any, site: Site, code: str
) -> None:
    first = LANGUAGES.index(code)
    made = create(site, "presse", "supplier", at(first, 0))
    manager = person(made, signed_in(made["person"], at(first, 0)))
    called = create(site, "verneombod", "", at(first, 1))
    speaks = Person(signed_in(called["person"], at(first, 1)), made["organisation"], made["name"], called["email"])

    invite(manager, speaks)
    report_hours(manager)
    injury = report_injury(manager)
    report_near_miss(manager)
    read_overview(manager)
    investigate(manager, injury)
    action = take_a_lasting_measure(manager, injury)

    read_register(speaks, injury)
    check_the_effect(speaks, action)
    hold_the_review(manager, speaks)
    see_that_they_took_part(manager, injury)


def report_hours(manager: Person) -> None:
    """A month, split between two sites, with the days lost to sickness: two parts that are folded away."""
    with manager.reader.site.app.app_context():
        firm = db.session.get_one(Organisation, manager.organisation)
        hall, yard = (safety.site(firm, name).id for name in ("Pressehallen", "Gardsplassen"))
    manager.go("/safety/hours/new")
    for name, value in {"own": "1950,5", "hired_in": "200,5", "headcount": "14"}.items():
        set_field(manager.reader, name, written(value, manager))
    tick(manager.reader, "basis", "measured")
    open_part(manager, "agreed_days")
    set_field(manager.reader, "agreed_days", "280")
    set_field(manager.reader, "lost_days", "14")
    open_part(manager, f"site_own_{hall}")
    for name, value in {f"site_own_{hall}": "1000", f"site_own_{yard}": "500", f"site_hired_in_{yard}": "200"}.items():
        set_field(manager.reader, name, value)
    send(manager)
    read = plain(manager.text())
    assert written("2 151", manager) in read
    split = manager.page.locator("main table tbody tr")
    assert "700" in split.filter(has_text="Gardsplassen").inner_text()
    assert re.search(r"\b5([.,]0)?\s?%", read), "14 of 280 days"
    manager.reader.check_axe()


def report_injury(manager: Person) -> str:
    """Serious, with absence: the page that follows says at once whom the law asks to be told. Gives its address."""
    manager.go("/safety/injuries/new")
    tick(manager.reader, "kind", "lost_time")
    manager.page.locator("[name=serious]").check()
    tick(manager.reader, "relation", "own")
    month = today().replace(day=1) - timedelta(days=5)  # that of the hours
    for name, value in {
        "happened_on": month.isoformat(),
        "place": "Pressehallen",
        "what": PINCHED,
        "lost_days": "6",
        "name": HURT,
    }.items():
        set_field(manager.reader, name, value)
    send(manager)
    told = manager.page.locator(".ds-alert[data-color=danger]")
    whom = told.locator("ol > li")
    assert whom.count() >= 2, "the police and the inspectorate at least"
    assert all("https://" in str(link.get_attribute("href")) for link in told.locator("a[rel=noopener]").all())
    assert told.locator("a[rel=noopener]").count() == whom.count(), "each with its source"
    assert told.bounding_box()["y"] < manager.page.locator("#what").bounding_box()["y"], "above all else"
    manager.reader.check_axe()
    address = str(manager.page.url)
    for number in range(whom.count()):
        manager.reader.click(whom.nth(number).locator("a[href*='/told/']"))
        set_field(manager.reader, "told_by", "Dagleg leiar")
        send(manager)
    assert manager.page.locator(".ds-alert[data-color=danger]").count() == 0, "all have been told"
    return address


def report_near_miss(manager: Person) -> None:
    manager.go("/safety/near-misses/new")
    set_field(manager.reader, "what", SLID)
    set_field(manager.reader, "place", "Gardsplassen")
    send(manager)
    assert SLID in manager.text()


def read_overview(manager: Person) -> None:
    """What the firm does comes first; the rate comes with count, hours and interval, and claims nothing."""
    manager.go("/safety")
    parts = manager.page.locator("main h2[id]").evaluate_all("all => all.map(e => e.id)")
    assert parts.index("leading") < parts.index("waits") < parts.index("rates")
    row = manager.page.locator("section[aria-labelledby=rates] tbody tr").first
    cells = [plain(cell) for cell in row.locator("td").all_inner_texts()]
    assert cells[1] == "1"
    assert cells[2] == written("2 151", manager)
    assert cells[3] == written(RATE[0], manager)
    assert all(written(limit, manager) in cells[4] for limit in RATE[1:])
    assert manager.page.get_by_text(Wording.TOO_LITTLE.said.in_(manager.reader.words.code)).first.is_visible()
    manager.reader.click(row.locator("th a"))
    assert written("2 151", manager) in plain(manager.text()), "what it is made of is a click away"
    manager.reader.check_axe()


def invite(manager: Person, speaks: Person) -> None:
    """By the ordinary invitation, with the role of safety representative."""
    manager.go("/invitations/new")
    set_field(manager.reader, "email", speaks.email)
    tick(manager.reader, "role", "safety_representative")
    submit(manager.reader)
    mail = manager.reader.site.mail_to(speaks.email, containing="/invitations/")
    speaks.page.goto(link_in(mail))
    submit(speaks.reader)
    speaks.go("/safety")
    assert speaks.page.locator("main a[href$='/safety/hours/new']").count() == 0, "she keeps no records for the firm"


def investigate(manager: Person, injury: str) -> None:
    """Saved as it is, then closed: not before the underlying causes are written down."""
    manager.page.goto(injury)
    manager.follow("$='/investigation/write'")
    set_field(manager.reader, "direct_causes", "Vernet var tatt av.")
    manager.page.locator("[name=closed]").check()
    send(manager)
    assert manager.page.locator("[data-error-summary]").is_visible()
    assert manager.page.locator("[name=direct_causes]").input_value() == "Vernet var tatt av."
    set_field(manager.reader, "underlying_causes", "Ingen har ansvar for vernet når pressa stilles om.")
    set_field(manager.reader, "took_part", "Formann, operatør og verneombod")
    manager.page.locator("[name=with_representative]").check()
    send(manager)
    assert "når pressa stilles om" in manager.text()


def take_a_lasting_measure(manager: Person, injury: str) -> str:
    """An action on the plan, done; its effect is for somebody else to see. Gives its address."""
    manager.page.goto(injury)
    manager.follow("*='lasting'")
    set_field(manager.reader, "title", BARRIER)
    manager.page.locator("[name=owner_id]").select_option(label="Presse Prøve")
    set_field(manager.reader, "due_on", (today() + timedelta(days=7)).isoformat())
    send(manager)
    manager.page.goto(injury)
    manager.reader.click(manager.page.locator("section[aria-labelledby=measures] a", has_text=BARRIER))
    action = str(manager.page.url)
    manager.reader.click(manager.page.locator("form[action$='/start'] button"))
    manager.follow("$='/finish'")
    tick(manager.reader, "ended", "done")
    set_field(manager.reader, "outcome", "Lysgardina er sett opp.")
    send(manager)
    manager.page.goto(action)
    assert manager.page.locator("main a[href$='/check']").count() == 0, "her own work is not hers to check"
    manager.page.goto(f"{action}/check")
    assert manager.page.locator("[name=effective]").count() == 0
    assert "Verneombod Prøve" in manager.text(), "who may is said"
    return action


def read_register(speaks: Person, injury: str) -> None:
    """All events, the name of who was hurt, and a word of her own."""
    number = number_in(injury, "events")
    comes(speaks, "/inbox", f"main a[href$='/safety/events/{number}']")
    speaks.go("/safety/events")
    assert PINCHED[:20] in speaks.text()
    assert SLID[:20] in speaks.text()
    speaks.follow(f"$='/safety/events/{number}'")
    assert HURT in speaks.page.locator("section[aria-labelledby=person]").inner_text()
    assert HURT not in speaks.page.locator("section[aria-labelledby=what]").inner_text()
    assert speaks.page.locator("main a[href$='/correct']").count() == 0
    set_field(speaks.reader, "body", REMARK)
    send(speaks)
    assert REMARK in speaks.page.locator("section[aria-labelledby=remarks]").inner_text()
    speaks.reader.check_axe()


def check_the_effect(speaks: Person, action: str) -> None:
    """Somebody else looks, says how and what she saw: then the action has ended."""
    tail = action.partition(f"/organisations/{speaks.organisation}")[2]
    speaks.go(tail)
    speaks.follow("$='/check'")
    set_field(speaks.reader, "method", "Eg såg på arbeidet ein time.")
    tick(speaks.reader, "effective", "yes")
    set_field(speaks.reader, "seen", SEEN)
    speaks.reader.check_axe()
    send(speaks)
    assert SEEN in speaks.text()
    assert speaks.page.locator("main a[href$='/check']").count() == 0, "there is nothing more to check"


def hold_the_review(manager: Person, speaks: Person) -> None:
    """The owner signs first, the safety representative after her, each what it says now; then it stands."""
    manager.go("/internal-control/reviews/new")
    texts = {"year": str(today().year), "held_on": today().isoformat(), "findings": "Vernet på pressa.",
             "decisions": "Fast kontroll hver måned.", "took_part": "Daglig leder og verneombud"}  # fmt: skip
    for name, value in texts.items():
        set_field(manager.reader, name, value)
    send(manager)
    review = manager.page.url.partition("?")[0].partition("#")[0]
    manager.reader.click(manager.page.locator("main form[action$='/sign'] button[type=submit]"))
    assert manager.page.locator("main form[action$='/sign']").count() == 0
    assert manager.page.locator("main form[action$='/answer-for-staff']").count() == 0, "she cannot sign for the staff"
    speaks.go(review.partition(f"/organisations/{speaks.organisation}")[2])
    assert speaks.page.locator("main form[action$='/sign']").count() == 0
    tick(speaks.reader, "signs", "yes")
    set_field(speaks.reader, "comment", "Ein god gjennomgang.")
    speaks.reader.click(speaks.page.locator("main form[action$='/answer-for-staff'] button[type=submit]"))
    signed = speaks.page.locator("section[aria-labelledby=signatures]").inner_text()
    assert "Presse Prøve" in signed
    assert "Verneombod Prøve" in signed
    speaks.reader.check_axe()
    manager.page.goto(review)
    assert manager.page.locator("main a[href$='/change']").count() == 0, "what both have signed stands"


def see_that_they_took_part(manager: Person, injury: str) -> None:
    """A leading indicator has moved the same day, and her remark stands where the manager reads it."""
    manager.go("/safety")
    shares = manager.page.locator("section[aria-labelledby=leading] .tile .big")
    assert numbers_in(shares.nth(4).inner_text()) == [2, 2], "one investigation and the yearly review"
    manager.page.goto(injury)
    assert "Verneombod Prøve" in manager.page.locator("section[aria-labelledby=remarks]").inner_text()


# ---- the worker ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_worker_tells_from_a_poster_and_from_her_own_page_and_is_answered(
    reader: Any, signed_in: Any, site: Site, code: str
) -> None:
    first = LANGUAGES.index(code)
    made = create(site, "kran", "supplier", at(first, 0))
    manager = person(made, signed_in(made["person"], at(first, 0)))
    hers = join(site, made, "montor", at(first, 2), Role.WORKER)
    report_near_miss(manager)
    square = hang_a_poster(manager)

    passing = reader(at(first, 1), **PHONE)
    receipt = tell_without_network(passing, square, made)
    answer_from_mail(manager, OIL, WIPED, photo=True)
    passing.page.goto(receipt)
    assert WIPED in passing.page.locator("main").inner_text()
    passing.check_axe()
    assert "Kran Prøve" not in passing.page.content(), "who answered is not said to whoever has the address"

    worker = person(hers, signed_in(hers["person"], at(first, 2), **PHONE))
    tell_under_her_name(worker)
    answer_from_mail(manager, STEP, NAILED)
    hear_the_answer(worker)


def hang_a_poster(manager: Person) -> str:
    """Made, and printed with its square; gives the address that the square holds, as it is written below it."""
    manager.go("/safety/posters/new")
    set_field(manager.reader, "place", "Porten")
    send(manager)
    for medium in ("print", "screen"):
        manager.page.emulate_media(media=medium)
        assert manager.page.locator(".poster-square svg").is_visible(), medium
        assert manager.page.locator(".poster-address").is_visible(), medium
    for language in LANGUAGES:
        assert manager.page.locator(f".poster-head [lang={language}]").is_visible(), "it speaks all three"
    manager.reader.check_axe()
    return str(manager.page.locator(".poster-address").inner_text()).strip()


def photo_with_place() -> bytes:
    """A photo as a phone makes it: where it was taken, with what, and by whom."""
    exif, made = Image.Exif(), BytesIO()
    exif[Base.Make], exif[Base.Artist] = "PhoneMaker", "Montor Prøve"
    exif[IFD.GPSInfo] = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (59.0, 54.0, 40.0)}
    Image.effect_noise((400, 300), 60).convert("RGB").save(made, "JPEG", exif=exif)
    assert Image.open(BytesIO(made.getvalue())).getexif().get_ifd(IFD.GPSInfo), "the double of a phone says where"
    return made.getvalue()


def tell_without_network(passing: Reader, square: str, firm: dict[str, Any]) -> str:
    """Nobody signs in. The text and the photo wait on the phone and are sent once. Gives the receipt's address."""
    passing.page.goto(square)
    assert f"/{passing.words.code}/near-miss/" in passing.page.url, "in the phone's own language"
    assert passing.page.locator("[name=place]").input_value() == "Porten"
    assert passing.page.locator("main form .fields > .signed").count() <= 4, "what, where, and two that may be empty"
    passing.check_axe()
    set_field(passing, "what", OIL)
    photo = {"name": "IMG_0417.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}
    passing.page.locator("[name=photo]").set_input_files([photo])
    passing.page.context.set_offline(True)
    passing.page.locator("form.report button[type=submit]").click()
    passing.page.locator("[data-report-kept]").wait_for(state="visible")
    assert passing.page.locator("[name=what]").input_value() == OIL
    assert stories(passing.site, firm) == [SLID], "nothing has left the phone"
    with passing.page.expect_navigation(timeout=30_000):  # at once, or at the next of its tries
        passing.page.context.set_offline(False)
    passing.page.locator("#answer").wait_for()
    assert stories(passing.site, firm) == [SLID, OIL], "sent exactly once"
    passing.complaints[:] = [said for said in passing.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    passing.check_axe()
    return str(passing.page.url)


def stories(site: Site, firm: dict[str, Any]) -> list[str]:
    with site.app.app_context():
        organisation = db.session.get_one(Organisation, firm["organisation"])
        with safety.working_for(organisation):
            return list(db.session.scalars(select(Event.what).order_by(Event.id)))


def answer_from_mail(manager: Person, what: str, answer: str, *, photo: bool = False) -> None:
    """The first of the day comes by mail; the list has them all. The answer goes back to whoever told."""
    if photo:
        mail = manager.reader.site.mail_to(manager.email, containing="/safety/events/")
        manager.page.goto(link_in(mail))
    else:
        manager.go("/safety/events?kind=near-misses")
        manager.reader.click(manager.page.locator("main .tasks a", has_text=what[:20]))
    assert what in manager.text()
    if photo:
        kept = scanned(manager, str(manager.page.locator("main a[href$='/photo']").get_attribute("href")))
        assert dict(Image.open(BytesIO(kept)).getexif()) == {}
        assert not [trace for trace in (b"Exif", b"GPS", b"PhoneMaker", b"Montor") if trace in kept]
    manager.follow("$='/answer'")
    set_field(manager.reader, "answer", answer)
    send(manager)
    assert answer in manager.text()


def scanned(manager: Person, path: str, seconds: float = 20) -> bytes:
    """The file behind a link of hers, as soon as it has been scanned."""
    end = time.monotonic() + seconds
    while True:
        answer = manager.page.context.request.get(f"{manager.reader.site.url}{path}")
        if answer.ok:
            return bytes(answer.body())
        assert time.monotonic() < end, f"{path}: {answer.status}"


def tell_under_her_name(worker: Person) -> None:
    """Her own page is where she begins; she sees her own reports, and nothing else of the firm."""
    worker.go("/my-reports")
    assert not [text for text in (SLID, OIL) if text in worker.text()], "what others told is not hers to read"
    set_field(worker.reader, "what", STEP)
    set_field(worker.reader, "place", "Stigen")
    worker.reader.check_axe()
    worker.reader.click(worker.page.locator("form.report button[type=submit]"))
    worker.page.locator("#mine").wait_for()
    assert STEP in worker.page.locator("section[aria-labelledby=mine]").inner_text()
    for part in ("/safety", "/safety/events", "/training", "/disclosure"):
        assert answer_of(worker, f"/organisations/{worker.organisation}{part}") == 404, part


def hear_the_answer(worker: Person) -> None:
    mail = worker.reader.site.mail_to(worker.email, containing="/my-reports")
    assert NAILED not in str(mail), "the answer stays on the site"
    worker.page.goto(link_in(mail))
    assert NAILED in worker.page.locator("section[aria-labelledby=mine]").inner_text()
    worker.reader.check_axe()


# ---- the buyer -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_buyer_sees_a_band_that_it_may_check_and_nothing_once_it_is_taken_back(
    signed_in: Any, site: Site, code: str
) -> None:
    first = LANGUAGES.index(code)
    made, injury = reported_firm(site, "sveis", at(first, 0))
    trust = create(site, "sjukehus", "buyer", at(first, 1))
    firm = person(made, signed_in(made["person"], at(first, 0)))
    buyer = person(trust, signed_in(trust["person"], at(first, 1)))

    see_nothing(buyer, firm)
    shown = consent(firm, trust)
    read_the_band(buyer, firm, shown)
    verify(buyer)
    see_who_has_read(firm)
    correct(firm, injury)
    hear_that_it_ended(firm, buyer)
    withdraw(firm)
    see_that_it_is_gone(buyer, firm)


def reported_firm(site: Site, key: str, code: str) -> tuple[dict[str, Any], int]:
    """A firm with every month of last year reported, three injuries and a near miss; and the number of an injury."""
    made = create(site, key, "supplier", code)
    with site.app.app_context():
        firm = db.session.get_one(Organisation, made["organisation"])
        firm.sort_key = sort_key(firm.name)
        db.session.commit()
        disclosure.whole_year(firm)
        disclosure.injuries(firm, 3)
        disclosure.near_miss(firm)
        with safety.working_for(firm):
            injury = db.session.scalars(select(Event.id).where(Event.kind != "near_miss").order_by(Event.id)).first()
    assert injury is not None
    return made, injury


def see_nothing(buyer: Person, firm: Person) -> None:
    buyer.go("/portfolio")
    assert firm.name not in buyer.page.content()
    assert answer_of(buyer, f"/organisations/{buyer.organisation}/portfolio/{firm.organisation}") == 404


def figures(who: Person, year: int = WHOLE_YEAR) -> list[list[str]]:
    """The table of what is disclosed of a year, cell by cell: what, figure, who stands behind it."""
    rows = who.page.locator(f"section[aria-labelledby=year-{year}] tbody tr")
    rows.first.wait_for()
    return [[plain(cell.strip()) for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


POINTS, INJURIES = 3, 5
"""Rows of the table: the band comes after what the firm does."""


def numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def consent(firm: Person, trust: dict[str, Any]) -> list[list[str]]:
    """Whom, what for, until when; then exactly what they will see, and only then the consent. Gives the preview."""
    firm.go("/disclosure")
    firm.follow("$='/disclosure/consents/new'")
    firm.page.locator("[name=wanted]").fill(trust["name"])
    firm.reader.click(firm.page.locator("main form[role=search] button"))
    firm.follow(f"*='receiver={trust['organisation']}'")
    set_field(firm.reader, "purpose", "Oppfølging av rammeavtalen.")
    set_field(firm.reader, "until", (today() + timedelta(days=100)).isoformat())
    send(firm)
    shown = figures(firm)
    assert shown[INJURIES][1] == "0–4"
    firm.reader.check_axe()
    send(firm)
    assert firm.page.locator("[data-error-summary]").is_visible(), "without a yes nothing is shown"
    firm.page.locator("[name=agreed]").check()
    send(firm)
    assert trust["name"] in firm.text()
    return shown


def read_the_band(buyer: Person, firm: Person, preview: list[list[str]]) -> None:
    """The page that the mail leads to: the same rows as the preview, and neither a count nor hours anywhere."""
    mail = buyer.reader.site.mail_to(buyer.email, containing="/portfolio/")
    buyer.page.goto(link_in(mail))
    shown = figures(buyer)
    assert len(shown) == 7
    assert [numbers_in(row[1]) for row in shown] == [numbers_in(row[1]) for row in preview]
    assert numbers_in(shown[POINTS][1]) == [0, 8], "what the firm does is shown in full"
    assert shown[INJURIES][1] == "0–4"
    assert shown[INJURIES][2].startswith("V0")
    # Three injuries in 18,000 hours are a rate of 166.7.
    said = plain(buyer.text())
    assert not [number for number in ("18 000", "18,000", "166,7", "166.7", "1 500") if number in said]
    assert not [text for text in said.split() if text == "3"], "no count"
    assert buyer.page.locator("main form").count() == 0
    buyer.reader.check_axe()
    buyer.go(f"/portfolio?year={WHOLE_YEAR}")
    row = buyer.page.locator("main table tbody tr").filter(has_text=firm.name)
    assert "0–4" in row.inner_text()
    buyer.reader.check_axe()
    buyer.reader.click(row.locator("a").first)
    assert answer_of(buyer, f"/organisations/{firm.organisation}/safety") in (403, 404), "the register is the firm's"
    buyer.go(f"/portfolio/{firm.organisation}")


def verify(buyer: Person) -> None:
    """She has looked on the spot: V2, with her name and how."""
    address = buyer.page.url
    buyer.follow("$='/verify'")
    buyer.follow(f"$='figure={WHOLE_YEAR}-injuries'")
    tick(buyer.reader, "level", "2")
    set_field(buyer.reader, "method", "Gjekk gjennom registeret på staden.")
    buyer.reader.check_axe()
    send(buyer)
    assert buyer.page.url == address
    row = figures(buyer)[INJURIES]
    assert row[2].startswith("V2")
    assert "Sjukehus Prøve" in row[2]


def see_who_has_read(firm: Person) -> None:
    """Each reading, by name; and the level that somebody else has given."""
    firm.go("/disclosure")
    assert figures(firm)[INJURIES][2].startswith("V2")
    firm.go("/disclosure/readings")
    readings = firm.page.locator("main table tbody tr")
    assert readings.count() >= 3, "her page, the list, and her page again"
    assert all("Sjukehus Prøve" in row for row in readings.all_inner_texts())
    firm.reader.check_axe()


def correct(firm: Person, injury: int) -> None:
    """It was milder than was thought: the band stays, and what was checked is no longer what stands there."""
    firm.go(f"/safety/events/{injury}/correct")
    tick(firm.reader, "kind", "first_aid")
    send(firm)
    firm.go("/disclosure")
    row = figures(firm)[INJURIES]
    assert (row[1], row[2][:2]) == ("0–4", "V0")


def hear_that_it_ended(firm: Person, buyer: Person) -> None:
    """Both, in their inboxes; neither what was changed nor from what."""
    comes(firm, "/inbox", f"main a[href$='/organisations/{firm.organisation}/disclosure']")
    # The first was of the consent.
    comes(buyer, "/inbox", f"main a[href$='/portfolio/{firm.organisation}']", times=2)
    buyer.go(f"/portfolio/{firm.organisation}")
    row = figures(buyer)[INJURIES]
    assert (row[1], row[2][:2]) == ("0–4", "V0")


def withdraw(firm: Person) -> None:
    firm.go("/disclosure")
    firm.follow("$='/withdraw'")
    send(firm)
    assert firm.page.locator("main a[href$='/withdraw']").count() == 0


def see_that_it_is_gone(buyer: Person, firm: Person) -> None:
    """From that moment: the page that she has open, the list and the workbook show nothing of the firm."""
    buyer.page.reload()
    assert buyer.page.locator("#disclosed").count() == 0
    assert "0–4" not in buyer.text()
    buyer.reader.check_axe()
    buyer.go(f"/portfolio?year={WHOLE_YEAR}")
    assert firm.name not in buyer.text()
