"""Time limits, the last way, and the fingerprint."""

import hashlib
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.involvement.rules.canonical import canonical, fingerprint
from app.blueprints.involvement.rules.excluding import why_not_excluded
from app.blueprints.involvement.rules.sections import sections
from app.blueprints.involvement.rules.time_limits import propose
from app.blueprints.involvement.terms import wording
from app.blueprints.involvement.terms.assessments import MeasureState

TODAY = date(2027, 3, 10)


@dataclass
class Measure:
    state: MeasureState


@dataclass
class Hearing:
    until: date
    answered_on: date | None = None


REJECTED, TAKEN = Measure(MeasureState.REJECTED), Measure(MeasureState.TAKEN)
ANSWERED = Hearing(date(2027, 4, 1), date(2027, 3, 9))
LATE = Hearing(date(2027, 3, 9))
OPEN = Hearing(date(2027, 3, 10))


@pytest.mark.parametrize(
    ("measures", "hearings", "missing"),
    [
        ([], [], "no_lesser_measure_rejected"),
        ([TAKEN], [ANSWERED], "no_lesser_measure_rejected"),
        ([REJECTED], [], "supplier_not_heard"),
        ([REJECTED], [OPEN], "supplier_not_heard"),
        ([REJECTED], [LATE], None),
        ([TAKEN, REJECTED], [OPEN, ANSWERED], None),
    ],
)
def test_a_supplier_is_kept_out_only_after_a_lesser_measure_is_rejected_and_it_was_heard(measures, hearings, missing):
    assert why_not_excluded(measures, hearings, TODAY) == missing


def test_the_longest_head_start_comes_on_top_of_the_ordinary_thirty_days():
    proposal = propose(date(2027, 1, 31), 12)
    assert proposal is not None
    # 30 days of FOA § 20-2 and 12 more, counted by hand: 28 days of February, then 14 of March.
    assert (proposal.extra_days, proposal.shortest_days, proposal.earliest) == (12, 30, date(2027, 3, 14))


def test_without_anything_published_there_is_nothing_to_propose():
    assert propose(None, None) is None


def test_a_day_before_the_oldest_rule_has_no_proposal():
    assert propose(date(2016, 12, 31), 3) is None


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none(), max_size=6))
def test_the_same_content_has_the_same_fingerprint_however_it_was_put_together(content):
    turned = dict(reversed(content.items()))
    assert canonical(content) == canonical(turned)
    assert fingerprint(canonical(content)) == hashlib.sha256(canonical(turned).encode("utf-8")).hexdigest()


@pytest.mark.parametrize("words", [wording.HEADINGS, wording.LABELS, wording.SENTENCES, *wording.VALUES.values()])
def test_every_word_of_the_report_is_there_in_all_three_languages(words):
    assert all(set(one) == {"nb", "nn", "en"} and all(one.values()) for one in words.values())


def test_a_table_of_the_report_has_as_many_cells_as_columns():
    told = {
        "organisation": "Verkstad AS",
        "organisation_number": "310000001",
        "at": "2027-01-02T10:00:00+01:00",
        "channel": "call",
    }
    head = {
        "language": "nn", "title": "T", "hosts": [{"name": "Helse", "number": "1", "leads": True}],
        "dialogue": {
            "title": "T", "title_language": "nb", "original_language": "nb", "purpose": "", "scope": "", "state_words": "Publisert", "published_at": "2027-01-01T10:00:00+01:00",
            "opens_on": "2027-01-01", "closes_on": "2027-02-01", "announced_at": None, "closed_at": None,
            "notices": [{"place": "Doffin", "number": "2027-1"}],
        },
        "participants": [{
            "name": "Verkstad AS", "organisation_number": "310000001", "ways_words": ["Møte"], "joined_at": "2027-01-02T10:00:00+01:00",
            "knew_before_everybody": 1,
            "related": [{"name": "Mor AS", "organisation_number": "", "relation_words": "Morselskap", "role": "Eig alt"}],
        }],
        "others": [{"name": "Rådgivar AS", "organisation_number": "", "role": "Skreiv behovet", "since": None}],
        "declarations": [{"name": "Ingrid", "stance_words": "Ingen bindingar", "declared_at": "2027-01-01T10:00:00+01:00"}],
        "information": [{
            "title": "Ladekapasitet", "language": "nb", "kind_words": "Referat", "first_told_at": "2027-01-02T10:00:00+01:00", "told": [told],
            "channel_words": "Telefon", "published_at": None, "exempted_at": None, "exempted_why": None,
        }],
        "ledger": {"told": 1, "published": 0, "exempted": 0, "red": 1}, "at_once": 0,
        "questions": {"asked": 0, "suppliers": 0, "late": 0, "published": 0, "looked_up": 0}, "received": [],
        "assessments": [], "time_limit": None, "outcome": [],
    }  # fmt: skip
    made = sections(head)
    assert all(len(row) == len(section.head) for section in made for row in section.rows)
    flat = " ".join(" ".join(row) for section in made for row in section.rows)
    assert "Ikkje publisert" in flat
    assert "2.\xa0jan.\xa02027 kl.\xa010.00" in flat, "a day and a time are each kept on one line"
