"""A firm is told when it is asked, a buyer when it is answered."""

from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Request
from app.blueprints.improvement.notices.receivers import tell_writers, worded
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.blueprints.notifications.services import register
from app.core.clock import today
from app.core.db import acting_for, set_context


def _read(entry: dict[str, Any]) -> tuple[Request, dict[str, Any]]:
    """The request, as its firm sees it, and what every notice says of it."""
    set_context(acting_for(entry["organisation_id"]))
    asked = queries.get_request(entry["subject_id"])
    return asked, {
        "asked_id": asked.id,
        "organisation_id": asked.organisation_id,
        "asker_id": asked.asker_id,
        "firm": get_organisation(asked.organisation_id).name,
        "asker": get_organisation(asked.asker_id).name,
        "kind": dict(EVIDENCE_TYPES[asked.type].name),
        "due_on": worded(asked.due_on),
    }


def tell_of_request(entry: dict[str, Any]) -> None:
    """The firm: who asks, for what, why and by when; and whether it holds such a document already."""
    asked, params = _read(entry)
    facts = queries.facts_of_type(asked.organisation_id, asked.type)
    params |= {"reason": asked.reason, "holds": any(rules.counts_on(fact, today()) for fact in facts)}
    tell_writers(asked.organisation_id, entry, "improvement/request_made", params, mail=True)


def tell_of_answer(entry: dict[str, Any]) -> None:
    """The buyer: here it is, or why not."""
    asked, params = _read(entry)
    params |= {"state": asked.state.value, "answer": asked.answer}
    tell_writers(asked.asker_id, entry, "improvement/request_answered", params, mail=True)


def tell_of_withdrawal(entry: dict[str, Any]) -> None:
    """The firm, in its inbox only: nothing is to be done any more."""
    asked, params = _read(entry)
    tell_writers(asked.organisation_id, entry, "improvement/request_withdrawn", params, mail=False)


register("improvement.request_made", tell_of_request)
register("improvement.request_answered", tell_of_answer)
register("improvement.request_declined", tell_of_answer)
register("improvement.request_withdrawn", tell_of_withdrawal)
