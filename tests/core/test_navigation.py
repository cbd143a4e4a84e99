"""The main menu marks the item of the room whose page is shown."""

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
