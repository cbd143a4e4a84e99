from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import rules
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    EvidenceDraft,
    EvidenceFact,
    EvidenceState,
    RequestState,
    Source,
    Strength,
    Visibility,
)

DAY = date(2026, 11, 22)
FACT = EvidenceFact(
    id=1, type="iso_9001", source=Source.LINK, strength=2, title="Sertifikat", reference="", issuer="", scope="",
    valid_from=None, valid_to=None, record_from=None, record_to=None, visibility=Visibility.ON_REQUEST,
    state=EvidenceState.HELD, personal=False,
)  # fmt: skip
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(valid_from=st.none() | DAYS, valid_to=st.none() | DAYS, day=DAYS)
def test_evidence_counts_from_its_first_day_through_its_last(valid_from, valid_to, day):
    fact = replace(FACT, valid_from=valid_from, valid_to=valid_to)
    begun = valid_from is None or not day < valid_from
    over = valid_to is not None and day > valid_to
    assert rules.counts_on(fact, day) is (begun and not over)


@given(valid_to=DAYS, later=st.integers(1, 4000))
def test_what_has_expired_never_counts_again(valid_to, later):
    assert rules.counts_on(replace(FACT, valid_to=valid_to), valid_to)
    assert not rules.counts_on(replace(FACT, valid_to=valid_to), valid_to + timedelta(days=later))


@pytest.mark.parametrize("state", [EvidenceState.WITHDRAWN, EvidenceState.ERASED])
def test_what_is_withdrawn_or_erased_counts_for_nothing(state):
    assert not rules.counts_on(replace(FACT, state=state), DAY)


@pytest.mark.parametrize("state", [*FileState, None])
def test_a_file_counts_only_when_it_is_clean_and_one_that_may_not_be_seen_does_not(state):
    fact = replace(FACT, source=Source.FILE, file_id=7, file_state=state)
    assert rules.counts_on(fact, DAY) is (state is FileState.CLEAN)


@pytest.mark.parametrize(
    ("code", "source", "strength"),
    [
        ("iso_9001", Source.FILE, 2),
        ("iso_9001", Source.LINK, 2),
        ("iso_9001", Source.STATEMENT, 0),
        ("routine", Source.FILE, 1),
        ("routine", Source.LINK, 1),
        ("espd", Source.FILE, 0),
        ("registration", Source.REGISTER, 3),
        ("course_certificate", Source.FILE, 2),
    ],
)
def test_what_it_weighs_follows_from_type_and_source(code, source, strength):
    assert rules.strength_of(code, source) == strength


@given(st.sampled_from(sorted(EVIDENCE_TYPES)), st.sampled_from(list(Source)))
def test_a_firm_never_adds_what_has_been_seen_on_site(code, source):
    assert rules.strength_of(code, source) < Strength.SEEN


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 11, date(2026, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, later):
    assert rules.months_later(day, months) == later


def test_a_type_that_goes_stale_has_an_end_and_others_only_the_one_that_was_said():
    assert rules.end_of("tax_certificate", date(2026, 10, 1), None, DAY) == date(2027, 4, 1)
    assert rules.end_of("tax_certificate", None, None, DAY) == date(2027, 5, 22)
    assert rules.end_of("tax_certificate", None, date(2026, 12, 1), DAY) == date(2026, 12, 1)
    assert rules.end_of("iso_9001", date(2026, 10, 1), None, DAY) is None


