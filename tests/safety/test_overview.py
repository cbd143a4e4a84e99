"""The room's first page: what is done stands first, nothing cheers, and it costs the same whatever the years."""

import re
from datetime import date, timedelta

import pytest
from html5lib import parse

from app.blueprints.safety import services
from app.blueprints.safety.terms import Month
from tests.factories import safety
from tests.factories.accounts import member, organisation
from tests.factories.safety import THIS_MONTH, TODAY, working_for


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm(db_session):
    return organisation()


def at(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/safety{path}"


def body(response):
    return parse(response.get_data(as_text=True), namespaceHTMLElements=False)


def text(response) -> str:
    return " ".join("".join(body(response).find("body").itertext()).replace("\u00a0", " ").split())


def a_year(firm, months: int = 12) -> None:
    with working_for(firm):
        for back in range(1, months + 1):
            services.report_hours(firm.id, safety.hours_draft(THIS_MONTH.plus(-back), 3000), by=None)
        for back in range(months):
            services.report_event(
                firm.id, safety.near_miss_draft(happened_on=TODAY - timedelta(days=20 * back)), by=None
            )


LEADING = (
    "Actions with their effect checked, on time", "Near misses answered within 14 days", "Training that is valid",
    "Points of internal control with evidence", "Worker participation",
)  # fmt: skip


def test_the_five_leading_indicators_stand_first_each_with_what_to_do_next_and_a_way_there(firm, sign_in):
    a_year(firm)
    page = sign_in(member(firm, "reader")).get(at(firm))
    words = text(page)
    places = [words.index(label) for label in LEADING]
    assert places == sorted(places)
    assert places[-1] < words.index("What waits") < words.index("Injuries per million hours worked")
    tiles = [node for node in body(page).iter("div") if node.get("class") == "tile"][:5]
    assert all(tile.find(".//a") is not None and tile.find(".//a").get("href") for tile in tiles)
    assert all(re.search(r"[.?] ", "".join(tile.itertext())) for tile in tiles)


def test_a_share_is_a_part_of_a_whole_and_of_nothing_there_is_none(firm, sign_in):
    page = sign_in(member(firm, "reader")).get(at(firm))
    tiles = [node for node in body(page).iter("div") if node.get("class") == "tile"][:5]
    shown = ["".join(tile.findall("p")[1].itertext()) for tile in tiles]
    assert shown == ["–", "–", "–", "0 of 8", "0 of 1"]


def test_no_colour_rewards_and_no_streak_is_celebrated_even_in_a_year_without_injury(firm, sign_in):
    a_year(firm, 30)
    page = sign_in(member(firm, "reader")).get(at(firm)).get_data(as_text=True).split("<main")[1].split("</main")[0]
    assert 'data-color="success"' not in page
    assert not re.search(r"days (without|since)|injury-free|well done|record", page, re.IGNORECASE)


def test_a_fall_in_near_misses_raises_a_question_and_no_praise(firm, sign_in):
    safety.near_miss(firm, happened_on=date(2025, 1, 5))
    assert "Has it become safer, or has reporting become harder?" in text(sign_in(member(firm, "reader")).get(at(firm)))


def test_a_safety_representative_may_tell_of_a_near_miss_and_not_report_hours(firm, sign_in):
    page = sign_in(member(firm, "safety_representative")).get(at(firm)).get_data(as_text=True)
    assert at(firm, "/near-misses/new") in page
    assert at(firm, "/hours/new") not in page


@pytest.mark.parametrize("months", [12, 60])
def test_the_overview_takes_at_most_ten_statements_whatever_the_years(firm, sign_in, statements, months):
    a_year(firm, months)
    reader = sign_in(member(firm, "owner"))
    reader.get(at(firm))
    with statements() as seen:
        assert reader.get(at(firm)).status_code == 200
    assert len(seen) <= 10, seen


def test_the_pages_of_the_group_are_a_menu_with_this_one_marked(firm, sign_in):
    reader = sign_in(member(firm, "reader"))
    for path, label in (("", "Overview"), ("/events", "Events"), ("/hours", "Hours"), ("/indicators/h1", "Indicators")):
        tree = body(reader.get(at(firm, path)))
        menu = next(node for node in tree.iter("nav") if node.get("aria-label") == "Sections")
        marked = {"".join(link.itertext()).strip() for link in menu.iter("a") if link.get("aria-current")}
        assert marked == {label}
        assert f"Section: {label}" in "".join(menu.itertext())


def test_the_main_menu_is_marked_on_every_page_of_the_group(firm, sign_in):
    page = body(sign_in(member(firm, "owner")).get(f"/en/organisations/{firm.id}/internal-control"))
    menu = next(node for node in page.iter("nav") if node.get("aria-label") == "Main menu")
    marked = ["".join(link.itertext()).strip() for link in menu.iter("a") if link.get("aria-current")]
    assert [label.split(" (")[0].strip() for label in marked] == ["Health and safety"]


def test_hours_of_the_month_that_runs_move_the_window_and_older_years_are_not_read(firm):
    from app.blueprints.safety import queries

    a_year(firm, 60)
    with working_for(firm):
        found = queries.overview(firm.id)
    assert found.last == Month(2026, 2)
    assert [(row.months, row.before is None) for row in found.rows] == [
        (12, False), (36, True), (12, False), (36, True),
    ]  # fmt: skip
