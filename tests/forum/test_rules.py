"""Pure rules of the room; the tree of a thread has a file of its own (`test_paths`)."""

from datetime import date

import pytest

from app.blueprints.forum.rules import posts as rules
from app.blueprints.forum.terms.spaces import Stage

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "opens_on", "closes_on", "expected"),
    [
        ("open", date(2026, 11, 22), date(2026, 11, 22), Stage.OPEN),
        ("open", date(2026, 11, 23), date(2026, 12, 1), Stage.COMING),
        ("open", date(2026, 11, 1), date(2026, 11, 21), Stage.CLOSED),
        ("open", date(2026, 11, 23), None, Stage.COMING),
        ("open", None, date(2026, 11, 21), Stage.CLOSED),
        ("open", None, None, Stage.OPEN),
        ("closed", None, None, Stage.CLOSED),
        ("closed", date(2026, 11, 1), date(2026, 12, 21), Stage.CLOSED),
        ("hidden", date(2026, 11, 1), date(2026, 12, 21), Stage.CLOSED),
    ],
)
def test_posts_are_taken_on_the_first_and_the_last_day_and_between_and_always_where_no_day_is_set(
    state, opens_on, closes_on, expected
) -> None:
    assert rules.stage(state, opens_on, closes_on, TODAY) is expected


@pytest.mark.parametrize(
    ("check", "authority", "waits"),
    [
        ("verified", "staff", False),
        ("matched", "domain", False),
        ("matched", "staff", False),
        ("matched", "unproven", True),
        ("verified", "unproven", True),
        ("unchecked", "domain", True),
        ("unchecked", "unproven", True),
    ],
)
def test_posts_wait_while_nobody_has_shown_who_speaks(check, authority, waits) -> None:
    assert rules.must_wait(check, authority) is waits


@pytest.mark.parametrize(("seq", "page"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (0, 1)])
def test_a_post_stands_on_the_page_of_its_number(seq, page) -> None:
    assert rules.page_of(seq) == page


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Solveig Eide", "SE"),
        ("Ásta van der Berg", "ÁB"),
        ("sanna", "S"),
        ("(Kari) Nordmann", "N"),
        ("", ""),
        ("- -", ""),
    ],
)
def test_the_round_mark_holds_the_first_letters_of_the_first_and_the_last_name(name, letters) -> None:
    assert rules.initials(name) == letters


@pytest.mark.parametrize(
    ("kind", "moderator", "role"),
    [
        ("supplier", False, "supplier"),
        ("ministry", False, "ministry"),
        ("ministry", True, "moderator"),
        ("buyer", True, "buyer"),
    ],
)
def test_a_moderator_says_so_when_she_speaks_for_the_ministry(kind, moderator, role) -> None:
    assert rules.spoken_as(kind, moderator=moderator) == role
