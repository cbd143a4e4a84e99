"""Every change of a number stands on the timeline once, on the day on which it happened, with what caused it."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.capability import queries, services
from app.blueprints.capability.models import Event
from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.services import evidence as evidence_services
from app.blueprints.improvement.terms import EvidenceEvent
from app.core.clock import moved_to, today
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.attachments import file
from tests.factories.capability import assessment, decided, events, review, standing, support
from tests.factories.evidence import draft, evidence

pytestmark = pytest.mark.usefixtures("db_session")
DAY = timedelta(days=1)


@pytest.fixture
def firm(db_session):
    return organisation()


def at(day):
    """Noon on a day."""
    return moved_to(datetime.combine(day, time(12), UTC))


# ---- two years, day by day -----------------------------------------------------------------------------------------


@dataclass
class Paper:
    """A document as this test counts it: `put` is the first day it is put forward, `ended` the first it is not."""

    strength: int
    level: int
    valid_from: date
    valid_to: date
    record_from: date | None
    record_to: date | None
    learning: bool
    put: date
    ended: date = date.max


def a_year_later(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def carried(papers, day):
    """Note C1 read once more, by somebody who has not seen the code: each level on its own, from the bottom."""
    live = [p for p in papers if p.put <= day < p.ended and p.valid_from <= day <= p.valid_to]

    def recent(p):
        return p.record_to is not None and p.record_to <= day <= a_year_later(p.record_to)

    def whole_year(p):
        return p.record_to is not None and p.record_to <= day and a_year_later(p.record_from) - DAY <= p.record_to

    if not [p for p in live if p.level >= 1]:
        return 0
    if not [p for p in live if p.level >= 2 and p.strength >= 1]:
        return 1
    if not [p for p in live if p.level >= 3 and p.strength >= 1 and recent(p)]:
        return 2
    if not [p for p in live if p.level >= 4 and p.strength >= 2 and whole_year(p)]:
        return 3
    best = [p for p in live if p.level >= 5]
    return 5 if [p for p in best if p.strength >= 2] and [p for p in best if p.learning] else 4


def told(firm, number, start, end):
    """What the timeline says of each day: the last change on or before it; and that changes follow on each other."""
    lines = [event for event in events(firm) if event[0] == number]
    level = 0 if number == "evidenced" else None
    for _number, before, after, _day, _cause in lines:
        assert before == level
        level = after
    assert [line[3] for line in lines] == sorted(line[3] for line in lines)
    days = [start + DAY * n for n in range((end - start).days + 1)]
    first = 0 if number == "evidenced" else None
    return {day: next((line[2] for line in reversed(lines) if line[3] <= day), first) for day in days}


@pytest.mark.parametrize("seed", [1, 2])
def test_two_years_of_a_firm_are_told_as_somebody_who_counts_each_day_would_tell_them(firm, seed):
    chance = random.Random(seed)  # noqa: S311 - a story that can be told again
    buyer = organisation("buyer")
    reviewer = member(buyer)
    end = today()
    start = end - timedelta(days=730)
    papers, rows, endorsed = [], [], []
    with at(start):
        assessment(firm, {"HSE": 5}, submitted=True)
    happens = {start + timedelta(days=chance.randrange(1, 720)): chance.choice("ppppppur") for _ in range(70)}
    asleep = {
        start + timedelta(days=first + n) for first in chance.sample(range(20, 700), 12) for n in range(8)
    }  # weeks in which the night's work was not done
    for day in (start + DAY * n for n in range(731)):
        with at(day):
            what = happens.get(day)
            if what == "p":
                paper, row = put_one(firm, chance, day)
                papers.append(paper)
                rows.append(row)
            elif what == "u" and (live := [n for n, row in enumerate(rows) if row and papers[n].ended == date.max]):
                number = chance.choice(live)
                papers[number].ended = day
                with unit_of_work(acting_for(firm.id)):
                    services.end_support(queries.get_support(rows[number].id), by=None)
            elif what == "r":
                until = day + timedelta(days=chance.randrange(20, 400))
                level = chance.randrange(1, 5)
                seen = day - timedelta(days=3) if chance.random() < 0.5 else None
                decided(review(firm, buyer), reviewer, "endorsed_lower", level=level, expires_on=until, seen_on=seen)
                endorsed.append((day, until, level))
                if seen:
                    papers.append(Paper(4, level, day, until, seen, seen, learning=False, put=day))
                    rows.append(None)
            if day not in asleep:
                with unit_of_work(acting_for(firm.id)):
                    services.note_calendar(firm.id)
    with at(end), unit_of_work(acting_for(firm.id)):
        services.note_calendar(firm.id)
        assert services.note_calendar(firm.id) == [], "told twice"
    days = [start + DAY * n for n in range(731)]
    assert told(firm, "evidenced", start, end) == {day: carried(papers, day) for day in days}
    latest = {day: [e for e in endorsed if e[0] <= day <= e[1]] for day in days}
    assert told(firm, "endorsed", start, end) == {d: held[-1][2] if held else None for d, held in latest.items()}
    assert set(told(firm, "claimed", start, end).values()) == {5}
    assert len([line for line in events(firm) if line[4] == "calendar"]) > 3, "the story tries nothing"


def put_one(firm, chance, day):
    kind, source, strength = chance.choice(
        [("iso_9001", "link", 2), ("iso_9001", "link", 2), ("routine", "link", 1), ("hse_declaration", "statement", 0)]
    )
    valid_from = day - timedelta(days=chance.randrange(-40, 200))
    valid_to = max(day, valid_from) + timedelta(days=chance.randrange(0, 120))
    record_to = day - timedelta(days=chance.randrange(0, 500)) if chance.random() < 0.8 else None
    record_from = record_to - timedelta(days=chance.choice([30, 363, 364, 365, 366, 600])) if record_to else None
    level, learning = chance.choice([1, 2, 2, 3, 3, 4, 5]), chance.random() < 0.4
    said = draft(kind, source, valid_from=valid_from, valid_to=valid_to, record_from=record_from, record_to=record_to)
    with unit_of_work(acting_for(firm.id)):
        made = improvement.add_evidence(firm, said, by=None)
    row = support(firm, made, level=level, learning=learning)
    return Paper(strength, level, valid_from, valid_to, record_from, record_to, learning, day), row


# ---- the calendar --------------------------------------------------------------------------------------------------


def test_a_week_of_sleep_is_made_up_for_with_each_fall_on_its_own_day(firm, run_jobs):
    long_ago = today() - timedelta(days=200)
    with at(long_ago):
        certificate = evidence(
            firm, "iso_45001", ends_in=194, record_from=long_ago - timedelta(days=365), record_to=long_ago
        )
        old = evidence(firm, "routine", ends_in=196)
        support(firm, certificate, level=4)
        support(firm, old, level=2)
    services.note_calendar_of_all()
    run_jobs()
    assert events(firm) == [
        ("evidenced", 0, 4, long_ago, "evidence"),
        ("evidenced", 4, 2, today() - timedelta(days=5), "calendar"),
        ("evidenced", 2, 0, today() - timedelta(days=3), "calendar"),
    ]
    with unit_of_work(acting_for(firm.id)):
        blamed = [event.cause_id for event in queries.events_of(firm.id)]
    assert blamed == [certificate.id, certificate.id, old.id]
    services.note_calendar_of_all()
    run_jobs()
    assert len(events(firm)) == 3


def test_the_night_looks_only_at_firms_for_which_something_began_ended_or_grew_old(firm):
    quiet, aged, reviewed = organisation(), organisation(), organisation()
    buyer = organisation("buyer")
    by = member(buyer)
    with at(today() - timedelta(days=30)):
        support(firm, evidence(firm, "routine", ends_in=29), level=2)
        support(quiet, evidence(quiet, "routine", ends_in=400), level=2)
        assessment(reviewed, {"HSE": 3}, submitted=True)
        decided(review(reviewed, buyer), by, expires_on=today() + timedelta(days=29))
    with at(today() - timedelta(days=300)):
        day = today() - timedelta(days=68)  # 368 days before the day of the test: a year and two or three days
        support(aged, evidence(aged, "record", ends_in=None, record_from=day, record_to=day), level=3)
    numbers = [firm.id, quiet.id, aged.id, reviewed.id]
    with unit_of_work(acting_for(*numbers)):
        assert queries.firms_touched(numbers, today() - DAY * 3, today()) == sorted({firm.id, aged.id, reviewed.id})
    with unit_of_work(acting_for(quiet.id)):
        assert queries.firms_touched(numbers, today() - DAY * 3, today()) == [], "it sees firms it does not work for"


def test_what_begins_later_is_told_on_the_day_on_which_it_does(firm):
    begins = today() - timedelta(days=4)
    with at(today() - timedelta(days=20)):
        support(firm, evidence(firm, "routine", ends_in=300, valid_from=begins), level=2)
        assert events(firm) == []
    with unit_of_work(acting_for(firm.id)):
        services.note_calendar(firm.id)
    assert events(firm) == [("evidenced", 0, 2, begins, "calendar")]


def test_what_the_firm_does_is_not_blamed_for_what_the_calendar_did_while_the_worker_slept(firm):
    with at(today() - timedelta(days=30)):
        support(firm, evidence(firm, "routine", ends_in=20), level=2)
    support(firm, evidence(firm, "hse_declaration", "statement"), level=1)
    assert events(firm)[1:] == [
        ("evidenced", 2, 0, today() - timedelta(days=9), "calendar"),
        ("evidenced", 0, 1, today(), "evidence"),
    ]


def test_a_file_counts_from_the_day_on_which_it_is_found_clean_and_not_from_the_day_it_was_put_forward(firm):
    with at(today() - timedelta(days=5)):
        waiting = file(firm, state=FileState.QUARANTINED)
        support(firm, evidence(firm, "routine", file=waiting), level=2)
        assert events(firm) == []
    with unit_of_work(acting_for(firm.id)):
        found = db.session.get(File, waiting.id)
        found.state = FileState.CLEAN
        db.session.flush()
        evidence_services.hear_of_file(found)
    assert events(firm) == [("evidenced", 0, 2, today(), "evidence")]


def test_dates_that_are_corrected_change_today_and_not_the_past(firm):
    with at(today() - timedelta(days=30)):
        made = evidence(firm, "routine", ends_in=100)
        support(firm, made, level=2)
    with unit_of_work(acting_for(firm.id)):
        row = db.session.get(Evidence, made.id)
        row.valid_to = today() - timedelta(days=10)
        services.hear_of_evidence(firm.id, made.id, EvidenceEvent.CHANGED, None)
    assert events(firm)[1:] == [("evidenced", 2, 0, today(), "evidence")]


# ---- who and when --------------------------------------------------------------------------------------------------


def test_an_assessment_writes_what_is_claimed_once_with_who_handed_it_in(firm):
    kari = member(firm, name="Kari")
    made = assessment(firm, dict.fromkeys(("HSE", "QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC"), 1))
    with unit_of_work(acting_for(firm.id)):
        services.submit_assessment(queries.get_assessment(made.id), by=actor(kari))
    with unit_of_work(acting_for(firm.id)):
        lines = queries.events_of(firm.id)
        assert len(lines) == 10
        assert {(line.before, line.after, line.cause_id, line.by) for line in lines} == {(None, 1, made.id, "Kari")}
    assessment(firm, dict.fromkeys(("QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC"), 1) | {"HSE": 3},
               submitted=True)  # fmt: skip
    with unit_of_work(acting_for(firm.id)):
        assert [(e.code, e.before, e.after) for e in queries.events_of(firm.id)[10:]] == [("HSE", 1, 3)]


def test_rooms_above_hear_of_every_firm_whose_numbers_may_have_changed_in_the_same_transaction(firm, monkeypatch):
    heard = []
    monkeypatch.setattr("app.blueprints.capability.services.timeline._heard", [])

    def listen(organisation_id):
        heard.append((organisation_id, db.session.query(Event).count()))

    services.on_change(listen)
    services.on_change(listen)
    support(firm, evidence(firm, "routine"), level=2)
    assert heard == [(firm.id, 1)]


def test_several_who_change_the_same_firm_at_once_write_each_change_once(firm, app):
    made = [evidence(firm, "routine") for _ in range(6)]

    def put(one):
        with app.app_context():
            support(firm, one, level=2)

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(ContextVars().run, put, one) for one in made]:
            done.result()
    assert events(firm) == [("evidenced", 0, 2, today(), "evidence")]
    assert len(standing(firm).proofs) == 6
