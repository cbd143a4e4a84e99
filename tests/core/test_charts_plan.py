"""A plan over months, and what has happened: bars, steps and counts lie on their days and levels."""

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import charts
from app.core.charts.months import Months

STATES = {
    "planned": "Planned",
    "started": "Started",
    "done": "Done",
    "effect_seen": "Effect seen",
    "dropped": "Dropped",
}
WORDS = charts.PlanWords(STATES, "Today", "late")
KINDS = {"claimed": "Claimed", "evidenced": "Carried", "endorsed": "Endorsed"}
TODAY = date(2026, 11, 22)


def marks(svg: str, kind: str) -> list[ET.Element]:
    return [node for node in ET.fromstring(svg).iter() if kind in node.get("class", "").split()]  # noqa: S314 - ours


def plan(*rows: charts.Task, today: date = TODAY, lang: str = "en", narrow: bool = False) -> str:
    return charts.timeline("p", "Title", "Description", rows, today, lang, WORDS, narrow=narrow)


def task(start: date | None, due: date, state: str = "planned", *after: object, key: object = 1) -> charts.Task:
    return charts.Task(key, f"Task {key}", start, due, state, after)


def reach(node: ET.Element) -> tuple[float, float]:
    left = float(node.get("x", ""))
    return left, left + float(node.get("width", ""))


def test_a_bar_reaches_from_its_start_to_its_due_day() -> None:
    # The axis is January to March 2027: 90 days on 236 to 656, so 1 February is day 31 and 1 March day 59.
    svg = plan(task(date(2027, 2, 1), date(2027, 3, 1)), today=date(2027, 1, 1))
    (bar,) = marks(svg, "planned")
    assert reach(bar) == pytest.approx((236 + 420 * 31 / 90, 236 + 420 * 59 / 90), abs=0.15)


def test_the_today_line_stands_on_today() -> None:
    svg = plan(task(date(2027, 2, 1), date(2027, 3, 1)), today=date(2027, 1, 16))
    (today,) = marks(svg, "today")
    assert float(today.get("x1", "")) == pytest.approx(236 + 420 * 15 / 90, abs=0.1)
    assert today.get("x1") == today.get("x2")


def test_what_is_late_is_marked_from_its_due_day_to_today() -> None:
    svg = plan(task(date(2027, 1, 1), date(2027, 2, 1), "started"), today=date(2027, 3, 1))
    (late,) = marks(svg, "overdue")
    assert reach(late) == pytest.approx((236 + 420 * 31 / 90, 236 + 420 * 59 / 90), abs=0.15)
    assert ">Started, late<" in svg


@pytest.mark.parametrize("state", ["done", "effect_seen", "dropped"])
def test_what_is_over_is_never_late(state: str) -> None:
    assert not marks(plan(task(date(2026, 1, 1), date(2026, 2, 1), state)), "overdue")


def test_what_is_due_today_is_not_late() -> None:
    assert not marks(plan(task(date(2026, 1, 1), TODAY)), "overdue")


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_each_state_is_told_in_words_and_by_its_own_pattern(state: str, narrow: bool) -> None:
    svg = plan(task(date(2026, 12, 1), date(2027, 2, 1), state), narrow=narrow)
    assert f">{STATES[state]}<" in svg
    (bar,) = marks(svg, "done" if state == "effect_seen" else state)
    ground = {
        "planned": "#ffffff",
        "started": "url(#p-busy)",
        "done": "#0b5b6f",
        "effect_seen": "#0b5b6f",
        "dropped": "none",
    }
    assert bar.get("fill") == ground[state]
    assert len(marks(svg, "seen")) == (state == "effect_seen")
    assert bool(bar.get("stroke-dasharray")) == (state == "dropped")


def test_a_day_alone_is_a_diamond_on_its_day() -> None:
    svg = plan(task(None, date(2027, 2, 1)), task(date(2027, 1, 1), date(2027, 3, 1), key=2), today=date(2027, 1, 1))
    (diamond,) = [node for node in marks(svg, "planned") if node.tag.endswith("polygon")]
    assert float(diamond.get("points", "").split(",")[0]) == pytest.approx(236 + 420 * 31 / 90, abs=0.1)


def test_a_line_joins_what_waits_to_what_comes_first_and_only_on_the_wide_drawing() -> None:
    first, then = (
        task(date(2027, 1, 1), date(2027, 2, 1)),
        task(date(2027, 2, 10), date(2027, 3, 1), "planned", 1, key=2),
    )
    elbows = marks(plan(first, then), "elbow")
    assert len(elbows) == 1
    assert elbows[0].get("d", "").count("H") == 1
    assert not marks(plan(first, then, narrow=True), "elbow")


def test_a_line_to_a_row_on_another_page_or_to_itself_is_left_out() -> None:
    assert not marks(plan(task(date(2027, 1, 1), date(2027, 2, 1), "planned", 99, 1)), "elbow")