def draft(**values):
    return EvidenceDraft(**{"type": "iso_9001", "source": Source.LINK, "title": "x"} | values)


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        ({}, None),
        ({"valid_to": DAY}, None),
        ({"valid_from": DAY + timedelta(days=30)}, None),
        ({"valid_to": date(2056, 12, 31)}, None),
        ({"record_from": DAY - timedelta(days=365), "record_to": DAY}, None),
        ({"valid_to": DAY - timedelta(days=1)}, ("evidence_has_expired", "valid_to")),
        ({"valid_from": DAY, "valid_to": DAY - timedelta(days=1)}, ("evidence_ends_before_it_begins", "valid_to")),
        ({"valid_to": date(2057, 1, 1)}, ("evidence_too_far_away", "valid_to")),
        ({"valid_from": date(2057, 1, 1)}, ("evidence_too_far_away", "valid_from")),
        ({"valid_from": date(1900, 1, 1)}, ("evidence_too_long_ago", "valid_from")),
        ({"record_from": date(1, 1, 1)}, ("evidence_too_long_ago", "record_from")),
        ({"record_from": DAY + timedelta(days=1)}, ("records_in_the_future", "record_from")),
        ({"record_from": DAY, "record_to": DAY + timedelta(days=1)}, ("records_in_the_future", "record_to")),
        (
            {"record_from": DAY, "record_to": DAY - timedelta(days=1)},
            ("records_end_before_they_begin", "record_to"),
        ),
        ({"record_to": DAY}, ("records_have_no_beginning", "record_from")),
    ],
)
def test_dates_that_cannot_be_are_named_with_their_field(dates, fault):
    assert rules.dates_fault(draft(**dates), DAY) == fault


def test_an_end_that_has_passed_meanwhile_may_stay_when_something_else_is_changed():
    passed = DAY - timedelta(days=3)
    assert rules.dates_fault(draft(valid_to=passed), DAY, old_end=passed) is None
    assert rules.dates_fault(draft(valid_to=passed), DAY, old_end=DAY) == ("evidence_has_expired", "valid_to")


@pytest.mark.parametrize("text", ["SV-7", "7", "a1", "ABCDEFGHIJK1", "12-34"])
def test_a_code_for_a_person(text):
    assert rules.is_reference(text)


@pytest.mark.parametrize(
    "text", ["", "Kari", "Kari Nordmann", "Ola-Nordmann", "SV 7", "ABCDEFGHIJKL1", "Øya-1", "SV_7", "７", "SV-7\n"]
)
def test_what_could_be_a_name_is_no_code(text):
    assert not rules.is_reference(text)


@pytest.mark.parametrize(
    "link",
    [
        "https://sertifikat.prove.example/7",
        "http://prove.example",
        "https://prove.example:8443/a?b=c#d",
        "https://prøve.example/ø",
    ],
)
def test_an_address_that_others_can_open(link):
    assert rules.is_safe_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "prove.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://prove.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://prove.example/",
        "//prove.example/",
        "https://",
        "https:///path",
        "https://kari:hemmelig@prove.example/",
        "https://kari@prove.example/",
        "https://prove.example/a b",
        "https://prove.example/\x00",
        "https://prove.example\\@vond.example/",
        "https://prove.example:99999/",
        "https://[::1",
        "https://localhost/",
        "https://127.0.0.1/",
        'https://prove.example/"onclick',
    ],
)
def test_an_address_that_others_cannot_or_should_not_open(link):
    assert not rules.is_safe_link(link)


@dataclass
class Held:
    id: int
    valid_to: date | None
    type: str = "iso_9001"
    reference: str = ""
    valid_from: date | None = None
    reminded: int | None = None
    file_is_fine: bool = True


def steps(held, day=DAY):
    return [(reminder.id, reminder.step) for reminder in rules.reminders_due(held, day)]


@given(st.integers(0, 400))
def test_over_the_days_each_step_is_told_of_once_and_none_after_the_end(first_seen):
    one, told = Held(1, DAY + timedelta(days=365)), []
    for passed in range(first_seen, 420):
        for reminder in rules.reminders_due([one], DAY + timedelta(days=passed)):
            one.reminded = reminder.step
            told.append((reminder.step, reminder.days_left))
    left = 365 - first_seen
    expected = [(step, min(step, left)) for step in (90, 30, 7)] if left > 90 else []
    if 30 < left <= 90:
        expected = [(90, left), (30, 30), (7, 7)]
    elif 7 < left <= 30:
        expected = [(30, left), (7, 7)]
    elif 0 <= left <= 7:
        expected = [(7, left)]
    assert told == expected


