"""A conversation in three languages: who writes it on a phone, who reads it in translation, and who follows it by mail."""

import re
import urllib.request
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.bilingual.services import reviewing
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import EditKind, RevisionDraft
from app.core.db import db, unit_of_work
from tests.factories import accounts, bilingual, dialogues, forum
from tests.factories.attachments import pdf
from tests.journeys.conftest import Reader, Site, languages, link_in, text_of
from tests.journeys.test_capability import LANGUAGES
from tests.journeys.test_capability import Person as Seated
from tests.journeys.test_safety import comes
from tests.journeys.test_story import create, number_in, set_field, tick

PHONE = {"width": 390, "height": 844}
TITLE = "Kva gjer de med maten som ingen rører?"
ASKED = "Vi lurer på korleis dykk vil måle det som blir kasta. Vi veg allereie kvart brett som kjem attende til oss."
CHANGED = "Vi lurer på korleis de vil måle det som blir kasta. Vi veg allereie kvart brett som kjem tilbake til oss."
IN_ENGLISH = "We wonder how you will measure what is thrown away. We already weigh every tray that comes back to us."
CLOCK = r"\d{1,2}[.:]\d\d.*"


@dataclass
class Hall:
    """A dialogue with two people who talk in it: a supplier's and its host's."""

    site: Site
    space: int
    firm: dict[str, Any]
    host: dict[str, Any]

    def thread(self, body: str = ASKED, lang: str = "nn") -> int:
        with self.site.app.app_context():
            return int(forum.thread(self._space(), *self._of(self.firm), title=TITLE, body=body, lang=lang).id)

    def reply(self, thread: int, body: str, lang: str = "nn", who: dict[str, Any] | None = None) -> None:
        with self.site.app.app_context():
            forum.post(db.session.get_one(Thread, thread), *self._of(who or self.firm), body, lang=lang)

    def translate(self, thread: int, lang: str, body: str, title: str) -> None:
        """The first post: translated by one of the host's, checked by another."""
        with self.site.app.app_context():
            first, (firm, checker) = self._first(thread), self._of(self.host)
            translator = accounts.member(firm, "editor", name="Omsetjar Prøve")
            made = bilingual.in_review(first, lang, translator, body, title=title)
            with unit_of_work():
                reviewing.approve(made, bilingual.verdict(made, first), by=accounts.actor(checker))

    def change(self, thread: int, body: str) -> None:
        """Its author gives the first post another meaning."""
        with self.site.app.app_context():
            first = self._first(thread)
            draft = RevisionDraft(
                lang=first.lang, title=TITLE, body=body, based_on=first.revision, kind=EditKind.SUBSTANTIVE
            )
            with unit_of_work():
                posts.edit_post(first, draft, by=accounts.actor(self._of(self.firm)[1]))

    def _space(self) -> Any:
        return db.session.get_one(Space, self.space)

    def _of(self, who: dict[str, Any]) -> tuple[Organisation, Person]:
        return db.session.get_one(Organisation, who["organisation"]), db.session.get_one(Person, who["person"])

    def _first(self, thread: int) -> Post:
        return db.session.query(Post).filter_by(thread_id=thread, seq=1).one()


def hall(site: Site, key: str, code: str, host_code: str = "nb") -> Hall:
    key += code  # one of each in every language in which the story is told
    firm, host = create(site, f"verk{key}", "supplier", code), create(site, f"vert{key}", "buyer", host_code)
    firm["called"], host["called"] = f"Verk{key} Prøve", f"Vert{key} Prøve"
    with site.app.app_context():
        space = dialogues.published_dialogue(db.session.get_one(Organisation, host["organisation"])).space_id
    return Hall(site, space, firm, host)


def pressing(reader: Reader, what: str) -> None:
    """Publish, preview, save: the buttons below where one writes, by what they do."""
    reader.click(reader.page.locator(f"main form button[name=do][value='{what}']"))


def note(reader: Reader) -> Any:
    return reader.page.locator("[data-draft-note]")


def saved(reader: Reader) -> re.Pattern[str]:
    """What the page says when a draft was kept, in its language."""
    said = reader.words("Saved {time}")
    assert reader.words.code == "en" or said != "Saved {time}", "said in the page's own language"
    return re.compile(re.escape(said).replace(r"\{time\}", CLOCK))