def test_forty_rows_lie_under_each_other_within_the_drawing() -> None:
    svg = plan(*(task(date(2026, 12, 1), date(2027, 2, 1), key=number) for number in range(40)))
    tops = [float(bar.get("y", "")) for bar in marks(svg, "planned")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 40
    assert max(tops) + 16 < float(ET.fromstring(svg).get("viewBox", "").split()[3])  # noqa: S314


@pytest.mark.parametrize(("lang", "name"), [("nb", "mars"), ("nn", "mars"), ("en", "Mar")])
def test_months_have_their_name_in_the_readers_language(lang: str, name: str) -> None:
    svg = plan(task(date(2027, 1, 1), date(2027, 4, 1)), today=date(2027, 1, 1), lang=lang)
    assert any((node.text or "").startswith(name[:3]) for node in marks(svg, "s"))
    assert [node.text for node in marks(svg, "b")] == ["2027"]


@given(
    days=st.lists(st.dates(date(2015, 1, 1), date(2045, 12, 31)), min_size=1, max_size=8),
    room=st.sampled_from([40, 46, 52]),
)
def test_names_of_months_never_touch_and_every_day_lies_on_the_axis(days: list[date], room: int) -> None:
    months = Months.around(days, 236, 656)
    assert all(236 <= months.x(day) < 656 for day in days)
    named = [months.x(month) for month in months.named(room)]
    assert named == sorted(named)
    years = (months.last.year - months.first.year) + 1
    if years * room <= 420:  # beyond that not even the years have room
        assert all(after - before >= room * 0.9 for before, after in pairwise(named))


def steps(series: dict[str, list[charts.Change]], *, narrow: bool = False) -> str:
    return charts.steps("s", "Title", "Description", series, date(2027, 3, 31), "en", KINDS, narrow=narrow)


def test_a_level_holds_until_the_day_it_changes() -> None:
    # January to March 2027 on 20 to 650; a level is 40 high, level 5 lies at 50.
    svg = steps({"evidenced": [(date(2027, 1, 1), 1), (date(2027, 2, 1), 3)]})
    (line,) = marks(svg, "ln-evidenced")
    turn, end = 20 + 630 * 31 / 90, 20 + 630 * 89 / 90
    assert line.get("d") == f"M20.0 210.0H{turn:.1f}V130.0H{end:.1f}"
    assert [node.get("cx") for node in marks(svg, "evidenced")] == ["20.0", f"{turn:.1f}"]


def test_a_level_that_ended_breaks_its_line() -> None:
    svg = steps({"endorsed": [(date(2027, 1, 1), 2), (date(2027, 2, 1), None), (date(2027, 3, 1), 2)]})
    (line,) = marks(svg, "ln-endorsed")
    assert line.get("d", "").count("M") == 2
    assert len(marks(svg, "endorsed")) == 2


def test_lines_on_one_level_lie_beside_each_other_and_differ_by_dash_and_mark() -> None:
    svg = steps({kind: [(date(2027, 1, 1), 3)] for kind in KINDS})
    lines = [marks(svg, f"ln-{kind}")[0] for kind in KINDS]
    heights = {line.get("d", "").split("H")[0].split()[1] for line in lines}
    assert len(heights) == 3
    assert len({line.get("stroke-dasharray") for line in lines}) == 3


def test_the_names_at_the_ends_never_lie_on_each_other() -> None:
    svg = steps({kind: [(date(2027, 1, 1), 3)] for kind in KINDS})
    ends = sorted(float(node.get("y", "")) for node in marks(svg, "b") if node.text and node.text[-1] == "3")
    assert len(ends) == 3
    assert all(after - before >= 16 for before, after in pairwise(ends))


def test_counts_of_a_month_are_as_high_as_they_are_many() -> None:
    months = [charts.Month(date(2026, 12, 1), 4, 1), charts.Month(date(2027, 1, 1), 0, 2)]
    svg = charts.progress("m", "Title", "Description", months, "en", ("due", "finished"))
    due, finished = marks(svg, "planned"), marks(svg, "done")
    assert [float(bar.get("height", "")) for bar in due] == [162]  # from 190 up to 28
    assert [float(bar.get("height", "")) for bar in finished] == [40.5, 81]
    assert "December 2026: due 4" in svg
    assert [node.text for node in marks(svg, "b")] == ["2026", "2027"]


def test_a_phone_gets_the_last_six_months() -> None:
    months = [charts.Month(date(2026, number, 1), 1, 0) for number in range(1, 10)]
    assert len(marks(charts.progress("m", "t", "d", months, "nb", ("a", "b")), "planned")) == 9
    assert len(marks(charts.progress("m", "t", "d", months, "nb", ("a", "b"), narrow=True), "planned")) == 6


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_to_draw_is_drawn_without_fault(narrow: bool) -> None:
    assert "<svg" in plan(narrow=narrow)
    assert "<svg" in steps({}, narrow=narrow)
    assert "<svg" in charts.progress("m", "t", "d", [], "nn", ("a", "b"), narrow=narrow)
