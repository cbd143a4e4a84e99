"""Moderation as those concerned meet it: who writes and who reports in English, two moderators in Bokmål and Nynorsk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.terms.spaces import PreModeration
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries import get_case
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.core.db import db, unit_of_work
from tests.factories import accounts
from tests.factories.moderation import READS_CASES, context_of
from tests.journeys.conftest import Reader, Site, languages, link_in
from tests.journeys.test_conversation import PHONE, Hall, hall, post
from tests.journeys.test_story import create, number_in, set_field, sign_in_with_code, submit, tick
from tests.journeys.test_translation import enter, tab_to, type_into

OPENING = "How do you weigh what comes back?"
PRICE, NUMBER = "NOK 18,500 per metre", "900 00 000"
WRITTEN = f"We take {PRICE} and can start in May. Call me on {NUMBER} and we will show you."
REMOVED = "[confidential]"
FACTS = "The post gives a price and a direct telephone number."
APPEALED = "The price is on our own public price list."
ANSWER = "The price was public already. Your post is shown again."
NAMED = "Ring Kari Prøve på avdelinga."
MENDED = "Ring avdelinga."
ASKED = "Ta ut namnet på den tilsette."
THREAT = "Innlegget truer en navngitt person."


@pytest.fixture
def only_new_cases(site: Site) -> Iterator[None]:
    """What other stories left in the queue is in a colleague's hand meanwhile."""
    with site.app.app_context():
        who = accounts.actor(accounts.person("Kollega Prøve", platform=("moderator",)))
        with unit_of_work(context_of(who)):
            left = list(db.session.scalars(select(Case).where(Case.state.in_(("waiting", "second")))))
            for case in left:
                moderation.take(case, by=who, break_in=True)
            ids = [case.id for case in left]
    yield
    with site.app.app_context(), unit_of_work(context_of(who)):
        for number in ids:
            moderation.let_go(get_case(number), by=who)


def moderator(site: Site, key: str, code: str) -> dict[str, Any]:
    return create(site, key, "", code, platform=("moderator",))


def by_key(reader: Reader, key: str) -> None:
    """A key that leads to another page."""
    with reader.page.expect_navigation():
        reader.page.keyboard.press(key)


def fits(reader: Reader) -> bool:
    return bool(reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def letters(site: Site, address: str) -> int:
    return sum(address in message.recipients for message in site.box.messages)


# ---- the whole story -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_a_decision_from_the_report_to_the_answer_on_the_appeal(
    reader: Any, signed_in: Any, site: Site, only_new_cases: None, code: str
) -> None:
    place = hall(site, f"m{code}", "en")
    thread = place.thread(OPENING, "en")
    author = signed_in(place.firm["person"], "en")
    write_in_spite_of_the_warning(author, thread)
    passer_by, address = reader("en", **PHONE), f"passer-by.{code}@prove.example"
    report_without_an_account(passer_by, thread, address)

    first, second = moderator(site, "fyrst", code), moderator(site, "andre", "nn")
    desk = reader(code)
    sign_in_with_code(desk, first)
    case = take_the_next(desk)
    mark_the_number(desk)
    see_what_the_author_gets(desk)
    decide_by_keyboard(desk)
    assert shown(passer_by, thread).count(REMOVED) == 1, "it is gone at once"
    undo(desk, case)
    assert NUMBER in shown(passer_by, thread)
    assert letters(site, place.firm["email"]) == 0, "of what was undone nobody is told"
    mark_the_number(desk)
    decide_by_keyboard(desk)
    site.half_a_minute_passes()

    appeal(author, site.mail_to(place.firm["email"], containing=FACTS))
    nothing_is_for_her(desk)
    answer(signed_in(second["person"], "nn"), case)
    site.half_a_minute_passes()

    answered = site.mail_to(place.firm["email"], containing=ANSWER)
    author.page.goto(link_in(answered))
    assert ANSWER in author.page.locator("main").inner_text()
    author.go(f"/threads/{thread}")
    assert WRITTEN in post(author, 2).inner_text()
    assert WRITTEN in shown(passer_by, thread)
    assert letters(site, address) == 1, "who left an address is told once, and the address is gone"


