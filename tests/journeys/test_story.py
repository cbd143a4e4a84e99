"""The main job, from end to end: four people, three languages, one conversation."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.services import people, second_factor
from app.blueprints.accounts.terms import SignUpDraft
from app.blueprints.moderation.models import Case
from app.blueprints.safety.terms import Wording
from app.cli.demo_firms import SUPPLIERS
from app.core.clock import today
from app.core.db import db, unit_of_work
from tests.factories import accounts
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import READS_CASES
from tests.journeys.conftest import Reader, Site, link_in, text_of

FIRM = {"nb": SUPPLIERS[1], "nn": SUPPLIERS[2], "en": SUPPLIERS[3]}
DIMENSIONS = 10
THREAD = "Hva med maten som ikke røres?"


def number_in(url: str, noun: str) -> int:
    found = re.search(rf"/{noun}/(\d+)", url)
    assert found, url
    return int(found[1])


def set_field(reader: Reader, name: str, value: str) -> None:
    reader.page.locator(f"[name='{name}']").fill(value)


def tick(reader: Reader, name: str, value: str) -> None:
    reader.page.locator(f"[name='{name}'][value='{value}']").check()


def submit(reader: Reader) -> None:
    """What publishes, where one can look first or keep a draft; else the first button inside a form of the main part."""
    publish = reader.page.locator("main form button[name=do][value=publish]")
    reader.click(publish.last if publish.count() else reader.page.locator("main form button[type=submit]").first)


def create(site: Site, key: str, kind: str, code: str, *, platform: tuple[str, ...] = ()) -> dict[str, Any]:
    """Somebody who is here already: verified, and with a second factor where one is compulsory."""
    email = f"{key}.{code}@prove.example"
    with site.app.app_context():
        firm = accounts.organisation(kind, name=f"{key.title()} {code} HF") if kind else None
        with unit_of_work():
            person = people.create_person(
                SignUpDraft(name=f"{key.title()} Prøve", email=email, password=PASSWORD, locale=code), confirmed=True
            )
            second_factor.set_up(person)
            number = person.id
        from app.blueprints.accounts.models import Membership, PlatformGrant
        from app.blueprints.accounts.terms import PlatformRole, Role

        if firm:
            db.session.add(Membership(person_id=number, organisation_id=firm.id, role=Role.OWNER))
        for role in platform:
            db.session.add(PlatformGrant(person_id=number, role=PlatformRole(role)))
        db.session.commit()
        return {
            "email": email,
            "person": number,
            "organisation": firm.id if firm else None,
            "name": firm.name if firm else "",
        }


def sign_in(reader: Reader, email: str) -> None:
    reader.go("/sign-in")
    set_field(reader, "email", email)
    set_field(reader, "password", PASSWORD)
    submit(reader)
    reader.page.wait_for_url(lambda url: "sign-in" not in url)


def sign_in_with_code(reader: Reader, who: dict[str, Any]) -> None:
    reader.go("/sign-in")
    set_field(reader, "email", who["email"])
    set_field(reader, "password", PASSWORD)
    submit(reader)
    with reader.site.app.app_context():
        code = second_factor.current_code(db.session.get(Person, who["person"]))
    set_field(reader, "code", code)
    submit(reader)
    reader.page.wait_for_url(lambda url: "second-factor" not in url and "sign-in" not in url)


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_the_main_job_from_end_to_end(reader: Any, signed_in: Any, site: Site, code: str) -> None:
    manager = reader(code)
    firm = become_owner(manager, FIRM[code], code)
    invite_a_colleague(manager, reader(code), firm, code)
    assess(manager, firm)
    plan_an_action(manager, firm)
    keep_records(manager, firm)

    buyer = reader("nb")
    trust = create(site, "helse", "buyer", code)
    sign_in_with_code(buyer, trust)
    dialogue = publish_dialogue(buyer, trust)
    thread = open_thread(buyer, dialogue)

    moderator = reader("nb")
    staff = create(site, "moderator", "", code, platform=("moderator",))
    sign_in_with_code(moderator, staff)
    post_and_answer(manager, buyer, moderator, signed_in, site, code, firm, dialogue, thread)
    report_and_hide(manager, moderator, signed_in, site, code, dialogue, thread, staff)


def become_owner(manager: Reader, firm: Any, code: str) -> int:
    """Signs up, confirms by the link in a real mail, types the number, sees the card, confirms."""
    email = f"manager.{code}@{firm.domain}"
    manager.go("/sign-up")
    set_field(manager, "name", "Ragnhild Prøve")
    set_field(manager, "email", email)
    set_field(manager, "password", PASSWORD)
    submit(manager)
    mail = manager.site.mail_to(email)
    assert mail.get_body().get_content().count(f"/{code}/"), "the mail's links are in her language"
    manager.page.goto(link_in(mail))
    submit(manager)
    sign_in(manager, email)
    manager.go("/organisations/new")
    number = firm.number
    set_field(manager, "number", f"NO {number[:3]} {number[3:6]} {number[6:]} MVA")
    submit(manager)
    card = manager.page.locator("main").inner_text()
    assert firm.name in card
    assert firm.industry[0] in card
    assert "SN2025" in card
    assert str(firm.headcount) in card
    tick(manager, "kind", "supplier")
    submit(manager)
    return number_in(manager.page.url, "organisations")


def invite_a_colleague(manager: Reader, colleague: Reader, firm: int, code: str) -> None:
    email = f"colleague.{code}@prove.example"
    manager.go(f"/organisations/{firm}/invitations/new")
    set_field(manager, "email", email)
    tick(manager, "role", "editor")
    submit(manager)
    colleague.page.goto(link_in(manager.site.mail_to(email)))
    colleague.click(colleague.page.get_by_role("link", name=colleague.words("Sign up"), exact=True).last)
    set_field(colleague, "name", "Piotr Prøve")
    set_field(colleague, "email", email)
    set_field(colleague, "password", PASSWORD)
    submit(colleague)
    with_confirmation = manager.site.mail_to(email, containing="/confirm/")
    colleague.page.goto(link_in(with_confirmation))
    submit(colleague)
    sign_in(colleague, email)
    colleague.page.goto(link_in(manager.site.mail_to(email, containing="/invitations/")))
    submit(colleague)
    manager.go(f"/organisations/{firm}/members")
    row = manager.page.get_by_role("listitem").filter(has_text="Piotr Prøve").inner_text()
    assert manager.words("Editor") in row


def assess(manager: Reader, firm: int) -> None:
    """All ten dimensions, one a page; left once in the middle and taken up again."""
    manager.go(f"/organisations/{firm}/capability")
    submit(manager)
    for number in range(DIMENSIONS):
        while "/dimensions/" not in manager.page.url:  # from the overview of the assessment to its next question
            manager.click(manager.page.locator("main a.ds-button").first)
        assert manager.page.locator("[name=claimed]").count() == 6
        tick(manager, "claimed", str(number % 4))
        tick_or_select(manager, "goal", str(number % 4 + 1))
        if number == 3:
            manager.press("Save and continue later")
            manager.go(f"/organisations/{firm}/capability")
            continue
        manager.press("Save and continue")
    manager.press("Hand in")
    drawing = manager.page.locator("svg[role=img]").first
    assert drawing.is_visible()
    assert manager.page.locator("table tbody tr").count() >= DIMENSIONS


def plan_an_action(manager: Reader, firm: int) -> None:
    manager.click(manager.page.locator("main a[href*='/plan/actions/new']").first)
    set_field(manager, "title", "Skriv risikovurderinga ferdig")
    if manager.page.locator("select[name=owner_id]").count():
        manager.page.locator("[name=owner_id]").select_option(label="Ragnhild Prøve")
    else:
        manager.page.locator("[name=owner_id]").first.check()
    set_field(manager, "due_on", (today() + timedelta(days=30)).isoformat())
    submit(manager)
    manager.go(f"/organisations/{firm}/plan")
    plan = manager.page.locator("main").inner_text()
    assert "Skriv risikovurderinga ferdig" in plan
    assert "Ragnhild Prøve" in plan


def keep_records(manager: Reader, firm: int) -> None:
    """Hours for a month, a near miss and an injury; then the rate, with what it rests on."""
    manager.go(f"/organisations/{firm}/safety/hours/new")
    set_field(manager, "own", "1 950,5" if manager.words.code != "en" else "1,950.5")
    tick(manager, "basis", "measured")
    submit(manager)
    manager.go(f"/organisations/{firm}/safety/near-misses/new")
    set_field(manager, "what", "Ein pall gleid av gaffelen.")
    set_field(manager, "place", "Hall 2")
    submit(manager)
    manager.go(f"/organisations/{firm}/safety/injuries/new")
    tick(manager, "kind", "lost_time")
    tick(manager, "relation", "own")
    # In the month of the hours.
    set_field(manager, "happened_on", (today().replace(day=1) - timedelta(days=5)).isoformat())
    set_field(manager, "what", "Ei hand kom i klem.")
    set_field(manager, "place", "Hall 2")
    submit(manager)
    manager.go(f"/organisations/{firm}/safety")
    page = manager.page.locator("main").inner_text()
    # 1 injury in 1,950.5 hours: 512.7 per million; Garwood's limits for one event are 0.02532 and 5.5716.
    for figure in ("512,7", "13,0", "2 856,5") if manager.words.code != "en" else ("512.7", "13.0", "2,856.5"):
        assert figure in page.replace("\xa0", " ").replace("\u202f", " "), f"{figure} is not on the page: {page[:1500]}"
    assert manager.page.get_by_text(Wording.TOO_LITTLE.said.in_(manager.words.code)).first.is_visible()


def publish_dialogue(buyer: Reader, trust: dict[str, Any]) -> int:
    """A problem and a need as an outcome, in Bokmål with an English title and summary."""
    buyer.go(f"/organisations/{trust['organisation']}/dialogues/new")
    tick_or_select(buyer, "lang", "nb")
    set_field(buyer, "title", "Mat kastes på hver sengepost")
    set_field(buyer, "summary", "Vi kaster en tredel av maten.")
    submit(buyer)
    dialogue = number_in(buyer.page.url, "dialogues")
    buyer.go(f"/dialogues/{dialogue}/edit/needs/new")
    tick_or_select(buyer, "kind", "outcome")
    for name, value in {
        "title": "Halvere matsvinnet på sengepostene innen 2028",
        "affected": "Pasienter og kjøkken ved to sykehus.",
        "baseline": "34 prosent av maten på sengepostene kastes.",
        "effect": "Høyst 17 prosent kastes.",
        "indicator": "Kilo matavfall per pasientdøgn, veid hver måned.",
        "open_for": "Bestilling, porsjoner, transport og måling.",
    }.items():
        set_field(buyer, name, value)
    set_field(buyer, "by_when", "2028-12-31")
    submit(buyer)
    buyer.go(f"/dialogues/{dialogue}/edit/texts")
    for name, value in {
        "title": "Mindre matsvinn på sengepostene",
        "summary": "Vi vil halvere matsvinnet innen 2028 og ber markedet foreslå hvordan.",
        "purpose": "Svarene avgjør hva vi ber om.",
        "background": "Vi kaster **34 prosent** av maten.",
        "contact": "dialog@prove.example",
        "other_title": "Less food waste on the wards",
        "other_summary": "We want to halve food waste by 2028 and ask the market how.",
    }.items():
        set_field(buyer, name, value)
    submit(buyer)
    buyer.go(f"/dialogues/{dialogue}/edit/plan")
    set_field(buyer, "opens_on", today().isoformat())
    set_field(buyer, "closes_on", (today() + timedelta(days=40)).isoformat())
    submit(buyer)
    buyer.go(f"/dialogues/{dialogue}/edit/fairness")
    for point in ("time", "open", "known", "help", "effort", "use", "ties"):
        tick(buyer, f"word_{point}", "yes")
    submit(buyer)
    if not buyer.page.url.endswith("/preview"):  # a holiday lies in the time for input: the check wants a reason
        set_field(buyer, "reason_time", "Ferien er regnet med.")
        submit(buyer)
    buyer.go(f"/dialogues/{dialogue}/edit/preview")
    buyer.press("Publish the dialogue")
    buyer.go(f"/dialogues/{dialogue}")
    assert "Mindre matsvinn på sengepostene" in buyer.page.locator("h1").inner_text()
    return dialogue


def tick_or_select(reader: Reader, name: str, value: str) -> None:
    field = reader.page.locator(f"select[name={name}]")
    if field.count():
        field.select_option(value)
    else:
        tick(reader, name, value)


def open_thread(buyer: Reader, dialogue: int) -> int:
    buyer.go(f"/dialogues/{dialogue}")
    buyer.click(buyer.page.locator("main a[href$='/threads/new']").first)
    set_field(buyer, "title", THREAD)
    set_field(buyer, "body", "Vi vil gjerne høre hva dere ser på andre kjøkken.")
    tick_or_select(buyer, "lang", "nb")
    submit(buyer)
    return number_in(buyer.page.url, "threads")


def write(reader: Reader, thread: int, lang: str, body: str) -> None:
    reader.go(f"/threads/{thread}/reply")
    tick_or_select(reader, "lang", lang)
    set_field(reader, "body", body)
    submit(reader)


def post_and_answer(
    manager: Reader,
    buyer: Reader,
    moderator: Reader,
    signed_in: Any,
    site: Site,
    code: str,
    firm: int,
    dialogue: int,
    thread: int,
) -> None:
    """The supplier in English, the buyer in Bokmål, an interest organisation in Nynorsk: each labelled, none replaced."""
    write(manager, thread, "en", "We can weigh the *untouched* trays every day.")
    if "we can weigh" not in manager.page.inner_text("main").lower() or waiting(site, thread):
        release_waiting(moderator)
    write(buyer, thread, "nb", "Takk. Hvor mange brett gjelder det?")
    union = create(site, "forening", "interest", code)
    advocate = signed_in(union["person"], "nn")
    write(advocate, thread, "nn", "Vi meiner at pasientane òg må få seie kva dei vil ha.")
    for reader in (manager, buyer, advocate):
        reader.go(f"/threads/{thread}")
        for lang, words in (("en", "We can weigh"), ("nb", "Takk. Hvor mange"), ("nn", "Vi meiner at")):
            said = reader.page.locator(f"[lang={lang}]", has_text=words)
            assert said.count() >= 1, f"{words!r} is not marked as {lang} for a reader of {reader.words.code}"
        main = reader.page.locator("main").inner_text()
        assert "Nynorsk" in main or "nynorsk" in main
        assert "Bokmål" in main or "bokmål" in main
        assert "English" in main or "engelsk" in main


def waiting(site: Site, thread: int) -> bool:
    from app.blueprints.forum.models import Post
    from app.blueprints.forum.terms.posts import PostState

    with site.app.app_context():
        return bool(
            db.session.scalars(select(Post.id).where(Post.thread_id == thread, Post.state == PostState.WAITING)).all()
        )


def release_waiting(moderator: Reader) -> None:
    """A post for an organisation that is not verified waits for a moderator."""
    open_newest_case(moderator)
    decide(moderator, "approve")
    moderator.site.half_a_minute_passes()


def open_newest_case(moderator: Reader) -> None:
    """Other stories leave theirs in the queue: it is the one that was opened last, wherever it stands."""
    with moderator.site.app.app_context(), unit_of_work(READS_CASES):
        newest = db.session.scalars(select(Case.id).order_by(Case.id.desc()).limit(1)).one()
    moderator.go(f"/moderation/cases/{newest}")
    moderator.click(moderator.page.locator("form[action$='/take'] button").first)


def decide(moderator: Reader, action: str) -> None:
    moderator.click(moderator.page.locator(f"main button[name=action][value={action}]"))


def report_and_hide(
    manager: Reader,
    moderator: Reader,
    signed_in: Any,
    site: Site,
    code: str,
    dialogue: int,
    thread: int,
    staff: dict[str, Any],
) -> None:
    """Reported, opened, hidden with a reason; placeholder, statement in inbox and mail, and the journal."""
    with site.app.app_context():
        from app.blueprints.forum.models import Post

        post = db.session.scalars(
            select(Post).where(Post.thread_id == thread).order_by(Post.seq).offset(1).limit(1)
        ).one()
        number, seq = post.id, post.seq
    witness = signed_in(create(site, "vitne", "interest", code)["person"], code)
    witness.go(f"/threads/{thread}")
    witness.click(witness.page.locator(f"a[href*='/report/post/{number}']").first)
    tick(witness, "reason", "M6")
    set_field(witness, "note", "Reklame.")
    submit(witness)

    open_newest_case(moderator)
    assert moderator.page.locator("html").get_attribute("lang") == "nb"
    tick(moderator, "reasons", "M6")
    set_field(moderator, "facts", "Innlegget inneholder reklame for egne varer.")
    decide(moderator, "hide")

    witness.go(f"/threads/{thread}")
    placeholder = witness.page.locator(f"#post-{seq}")
    assert "We can weigh" not in witness.page.content()
    assert "M6" in placeholder.inner_text()

    site.half_a_minute_passes()
    email = f"manager.{code}@{FIRM[code].domain}"
    mail = site.mail_to(email, containing="Innlegget inneholder reklame for egne varer.")
    assert f"/{code}/decisions/" in text_of(mail)
    manager.go("/inbox")
    manager.click(manager.page.locator("main a[href*='/decisions/']").first)
    statement = manager.page.locator("main").inner_text()
    assert "Innlegget inneholder reklame for egne varer." in statement
    assert manager.page.locator("html").get_attribute("lang") == code

    with site.app.app_context():
        rows = db.session.execute(
            db.text("SELECT what, by_id FROM journal_entry WHERE what LIKE 'moderation.%' ORDER BY seq DESC LIMIT 20")
        ).all()
    assert any("decided" in what and by == staff["person"] for what, by in rows), rows