def test_found_late_only_the_nearest_step_is_told_of():
    assert steps([Held(1, DAY + timedelta(days=20))]) == [(1, 30)]


def test_what_never_expires_or_has_expired_is_not_told_of():
    assert steps([Held(1, None), Held(2, DAY - timedelta(days=1)), Held(3, DAY + timedelta(days=91))]) == []


OLD = Held(1, DAY + timedelta(days=20))


@pytest.mark.parametrize(
    ("newer", "told"),
    [
        (Held(2, DAY + timedelta(days=400)), []),
        (Held(2, None), []),
        (Held(2, None, valid_from=DAY + timedelta(days=21)), []),
        (Held(2, None, valid_from=DAY + timedelta(days=22)), [(1, 30)]),
        (Held(2, DAY + timedelta(days=20)), [(1, 30), (2, 30)]),
        (Held(2, None, type="iso_14001"), [(1, 30)]),
        (Held(2, None, reference="SV-8"), [(1, 30)]),
        (Held(2, None, file_is_fine=False), [(1, 30)]),
    ],
)
def test_what_a_newer_piece_takes_over_from_without_a_gap_is_not_told_of(newer, told):
    assert steps([OLD, newer]) == told


def test_what_is_about_a_person_is_kept_ninety_days_after_the_first_of_its_ends():
    assert rules.keep_until(None, None) is None
    assert rules.keep_until(date(2027, 1, 1), None) == date(2027, 4, 1)
    assert rules.keep_until(date(2027, 1, 1), date(2026, 12, 1)) == date(2027, 3, 1)
    assert rules.keep_until(date(2026, 1, 1), date(2026, 12, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("values", "given"),
    [
        ({}, True),
        ({"visibility": Visibility.SHARED}, False),
        ({"visibility": Visibility.PRIVATE}, False),
        ({"personal": True}, False),
        ({"valid_to": DAY - timedelta(days=1)}, False),
        ({"file_id": 3, "file_state": FileState.QUARANTINED}, False),
        ({"state": EvidenceState.WITHDRAWN}, False),
    ],
)
def test_only_what_the_firm_gives_to_whoever_asks_answers_at_once(values, given):
    assert rules.given_to_askers(replace(FACT, **values), DAY) is given


def test_the_strongest_and_then_the_longest_valid_answers():
    weak = replace(FACT, id=1, strength=1)
    short = replace(FACT, id=2, valid_to=DAY)
    long = replace(FACT, id=3, valid_to=DAY + timedelta(days=9))
    assert rules.best_of([weak, long, short]) == long
    assert rules.best_of([]) is None


def test_a_request_is_late_from_the_day_after_and_only_while_nobody_has_answered():
    assert not rules.is_request_late(RequestState.OPEN, DAY, DAY)
    assert rules.is_request_late(RequestState.OPEN, DAY, DAY + timedelta(days=1))
    assert not rules.is_request_late(RequestState.ANSWERED, DAY, DAY + timedelta(days=1))


def test_the_asker_may_open_the_answer_for_ninety_days_after_the_day_by_which_or_after_a_late_answer():
    assert rules.opened_until(date(2026, 12, 1), DAY) == date(2027, 3, 1)
    assert rules.opened_until(date(2026, 11, 1), DAY) == date(2027, 2, 20)


@pytest.mark.parametrize(
    ("due_on", "fault"),
    [
        (DAY, None),
        (DAY + timedelta(days=365), None),
        (DAY - timedelta(days=1), "request_due_in_the_past"),
        (DAY + timedelta(days=366), "request_due_too_far_away"),
    ],
)
def test_a_request_is_for_a_day_that_can_be_kept(due_on, fault):
    assert rules.due_on_fault(due_on, DAY) == fault