def write_in_spite_of_the_warning(author: Reader, thread: int) -> None:
    """What is found is told by its kind, once; and she publishes it as it is."""
    author.go(f"/threads/{thread}/reply")
    type_into(author, "[name=body]", WRITTEN)
    tab_to(author, "#writer button[value=publish]")
    enter(author)
    author.sees("Look at this before everybody can read it")
    author.check_axe()
    tab_to(author, "section [form=writer][value=publish]")
    enter(author)
    assert WRITTEN in post(author, 2).inner_text()


def report_without_an_account(passer_by: Reader, thread: int, address: str) -> None:
    """On a phone. The address is asked for in case she wants to hear what came of it, and for nothing else."""
    passer_by.go(f"/threads/{thread}")
    passer_by.click(post(passer_by, 2).locator("a[href*='/report/post/']"))
    passer_by.check_axe()
    assert fits(passer_by)
    submit(passer_by)
    assert passer_by.page.locator("[data-error-summary]").is_visible()
    tick(passer_by, "reason", "P4")
    set_field(passer_by, "note", "In the first sentence.")
    set_field(passer_by, "email", address)
    submit(passer_by)
    assert "/report/received" in passer_by.page.url
    passer_by.check_axe()
    assert WRITTEN in shown(passer_by, thread), "a report hides nothing"


def shown(passer_by: Reader, thread: int) -> str:
    """What everybody reads of the post that all this is about."""
    passer_by.go(f"/threads/{thread}")
    return str(post(passer_by, 2).inner_text())


def take_the_next(desk: Reader) -> int:
    desk.go("/moderation")
    desk.check_axe()
    by_key(desk, "t")
    text = desk.page.locator("#judged")
    assert PRICE in text.locator("mark[data-kind=price]").inner_text()
    assert NUMBER in text.locator("mark[data-kind=phone]").inner_text()
    desk.check_axe()
    return number_in(desk.page.url, "cases")


