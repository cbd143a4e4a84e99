"""Who is told of a decision: the author, with the statement of reasons, and whoever reported, with the outcome."""

from typing import Any

from app.blueprints.moderation import queries, rules
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.terms import Action, Visibility
from app.blueprints.notifications.services import notify, register
from app.core.db import Context

READS_CASES = Context(platform=("moderator",))


def tell_of_decision(entry: dict[str, Any]) -> None:
    """In the receivers' own languages. An author whose post only stands as before is left in peace."""
    decision = queries.get_decision(entry["data"]["decision_id"])
    was_public = entry["data"]["was"] == Visibility.PUBLIC.value
    if decision.subject_author_id is not None and not (decision.action is Action.APPROVE and was_public):
        notify(
            decision.subject_author_id,
            entry_key=entry["key"],
            kind="moderation/decided",
            params={
                "decision_id": decision.id,
                "action": decision.action.value,
                "title": decision.subject_title,
                "statement": decision.statement,
                "language": decision.statement_language,
            },
            mail=True,
        )
    if decision.action is not Action.RESTORE:
        tell_reporters(entry["key"], decision)


def tell_reporters(entry_key: str, decision: Decision) -> None:
    """How it ended; never who wrote the decision, nor what the author was told."""
    reason = {}
    if decision.reason_code and decision.reason_version:
        reason = dict(rules.reason_as_given(decision.reason_code, decision.reason_version).text)
    for reporter_id in queries.reporters(decision.case_id):
        notify(
            reporter_id,
            entry_key=f"{entry_key}:outcome",
            kind="moderation/outcome",
            params={"action": decision.action.value, "title": decision.subject_title, "reason": reason},
            mail=True,
        )


register("moderation.case_decided", tell_of_decision, context=READS_CASES)
