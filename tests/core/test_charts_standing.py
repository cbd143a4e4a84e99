"""Three numbers that are never merged, and the gap to what is required: drawn where they are, and nowhere else."""

from itertools import product
from xml.etree import ElementTree as ET

import pytest

from app.core import charts

LABELS = ["Not started", "", "", "Established", "", "Leading"]
WORDS = charts.ThreeWords("Claimed", "Carried", "Endorsed", "Goal")
GAP_WORDS = charts.GapWords("Level", "Required", "Must-have", "Missing:")
WIDE = [224, 302, 380, 458, 536, 614]
"""Where the levels 0 to 5 lie: 224 to 660 - 46, in five equal parts."""
NARROW = [12, 68.4, 124.8, 181.2, 237.6, 294]
"""12 to 340 - 46."""


def marks(svg: str, kind: str) -> list[ET.Element]:
    return [node for node in ET.fromstring(svg).iter() if kind in node.get("class", "").split()]  # noqa: S314 - ours


def three(*rows: charts.Three, narrow: bool = False) -> str:
    return charts.three_levels("t", "Title", "Description", rows, LABELS, WORDS, narrow=narrow)


def gaps(*rows: charts.Gap, narrow: bool = False) -> str:
    return charts.gaps("g", "Title", "Description", rows, LABELS, GAP_WORDS, narrow=narrow)


def place(node: ET.Element) -> tuple[float, float]:
    """The middle of a ring, a circle or a diamond."""
    if node.tag.endswith("polygon"):
        corners = [tuple(map(float, corner.split(","))) for corner in node.get("points", "").split()]
        return corners[0][0], (corners[0][1] + corners[2][1]) / 2
    return float(node.get("cx", "")), float(node.get("cy", ""))


@pytest.mark.parametrize(("narrow", "places"), [(False, WIDE), (True, NARROW)])
def test_each_number_lies_on_its_level(narrow: bool, places: list[float]) -> None:
    svg = three(charts.Three("Quality", 3, 1, 2, 5), narrow=narrow)
    for kind, level in (("claimed", 3), ("evidenced", 1), ("endorsed", 2)):
        (mark,) = marks(svg, kind)
        assert place(mark)[0] == pytest.approx(places[level], abs=0.05)
    (goal,) = marks(svg, "goal-tick")
    assert goal.get("x1") == goal.get("x2")
    assert float(goal.get("x1", "")) == pytest.approx(places[5], abs=0.05)


@pytest.mark.parametrize("levels", list(product((0, 3, 5), repeat=3)))
def test_no_mark_hides_another_whatever_the_levels(levels: tuple[int, int, int]) -> None:
    svg = three(charts.Three("Quality", *levels, goal=3))
    middles = [place(marks(svg, kind)[0]) for kind in ("claimed", "evidenced", "endorsed")]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        (x1, y1), (x2, y2) = middles[one], middles[other]
        assert max(abs(x1 - x2), abs(y1 - y2)) >= 14


def test_marks_on_one_level_stand_claimed_over_evidenced_over_endorsed() -> None:
    svg = three(charts.Three("Quality", 3, 3, 3))
    heights = [place(marks(svg, kind)[0])[1] for kind in ("claimed", "evidenced", "endorsed")]
    assert heights == sorted(heights)
    assert heights[1] == 36 + 54 / 2  # the middle of the first row


def test_the_three_kinds_differ_by_shape_and_not_by_colour_alone() -> None:
    svg = three(charts.Three("Quality", 1, 2, 3))
    claimed, evidenced, endorsed = (marks(svg, kind)[0] for kind in ("claimed", "evidenced", "endorsed"))
    assert claimed.get("fill") == "#ffffff"
    assert evidenced.get("fill") != "#ffffff"
    assert endorsed.tag.endswith("polygon")
    assert len(marks(svg, "endorsed-eye")) == 1


def test_a_number_that_is_not_there_has_no_mark_and_nought_has_one() -> None:
    svg = three(charts.Three("Finances", 0, None, None))
    assert [len(marks(svg, kind)) for kind in ("claimed", "evidenced", "endorsed", "goal-tick")] == [1, 0, 0, 0]
    assert "Finances: Claimed 0" in svg
    assert "Carried" not in svg


def test_each_row_has_its_name_whole_on_two_lines_where_it_is_long() -> None:
    svg = three(charts.Three("Digital trade and information security", 1, 1, 1))
    assert ">Digital trade and information<" in svg
    assert ">security<" in svg


@pytest.mark.parametrize(("narrow", "places"), [(False, WIDE), (True, NARROW)])
def test_the_gap_is_hatched_from_the_level_that_counts_to_the_level_required(narrow: bool, places: list[float]) -> None:
    svg = gaps(charts.Gap("Safety", 2, 3, must=True), narrow=narrow)
    (reached,), (missing,), (required,) = (marks(svg, kind) for kind in ("reached", "missing", "required"))
    assert float(reached.get("x", "")) == pytest.approx(places[0], abs=0.1)
    assert float(reached.get("width", "")) == pytest.approx(places[2] - places[0], abs=0.1)
    assert float(missing.get("x", "")) == pytest.approx(places[2], abs=0.1)
    assert float(missing.get("width", "")) == pytest.approx(places[3] - places[2], abs=0.1)
    assert float(required.get("x1", "")) == pytest.approx(places[3], abs=0.1)
    assert missing.get("fill") == "url(#g-missing)"
    assert [node.get("id") for node in ET.fromstring(svg).iter() if node.tag.endswith("pattern")] == ["g-missing"]  # noqa: S314
    assert "Safety: Level 2, Required 3. Missing: 1" in svg


def test_what_is_reached_never_passes_the_requirement_and_the_rest_is_hollow() -> None:
    svg = gaps(charts.Gap("Quality", 5, 3))
    (reached,), (beyond,) = marks(svg, "reached"), marks(svg, "beyond")
    assert float(reached.get("width", "")) == WIDE[3] - WIDE[0]
    assert (float(beyond.get("x", "")), float(beyond.get("width", ""))) == (WIDE[3], WIDE[5] - WIDE[3])
    assert beyond.get("fill") == "#ffffff"
    assert not marks(svg, "missing")


def test_a_must_have_is_told_by_a_word_and_a_shape() -> None:
    must, may = gaps(charts.Gap("Safety", 3, 3, must=True)), gaps(charts.Gap("Safety", 3, 3))
    assert ">Must-have<" in must
    assert len(marks(must, "required-head")) == 1
    assert ">Must-have<" not in may
    assert not marks(may, "required-head")


def test_without_evidence_the_whole_requirement_is_a_gap_and_nought_required_is_no_line() -> None:
    (missing,) = marks(gaps(charts.Gap("Finances", None, 2)), "missing")
    assert (float(missing.get("x", "")), float(missing.get("width", ""))) == (WIDE[0], WIDE[2] - WIDE[0])
    nothing = gaps(charts.Gap("Local", 4, 0))
    assert not marks(nothing, "required")
    assert not marks(nothing, "missing")
    assert ">4 / 0<" in nothing


def test_the_figures_beside_the_bars_are_the_levels_given() -> None:
    rows = [charts.Gap("A", 2, 3), charts.Gap("B", None, 1), charts.Gap("C", 5, 5)]
    assert [node.text for node in marks(gaps(*rows), "b")] == ["2 / 3", "– / 1", "5 / 5"]