def mark_the_number(desk: Reader) -> None:
    """Which reason, in the order of the page, by a digit; the words by marking them in the text."""
    tab_to(desk, "[name=reasons][value=P4]")
    desk.page.keyboard.press("Space")
    assert desk.page.locator("[name=reasons][value=P4]").is_checked()
    type_into(desk, "[name=facts]", FACTS)
    unfold(desk, "#words")
    desk.page.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector("#judged mark[data-kind=phone]"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    desk.page.locator("[data-mark-for=words]").dispatch_event("click")  # a press with the mouse keeps what is marked
    assert desk.page.locator("#words").input_value() == NUMBER


def unfold(desk: Reader, field: str) -> None:
    """Opens, by the keyboard, the part of the form in which the field is folded away."""
    part = desk.page.locator("#decision details", has=desk.page.locator(field))
    if part.count() and part.get_attribute("open") is None:
        part.locator("summary").focus()
        desk.page.keyboard.press("Enter")
    expect(desk.page.locator(field)).to_be_visible()


def see_what_the_author_gets(desk: Reader) -> None:
    """In the author's language, and nothing is decided."""
    choice = desk.page.locator("#decision details", has=desk.page.locator("#preview_of"))
    choice.locator("summary").focus()
    desk.page.keyboard.press("Enter")
    unfold(desk, "#preview_of")
    desk.page.locator("#preview_of").select_option("redact")
    desk.page.locator("#preview_of").focus()
    tab_to(desk, "button[name=preview]")
    enter(desk)
    preview = desk.page.locator("#preview [lang=en]")
    assert FACTS in preview.inner_text()
    desk.check_axe()
    assert desk.page.locator("#words").input_value() == NUMBER


def decide_by_keyboard(desk: Reader) -> None:
    unfold(desk, "#words")
    desk.page.locator("#words").focus()
    tab_to(desk, "#decision button[name=action][value=redact]")
    enter(desk)
    assert "/decided" in desk.page.url


def undo(desk: Reader, case: int) -> None:
    """There is half a minute, and the button says so."""
    expect(desk.page.locator("[data-countdown]")).to_be_visible()
    desk.check_axe()
    tab_to(desk, "#undo button")
    enter(desk)
    assert number_in(desk.page.url, "cases") == case
    desk.sees("The decision is undone. Nobody is told of it, and the case is in your hand again.")


def appeal(author: Reader, mail: Any) -> None:
    """From the mail to the statement, and from there the appeal."""
    author.page.goto(link_in(mail))
    assert "/en/decisions/" in author.page.url
    assert FACTS in author.page.locator("main").inner_text()
    author.check_axe()
    type_into(author, "[name=text]", APPEALED)
    tab_to(author, "#appeal-form button[type=submit]")
    enter(author)
    author.sees("Your appeal is being considered")
    author.check_axe()


def nothing_is_for_her(desk: Reader) -> None:
    """The appeal is of her own decision: it is handed to somebody else."""
    desk.go("/moderation")
    by_key(desk, "t")
    desk.sees("No case waits that you can take. Those that others have in hand, or that concern you, are left out.")


def answer(other: Reader, case: int) -> None:
    other.go("/moderation")
    by_key(other, "t")
    assert number_in(other.page.url, "cases") != case
    assert APPEALED in other.page.locator("main").inner_text()
    other.check_axe()
    type_into(other, "[name=facts]", ANSWER)
    tab_to(other, "#decision button[name=action][value=restore]")
    enter(other)
    assert "/decided" in other.page.url


# ---- without script --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_sent_back_approved_and_hidden_by_two_without_script(
    signed_in: Any, reader: Any, site: Site, only_new_cases: None, code: str
) -> None:
    place = hall(site, f"u{code}", code)
    thread = place.thread()
    with site.app.app_context():
        db.session.get_one(Space, place.space).premoderation = PreModeration.ALL
        db.session.commit()
    one, two = (
        signed_in(moderator(site, key, code)["person"], code, script=False) for key in ("skriptlaus", "medlese")
    )
    author = signed_in(place.firm["person"], code, script=False)
    public = reader(code, script=False)

    answer_in(author, thread, NAMED)
    send_back(one)
    site.half_a_minute_passes()
    change_what_was_sent_back(author)
    assert MENDED not in everything(public, thread)
    approve_before_another(one, two)
    assert MENDED not in everything(public, thread), "what waited is public when the decision stands"
    site.half_a_minute_passes()
    assert MENDED in everything(public, thread)

    hide_by_two(site, place, thread, one, two, public)


def answer_in(author: Reader, thread: int, body: str) -> None:
    author.go(f"/threads/{thread}/reply")
    set_field(author, "body", body)
    submit(author)
    author.sees("A moderator reads this post before others see it.")


def next_case(desk: Reader) -> None:
    desk.go("/moderation")
    desk.click(desk.page.locator("form[action$='/moderation/next'] button").first)
    number_in(desk.page.url, "cases")


def press(desk: Reader, action: str) -> None:
    """A button of the decision."""
    desk.click(desk.page.locator(f"#decision button[name=action][value={action}]"))


def everything(public: Reader, thread: int) -> str:
    public.go(f"/threads/{thread}")
    return str(public.page.content())


def send_back(desk: Reader) -> None:
    """What is missing is told by the server, all at once."""
    next_case(desk)
    assert NAMED in desk.page.locator("#judged").inner_text()
    press(desk, "return")
    assert desk.page.locator("[data-error-summary] a").count() == 2
    tick(desk, "reasons", "M1")
    set_field(desk, "facts", ASKED)
    press(desk, "return")
    assert "/decided" in desk.page.url
    assert desk.page.locator("#undo button").is_visible()


def change_what_was_sent_back(author: Reader) -> None:
    """It stands first among her drafts, with the moderator's words."""
    author.go("/drafts")
    first = author.page.locator("section[aria-labelledby=returned] li").first
    assert ASKED in first.inner_text()
    author.click(first.locator("a").first)
    assert ASKED in author.page.locator("main").inner_text()
    set_field(author, "body", MENDED)
    submit(author)


