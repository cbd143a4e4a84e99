"""What an overview asks for, and in what order."""

from datetime import UTC, datetime

from app.blueprints.accounts.terms import Authority, Check, Kind
from app.blueprints.capability.terms import Progress
from app.blueprints.home.rules import buyer_steps, standing_steps, supplier_steps
from app.blueprints.home.terms import Next, Step

DONE = datetime(2026, 11, 3, tzinfo=UTC)


def progress(**values: object) -> Progress:
    whole = {
        "assessment_id": 1,
        "answered": 10,
        "total": 10,
        "submitted_at": DONE,
        "open_actions": 2,
        "late_actions": 0,
    }
    return Progress(**(whole | values))  # type: ignore[arg-type]


def asked(of: Progress, *, hours_reported: bool = True, unanswered: int = 0, overdue: int = 0) -> list[Next]:
    steps = supplier_steps(of, hours_reported=hours_reported, unanswered=unanswered, overdue=overdue)
    return [step.what for step in steps]


def test_a_firm_that_has_done_all_is_asked_for_nothing() -> None:
    assert asked(progress()) == []


def test_a_new_firm_is_asked_for_hours_and_for_where_it_stands() -> None:
    new = progress(assessment_id=None, answered=0, submitted_at=None, open_actions=0)
    assert asked(new, hours_reported=False) == [Next.REPORT_HOURS, Next.START_ASSESSMENT]


def test_an_assessment_half_done_is_gone_on_with_and_says_how_far_it_has_come() -> None:
    steps = supplier_steps(progress(answered=4, submitted_at=None), hours_reported=True, unanswered=0, overdue=0)
    assert steps == [Step(Next.CONTINUE_ASSESSMENT, count=4, of=10)]


def test_a_firm_that_knows_where_it_stands_is_asked_for_one_action() -> None:
    assert asked(progress(open_actions=0)) == [Next.PLAN_AN_ACTION]


def test_what_is_late_comes_first() -> None:
    assert asked(progress(late_actions=1), hours_reported=False, unanswered=2) == [
        Next.MEND_LATE_ACTIONS,
        Next.ANSWER_NEAR_MISSES,
        Next.REPORT_HOURS,
    ]


def test_an_overdue_near_miss_is_the_most_urgent() -> None:
    assert asked(progress(late_actions=1), unanswered=2, overdue=1)[0] is Next.ANSWER_NEAR_MISSES


def test_a_buyer_not_yet_verified_waits_and_is_not_asked_to_publish() -> None:
    steps = standing_steps(Kind.BUYER, Check.MATCHED, Authority.UNPROVEN, gone=False)
    assert [step.what for step in steps] == [Next.AWAIT_VERIFICATION]
    assert buyer_steps(Check.MATCHED, 0) == []


def test_a_verified_buyer_is_asked_for_its_first_need_and_not_again() -> None:
    assert [step.what for step in buyer_steps(Check.VERIFIED, 0)] == [Next.WRITE_A_NEED]
    assert buyer_steps(Check.VERIFIED, 1) == []


def test_a_supplier_whose_authority_is_unproven_is_told_what_the_public_sees() -> None:
    steps = standing_steps(Kind.SUPPLIER, Check.MATCHED, Authority.UNPROVEN, gone=False)
    assert [step.what for step in steps] == [Next.PROVE_AUTHORITY]
    assert standing_steps(Kind.SUPPLIER, Check.MATCHED, Authority.DOMAIN, gone=False) == []


def test_a_firm_that_the_register_calls_closed_hears_of_it_before_all_else() -> None:
    steps = standing_steps(Kind.SUPPLIER, Check.MATCHED, Authority.UNPROVEN, gone=True)
    assert steps[0] == Step(Next.FIX_REGISTER, late=True)