def post(reader: Reader, number: int) -> Any:
    return reader.page.locator(f"#post-{number}")


def call_by_name(reader: Reader, begun: str, name: str) -> None:
    """Types an @ and the beginning of a name, and takes the name by the keyboard."""
    box = reader.page.locator("[name=body]")
    box.focus()
    reader.page.keyboard.press("ControlOrMeta+End")
    reader.page.keyboard.type(f" @{begun}")
    names = reader.page.get_by_role("listbox", name=reader.words("People and organisations"))
    names.get_by_role("option", name=re.compile(name)).first.wait_for()
    some = reader.words("{n} names. Choose with the arrow keys and Enter.")
    told = re.compile(re.escape(some).replace(r"\{n\}", r"\d+"))
    expect(reader.page.locator("form[data-mentions] [role=status].vh")).to_have_text(told)
    reader.page.keyboard.press("Enter")
    assert f"@[{name}" in box.input_value()


# ---- the author ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nn"))
def test_an_author_writes_on_a_phone_changes_her_words_and_takes_some_back(
    signed_in: Any, site: Site, code: str
) -> None:
    place = hall(site, "a", code)
    her = signed_in(place.firm["person"], code, **PHONE)

    begin_and_come_back(her, place)
    hear_about_the_language(her)
    publish_with_a_file(her)
    thread = number_in(her.page.url, "threads")
    answer_and_call_the_host(her, place)
    without = signed_in(place.firm["person"], code, script=False, **PHONE)
    keep_a_draft_by_the_button(without, thread)
    change_the_words(her, thread)
    take_back(her, thread)


def begin_and_come_back(her: Reader, place: Hall) -> None:
    """What she types is kept while she types, and stands there when she comes back by her list of drafts."""
    her.go(f"/spaces/{place.space}/threads/new")
    tick(her, "lang", "nb")
    set_field(her, "title", TITLE)
    set_field(her, "body", ASKED)
    expect(note(her)).to_have_text(saved(her))
    her.check_axe()
    her.go("/drafts")
    her.check_axe()
    her.click(her.page.locator("main h2 a", has_text=TITLE))
    assert her.page.locator("[name=body]").input_value() == ASKED


def hear_about_the_language(her: Reader) -> None:
    """She has said Bokmål and writes Nynorsk: she is asked, answers, and is not asked again."""
    pressing(her, "preview")
    seen = her.page.locator("#seen")
    her.check_axe()
    assert TITLE in seen.inner_text()
    her.click(seen.locator("button[value='lang:nn']"))
    assert her.page.locator("#seen button[value^='lang:']").count() == 0, "she is asked once"
    assert her.page.locator("#seen [lang=nn]").count() >= 1 or her.words.code == "nn"


def publish_with_a_file(her: Reader) -> None:
    files = her.page.locator("input[name=files]")
    files.set_input_files([{"name": "Vegne brett.pdf", "mimeType": "application/pdf", "buffer": pdf("brett")}])
    pressing(her, "publish")
    first = post(her, 1)
    assert "Vegne brett.pdf" in first.inner_text()
    assert her.words("Original, Nynorsk") in first.inner_text()
    her.check_axe()
    wide = her.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


def answer_and_call_the_host(her: Reader, place: Hall) -> None:
    """In the box below the thread; the host is called by its name, and its writer told."""
    set_field(her, "body", "Vi kan vise dykk tala.")
    tick(her, "lang", "nn")
    call_by_name(her, "Vert", place.host["name"])
    her.check_axe()
    pressing(her, "publish")
    assert place.host["name"] in post(her, 2).inner_text()
    mail = her.site.mail_to(place.host["email"], containing="/posts/")
    assert "Vi kan vise dykk tala" in text_of(mail)
    assert "/nb/posts/" in link_in(mail), "in the language of who reads it"


def keep_a_draft_by_the_button(without: Reader, thread: int) -> None:
    """No script: the button keeps it, and the box below the thread has it the next time."""
    without.go(f"/threads/{thread}/reply")
    set_field(without, "body", "Eit svar til seinare.")
    pressing(without, "save")
    assert without.page.locator("main [role=status] a[href$='/drafts']").is_visible()
    without.go(f"/threads/{thread}")
    assert without.page.locator("#reply [name=body]").input_value() == "Eit svar til seinare."
    without.press("Throw the draft away")
    assert without.page.locator("[name=body]").input_value() == ""


