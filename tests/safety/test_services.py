"""What is written is checked, numbered, journaled, and never silently replaced."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import Basis, EventKind, Month, Relation
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation
from tests.factories.safety import THIS_MONTH, TODAY, hours_draft, injury_draft, near_miss_draft, working_for


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm(db_session):
    return organisation()


def refusal(firm, write) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught, working_for(firm):
        write()
    return caught.value.code, caught.value.field


def test_hours_are_stored_with_who_and_when(firm):
    kari = actor(member(firm))
    hours = safety.hours(firm, own="3120.5", hired_in=Decimal(160), headcount=20, by=kari)
    assert (hours.total, hours.basis, hours.recorded_by_id) == (Decimal("3280.5"), Basis.MEASURED, kari.id)
    assert hours.version == 1


def test_a_month_is_reported_once(firm):
    safety.hours(firm)
    write = lambda: services.report_hours(firm.id, hours_draft(), by=None)  # noqa: E731
    assert refusal(firm, write) == ("hours_reported_already", "month")


def test_two_firms_report_the_same_month(firm):
    safety.hours(firm)
    assert safety.hours(organisation()).period == THIS_MONTH


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (hours_draft(Month(2026, 4)), "month_in_future"),
        (hours_draft(Month(1999, 12)), "too_long_ago"),
        (hours_draft(own=10**9), "too_many_hours"),
        (hours_draft(own=5_000_000, hired_in=Decimal("0.01")), "too_many_hours"),
        (hours_draft(own=2 * 31 * 24 + 1, headcount=2), "more_hours_than_people"),
        (hours_draft(own=1, headcount=0), "hours_without_people"),
    ],
)
def test_hours_that_cannot_be_are_refused(firm, draft, code):
    assert refusal(firm, lambda: services.report_hours(firm.id, draft, by=None))[0] == code


def test_a_month_in_which_nobody_worked_is_a_report_too(firm):
    assert safety.hours(firm, own=0, headcount=0).total == 0


def test_a_correction_keeps_what_was_said_before(firm):
    kari, ola = actor(member(firm)), actor(member(firm, "editor", name="Ola Prøve"))
    hours = safety.hours(firm, own=3000, by=kari)
    with working_for(firm):
        hours = queries.get_hours(hours.id)
        services.correct_hours(hours, hours_draft(own=2800, basis=Basis.ESTIMATED, version=1), by=ola)
    with working_for(firm):
        hours = queries.get_hours(hours.id)
        history = queries.hours_history(hours)
    assert (hours.own, hours.basis, hours.version, hours.recorded_by_id) == (2800, Basis.ESTIMATED, 2, ola.id)
    assert [(was.own, was.basis, was.version, name) for was, name in history] == [
        (3000, Basis.MEASURED, 1, "Kari Prøve")
    ]


def test_two_who_correct_the_same_month_do_not_overwrite_each_other(firm):
    kari = actor(member(firm))
    hours = safety.hours(firm, by=kari)
    with working_for(firm):
        services.correct_hours(queries.get_hours(hours.id), hours_draft(own=2800, version=1), by=kari)
    with pytest.raises(StaleVersion) as caught, working_for(firm):
        services.correct_hours(queries.get_hours(hours.id), hours_draft(own=2700, version=1), by=None)
    assert caught.value.who == "Kari Prøve"
    with working_for(firm):
        assert queries.get_hours(hours.id).own == 2800


def test_events_are_numbered_within_their_firm(firm):
    other = organisation()
    assert [safety.near_miss(firm).number, safety.injury(firm).number, safety.near_miss(other).number] == [1, 2, 1]


def test_a_refused_event_leaves_no_gap_in_the_numbers(firm):
    refusal(firm, lambda: services.report_event(firm.id, near_miss_draft(happened_on=date(2027, 1, 1)), by=None))
    assert safety.near_miss(firm).number == 1


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (near_miss_draft(happened_on=TODAY + timedelta(days=1)), "day_in_future", "happened_on"),
        (near_miss_draft(happened_at=time(12, 16)), "time_in_future", "happened_at"),
        (near_miss_draft(happened_on=date(202, 3, 1)), "too_long_ago", "happened_on"),
        (near_miss_draft(relation=Relation.OWN), "near_miss_hurt_nobody", "kind"),
        (near_miss_draft(serious=True), "near_miss_hurt_nobody", "kind"),
        (near_miss_draft(lost_days=2), "lost_days_without_absence", "lost_days"),
        (injury_draft(relation=None), "who_was_hurt", "relation"),
        (injury_draft(EventKind.FIRST_AID, lost_days=1), "lost_days_without_absence", "lost_days"),
        (injury_draft(EventKind.FATALITY, lost_days=1), "lost_days_without_absence", "lost_days"),
    ],
)
def test_events_that_cannot_be_are_refused(firm, draft, code, field):
    assert refusal(firm, lambda: services.report_event(firm.id, draft, by=None)) == (code, field)


def test_a_death_is_always_serious(firm):
    assert safety.injury(firm, EventKind.FATALITY, serious=False).serious is True


@pytest.mark.parametrize("field", ["what", "place", "activity", "immediate"])
def test_an_identity_number_stops_the_event_and_says_where(firm, field):
    with_number = replace(injury_draft(), **{field: f"Fødselsnummer {synthetic_number()} står her"})
    assert refusal(firm, lambda: services.report_event(firm.id, with_number, by=None)) == (
        "identity_number_in_text",
        field,
    )


def test_an_identity_number_stops_an_answer(firm):
    event = safety.near_miss(firm)
    write = lambda: services.answer_event(  # noqa: E731
        queries.get_event(event.id), f"Snakk med {synthetic_number()}", version=1, by=None
    )
    assert refusal(firm, write) == ("identity_number_in_text", "answer")


def test_a_corrected_injury_keeps_its_kind_of_before(firm):
    """From absence to first aid is the classic way to a better rate: it stays to be seen."""
    event = safety.injury(firm, lost_days=3)
    with working_for(firm):
        draft = injury_draft(EventKind.FIRST_AID, relation=Relation.OTHER, version=1)
        services.correct_event(queries.get_event(event.id), draft, by=None)
    with working_for(firm):
        event = queries.get_event(event.id)
        history = queries.event_history(event)
    assert (event.kind, event.relation, event.lost_days, event.version) == (
        EventKind.FIRST_AID,
        Relation.OTHER,
        None,
        2,
    )
    assert [(was.kind, was.relation, was.lost_days) for was, _ in history] == [(EventKind.LOST_TIME, Relation.OWN, 3)]


def test_who_was_hurt_alone_can_be_corrected(firm):
    event = safety.injury(firm)
    with working_for(firm):
        services.correct_event(
            queries.get_event(event.id), injury_draft(relation=Relation.HIRED_IN, version=1), by=None
        )
    with working_for(firm):
        assert queries.get_event(event.id).relation is Relation.HIRED_IN
        assert queries.get_event(event.id).version == 2


def test_a_stale_correction_of_an_event_changes_nothing(firm):
    event = safety.near_miss(firm)
    with working_for(firm):
        services.correct_event(queries.get_event(event.id), near_miss_draft(place="Hall 3", version=1), by=None)
    with pytest.raises(StaleVersion), working_for(firm):
        services.correct_event(queries.get_event(event.id), near_miss_draft(place="Hall 4", version=1), by=None)
    with working_for(firm):
        assert queries.get_event(event.id).place == "Hall 3"


def test_the_first_answer_sets_the_time_and_a_later_one_keeps_the_first_text(firm, monkeypatch):
    event = safety.near_miss(firm)
    with working_for(firm):
        services.answer_event(queries.get_event(event.id), "The fork has a new stop.", version=1, by=None)
    with working_for(firm):
        answered_at = queries.get_event(event.id).answered_at
        services.answer_event(queries.get_event(event.id), "The fork has two new stops.", version=2, by=None)
    with working_for(firm):
        event = queries.get_event(event.id)
        history = queries.event_history(event)
    assert (event.answer, event.answered_at) == ("The fork has two new stops.", answered_at)
    assert [was.answer for was, _ in history] == ["The fork has a new stop."]


def test_only_near_misses_are_answered(firm):
    event = safety.injury(firm)
    with pytest.raises(Conflict), working_for(firm):
        services.answer_event(queries.get_event(event.id), "Done", version=1, by=None)


def test_the_journal_holds_codes_and_never_the_text(firm, owner_sql):
    kari = actor(member(firm))
    safety.hours(firm, by=kari)
    safety.near_miss(firm, by=kari, what="Hemmelig tekst om pallen")
    rows = owner_sql(
        "SELECT what, organisation_id, by_id, data::text FROM journal_entry WHERE what LIKE 'safety.%' ORDER BY seq"
    )
    assert [row[0] for row in rows] == ["safety.hours_reported", "safety.event_reported"]
    assert all(row[1] == firm.id and row[2] == kari.id for row in rows)
    assert "Hemmelig" not in str(rows)


def synthetic_number() -> str:
    """A number of the synthetic series (month + 80) with right check digits: it belongs to nobody."""
    weights = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    for serial in range(100, 500):
        digits = f"178350{serial}"
        for row in weights:
            rest = 11 - sum(int(d) * w for d, w in zip(digits, row, strict=True)) % 11
            digits += "0" if rest == 11 else str(rest)
        if len(digits) == 11:
            return digits
    raise AssertionError
