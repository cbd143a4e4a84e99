"""How a point reads by the day, who has signed, and what comes next: without a database."""

from datetime import date, timedelta

import pytest

from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement.terms import EvidenceFact, EvidenceState, Source, Visibility
from app.blueprints.internal_control import rules
from app.blueprints.internal_control.terms import (
    POINT_TEXTS,
    POINTS,
    WRITTEN,
    Next,
    PointState,
    ReviewDraft,
    Shown,
    Signing,
)

DAY = date(2026, 3, 17)


def fact(source="file", state=FileState.CLEAN, held=EvidenceState.HELD, valid_to=None, valid_from=None):
    has_file = source == "file"
    return EvidenceFact(
        id=1, type="routine", source=Source(source), strength=1, title="Rutine", reference="", issuer="", scope="",
        valid_from=valid_from, valid_to=valid_to, record_from=None, record_to=None, visibility=Visibility.PRIVATE,
        state=held, personal=False, file_id=7 if has_file else None, file_state=state if has_file else None,
    )  # fmt: skip


def shown(number, *facts, state=PointState.IN_PLACE, day=DAY):
    return rules.shown(number, state, facts, day)


@pytest.mark.parametrize("number", POINTS)
def test_each_point_is_worded_in_three_languages_and_four_to_eight_are_written(number):
    text = POINT_TEXTS[number]
    for said in (text.name, text.short, text.about, text.evidence):
        assert set(said) == {"nb", "nn", "en"}
        assert all(said.values())
    assert text.written == (number >= 4)


@pytest.mark.parametrize("number", sorted(WRITTEN))
def test_a_written_point_stands_to_the_last_day_of_its_document_and_no_longer(number):
    one = fact(valid_to=DAY)
    assert shown(number, one) is Shown.IN_PLACE
    assert shown(number, one, day=DAY + timedelta(days=1)) is Shown.EXPIRED
    assert rules.holds_until(number, [one], DAY) == DAY


@pytest.mark.parametrize(
    "one",
    [fact("statement"), fact("register"), fact(state=FileState.QUARANTINED), fact(state=FileState.INFECTED),
     fact(held=EvidenceState.WITHDRAWN), fact(valid_from=DAY + timedelta(days=1))],
)  # fmt: skip
def test_what_is_no_document_that_counts_does_not_show_a_written_point(one):
    assert shown(6, one) is Shown.EXPIRED
    assert shown(6, one, fact("link")) is Shown.IN_PLACE


def test_points_one_to_three_ask_for_no_writing():
    assert shown(2) is Shown.IN_PLACE
    assert not rules.is_evidenced(2, [], DAY)
    assert rules.is_evidenced(2, [fact("statement")], DAY)


@pytest.mark.parametrize("state", [PointState.NOT_STARTED, PointState.PARTLY])
def test_what_is_not_said_to_be_in_place_does_not_expire(state):
    assert shown(6, state=state).value == state.value


def test_two_documents_hold_to_the_end_of_the_later_one():
    first, second = fact(valid_to=DAY), fact(valid_to=DAY + timedelta(days=9))
    assert rules.holds_until(6, [first, second], DAY) == DAY + timedelta(days=9)
    assert rules.holds_until(6, [first, fact()], DAY) is None


@pytest.mark.parametrize(
    ("firm", "staff", "alone", "expected"),
    [(False, False, False, "nobody"), (True, False, False, "firm"), (False, True, False, "staff"),
     (True, True, False, "both"), (True, False, True, "nobody_else")],
)  # fmt: skip
def test_who_has_signed(firm, staff, alone, expected):
    found = rules.signing(firm=firm, staff=staff, without_representative=alone)
    assert found is Signing(expected)
    assert (found in rules.STANDS) is (expected in ("both", "nobody_else"))


@pytest.mark.parametrize(
    ("year", "held_on", "fault"),
    [(1999, date(1999, 5, 1), "review_year_unlikely"), (2027, date(2027, 1, 1), "review_year_unlikely"),
     (2026, DAY + timedelta(days=1), "review_in_the_future"), (2024, DAY, "review_held_in_another_year"),
     (2026, date(2025, 12, 31), "review_held_in_another_year"), (2025, DAY, None), (2026, DAY, None)],
)  # fmt: skip
def test_a_year_is_reviewed_in_it_or_the_year_after_and_never_ahead(year, held_on, fault):
    found = rules.review_fault(ReviewDraft(year=year, held_on=held_on), DAY)
    assert (found and found[0]) == fault


@pytest.mark.parametrize(
    ("last_held", "reminded_on", "due"),
    [(date(2025, 3, 17), None, True), (date(2025, 3, 18), None, False), (None, None, True),
     (None, date(2025, 3, 17), True), (None, date(2025, 3, 18), False), (date(2025, 1, 1), date(2026, 1, 1), False)],
)  # fmt: skip
def test_owners_are_reminded_when_a_year_has_passed_and_once_a_year(last_held, reminded_on, due):
    assert rules.reminder_due(date(2024, 1, 1), last_held, reminded_on, DAY) is due


def test_nobody_is_reminded_in_the_first_year_of_use():
    assert not rules.reminder_due(date(2025, 3, 18), None, None, DAY)


ALL = dict.fromkeys(POINTS, Shown.IN_PLACE)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (rules.Today(points={**ALL, 2: Shown.NOT_STARTED, 6: Shown.EXPIRED}), (Next.RENEW, 6)),
        (rules.Today(points={**ALL, 5: Shown.PARTLY, 7: Shown.NOT_STARTED}), (Next.POINT, 5)),
        (rules.Today(points=ALL, duties_open=("notification",)), (Next.DUTY, "notification")),
        (rules.Today(points=ALL), (Next.REVIEW, None)),
        (rules.Today(points=ALL, review=Signing.FIRM), (Next.SIGNATURE, None)),
        (rules.Today(points=ALL, review=Signing.NOBODY_ELSE, training_lapsed=2), (Next.TRAINING, None)),
        (rules.Today(points=ALL, review=Signing.BOTH), (Next.NOTHING, None)),
    ],
)
def test_one_thing_comes_first(today, expected):
    assert rules.next_step(today) == expected


@pytest.mark.parametrize(
    ("year", "held_on", "current"),
    [
        (2026, date(2026, 1, 2), True),
        (2025, date(2025, 3, 18), True),
        (2025, date(2025, 3, 17), False),
        (2026, date(2025, 2, 1), True),
    ],
)
def test_a_review_counts_for_its_own_year_and_for_twelve_months_after_the_day_it_was_held(year, held_on, current):
    assert rules.is_current(year, held_on, DAY) is current
