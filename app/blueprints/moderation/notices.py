"""Who is told of a decision: the author, with the statement of reasons, and whoever reported, with the outcome."""

from collections.abc import Sequence
from typing import Any

from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.moderation import queries, services
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.rules.reasons import reason_as_given
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import AsRead, Visibility
from app.blueprints.notifications.services import notify, register, register_words
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
    if decision.reasons:
        reason = dict(reason_as_given(ReasonCode(decision.reasons[0]), decision.reason_versions[0]).text)
    for reporter_id in queries.reporters(decision.case_id):
        notify(
            reporter_id,
            entry_key=f"{entry_key}:outcome",
            kind="moderation/outcome",
            params={
                "action": decision.action.value,
                "title": decision.subject_title,
                "subject_type": decision.subject_type,
                "subject_id": decision.subject_id,
                "reason": reason,
            },
            mail=True,
        )


def outcomes_in_words(params: Sequence[dict[str, Any]], person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The same notices, with the titles as this reader is shown them where she reads of them."""
    things = [(str(one["subject_type"]), int(one["subject_id"])) for one in params if "subject_id" in one]
    found = services.as_read(things, reader_with(person_id, locale)) if things else {}
    return [_with_title(one, found.get((one.get("subject_type", ""), one.get("subject_id", 0)))) for one in params]


def _with_title(params: dict[str, Any], read: AsRead | None) -> dict[str, Any]:
    return params | {"title": read.title} if read else params


register("moderation.case_decided", tell_of_decision, context=READS_CASES)
register_words("moderation/outcome", outcomes_in_words)