def change_the_words(her: Reader, thread: int) -> None:
    """Another meaning; everybody can see which words went and which came, and what it said before."""
    her.go(f"/threads/{thread}")
    her.click(post(her, 1).locator("a[href$='/edit']"))
    set_field(her, "body", CHANGED)
    tick(her, "kind", "substantive")
    set_field(her, "reason", "Skriveform.")
    pressing(her, "publish")
    her.click(post(her, 1).locator("a[href$='/history']"))
    gone, new = her.page.locator("main del"), her.page.locator("main ins")
    assert "dykk" in " ".join(gone.all_inner_texts())
    assert "tilbake" in " ".join(new.all_inner_texts())
    assert ASKED in her.page.locator("#version-1").inner_text()
    her.check_axe()


def take_back(her: Reader, thread: int) -> None:
    """Her answer goes, its number stays. She has followed the thread since she wrote in it, and stops."""
    her.go(f"/threads/{thread}")
    her.click(post(her, 2).locator("a[href$='/withdraw']"))
    her.check_axe()
    her.click(her.page.locator("main form button[type=submit]").first)
    assert "#2" in post(her, 2).inner_text()
    assert "Vi kan vise dykk tala" not in her.page.content()
    her.sees("You follow this thread, and are told of every new post.")
    her.press("Stop following")
    her.sees("You are told nothing of this thread.")
    her.check_axe()


# ---- the reader ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("en"))
def test_a_reader_follows_a_conversation_in_a_language_that_she_does_not_read(
    signed_in: Any, site: Site, code: str
) -> None:
    place = hall(site, f"b{code}", "nn" if code == "en" else "en")
    lang, read = ("en", IN_ENGLISH) if code == "en" else (code, ASKED)
    thread = place.thread(*((ASKED, "nn") if code == "en" else (IN_ENGLISH, "en")))
    made = create(site, "lesar", "supplier", code)
    her = signed_in(made["person"], code)
    if code != "en":  # whoever has Norwegian pages is thought to read English too, until she says otherwise
        her.go("/account/languages")
        her.page.locator("[name=reads][value=en]").uncheck()
        her.click(her.page.locator("main form button[type=submit]").first)

    ask_for_a_translation(her, thread)
    place.translate(thread, lang, read, "What do you do with it?")
    read_what_was_checked(her, place, thread, read)
    place.change(
        thread, f"{CHANGED} Skal vi òg vege det?" if code == "en" else f"{IN_ENGLISH} Shall we weigh that too?"
    )
    see_that_it_is_out_of_date(her, thread)
    quote_what_she_read(her, place, thread, read)
    read_up_to_here(her, signed_in(made["person"], code, script=False), place, thread)
    share(her, made)


def ask_for_a_translation(her: Reader, thread: int) -> None:
    her.go(f"/threads/{thread}")
    original = "Original, Nynorsk" if her.words.code == "en" else "Original, English"
    assert her.words(original) in post(her, 1).inner_text()
    her.click(post(her, 1).locator("a[href*='/translations/post/']"))
    her.check_axe()
    her.click(her.page.locator("main form[action$='/request'] button").first)
    her.sees("You have asked for this translation. You are told when it is there.")
    her.check_axe()


def read_what_was_checked(her: Reader, place: Hall, thread: int, read: str) -> None:
    """She is told that it is there. It says who has checked it, and the original is one link away, or beside it."""
    comes(Seated(her, 0, "", ""), "/inbox", "main a[href*='/translations/'], main a[href*='/posts/']")
    her.go(f"/threads/{thread}")
    first = post(her, 1)
    assert read in first.inner_text()
    checked = her.words("Checked by %(name)s, %(day)s", name=place.host["name"], day="")
    assert checked.strip(" ,.") in first.inner_text()
    her.check_axe()
    her.click(her.page.locator("ul.seg a[href*='view=both']"))
    pair = post(her, 1).locator(".pair .cells")
    assert pair.count() == 2
    assert {pair.nth(0).get_attribute("lang"), pair.nth(1).get_attribute("lang")} == {
        "nn",
        "en",
    } or her.words.code != "en"
    assert read in pair.nth(1).inner_text()
    her.check_axe()
    her.page.set_viewport_size(PHONE)
    boxes = [pair.nth(number).bounding_box() for number in range(2)]
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"], "on a phone one stands below the other"
    her.page.set_viewport_size({"width": 1280, "height": 900})


