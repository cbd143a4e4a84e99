"""Assessments, evidence put forward, and reviews for tests: plain functions that commit."""

from datetime import date
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.capability import queries, services
from app.blueprints.capability.models import Assessment, Review, Support
from app.blueprints.capability.terms import (
    AnswerDraft,
    DimensionStanding,
    ReviewDraft,
    ReviewState,
    SupportDraft,
    VerdictDraft,
)
from app.blueprints.improvement.models import Evidence
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import actor

CODES = ("HSE", "QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC")


def assessment(
    firm: Organisation,
    levels: dict[str, int] | None = None,
    goals: dict[str, int] | None = None,
    *,
    submitted: bool = False,
) -> Assessment:
    """A firm's assessment with these answers. Submitted, whatever is not named stands at level 2."""
    levels = (dict.fromkeys(CODES, 2) if submitted else {}) | (levels or {})
    with unit_of_work(acting_for(firm.id)):
        started = services.start_assessment(firm, by=None)
        made = queries.get_assessment(started.id)
        for code, level in levels.items():
            answer = services.answer_in(made, code)
            draft = AnswerDraft(claimed=level, goal=(goals or {}).get(code), version=answer.version)
            services.answer_dimension(made, answer, draft, by=None)
        if submitted:
            services.submit_assessment(made, by=None)
    return made


def support(
    firm: Organisation, made: Evidence, code: str = "HSE", level: int = 3, *, learning: bool = False
) -> Support:
    """A piece of the firm's evidence, put forward for a dimension."""
    with unit_of_work(acting_for(firm.id)):
        draft = SupportDraft(evidence_id=made.id, level=level, shows_learning=learning)
        return services.put_forward(firm, code, draft, by=None)


def standing(firm: Organisation, code: str = "HSE") -> DimensionStanding:
    """The firm's three numbers in one dimension today."""
    with unit_of_work(acting_for(firm.id)):
        return next(s for s in queries.three_numbers(firm.id) if s.code == code)


def events(firm: Organisation, code: str = "HSE") -> list[tuple[str, int | None, int | None, date, str]]:
    """What the timeline of a dimension says: (number, before, after, on_day, cause), oldest first."""
    with unit_of_work(acting_for(firm.id)):
        return [
            (event.number.value, event.before, event.after, event.on_day, event.cause.value)
            for event in queries.events_of(firm.id, [code])
        ]


def review(firm: Organisation, reviewer: Organisation, code: str = "HSE", message: str = "") -> Review:
    """What the firm has asked a reviewer, and waits for."""
    with unit_of_work(acting_for(firm.id)):
        draft = ReviewDraft(reviewer_id=reviewer.id, message=message)
        asked = services.ask_for_review(firm, code, draft, by=None)
    db.session.expunge(asked)  # readable also after a refusal
    return asked


def decided(asked: Review, by: Person, state: str = "endorsed", *, declared: bool = True, **values: Any) -> Review:
    """The same when `by`, of the reviewer, has declared to be free to judge it, and answered."""
    who = actor(by)
    if declared:
        with unit_of_work(acting_for(asked.reviewer_id)):
            services.declare_no_conflict(queries.get_review(asked.id), by=who)
    with unit_of_work(acting_for(asked.reviewer_id)):
        found = queries.get_review(asked.id)
        draft = VerdictDraft(
            **{"state": ReviewState(state), "reason": "Sett i bruk på to anlegg.", "version": found.version} | values
        )
        return services.decide_review(found, draft, by=who)
