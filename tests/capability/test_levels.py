"""Evidence carries what the research note says that it carries (C1), through its last day, and never less for being better."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.blueprints.capability import rules
from app.blueprints.capability.terms import Endorsement, Missing, Proof, Three

TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)
STATEMENT, OWN, THIRD, REGISTER, SEEN = range(5)


def proof(strength, level, **other):
    return Proof(strength=strength, level=level, **other)


def with_records(strength, level, first, last, **other):
    return proof(strength, level, record_from=first, record_to=last, **other)


YEAR = (date(2025, 1, 1), date(2025, 12, 31))
BASE = [proof(STATEMENT, 1), proof(OWN, 2)]
IN_USE = [*BASE, with_records(OWN, 3, None, date(2026, 2, 1))]
MEASURED = [*IN_USE, with_records(THIRD, 4, *YEAR)]

# One row a rule of C1: what is put forward, and the level that it carries, worked out by hand.
CAPS = [
    ("nothing carries nothing", [], 0),
    ("level 1 needs a statement", [proof(STATEMENT, 1)], 1),
    ("a statement carries no more than level 1, whatever it says", [proof(STATEMENT, 5)], 1),
    ("what is put forward for level 0 carries nothing", [proof(SEEN, 0)], 0),
    ("level 2 needs a document", [proof(OWN, 2)], 2),
    ("a document put forward for level 1 carries level 1", [proof(OWN, 1)], 1),
    ("level 3 needs a document in use, and one without records is not", [*BASE, proof(OWN, 3)], 2),
    ("level 3 with a recent record", IN_USE, 3),
    ("a recent record inside a mere statement is not a document in use", [*BASE, with_records(STATEMENT, 3, *YEAR)], 2),
    (
        "the record must be in the document itself, not in another paper",
        [*BASE, proof(OWN, 3), with_records(STATEMENT, 3, *YEAR)],
        2,
    ),
    ("a record of exactly 12 months ago is recent", [*BASE, with_records(OWN, 3, None, date(2025, 3, 1))], 3),
    ("a record of 12 months and a day ago is not", [*BASE, with_records(OWN, 3, None, date(2025, 2, 28))], 2),
    ("a record of tomorrow is none", [*BASE, with_records(OWN, 3, None, date(2026, 3, 2))], 2),
    ("a record of today is one", [*BASE, with_records(OWN, 3, None, TODAY)], 3),
    ("level 4 needs a third party", [*IN_USE, with_records(OWN, 4, *YEAR)], 3),
    ("level 4 needs 12 months of data", [*IN_USE, with_records(THIRD, 4, date(2025, 1, 2), date(2025, 12, 31))], 3),
    ("level 4 with a calendar year of data", MEASURED, 4),
    ("the data must be the third party's", [*IN_USE, proof(THIRD, 4), with_records(OWN, 4, *YEAR)], 3),
    ("what was seen on site carries level 4 too", [*IN_USE, with_records(SEEN, 4, *YEAR)], 4),
    ("what a register says carries level 4 too", [*IN_USE, with_records(REGISTER, 4, *YEAR)], 4),
    ("data through today are", [*IN_USE, with_records(THIRD, 4, date(2025, 3, 2), TODAY)], 4),
    ("data to come are not data", [*IN_USE, with_records(THIRD, 4, date(2025, 3, 3), date(2026, 3, 2))], 3),
    (
        "old data carry level 4 when something else is in use",
        [*IN_USE, with_records(THIRD, 4, date(2020, 1, 1), date(2020, 12, 31))],
        4,
    ),
    (
        "and not when nothing is: each level below must be carried",
        [*BASE, with_records(THIRD, 4, date(2020, 1, 1), date(2020, 12, 31))],
        2,
    ),
    ("one good paper carries every level below it", [with_records(THIRD, 4, *YEAR)], 4),
    ("level 5 needs shared learning", [*MEASURED, proof(THIRD, 5)], 4),
    ("level 5 needs a third party's paper at level 5", [*MEASURED, proof(OWN, 5, shares_learning=True)], 4),
    ("level 5 with one paper for both", [*MEASURED, proof(THIRD, 5, shares_learning=True)], 5),
    ("level 5 with one paper for each", [*MEASURED, proof(SEEN, 5), proof(STATEMENT, 5, shares_learning=True)], 5),
    ("a register's fact (E3) counts as E2 at level 5", [*MEASURED, proof(REGISTER, 5, shares_learning=True)], 5),
    (
        "learning shared at level 4 is not for level 5",
        [*MEASURED[:-1], replace(MEASURED[-1], shares_learning=True), proof(THIRD, 5)],
        4,
    ),
    ("level 5 needs level 4", [*IN_USE, proof(SEEN, 5, shares_learning=True)], 3),
]


@pytest.mark.parametrize(("proofs", "level"), [row[1:] for row in CAPS], ids=[row[0] for row in CAPS])
def test_each_cap_is_the_notes(proofs, level):
    assert rules.evidenced(proofs, TODAY) == level


@pytest.mark.parametrize(
    ("day", "level"),
    [(date(2026, 1, 14), 0), (date(2026, 1, 15), 2), (date(2026, 6, 30), 2), (date(2026, 7, 1), 0)],
)
def test_evidence_counts_from_its_first_day_through_its_last_and_not_the_day_after(day, level):
    assert rules.evidenced([proof(OWN, 2, valid_from=date(2026, 1, 15), valid_to=date(2026, 6, 30))], day) == level


def test_expired_evidence_leaves_the_claim_alone():
    papers = [proof(OWN, 2, valid_to=TODAY)]
    assert rules.three(4, papers, None, TODAY) == Three(claimed=4, evidenced=2, endorsed=None)
    assert rules.three(4, papers, None, TODAY + DAY) == Three(claimed=4, evidenced=0, endorsed=None)


@pytest.mark.parametrize(
    ("record_to", "last_day"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),  # there is no 29 February in 2025
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_record_is_recent_for_twelve_calendar_months(record_to, last_day):
    paper = with_records(OWN, 3, None, record_to)
    assert rules.is_in_use(paper, last_day)
    assert not rules.is_in_use(paper, last_day + DAY)


@pytest.mark.parametrize(
    ("first", "last", "enough"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2025, 1, 1), date(2025, 12, 30), False),
        (date(2024, 3, 15), date(2025, 3, 14), True),
        (date(2024, 3, 15), date(2025, 3, 13), False),
        (date(2023, 3, 1), date(2024, 2, 29), True),  # the leap day is part of that year
        (date(2023, 3, 1), date(2024, 2, 28), False),
        (date(2024, 2, 29), date(2025, 2, 27), True),  # 365 days
        (date(2025, 12, 31), date(2025, 1, 1), False),  # the wrong way round
        (None, date(2025, 12, 31), False),
        (date(2025, 1, 1), None, False),
    ],
)
def test_twelve_months_of_data_count_both_their_ends(first, last, enough):
    assert rules.has_year_of_data(with_records(THIRD, 4, first, last), TODAY) is enough


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 8, 31), 1, date(2024, 9, 30)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_are_calendar_months_and_end_where_the_month_ends(day, months, later):
    assert rules.months_after(day, months) == later


def test_an_endorsement_holds_24_months_through_its_last_day():
    given_on = date(2024, 2, 29)
    endorsement = Endorsement(level=4, decided_on=given_on, expires_on=rules.default_expiry(given_on))
    assert endorsement.expires_on == date(2026, 2, 28)
    held = [rules.endorsement_in_date(endorsement, day) for day in (given_on - DAY, given_on, date(2026, 2, 28), TODAY)]
    assert held == [False, True, True, False]
    assert not rules.endorsement_in_date(None, TODAY)


@pytest.mark.parametrize(
    ("endorsed", "expires_on", "effective"),
    [(4, TODAY, 4), (4, TODAY - DAY, 2), (1, TODAY, 1), (0, TODAY, 0)],
    ids=["in date", "out of date", "lower than the evidence, and yet what counts", "endorsed at nought"],
)
def test_what_counts_is_the_endorsed_level_in_date_else_the_evidenced_and_never_the_claim(
    endorsed, expires_on, effective
):
    endorsement = Endorsement(level=endorsed, decided_on=date(2025, 1, 1), expires_on=expires_on)
    numbers = rules.three(5, [proof(OWN, 2)], endorsement, TODAY)
    assert (numbers.claimed, numbers.evidenced, numbers.effective) == (5, 2, effective)


def test_without_an_answer_there_is_no_claim_and_the_evidence_still_counts():
    assert rules.three(None, [proof(OWN, 2)], None, TODAY) == Three(claimed=None, evidenced=2)


# What would carry the next level


@pytest.mark.parametrize(
    ("level", "proofs", "missing"),
    [
        (0, [], []),
        (1, [], [Missing.STATEMENT]),
        (2, [], [Missing.DOCUMENT]),
        (2, [proof(STATEMENT, 1)], [Missing.DOCUMENT]),
        (3, [], [Missing.DOCUMENT, Missing.RECENT_RECORD]),
        (3, [*BASE, proof(OWN, 3)], [Missing.RECENT_RECORD]),
        (3, IN_USE, []),
        (4, IN_USE, [Missing.THIRD_PARTY, Missing.TWELVE_MONTHS]),
        (4, [*IN_USE, proof(THIRD, 4)], [Missing.TWELVE_MONTHS]),
        (4, [*BASE], [Missing.RECENT_RECORD, Missing.THIRD_PARTY, Missing.TWELVE_MONTHS]),
        (5, MEASURED, [Missing.THIRD_PARTY, Missing.SHARED_LEARNING]),
        (5, [*MEASURED, proof(THIRD, 5)], [Missing.SHARED_LEARNING]),
        (5, [*MEASURED, proof(OWN, 5, shares_learning=True)], [Missing.THIRD_PARTY]),
        (2, [proof(OWN, 2, valid_to=TODAY - DAY)], [Missing.DOCUMENT]),
    ],
)
def test_what_is_missing_is_named_in_the_order_of_the_ladder(level, proofs, missing):
    assert rules.missing_for(level, proofs, TODAY) == missing


@pytest.mark.parametrize("level", [-1, 6])
def test_a_level_that_there_is_not_is_refused(level):
    with pytest.raises(ValueError, match="0 to 5"):
        rules.missing_for(level, [], TODAY)


# The calendar


def test_what_the_calendar_does_is_known_beforehand():
    papers = [
        proof(OWN, 2),
        with_records(OWN, 3, None, date(2025, 6, 10)),
        with_records(THIRD, 4, *YEAR, valid_from=date(2026, 4, 1), valid_to=date(2026, 5, 31)),
    ]
    assert rules.evidenced_changes(papers, TODAY, date(2026, 12, 31)) == [
        (date(2026, 4, 1), 4),
        (date(2026, 6, 1), 3),
        (date(2026, 6, 11), 2),
    ]
    # Today it is 3: to come back down to that is no fall.
    assert rules.next_fall(papers, TODAY) == (date(2026, 6, 11), 2)
    assert rules.next_fall(papers, TODAY, horizon_days=102) == (date(2026, 6, 11), 2)
    assert rules.next_fall(papers, TODAY, horizon_days=101) is None


def test_the_day_that_one_looks_from_is_not_told_again():
    papers = [proof(OWN, 2, valid_to=TODAY - DAY)]
    assert rules.evidenced_changes(papers, TODAY - DAY, TODAY) == [(TODAY, 0)]
    assert rules.evidenced_changes(papers, TODAY, TODAY + DAY) == []


def test_the_end_of_the_calendar_is_not_passed():
    papers = [with_records(OWN, 3, date.min, date.max, valid_from=date.min, valid_to=date.max)]
    assert rules.evidenced(papers, date.max) == 3
    assert rules.next_fall(papers, date.max) is None
    assert rules.evidenced_changes(papers, date.min, date.max) == [(date.max, 3)]


# Whatever is put forward

near = st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=500))
proofs_ = st.builds(
    Proof,
    strength=st.integers(0, 4),
    level=st.integers(0, 5),
    valid_from=st.none() | near,
    valid_to=st.none() | near,
    record_from=st.none() | near,
    record_to=st.none() | near,
    shares_learning=st.booleans(),
)


@st.composite
def strong(draw):
    """Mostly such as reach the upper levels, which few do that are drawn blindly."""
    last = TODAY - timedelta(days=draw(st.integers(0, 420)))
    return Proof(
        strength=draw(st.integers(1, 4)),
        level=draw(st.integers(2, 5)),
        valid_to=draw(st.none() | near),
        record_from=last - timedelta(days=draw(st.integers(300, 800))),
        record_to=last,
        shares_learning=draw(st.booleans()),
    )


papers_ = st.lists(proofs_ | strong(), max_size=6)
bundles = st.lists(proofs_ | strong(), min_size=1, max_size=6)


@given(papers_, proofs_ | strong())
def test_one_more_piece_of_evidence_never_lowers_the_level(papers, another):
    assert rules.evidenced([*papers, another], TODAY) >= rules.evidenced(papers, TODAY)


@given(bundles, st.data())
def test_better_evidence_never_lowers_the_level(papers, data):
    """Stronger, for a higher level, valid longer, with longer records (no later than today), or with learning shared."""
    old = data.draw(st.sampled_from(papers))
    days = st.integers(0, 900).map(lambda count: timedelta(days=count))
    better = replace(
        old,
        strength=data.draw(st.integers(old.strength, 4)),
        level=data.draw(st.integers(old.level, 5)),
        valid_from=old.valid_from and data.draw(st.none() | days.map(lambda by: old.valid_from - by)),
        valid_to=old.valid_to and data.draw(st.none() | days.map(lambda by: old.valid_to + by)),
        record_from=(old.record_from or TODAY) - data.draw(days),
        record_to=old.record_to if (old.record_to or TODAY) >= TODAY else min(TODAY, old.record_to + data.draw(days)),
        shares_learning=old.shares_learning or data.draw(st.booleans()),
    )
    others = [paper for paper in papers if paper is not old]
    assert rules.evidenced([*others, better], TODAY) >= rules.evidenced([*others, old], TODAY)


@given(papers_)
def test_nothing_is_missing_exactly_for_the_levels_that_are_reached(papers):
    reached = rules.evidenced(papers, TODAY)
    assert [not rules.missing_for(level, papers, TODAY) for level in range(6)] == [n <= reached for n in range(6)]


@given(papers_, st.integers(0, 3), st.randoms())
def test_neither_order_nor_repetition_matters(papers, times, chance):
    shuffled = papers + papers[:times]
    chance.shuffle(shuffled)
    assert rules.evidenced(shuffled, TODAY) == rules.evidenced(papers, TODAY)


@settings(deadline=None)
@given(papers_, near, st.integers(0, 300))
def test_the_changes_are_those_that_one_finds_day_by_day(papers, start, days):
    levels = [(start + timedelta(days=n), rules.evidenced(papers, start + timedelta(days=n))) for n in range(days + 1)]
    by_the_day = [after for before, after in pairwise(levels) if before[1] != after[1]]
    assert rules.evidenced_changes(papers, start, start + timedelta(days=days)) == by_the_day


@settings(deadline=None)
@given(papers_, st.integers(0, 420))
def test_the_next_fall_is_the_first_day_below_todays_level(papers, horizon):
    now = rules.evidenced(papers, TODAY)
    days = [TODAY + timedelta(days=n) for n in range(1, horizon + 1)]
    below = [(day, level) for day in days if (level := rules.evidenced(papers, day)) < now]
    assert rules.next_fall(papers, TODAY, horizon) == (below[0] if below else None)
