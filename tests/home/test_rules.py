"""What an overview asks for, and in what order."""

from datetime import UTC, date, datetime

from app.blueprints.accounts.terms import Authority, Check, Kind
from app.blueprints.capability.terms import Asked, Outlook, Progress, ReviewState, Turn
from app.blueprints.home.rules import buyer_steps, reviewer_steps, standing_steps, supplier_steps
from app.blueprints.home.terms import Next, Step
from app.blueprints.improvement.terms import Waiting
from app.blueprints.internal_control.terms import RunningOut
from app.core.localized import Localized

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


def steps_of(
    of: Progress,
    waiting: Waiting = Waiting(),  # noqa: B008 - frozen
    outlook: Outlook = Outlook(),  # noqa: B008 - frozen
    *,
    hours_reported: bool = True,
    unanswered: int = 0,
    overdue: int = 0,
) -> list[Step]:
    return supplier_steps(of, waiting, outlook, hours_reported=hours_reported, unanswered=unanswered, overdue=overdue)


def asked(of: Progress, waiting: Waiting = Waiting(), outlook: Outlook = Outlook(), **values: int) -> list[Next]:  # noqa: B008
    return [step.what for step in steps_of(of, waiting, outlook, **values)]  # type: ignore[arg-type]


SAFETY = Localized(nb="Helse, miljø og sikkerhet", en="Health and safety")


def turn(day: date, level: int = 2) -> Turn:
    return Turn(code="HSE", name=SAFETY, day=day, level=level)


def review(state: ReviewState) -> Asked:
    return Asked(
        review_id=7,
        code="HSE",
        name=SAFETY,
        state=state,
        reviewer="Fjord Næringslag",
        decided_on=date(2026, 11, 1),
        endorsed=None,
    )


def test_a_firm_that_has_done_all_is_asked_for_nothing() -> None:
    assert asked(progress()) == []


def test_a_new_firm_is_asked_for_hours_and_for_where_it_stands() -> None:
    new = progress(assessment_id=None, answered=0, submitted_at=None, open_actions=0)
    assert asked(new, hours_reported=False) == [Next.REPORT_HOURS, Next.START_ASSESSMENT]


def test_an_assessment_half_done_is_gone_on_with_and_says_how_far_it_has_come() -> None:
    steps = steps_of(progress(answered=4, submitted_at=None))
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


def test_training_that_has_expired_is_late_and_what_expires_soon_stands_where_its_day_puts_it() -> None:
    outlook = Outlook(falls=(turn(date(2026, 12, 18)),))
    found = supplier_steps(
        progress(late_actions=1),
        Waiting(expiring=1, first_id=4, first_end=date(2026, 12, 1)),
        outlook,
        hours_reported=False,
        unanswered=0,
        overdue=0,
        training=RunningOut(expired=2, expiring=3, first=date(2026, 12, 10)),
        to_sign=(9, 2026),
    )
    assert [step.what for step in found] == [
        Next.MEND_LATE_ACTIONS,
        Next.RENEW_TRAINING,
        Next.SIGN_REVIEW,
        Next.RENEW_EVIDENCE,
        Next.KEEP_TRAINING,
        Next.KEEP_LEVEL,
        Next.REPORT_HOURS,
    ]
    assert found[1] == Step(Next.RENEW_TRAINING, count=2, late=True)
    assert found[2] == Step(Next.SIGN_REVIEW, key=9, of=2026)
    assert found[4] == Step(Next.KEEP_TRAINING, count=3, day=date(2026, 12, 10))


def test_a_buyer_that_has_waited_too_long_is_late_and_one_that_has_not_is_not() -> None:
    assert steps_of(progress(), Waiting(requests=3, late_requests=1)) == [
        Step(Next.ANSWER_REQUESTS, count=1, of=3, late=True)
    ]
    assert steps_of(progress(), Waiting(requests=3)) == [Step(Next.ANSWER_REQUESTS, count=3, of=3)]


def test_whoever_waits_comes_before_what_will_be_lost_and_that_before_what_the_month_asks_for() -> None:
    everything = Outlook(
        falls=(turn(date(2026, 12, 18)),),
        ends=(turn(date(2027, 1, 5)),),
        returned=(review(ReviewState.RETURNED),),
        answered=(review(ReviewState.ENDORSED),),
    )
    waiting = Waiting(requests=1, expiring=2, first_id=4, first_end=date(2026, 12, 17))
    found = asked(progress(late_actions=1, open_actions=0), waiting, everything, hours_reported=False, unanswered=1)
    assert found == [
        Next.MEND_LATE_ACTIONS,
        Next.ANSWER_NEAR_MISSES,
        Next.ANSWER_REQUESTS,
        Next.MEND_RETURNED,
        Next.RENEW_EVIDENCE,
        Next.KEEP_LEVEL,
        Next.RENEW_ENDORSEMENT,
        Next.REPORT_HOURS,
        Next.PLAN_AN_ACTION,
        Next.READ_REVIEW,
    ]


def test_of_what_the_calendar_takes_the_first_to_go_is_named() -> None:
    outlook = Outlook(falls=(turn(date(2026, 12, 1)), turn(date(2026, 12, 9))), ends=(turn(date(2026, 11, 25)),))
    ending, falling = steps_of(progress(), outlook=outlook)
    assert (ending.what, ending.day, ending.count) == (Next.RENEW_ENDORSEMENT, date(2026, 11, 25), 1)
    assert (falling.what, falling.day, falling.count) == (Next.KEEP_LEVEL, date(2026, 12, 1), 2)
    assert (falling.key, falling.level, falling.name) == ("HSE", 2, SAFETY)


def test_a_reviewer_is_told_how_many_firms_wait_for_its_word() -> None:
    assert reviewer_steps(2) == [Step(Next.ANSWER_REVIEWS, count=2)]
    assert reviewer_steps(0) == []
