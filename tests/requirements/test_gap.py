"""A firm beside a profile: the note's own figures, never flattering, and what is coming."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from app.blueprints.capability.services import numbers_on
from app.blueprints.capability.terms import Number, Three
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.requirements import queries, services
from app.blueprints.requirements.terms import RequirementDraft, Verdict
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import improvement
from tests.factories import requirements as made
from tests.factories.accounts import member, organisation
from tests.factories.requirements import VECTOR_LEVELS, asked, standing, standings


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


def levels(numbers: dict[str, int]) -> dict[str, Three]:
    return {code: Three(claimed=5, evidenced=level) for code, level in numbers.items()}


def readiness(profile, numbers: dict[str, int]):
    return services.readiness_of(profile, levels(numbers), today())


def test_the_published_vector_gives_five_sevenths_and_not_the_uncapped_mean(buyer):
    answer = readiness(made.profile(buyer, *made.vector()), VECTOR_LEVELS)
    assert answer.value == Fraction(5, 7)
    assert answer.verdict is Verdict.PARTLY
    assert str(services.shown_value(answer)) == "0.714"


def test_a_must_have_that_is_missing_is_not_ready_whatever_the_figure(buyer):
    profile = made.profile(buyer, asked("HSE", 1, "0.001", must=True), asked("QUA", 5, 1000))
    answer = readiness(profile, {"QUA": 5})
    assert answer.verdict is Verdict.NOT_READY
    assert str(services.shown_value(answer)) == "0.999"


def test_while_anything_is_missing_the_figure_is_never_a_whole(buyer):
    profile = made.profile(buyer, asked("HSE", 1, "0.001"), asked("QUA", 5, 1000))
    answer = readiness(profile, {"QUA": 5})
    assert answer.value == Fraction(5_000_000, 5_000_001)
    assert str(services.shown_value(answer)) == "0.999"


def test_a_ready_firm_is_shown_one_however_strong_it_is(buyer):
    answer = readiness(made.profile(buyer, *made.vector("HSE")), dict.fromkeys(VECTOR_LEVELS, 5))
    assert (answer.verdict, services.shown_value(answer)) == (Verdict.READY, Decimal("1.000"))


def test_half_way_between_two_figures_goes_to_the_even_one(buyer):
    profile = made.profile(buyer, asked("HSE", 1, "0.5"), asked("QUA", 1, "999.5"))
    assert str(services.shown_value(readiness(profile, {"HSE": 1}))) == "0.000"  # 0.0005
    profile = made.profile(buyer, asked("HSE", 1, "1.5"), asked("QUA", 1, "998.5"))
    assert str(services.shown_value(readiness(profile, {"HSE": 1}))) == "0.002"  # 0.0015


def test_no_requirements_has_no_figure(buyer):
    profile = made.profile(buyer, RequirementDraft(code="HSE", reason="Kanskje."), published=False)
    answer = readiness(profile, {"HSE": 5})
    assert answer.verdict is Verdict.NO_REQUIREMENTS
    assert services.shown_value(answer) is None


def test_a_claim_never_counts_and_an_endorsement_counts_also_when_it_is_lower(buyer):
    profile = made.profile(buyer, asked("HSE", 3), asked("QUA", 3), asked("ENV", 3))
    three = {
        "HSE": Three(claimed=5, evidenced=0),
        "QUA": Three(claimed=5, evidenced=4, endorsed=2),
        "ENV": Three(claimed=None, evidenced=1, endorsed=3),
    }
    lines = {line.code: line for line in services.measured(profile, three)}
    assert [(lines[code].effective, lines[code].rests_on, lines[code].gap) for code in ("HSE", "QUA", "ENV")] == [
        (0, Number.EVIDENCED, 3),
        (2, Number.ENDORSED, 1),
        (3, Number.ENDORSED, 0),
    ]
    gaps = services.readiness_of(profile, three, today()).gaps
    assert [(gap.code, gap.effective) for gap in gaps] == [("HSE", 0), ("QUA", 2)]


def test_what_the_firm_has_never_heard_of_counts_as_nothing(buyer):
    profile = made.profile(buyer, asked("HSE", 3))
    (line,) = services.measured(profile, {})
    assert (line.claimed, line.effective, line.gap) == (None, 0, 3)


def test_what_is_asked_at_level_zero_is_no_line(buyer):
    profile = made.profile(buyer, asked("HSE", 3), RequirementDraft(code="ENV", reason="Kanskje."))
    assert [line.code for line in services.measured(profile, {})] == ["HSE"]


# ---- what is coming ----------------------------------------------------------------------------------------------


def coming(profile, *held):
    return services.coming(profile, services.relevant(profile, held), today())


def test_the_day_after_evidence_ends_the_firm_is_what_it_then_is(buyer):
    profile = made.profile(buyer, asked("HSE", 3, must=True), asked("QUA", 2))
    end = today() + timedelta(days=40)
    told = coming(profile, standing("HSE", 3, valid_to=end), standing("QUA", 2))
    assert told.day == end + timedelta(days=1)
    assert told.falls == (("HSE", 0),)
    assert (told.readiness.value, told.readiness.verdict) == (Fraction(2, 5), Verdict.NOT_READY)


def test_the_day_after_an_endorsement_expires_evidence_counts_again(buyer):
    profile = made.profile(buyer, asked("HSE", 4))
    end = today() + timedelta(days=5)
    told = coming(profile, standing("HSE", 2, endorsed=4, endorsed_until=end))
    assert (told.day, told.falls) == (end + timedelta(days=1), (("HSE", 2),))


def test_evidence_that_ends_under_a_standing_endorsement_changes_nothing(buyer):
    profile = made.profile(buyer, asked("HSE", 2))
    assert coming(profile, standing("HSE", 2, endorsed=2, valid_to=today() + timedelta(days=5))) is not None
    told = coming(profile, standing("HSE", 2, endorsed=2, valid_to=today() + timedelta(days=5)))
    assert told.day == today() + timedelta(days=366)  # when the endorsement has expired as well


def test_a_fall_above_or_beside_what_is_asked_is_not_worth_a_word(buyer):
    profile = made.profile(buyer, asked("HSE", 2))
    soon = today() + timedelta(days=5)
    assert coming(profile, standing("HSE", 2), standing("ENV", 4, valid_to=soon)) is None
    assert coming(profile, standing("HSE", 0, claimed=3)) is None


def test_nothing_is_coming_where_nothing_is_asked(buyer):
    profile = made.profile(buyer, RequirementDraft(code="HSE", reason="Kanskje."), published=False)
    assert coming(profile, standing("HSE", 3, valid_to=today())) is None


def test_the_numbers_of_today_are_those_that_the_firm_is_told():
    held = [standing("HSE", 3, claimed=4), standing("QUA", 5, endorsed=2), *standings({"ENV": 1})]
    assert numbers_on(held, today()) == {one.code: one.three for one in held}


# ---- what the plan does ------------------------------------------------------------------------------------------


def test_open_actions_about_a_dimension_come_with_aim_and_day(db_session):
    firm = organisation()
    owner = member(firm)
    later = improvement.action(firm, owner, due_in=20, subject="capability:HSE:3", title="Later")
    first = improvement.action(firm, owner, due_in=10, subject="capability:QUA", title="First")
    improvement.action(firm, owner, subject="", title="Something else")
    with unit_of_work(acting_for(firm.id)):
        found = queries.open_actions(firm.id)
    assert [(action.id, action.code, action.aim) for action in found] == [(first.id, "QUA", None), (later.id, "HSE", 3)]
    assert {action.status for action in found} == {ActionStatus.PLANNED}


def test_another_firms_plan_is_not_there(db_session):
    firm, other = organisation(), organisation()
    improvement.action(firm, member(firm), subject="capability:HSE:3")
    with unit_of_work(acting_for(other.id)):
        assert queries.open_actions(firm.id) == []