def see_that_it_is_out_of_date(her: Reader, thread: int) -> None:
    her.go(f"/threads/{thread}")
    banner = post(her, 1).locator(".ds-alert")
    assert banner.is_visible()
    her.check_axe()
    her.click(banner.locator("a"))
    assert re.search("vege det|weigh that", " ".join(her.page.locator("main ins").all_inner_texts()))
    her.check_axe()


def quote_what_she_read(her: Reader, place: Hall, thread: int, read: str) -> None:
    """The words that she read, in her language; the quote says that they are a translation."""
    her.go(f"/threads/{thread}")
    if her.page.locator("[data-read-here]").count():  # else it was seen long enough before
        read_to_the_end(her, 1)
    her.click(post(her, 1).locator("a[href*='quote=']"))
    assert read in her.page.locator("[name=quoted]").input_value()
    her.check_axe()
    tick(her, "lang", her.words.code)
    set_field(her, "body", "Good question. / Godt spørsmål.")
    pressing(her, "publish")
    answer = post(her, 2)
    assert read in answer.locator("blockquote").inner_text()
    said = "%(name)s wrote in #%(number)s (translated from Nynorsk)" if her.words.code == "en" else (
        "%(name)s wrote in #%(number)s (translated from English)")  # fmt: skip
    assert her.words(said, name=place.firm["called"], number=1) in answer.inner_text()
    her.check_axe()


def read_up_to_here(her: Reader, without: Reader, place: Hall, thread: int) -> None:
    """What is new says so. Seen to its end it is read, by itself or by the button, and is new no more."""
    fresh = her.words("New")
    for number, reader in ((3, her), (4, without)):
        place.reply(thread, f"Nytt innlegg {number}.")
        reader.go(f"/threads/{thread}")
        assert post(reader, number).locator(".byline .ds-tag", has_text=re.compile(f"^{fresh}$")).count() == 1
        leads = reader.page.locator(f"a.ds-button[href$='#post-{number}']")
        assert leads.inner_text() == reader.words("First unread (#%(number)s)", number=number)
        leads.click()
        if reader is her:
            read_to_the_end(reader, number)
        else:
            reader.click(reader.page.locator("[data-read-here] button"))
        reader.go(f"/threads/{thread}")
        assert reader.page.locator(".byline .ds-tag", has_text=re.compile(f"^{fresh}$")).count() == 0
        assert reader.page.locator(f"a.ds-button[href$='#post-{number}']").count() == 0
        assert reader.page.locator("[data-read-here]").count() == 0, "nothing is left to be read"


def read_to_the_end(reader: Reader, number: int) -> None:
    """The end of the page has been seen, and the site knows it."""
    told = reader.words("Read up to here: #%(number)s.", number=number)
    assert reader.words.code == "en" or not told.startswith("Read"), "said in the page's own language"
    reader.page.evaluate("document.querySelector('[data-read-here]').scrollIntoView({block: 'center'})")
    expect(reader.page.locator("[data-read-done]")).to_have_text(told)
    expect(reader.page.locator("[data-read-here]")).to_be_hidden()


def share(her: Reader, made: dict[str, Any]) -> None:
    """Her organisation shares what the first post says: once, and everybody sees who."""
    her.click(post(her, 1).locator("a[href$='/support']"))
    her.check_axe()
    her.click(her.page.locator("main form[action$='/support'] button"))
    assert made["name"] in her.page.locator("section[aria-labelledby=given]").inner_text()
    assert her.page.locator("main form[action$='/support'] button").count() == 0, "once"
    her.click(her.page.locator("main a[href*='/threads/']").last)
    assert post(her, 1).locator("a[href$='/support'] b").inner_text() == "1"


