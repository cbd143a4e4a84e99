"""What the overview hears of a firm's numbers: what falls, what ends, and who has answered."""

from datetime import date, timedelta

import pytest

from app.blueprints.capability import queries
from app.blueprints.capability.rules import ended_by, outlook
from app.blueprints.capability.terms import Asked, Carried, Endorsed, HeldProof, ReviewState
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.localized import Localized
from tests.factories.accounts import member, organisation
from tests.factories.capability import assessment, decided, review, standing, support
from tests.factories.evidence import evidence

DAY = date(2026, 11, 22)
NAME = Localized(en="Health and safety")


def carried(**values):
    proof = HeldProof(**{"strength": 1, "level": 2, "evidence_id": 1} | values)
    return Carried(code="HSE", name=NAME, proof=proof)


def asked(state="endorsed", *, days_ago=30, ends_in=300, code="HSE", number=1):
    decided_on = DAY - timedelta(days=days_ago) if state != "asked" else None
    endorsed = (
        Endorsed(
            review_id=number,
            code=code,
            level=3,
            decided_on=decided_on,
            expires_on=DAY + timedelta(days=ends_in),
            reviewer_id=9,
            reviewer="Fjord Næringslag",
        )
        if state.startswith("endorsed")
        else None
    )
    return Asked(
        review_id=number,
        code=code,
        name=NAME,
        state=ReviewState(state),
        reviewer="Fjord Næringslag",
        decided_on=decided_on,
        endorsed=endorsed,
    )


@pytest.mark.parametrize(("days", "told"), [(0, True), (89, True), (90, False)])
def test_a_level_that_falls_within_ninety_days_is_told_of(days, told):
    """A paper whose last day is in 89 days is gone in 90."""
    found = outlook([carried(valid_to=DAY + timedelta(days=days))], [], DAY)
    assert [(turn.code, turn.day, turn.level) for turn in found.falls] == (
        [("HSE", DAY + timedelta(days=days + 1), 0)] if told else []
    )


def test_what_something_else_carries_does_not_fall():
    assert outlook([carried(valid_to=DAY), carried()], [], DAY).falls == ()


@pytest.mark.parametrize(("days", "told"), [(0, True), (90, True), (91, False), (-1, False)])
def test_an_endorsement_that_ends_within_ninety_days_is_told_of(days, told):
    found = outlook([], [asked(ends_in=days)], DAY).ends
    assert [turn.day for turn in found] == ([DAY + timedelta(days=days)] if told else [])


def test_an_endorsement_asked_for_anew_or_given_anew_is_not_told_of():
    old = asked(ends_in=20)
    assert outlook([], [asked("asked", number=2), old], DAY).ends == ()
    assert outlook([], [asked(days_ago=1, ends_in=700, number=2), old], DAY).ends == ()


@pytest.mark.parametrize(
    ("state", "days", "told"),
    [
        ("endorsed", 14, True),
        ("endorsed", 15, False),
        ("endorsed_lower", 3, True),
        ("declined", 3, True),
        ("asked", 3, False),
    ],
)
def test_an_answer_is_news_for_two_weeks(state, days, told):
    found = outlook([], [asked(state, days_ago=days)], DAY)
    assert (bool(found.answered), found.returned) == (told, ())


def test_what_was_returned_waits_until_the_firm_asks_again():
    back = asked("returned", days_ago=60)
    assert [review.review_id for review in outlook([], [back], DAY).returned] == [1]
    assert outlook([], [asked("asked", number=2), back], DAY).returned == ()
    assert outlook([], [asked("returned", days_ago=91)], DAY).returned == ()


def seen(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.outlook(firm.id, today())


def test_the_overview_says_what_the_page_of_the_dimension_says(db_session):
    firm, reviewer = organisation(), organisation("interest")
    log = evidence(firm, "routine", ends_in=40, record_from=today() - timedelta(days=30), record_to=today())
    support(firm, log, "HSE", 3)
    support(firm, evidence(firm, "iso_9001", ends_in=None, link="https://prove.example/9"), "QUA", 2)
    assessment(firm, submitted=True)
    decided(review(firm, reviewer, "QUA"), member(reviewer), "endorsed")
    found = seen(firm)
    assert [(turn.day, turn.level) for turn in found.falls] == [standing(firm, "HSE").next_fall]
    assert found.falls[0].name == standing(firm, "HSE").name
    assert [(answer.code, answer.state.value, answer.reviewer) for answer in found.answered] == [
        ("QUA", "endorsed", reviewer.name)
    ]


def test_what_does_not_count_cannot_fall_and_another_firm_is_told_nothing(db_session):
    firm = organisation()
    support(firm, evidence(firm, "routine", ends_in=-1), "HSE", 2)
    assert seen(firm).falls == ()
    support(firm, evidence(firm, "iso_9001", ends_in=20), "HSE", 2)
    assert len(seen(firm).falls) == 1
    other = organisation()
    with unit_of_work(acting_for(other.id)):
        assert queries.outlook(firm.id, today()).falls == ()


def test_a_fall_is_laid_on_what_ends_that_day_and_not_on_what_begins():
    begins, expires, grows_old = (
        HeldProof(strength=1, level=1, valid_from=DAY, evidence_id=1),
        HeldProof(strength=1, level=2, valid_to=DAY - timedelta(days=1), evidence_id=2),
        HeldProof(strength=1, level=3, record_to=date(2025, 11, 21), evidence_id=3),
    )
    assert ended_by([begins, expires], DAY) is expires
    assert ended_by([begins, grows_old], DAY) is grows_old
    assert ended_by([begins], DAY) is None
