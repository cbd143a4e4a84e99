"""How numbers follow from what they rest on, and what a reviewer may answer: pure functions, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.attachments.terms import FileState
from app.blueprints.capability import rules
from app.blueprints.capability.terms import (
    Basis,
    Cause,
    DimensionLine,
    Endorsed,
    Last,
    Number,
    ReviewState,
    SupportLine,
    VerdictDraft,
)
from app.blueprints.improvement.rules import counts_on
from app.blueprints.improvement.terms import EvidenceFact, EvidenceState, Source, Visibility
from app.core.localized import Localized

NAME = Localized(nb="x", nn="x", en="x")
DAY = timedelta(days=1)
TODAY = date(2026, 3, 1)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def fact(number=1, **values):
    usual = {
        "id": number, "type": "routine", "source": Source.LINK, "strength": 1, "title": "", "reference": "",
        "issuer": "", "scope": "", "valid_from": None, "valid_to": None, "record_from": None, "record_to": None,
        "visibility": Visibility.PRIVATE, "state": EvidenceState.HELD, "personal": False,
    }  # fmt: skip
    return EvidenceFact(**(usual | values))


def line(code, claimed=None, goal=None, position=1):
    return DimensionLine(
        framework_id=1, framework="default", id=position, code=code, position=position, name=NAME, short_name=NAME,
        about=NAME, claimed=claimed, goal=goal,
    )  # fmt: skip


def put(number, level, code="HSE", added_on=date(2026, 1, 1), ended_on=None):
    return SupportLine(
        id=number, evidence_id=number, code=code, level=level, shows_learning=False, added_on=added_on,
        ended_on=ended_on,
    )  # fmt: skip


def basis(*supports, facts=(), lines=None, endorsements=()):
    return Basis(
        dimensions=tuple(lines or [line("HSE")]),
        supports=supports,
        facts={one.id: one for one in facts},
        endorsements=tuple(endorsements),
    )


def endorsed(level=3, decided_on=date(2026, 1, 1), expires_on=date(2026, 12, 31), seen_on=None, number=1):
    return Endorsed(
        level=level, decided_on=decided_on, expires_on=expires_on, review_id=number, code="HSE", reviewer_id=1,
        reviewer="x", seen_on=seen_on,
    )  # fmt: skip


@given(
    st.sampled_from(EvidenceState),
    st.none() | st.just(7),
    st.none() | st.sampled_from(FileState),
    st.none() | days,
    st.none() | days,
    days,
)
def test_what_counts_here_is_what_counts_in_the_room_of_evidence(state, file_id, file_state, start, end, day):
    one = fact(state=state, file_id=file_id, file_state=file_state, valid_from=start, valid_to=end)
    held = rules.proofs_of(basis(put(1, 1), facts=[one]), "HSE")
    assert bool(rules.evidenced(held, day)) is counts_on(one, day)


def test_the_farthest_below_what_is_claimed_or_wanted_comes_first_and_equals_stay_in_order():
    lines = [line("A", 2, 3, 1), line("B", 5, 5, 2), line("C", None, None, 3), line("D", 1, 3, 4), line("E", 0, 0, 5)]
    found = rules.by_distance(rules.standings(basis(lines=lines), TODAY))
    assert [s.code for s in found] == ["B", "A", "D", "C", "E"]


def test_a_first_word_is_written_and_then_nothing_until_it_changes():
    supported = basis(put(1, 2), facts=[fact()], lines=[line("HSE", 3), line("QUA", None, position=2)])
    steps = rules.caused_steps(supported, {}, TODAY, Cause.EVIDENCE, 1, 9)
    assert [(s.code, s.number, s.before, s.after, s.on_day, s.by_id) for s in steps] == [
        ("HSE", Number.CLAIMED, None, 3, TODAY, 9),
        ("HSE", Number.EVIDENCED, 0, 2, TODAY, 9),
    ]
    assert rules.caused_steps(supported, rules.after({}, steps), TODAY, Cause.EVIDENCE, 1, 9) == []


def test_a_claim_of_nothing_is_a_claim():
    (step,) = rules.caused_steps(basis(lines=[line("HSE", 0)]), {}, TODAY, Cause.ASSESSMENT, 1, None)
    assert (step.before, step.after) == (None, 0)


def test_the_calendar_blames_what_ended_on_the_day():
    known = {("HSE", Number.EVIDENCED): Last(2, date(2026, 1, 1)), ("HSE", Number.ENDORSED): Last(3, date(2026, 1, 1))}
    ended = basis(
        put(1, 2), put(2, 1),
        facts=[fact(1, valid_to=date(2026, 2, 9)), fact(2)],
        endorsements=[endorsed(expires_on=date(2026, 2, 19), number=8)],
    )  # fmt: skip
    steps = rules.calendar_steps(ended, known, TODAY)
    assert [(s.number, s.before, s.after, s.on_day, s.cause_id) for s in steps] == [
        (Number.EVIDENCED, 2, 1, date(2026, 2, 10), 1),
        (Number.ENDORSED, 3, None, date(2026, 2, 20), 8),
    ]
    assert rules.calendar_steps(ended, rules.after(known, steps), TODAY) == []
    assert rules.calendar_steps(ended, known, TODAY, but={"HSE"}) == []


def test_what_was_taken_back_still_counts_for_the_days_before():
    known = {("HSE", Number.EVIDENCED): Last(2, date(2026, 1, 1))}
    taken_back = basis(put(1, 2, ended_on=TODAY), facts=[fact(1, valid_to=date(2026, 2, 9))])
    (step,) = rules.calendar_steps(taken_back, known, TODAY - DAY)
    assert (step.before, step.after, step.on_day) == (2, 0, date(2026, 2, 10))


def test_a_visit_counts_from_the_day_of_the_decision_and_an_endorsement_of_level_0_is_no_proof():
    (proof,) = rules.proofs_of(basis(endorsements=[endorsed(seen_on=date(2025, 12, 20))]), "HSE")
    assert (proof.strength, proof.valid_from, proof.record_to) == (4, date(2026, 1, 1), date(2025, 12, 20))
    assert rules.proofs_of(basis(endorsements=[endorsed(level=0, seen_on=TODAY)]), "HSE") == []
    assert rules.proofs_of(basis(endorsements=[endorsed()]), "HSE") == []


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, None),
        ({"expires_on": TODAY}, "endorsed_to_the_past"),
        ({"expires_on": TODAY + DAY}, None),
        ({"expires_on": date(2029, 3, 1)}, None),
        ({"expires_on": date(2029, 3, 2)}, "endorsed_too_long"),
        ({"seen_on": TODAY}, None),
        ({"seen_on": TODAY + DAY}, "seen_in_the_future"),
        ({"seen_on": date(2025, 3, 1)}, None),
        ({"seen_on": date(2025, 2, 28)}, "seen_too_long_ago"),
        ({"state": ReviewState.ENDORSED_LOWER, "level": 0}, None),
        ({"state": ReviewState.ENDORSED_LOWER, "level": 2}, None),
        ({"state": ReviewState.ENDORSED_LOWER, "level": 3}, "level_not_lower"),
        ({"state": ReviewState.RETURNED, "expires_on": TODAY}, None),
        ({"reason": " \n"}, "reason_missing"),
    ],
)
def test_an_answer_is_judged_by_its_own_day(values, fault):
    draft = VerdictDraft(**({"state": ReviewState.ENDORSED, "reason": "x"} | values))
    found = rules.verdict_fault(draft, 3, TODAY)
    assert (found[0] if found else None) == fault
