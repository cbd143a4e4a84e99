"""A market dialogue for journeys: who holds it, who takes part, and the small steps that its stories share."""

import time
from dataclasses import dataclass
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue
from app.core.db import db
from tests.factories import accounts, dialogues, parity
from tests.journeys.conftest import Reader, Site
from tests.journeys.test_story import create, tick


@dataclass
class Market:
    """A published dialogue of a buyer for which two people work."""

    site: Site
    number: int
    space: int
    buyer: dict[str, Any]
    colleague: int

    def path(self, rest: str = "") -> str:
        return f"/dialogues/{self.number}{rest}"

    @property
    def dialogue(self) -> Dialogue:
        """Inside an application's context."""
        return db.session.get_one(Dialogue, self.number)

    def person(self, number: int) -> Person:
        return db.session.get_one(Person, number)

    def firm(self, who: dict[str, Any]) -> Organisation:
        return db.session.get_one(Organisation, who["organisation"])

    def hosts(self) -> tuple[Organisation, Person, Person]:
        """The buyer, and two who have declared their ties to those who take part now."""
        lead, colleague = self.person(self.buyer["person"]), self.person(self.colleague)
        parity.declared(self.dialogue, lead, colleague)
        return self.firm(self.buyer), lead, colleague


def market(site: Site, key: str, code: str = "nb") -> Market:
    """Its first person leads; the colleague is an editor. It is written in Bokmål."""
    buyer = create(site, f"innkjop{key}", "buyer", code)
    with site.app.app_context():
        firm = db.session.get_one(Organisation, buyer["organisation"])
        colleague = accounts.member(firm, "editor", name=f"Kollega{key} Prøve", locale=code).id
        made = dialogues.published_dialogue(firm)
        return Market(site, made.id, made.space_id, buyer, colleague)


def send(reader: Reader) -> None:
    """The first button below the fields of the page's form."""
    reader.click(reader.page.locator("main .buttons button[type=submit]").first)


def press(reader: Reader, ending: str) -> None:
    """The button of the form whose address ends like this."""
    reader.click(reader.page.locator(f"main form[action$='{ending}'] button[type=submit]").first)


def follow(reader: Reader, ending: str) -> None:
    """The first link of the page's main part whose address ends like this."""
    reader.click(reader.page.locator(f"main a[href$='{ending}']").first)


def text(reader: Reader) -> str:
    return str(reader.page.locator("main").inner_text())


def write(reader: Reader, **values: str) -> None:
    """Fields by name; what is folded away is unfolded first."""
    for name, value in values.items():
        unfold(reader, name)
        reader.page.locator(f"[name='{name}']").fill(value)


def unfold(reader: Reader, name: str) -> None:
    part = reader.page.locator("main details:not([open])", has=reader.page.locator(f"[name='{name}']"))
    if part.count():
        part.first.locator("summary").click()


def declare(reader: Reader, place: Market) -> None:
    """From the page that is shut to the declaration, and back to where she was going."""
    shut = reader.page.url
    assert reader.page.get_by_text("403").first.is_visible(), "what is confidential is shut until she has declared"
    follow(reader, f"{place.path('/declaration')}")
    tick(reader, "stance", "none")
    send(reader)
    reader.page.goto(shut)


def shut(reader: Reader, path: str) -> bool:
    """Whether the page refuses her."""
    return bool(reader.page.goto(f"{reader.site.url}/{reader.words.code}{path}").status == 403)


def fits(reader: Reader) -> bool:
    return bool(reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def arrives(reader: Reader, path: str, selector: str, seconds: float = 20) -> None:
    """Reads the page anew until the worker has done its part and `selector` is there."""
    end = time.monotonic() + seconds
    reader.go(path)
    while not reader.page.locator(selector).count():
        assert time.monotonic() < end, f"{selector} never came to {reader.page.url}: {text(reader)}"
        reader.page.reload()


def looked_at(reader: Reader) -> None:
    """Nothing that axe complains of, and no sideways scrolling."""
    reader.check_axe()
    assert fits(reader), reader.page.url
