"""Assessments for tests: plain functions that commit."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability import queries, services
from app.blueprints.capability.models import Assessment
from app.blueprints.capability.terms import AnswerDraft
from app.core.db import acting_for, unit_of_work

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
