"""Times between rare events, and shares over time: stems and points stand where the figures say, and nothing cheers."""

from xml.etree import ElementTree as ET

import pytest

from app.core import charts

WORDS = charts.BetweenWords("Days between injuries", "Half", "Limit", "so far")
# The complete times and the limits around them are those of the research note's own table (t_exponential).
TIMES = [charts.Between(f"no. {n}", days) for n, days in enumerate((40, 95, 12, 200, 61))]
LINES = charts.BetweenLines(56.560810, 0.110234, 539.184296)


def marks(svg: str, kind: str) -> list[ET.Element]:
    return [node for node in ET.fromstring(svg).iter() if kind in node.get("class", "").split()]  # noqa: S314 - ours


def between(*times: charts.Between, lines: charts.BetweenLines | None = LINES, narrow: bool = False) -> str:
    return charts.between_events("b", "Title", "Description", times, lines, WORDS, "en", narrow=narrow)


def height(node: ET.Element) -> float:
    return 274 - float(node.get("cy", ""))


def test_a_stem_is_as_high_as_the_time_was_long() -> None:
    dots = marks(between(*TIMES), "pt")
    heights = [height(node) for node in dots]
    assert [round(one / heights[3] * 200) for one in heights] == [40, 95, 12, 200, 61]
    assert len(marks(between(*TIMES), "between")) == 5


def test_the_time_still_running_is_hollow_dashed_and_goes_on_upwards() -> None:
    svg = between(*TIMES, charts.Between("Now", 130, is_open=True))
    (point,) = marks(svg, "claimed")
    (stem,) = marks(svg, "ln-claimed")
    assert len(marks(svg, "pt")) == 5
    assert float(stem.get("y2", "")) < float(point.get("cy", ""))
    assert "so far" in "".join(point.itertext())


def test_half_of_the_times_lie_under_the_middle_line() -> None:
    (middle,) = marks(between(*TIMES), "ref")
    dots = marks(between(*TIMES), "pt")
    assert height(dots[0]) < 274 - float(middle.get("y1", "")) < height(dots[4])


def test_a_limit_far_above_every_time_is_left_out_so_that_the_times_can_be_told_apart() -> None:
    assert len(marks(between(*TIMES), "dropped")) == 2  # 539 is within three times 200
    assert len(marks(between(*TIMES[:3]), "dropped")) == 1


def test_a_phone_shows_the_last_eight_times() -> None:
    many = [charts.Between(str(n), n + 1) for n in range(20)]
    assert len(marks(between(*many, narrow=True), "pt")) == 8


def strips(*parts: charts.Part, narrow: bool = False) -> str:
    names = [f"Q{n}" for n in range(len(parts))]
    strip = charts.Strip("Answered", parts)
    return charts.shares_over_time(
        "s", "Title", "Description", names, [strip], "%(part)s of %(whole)s", "en", narrow=narrow
    )


def test_a_share_stands_between_nothing_and_all_with_its_part_and_whole() -> None:
    svg = strips(charts.Part(0, 4), charts.Part(1, 2), charts.Part(3, 3))
    none, half, whole = (float(node.get("cy", "")) for node in marks(svg, "pt"))
    assert half == pytest.approx((none + whole) / 2, abs=0.1)
    assert whole < none
    assert "1 of 2" in svg


def test_a_period_without_anything_to_do_has_no_point_and_breaks_the_line() -> None:
    svg = strips(charts.Part(1, 4), charts.Part(2, 2), charts.Part(0, 0), charts.Part(3, 3), charts.Part(1, 1))
    assert len(marks(svg, "pt")) == 4
    assert len(marks(svg, "ln")) == 2


def test_no_mark_of_these_is_green_or_red() -> None:
    drawn = between(*TIMES, charts.Between("Now", 900, is_open=True)) + strips(charts.Part(0, 4), charts.Part(4, 4))
    for code in {part[:7] for part in drawn.split('"') if part.startswith("#")}:
        red, green, blue = (int(code[n : n + 2], 16) for n in (1, 3, 5))
        assert not (green > red + 40 and green > blue + 40), code
        assert code not in ("#ff0000", "#d00000")
