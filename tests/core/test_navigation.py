"""The main menu marks the item of the room whose page is shown."""

from app.core import navigation
from app.core.navigation import Item, marked


def current(path: str, *items: Item) -> list[str]:
    return [item.label for item in marked(list(items), path) if item.current]


FIRM = Item("Firm", "/en/organisations/1")
STANDING = Item("Standing", "/en/organisations/1/capability", within=("/en/organisations/1/shares",))


def test_the_item_whose_address_leads_furthest_is_the_one():
    assert current("/en/organisations/1/capability/dimensions/HSE", FIRM, STANDING) == ["Standing"]
    assert current("/en/organisations/1/members", FIRM, STANDING) == ["Firm"]


def test_a_page_of_a_room_with_an_address_of_its_own_marks_the_room():
    assert current("/en/organisations/1/shares", FIRM, STANDING) == ["Standing"]
    assert current("/en/organisations/1/shares/4", FIRM, STANDING) == ["Standing"]


def test_an_address_that_only_begins_alike_marks_nothing():
    assert current("/en/organisations/1/shares-of-others", STANDING) == []
    assert current("/en/organisations/12/shares", STANDING) == []


def test_the_pages_of_a_group_come_in_its_order_and_only_those_the_reader_has(monkeypatch):
    monkeypatch.setattr(navigation, "_sections", {})

    def last(who, firm):
        return Item("Last", f"/{firm}/last")

    def first(who, firm):
        return Item("First", f"/{firm}/first")

    def owners(who, firm):
        return Item("Owners", f"/{firm}/owners") if who == "owner" else None

    navigation.add_section("safety", 30, last)
    navigation.add_section("safety", 10, first)
    navigation.add_section("safety", 20, owners)
    assert [item.label for item in navigation.sections("safety", "owner", 1)] == ["First", "Owners", "Last"]
    assert [item.url for item in navigation.sections("safety", "reader", 1)] == ["/1/first", "/1/last"]
    assert navigation.sections("another", "owner", 1) == []
