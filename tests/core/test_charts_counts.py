"""Counts as bars: as long as they are great, and a count that is not told tells nothing by its length."""

from xml.etree import ElementTree as ET

from app.core import charts

ROWS = [charts.Count("Hidden by <moderators>", 40), charts.Count("Moved", 10), charts.Count("Warned", None)]


def boxes(svg: str, kind: str) -> list[float]:
    nodes = ET.fromstring(svg).iter()  # noqa: S314 - ours
    return [float(node.get("width", "")) for node in nodes if node.get("class") == kind]


def test_a_bar_is_as_long_as_its_count_is_great():
    for narrow in (False, True):
        four, one = boxes(charts.counts("c", "Title", "Description", ROWS, "Hidden", "en", narrow=narrow), "bar")
        assert abs(four / one - 4) < 0.05


def test_a_count_that_is_not_told_looks_the_same_whatever_stands_beside_it():
    beside_great = charts.counts("c", "T", "D", ROWS, "Skjult", "nb")
    alone = charts.counts("c", "T", "D", ROWS[2:], "Skjult", "nb")
    assert boxes(beside_great, "dropped") == boxes(alone, "dropped") == [34.0]
    assert "Warned: Skjult" in beside_great


def test_words_are_escaped_and_nothing_at_all_is_drawn_too():
    assert "&lt;moderators&gt;" in charts.counts("c", "T", "D", ROWS, "", "en")
    assert charts.counts("c", "T", "D", [], "", "en").startswith("<svg")
    assert boxes(charts.counts("c", "T", "D", [charts.Count("None", 0)], "", "en"), "bar") == []