def approve_before_another(one: Reader, two: Reader) -> None:
    """Both have the case before them: the second is told who was first, and keeps what was typed."""
    next_case(one)
    two.page.goto(one.page.url)
    assert one.page.locator("h1").inner_text() == two.page.locator("h1").inner_text()
    press(one, "approve")
    assert "/decided" in one.page.url
    tick(two, "reasons", "M6")
    set_field(two, "facts", THREAT)
    press(two, "hide")
    assert "409" in two.page.locator("main").inner_text()
    assert "Skriptlaus Prøve" in two.page.locator("main").inner_text()
    assert two.page.locator("#typed").input_value() == THREAT


def hide_by_two(site: Site, place: Hall, thread: int, one: Reader, two: Reader, public: Reader) -> None:
    """A grave reason: out of sight at once, and decided by another person than who proposed it."""
    report(site, place, thread, "M3")
    next_case(one)
    tick(one, "reasons", "M3")
    set_field(one, "facts", THREAT)
    press(one, "hide")
    one.sees("Another moderator must decide this too. Your proposal is with the case, and nobody is told yet.")
    assert MENDED not in everything(public, thread)
    next_case_is_none(one)
    next_case(two)
    assert "Skriptlaus Prøve" in two.page.locator("section[aria-labelledby=proposal-heading]").inner_text()
    two.click(two.page.locator("section[aria-labelledby=proposal-heading] form button"))
    assert "/decided" in two.page.url
    site.half_a_minute_passes()
    public.go(f"/threads/{thread}")
    assert "M3" in post(public, 2).inner_text()


def next_case_is_none(desk: Reader) -> None:
    desk.go("/moderation")
    desk.click(desk.page.locator("form[action$='/moderation/next'] button").first)
    desk.sees("No case waits that you can take. Those that others have in hand, or that concern you, are left out.")


def report(site: Site, place: Hall, thread: int, reason: str) -> int:
    """The host reports the second post; gives the case."""
    with site.app.app_context():
        who = accounts.actor(db.session.get_one(Person, place.host["person"]))
        number = db.session.scalars(select(Post.id).where(Post.thread_id == thread, Post.seq == 2)).one()
        with unit_of_work(context_of(who)):
            return int(moderation.open_case("post", number, SignalDraft(source=Source.REPORT, reason=reason), by=who))


# ---- two at one case -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_a_case_in_anothers_hand_is_seen_and_can_be_taken_over(
    signed_in: Any, site: Site, only_new_cases: None, code: str
) -> None:
    place = hall(site, f"l{code}", code)
    thread = place.thread()
    place.reply(thread, "Kjøp to, få tre.")
    case = report(site, place, thread, "M6")
    kari = signed_in(moderator(site, "kari", code)["person"], code)
    per = signed_in(moderator(site, "per", "nb")["person"], "nb")
    next_case(kari)
    tick(kari, "reasons", "M6")
    set_field(kari, "facts", "Innlegget er reklame.")

    per.go("/moderation")
    line = per.page.locator(".qlist li", has=per.page.locator(f"a[href*='/cases/{case}']"))
    assert "Kari Prøve" in line.inner_text()
    per.click(line.locator("a"))
    per.press("Take over the case")
    assert per.page.locator("form[action$='/let-go']").is_visible()

    press(kari, "hide")
    assert "Per Prøve" in kari.page.locator("main").inner_text()
    assert kari.page.locator("#facts").input_value() == "Innlegget er reklame.", "what she wrote is kept"
    kari.check_axe()
    kari.press("Take over the case")
    assert kari.page.locator("#facts").input_value() == "Innlegget er reklame."
    press(kari, "hide")
    assert "/decided" in kari.page.url
    with site.app.app_context(), unit_of_work(READS_CASES):
        taken = db.session.execute(
            db.text(
                "SELECT count(*) FROM journal_entry WHERE what = 'moderation.case_taken_over' AND subject_id = :case"
            ),
            {"case": case},
        ).scalar_one()
    assert taken == 2
