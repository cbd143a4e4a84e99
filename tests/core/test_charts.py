"""Charts: drawn on the server, readable without seeing them, and safe with any words."""

import re
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import charts
from app.core.charts import rates
from app.core.charts.keys import KEYS
from app.core.charts.marks import MARKS

LABELS = ["Not started", "", "", "Established", "", "Leading"]
ROWS = [("Quality", 2, 4), ("Safety", 3, 3), ("Digital", None, 2), ("Climate", 0, None)]
POINTS = [("Q1", 10.2, 6.4, 15.4), ("Q2", None, None, None), ("Q3", 4.1, 2.2, 7.0), ("Q4", 3.0, 1.0, 6.6)]


THREE = [
    charts.Three("Quality", 3, 2, 2, 4),
    charts.Three("Safety", 5, 5, 5, 5),
    charts.Three("Digital", 0, None, None),
]
THREE_WORDS = charts.ThreeWords("Claimed", "Carried", "Endorsed", "Goal")
GAPS = [charts.Gap("Safety", 2, 3, must=True), charts.Gap("Quality", 5, 3), charts.Gap("Finances", None, 5)]
GAP_WORDS = charts.GapWords("Level", "Required", "Must-have", "Missing:")
DAY, LATER = date(2026, 10, 5), date(2027, 2, 20)
PLAN = [charts.Task(1, "Weld", DAY, LATER, "started"), charts.Task(2, "Audit", None, LATER, "planned", (1,))]
PLAN_WORDS = charts.PlanWords({"started": "Started", "planned": "Planned"}, "Today", "late")
SERIES: dict[str, list[charts.Change]] = {
    "claimed": [(DAY, 3)],
    "evidenced": [(DAY, 0), (LATER, 5)],
    "endorsed": [(DAY, 2), (LATER, None)],
}
KINDS = {"claimed": "Claimed", "evidenced": "Carried", "endorsed": "Endorsed"}
MONTHS = [charts.Month(DAY, 2, 1), charts.Month(LATER, 0, 3)]


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def marks(svg: str, kind: str) -> list[ET.Element]:
    return [node for node in drawn(svg).iter() if node.get("class") == kind]


def drawings() -> Mapping[str, str]:
    return {
        "dotplot": charts.dotplot("a", "Title", "Description", ROWS, LABELS, "nb"),
        "dotplot_narrow": charts.dotplot_narrow("b", "Title", "Description", ROWS, LABELS, "nb"),
        "line_band": charts.line_band(
            "c", "Title", "Description", POINTS, (8.3, "Sector"), unit="per million", lang="nb"
        ),
        "line_band_narrow": charts.line_band("d", "Title", "Description", POINTS, lang="nb", narrow=True),
        "bar": charts.bar("e", "Title", 0.4),
    } | {
        f"{draw.__name__}{'_narrow' if narrow else ''}": draw(kind, "Title", "Description", *rest, narrow=narrow)
        for narrow in (False, True)
        for kind, draw, *rest in (
            ("f", charts.three_levels, THREE, LABELS, THREE_WORDS),
            ("g", charts.gaps, GAPS, LABELS, GAP_WORDS),
            ("h", charts.timeline, PLAN, LATER, "nn", PLAN_WORDS),
            ("i", charts.steps, SERIES, LATER, "nb", KINDS),
            ("j", charts.progress, MONTHS, "en", ("due", "finished")),
        )
    }


@pytest.mark.parametrize("kind", drawings())
def test_a_drawing_is_an_image_with_a_name(kind: str) -> None:
    root = drawn(drawings()[kind])
    assert root.get("role") == "img"
    named = [
        node for ident in root.get("aria-labelledby", "").split() for node in root.iter() if node.get("id") == ident
    ]
    assert named[0].text == "Title"
    assert all(node is not None for node in named)


@pytest.mark.parametrize("kind", drawings())
def test_a_drawing_needs_no_style_sheet_and_breaks_no_content_policy(kind: str) -> None:
    svg = drawings()[kind]
    assert "style" not in svg
    assert "<script" not in svg
    for node in drawn(svg).iter():
        if node.tag in ("circle", "rect", "polygon", "line", "polyline", "text"):
            assert node.get("fill") or node.get("stroke"), ET.tostring(node)


@pytest.mark.parametrize("kind", drawings())
def test_every_mark_lies_within_the_drawing(kind: str) -> None:
    root = drawn(drawings()[kind])
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for node in root.iter():
        for name, limit in (("cx", width), ("cy", height), ("x", width), ("y", height)):
            if value := node.get(name):
                assert 0 <= float(value) <= limit, (name, value)


