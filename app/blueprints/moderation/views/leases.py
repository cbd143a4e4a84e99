"""The script of a case's page asks here, while she types, to keep the case in her hand."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.models import Case
from app.core.access import actor, guard
from app.core.errors import Conflict


@bp.post("/moderation/cases/<int:case_id>/renew")
@guard(policies.can_decide, case=queries.get_case)
def renew(case: Case) -> ResponseReturnValue:
    """204 while it is hers; 409 with the name of whoever has it now ("" for nobody: it was decided, or put back)."""
    try:
        services.renew(case, by=actor())
    except Conflict:
        holder = case.claimed_by if case.claimed_by != actor().person_id else None
        return jsonify(name=queries.names([holder]).get(holder or 0, "")), 409
    return "", 204