# ---- the follower ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages("nb"))
def test_a_follower_gets_mail_in_her_language_and_stops_it_by_one_click(signed_in: Any, site: Site, code: str) -> None:
    place = hall(site, f"c{code}", "nn")
    thread = place.thread()
    made = create(site, "fylgjar", "supplier", code)
    her = signed_in(made["person"], code)
    her.go("/notifications")
    her.check_axe()
    tick(her, "rhythm", "immediate")
    her.click(her.page.locator("main form button[type=submit]").first)
    assert her.page.locator("[name=rhythm][value=immediate]").is_checked()
    her.go(f"/threads/{thread}")
    her.press("Follow")
    her.sees("You follow this thread, and are told of every new post.")

    place.reply(thread, "Vi svarar her.")
    mail = site.mail_to(made["email"], containing="Vi svarar her.")
    assert mail["Subject"] == her.words("New post in “%(title)s”", title=TITLE)
    why = (
        "You get this because you follow the thread, the dialogue or forum it is in, or the organisation that hosts it."
    )
    assert her.words(why) in text_of(mail)
    assert f"/{code}/posts/" in link_in(mail)
    for path in ("/following", "/inbox/following"):
        her.go(path)
        assert TITLE in her.page.locator("main").inner_text()
        her.check_axe()
    stop_by_one_click(her, thread, mail)


def stop_by_one_click(her: Reader, thread: int, mail: Any) -> None:
    """RFC 8058: a program that only looks changes nothing; the post of the mail program does, without any cookie."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(mail["List-Unsubscribe"]).strip("<>")
    with urllib.request.urlopen(address) as looked:
        assert looked.status == 200
    her.go(f"/threads/{thread}")
    her.sees("You follow this thread, and are told of every new post.")
    with urllib.request.urlopen(address, data=b"List-Unsubscribe=One-Click") as answered:
        assert answered.status == 200
    her.go(f"/threads/{thread}")
    her.sees("You are told when somebody answers you or mentions you here.")
    her.page.goto(address)
    her.check_axe()
    her.sees("You will get no more mail about this: %(name)s.", name=TITLE)


# ---- what script adds, in every language -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_drafts_names_and_what_is_read_work_and_speak_in_each_language(signed_in: Any, site: Site, code: str) -> None:
    place = hall(site, "d", code)
    thread = place.thread(lang="nn")
    for number in range(2, 23):  # two pages
        place.reply(thread, f"Innlegg {number}.", who=place.host)
    her = signed_in(place.firm["person"], code)

    her.go(f"/threads/{thread}/reply")
    set_field(her, "body", "Å skrive.")
    expect(note(her)).to_have_text(saved(her))
    her.page.context.set_offline(True)
    her.page.locator("[name=body]").press_sequentially(" Meir")
    away = "There is no connection. What you write is not saved now; it is tried again when the connection is back."
    expect(note(her)).to_have_text(her.words(away))
    her.page.context.set_offline(False)
    expect(note(her)).to_have_text(saved(her))
    call_by_name(her, "Vert", place.host["called"])
    her.complaints[:] = [said for said in her.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    assert code == "en" or her.words(away) != away

    for page, last in ((1, 20), (2, 22)):
        her.go(f"/threads/{thread}?page={page}")
        read_to_the_end(her, last)
    her.go(f"/threads/{thread}")
    assert her.page.locator("[data-read-here]").count() == 0
    two_windows(her, signed_in(place.firm["person"], code), thread)


def two_windows(her: Reader, other: Reader, thread: int) -> None:
    """The same draft in two windows: the later is asked which text to keep, and neither is lost."""
    for reader in (her, other):
        reader.go(f"/threads/{thread}/reply")
    for reader, words in ((her, "Første vindauge."), (other, "Andre vindauge.")):
        reader.page.locator("[name=body]").fill(words)
        if reader is her:
            expect(note(reader)).to_have_text(saved(reader))
    asked = other.page.locator("[data-draft-other]")
    asked.wait_for(state="visible")
    assert asked.locator("textarea").input_value() == "Første vindauge."
    other.check_axe()
    asked.locator("[data-draft-keep]").click()
    expect(note(other)).to_have_text(saved(other))
    her.go(f"/threads/{thread}/reply")
    assert her.page.locator("[name=body]").input_value() == "Andre vindauge."