@given(st.text(min_size=1, max_size=60))
def test_words_are_words_and_never_markup(words: str) -> None:
    hostile = "<script>alert(1)</script>&\"'" + words
    for svg in (
        charts.dotplot('a"b', hostile, hostile, [(hostile, 1, 2)], [hostile, "", ""], "nb", now=hostile),
        charts.line_band("a", hostile, hostile, [(hostile, 1, 0, 2)], (1, hostile), unit=hostile, lang="nn"),
        charts.bar("a", hostile, 2),
        charts.three_levels(
            'a"b',
            hostile,
            hostile,
            [charts.Three(hostile, 1, 2, 3, 4)],
            [hostile] * 6,
            charts.ThreeWords(*[hostile] * 4),
        ),
        charts.gaps(
            'a"b',
            hostile,
            hostile,
            [charts.Gap(hostile, 1, 2, must=True)],
            [hostile] * 6,
            charts.GapWords(*[hostile] * 4),
        ),
        charts.timeline(
            'a"b',
            hostile,
            hostile,
            [charts.Task(1, hostile, DAY, DAY, "started")],
            LATER,
            "en",
            charts.PlanWords({"started": hostile}, hostile, hostile),
        ),
        charts.steps('a"b', hostile, hostile, SERIES, LATER, "en", dict.fromkeys(KINDS, hostile)),
        charts.progress('a"b', hostile, hostile, MONTHS, "en", (hostile, hostile)),
    ):
        drawn(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", svg))
        assert "<script" not in svg


@pytest.mark.parametrize("kind", KEYS)
def test_a_legend_shows_marks_that_the_charts_have(kind: str) -> None:
    key = drawn(charts.key(kind))
    assert key.get("aria-hidden") == "true"
    assert {node.get("class") for node in key.iter()} - {"chart key"} <= set(MARKS)


def test_level_nought_is_a_level_and_not_nothing() -> None:
    svg = charts.dotplot("a", "t", "d", [("Climate", 0, None)], LABELS, "nb", now="Now")
    assert len(marks(svg, "now")) == 1
    assert "Climate: Now 0" in svg


def test_what_is_not_known_has_no_mark() -> None:
    svg = charts.dotplot("a", "t", "d", [("Digital", None, 2), ("Other", None, None)], LABELS, "nb")
    assert not marks(svg, "now")
    assert len(marks(svg, "goal")) == 1


def test_the_levels_stand_in_order_from_left_to_right() -> None:
    svg = charts.dotplot("a", "t", "d", [(str(level), level, None) for level in range(6)], LABELS, "nb")
    places = [float(node.get("cx", "")) for node in marks(svg, "now")]
    assert places == sorted(places)
    assert len(set(places)) == 6


def test_a_month_without_hours_breaks_the_line_and_the_band() -> None:
    svg = charts.line_band("a", "t", "d", POINTS, lang="en")
    assert len(marks(svg, "pt")) == 3
    assert len(marks(svg, "band-ci")) == 2
    assert len(marks(svg, "ln")) == 1


def test_the_band_reaches_from_the_lower_to_the_upper_limit() -> None:
    svg = charts.line_band("a", "t", "d", [("1", 5, 2, 10), ("2", 5, 2, 10)], lang="en")
    heights = {float(pair.split(",")[1]) for pair in marks(svg, "band-ci")[0].get("points", "").split()}
    value = {float(node.get("cy", "")) for node in marks(svg, "pt")}.pop()
    assert min(heights) < value < max(heights)
    bottom = max(float(node.get("y1", "")) for node in marks(svg, "grid"))
    top = min(float(node.get("y1", "")) for node in marks(svg, "grid"))
    per_unit = (bottom - top) / 10
    assert bottom - max(heights) == pytest.approx(2 * per_unit, abs=0.2)
    assert bottom - min(heights) == pytest.approx(10 * per_unit, abs=0.2)


@pytest.mark.parametrize("points", [[], [("1", None, None, None)], [("1", 0, 0, 0)], [("1", 0.0, 0.0, 160.4)]])
def test_no_data_or_nought_is_drawn_without_fault(points: list[tuple[str, float, float, float]]) -> None:
    drawn(charts.line_band("a", "t", "d", points, lang="nb"))


@given(st.floats(min_value=0.001, max_value=1e7))
def test_the_axis_has_few_round_steps_and_holds_the_highest_value(highest: float) -> None:
    ticks = rates.ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest * (1 - 1e-9)
    assert 3 <= len(ticks) <= 7


def test_figures_are_written_as_the_reader_writes_them() -> None:
    assert charts.number(1234.5, "en") == "1,234.5"
    assert re.sub(r"\s", " ", charts.number(1234.5, "nb")) == "1 234,5"


@given(st.floats(allow_nan=False))
def test_a_bar_is_never_longer_than_its_ground(share: float) -> None:
    assert 0 <= float(marks(charts.bar("a", "t", share), "bar")[0].get("width", "")) <= 100
