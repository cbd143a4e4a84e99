"""What the author reads of a decision."""

from flask.typing import ResponseReturnValue

from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.words import OUTCOME_WORDS
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.rules.reasons import reason_as_given
from app.blueprints.moderation.terms.reasons import ReasonCode, ReasonText
from app.core.access import actor, guard
from app.core.render import render


@bp.get("/decisions/<int:decision_id>")
@guard(policies.can_view_decision, decision=queries.get_decision)
def show_decision(decision: Decision) -> ResponseReturnValue:
    about = services.describe(decision.subject_type, decision.subject_id)
    return render(
        "moderation/decision.html",
        decision=decision,
        outcome_words=OUTCOME_WORDS,
        reasons=reasons_of(decision),
        url=services.subject(decision.subject_type).url(decision.subject_id) if about else None,
        is_author=decision.subject_author_id == actor().person_id,
    )


def reasons_of(decision: Decision) -> list[ReasonText]:
    """The wordings that the decision was given with."""
    return [
        reason_as_given(ReasonCode(code), version)
        for code, version in zip(decision.reasons, decision.reason_versions, strict=True)
    ]
