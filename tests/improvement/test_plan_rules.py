"""How a plan is narrowed, sorted, grouped and counted; expected values by hand."""

from dataclasses import dataclass, field
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.improvement import rules
from app.blueprints.improvement.terms import About, ActionStatus

TODAY = date(2026, 11, 22)
GROUPS = [
    ("", [("mill:x", "Alone")]),
    ("Health", [("capability:HSE", "Health, any level"), ("capability:HSE:3", "Level 3")]),
    ("Quality", [("capability:QUA", "Quality")]),
]
ABOUTS = {"safety:event:12": About("Fall from ladder"), "capability:HSE:3": About("Health, level 3")}


@dataclass(frozen=True)
class Line:
    id: int
    status: ActionStatus = ActionStatus.PLANNED
    due_on: date = TODAY
    subject: str = ""
    owner: str = "Kari"
    owner_id: int = 1
    starts_on: date | None = None
    finished_at: datetime | None = field(default=None)


def places():
    return rules.places(GROUPS, ABOUTS, "Something else")


def test_a_reference_stands_in_the_group_that_offers_it_with_what_it_aims_at():
    found = places()
    assert found["capability:HSE"] == rules.Place("capability:HSE", "Health", "", 1)
    assert found["capability:HSE:3"] == rules.Place("capability:HSE", "Health", "Level 3", 1)
    assert found["mill:x"].label == "Alone"
    assert found["safety:event:12"].label == "Fall from ladder"


def test_what_no_room_knows_stands_with_what_it_is_a_part_of_or_with_the_rest():
    assert rules.place_of("capability:QUA:9", places()).label == "Quality"
    assert rules.place_of("gone:1", places()).key == rules.place_of("", places()).key == rules.NOTHING


def test_the_plan_by_what_it_is_about_follows_the_rooms_order_and_ends_with_the_rest():
    lines = [
        Line(1),
        Line(2, subject="safety:event:12"),
        Line(3, subject="capability:QUA"),
        Line(4, subject="capability:HSE:3"),
    ]
    shown = [(place.label, [line.id for line in group]) for place, group in rules.by_place(lines, places())]
    assert shown == [("Health", [4]), ("Quality", [3]), ("Fall from ladder", [2]), ("Something else", [1])]


LINES = [
    Line(1, due_on=date(2026, 11, 21), owner="Åse", owner_id=2),
    Line(
        2,
        due_on=date(2026, 12, 1),
        status=ActionStatus.STARTED,
        subject="capability:HSE:3",
        starts_on=date(2026, 11, 1),
    ),
    Line(3, due_on=date(2026, 12, 9), owner="Zoe", owner_id=3, subject="capability:HSE", starts_on=date(2026, 10, 1)),
    Line(4, due_on=date(2026, 1, 1), status=ActionStatus.DONE),
    Line(5, due_on=date(2026, 2, 1), status=ActionStatus.DROPPED, subject="capability:QUA"),
]


def shown(**choice):
    return [line.id for line in rules.chosen(LINES, rules.Choice(**choice), places(), TODAY)]


def test_a_plan_is_narrowed_by_state_owner_and_what_it_is_about():
    assert shown() == [1, 2, 3, 5, 4]
    assert shown(state="open") == [1, 2, 3]
    assert shown(state="late") == [1]
    assert shown(state="started") == [2]
    assert shown(state="dropped") == [5]
    assert shown(owner=2) == [1]
    assert shown(owner=99) == []
    assert shown(about="capability:HSE") == [2, 3]
    assert shown(about=rules.NOTHING) == [1, 4]
    assert shown(state="open", owner=1, about="capability:HSE") == [2]


def test_a_plan_is_sorted_by_owner_in_the_norwegian_alphabet_by_start_and_by_subject():
    assert shown(sort="owner") == [2, 5, 4, 3, 1]  # Kari, Zoe, Åse
    assert shown(sort="start")[:2] == [3, 2]
    assert shown(sort="subject") == [2, 3, 5, 1, 4]


def test_what_comes_next_is_three_at_most_and_nothing_late():
    assert [line.id for line in rules.coming(LINES, TODAY)] == [2, 3]
    many = [Line(number, due_on=date(2026, 12, number)) for number in range(1, 9)]
    assert [line.id for line in rules.coming(many, TODAY)] == [1, 2, 3]


def test_progress_counts_twelve_months_and_leaves_out_what_was_dropped():
    months = rules.progress(
        [
            (ActionStatus.DONE, date(2026, 11, 30), date(2026, 10, 1)),
            (ActionStatus.PLANNED, date(2026, 11, 1), None),
            (ActionStatus.DROPPED, date(2026, 11, 2), date(2026, 11, 3)),
            (ActionStatus.EFFECT_SEEN, date(2025, 12, 31), date(2025, 12, 1)),
            (ActionStatus.DONE, date(2025, 11, 30), date(2025, 11, 30)),
        ],
        TODAY,
    )
    assert [month.month for month in months][:2] == [date(2025, 12, 1), date(2026, 1, 1)]
    assert len(months) == 12
    counted = {
        str(month.month)[:7]: (month.planned, month.finished) for month in months if month.planned or month.finished
    }
    assert counted == {"2025-12": (1, 1), "2026-10": (0, 1), "2026-11": (2, 0)}


lines = st.lists(
    st.builds(
        Line,
        st.integers(1, 10**6),
        st.sampled_from(ActionStatus),
        st.dates(),
        st.sampled_from(["", "capability:HSE", "capability:HSE:3", "gone:1", "mill:x"]),
        st.sampled_from(["Kari", "Åse", "Ærlig"]),
        st.integers(1, 3),
        st.none() | st.dates(),
    ),
    unique_by=lambda line: line.id,
)


@given(lines, st.sampled_from(rules.SORTS))
def test_no_sorting_and_no_grouping_loses_an_action(planned, sort):
    found = rules.chosen(planned, rules.Choice(sort=sort), places(), TODAY)
    assert sorted(line.id for line in found) == sorted(line.id for line in planned)
    grouped = [line.id for _place, group in rules.by_place(planned, places()) for line in group]
    assert sorted(grouped) == sorted(line.id for line in planned)
