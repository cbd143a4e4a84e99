"""Who is told when a decision stands: whoever it concerns, with the statement of reasons, and whoever reported."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import people_with
from app.blueprints.accounts.terms import Role
from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.cases import get_case, reporters
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.rules.reasons import reason_as_given
from app.blueprints.moderation.terms.cases import REPLIES
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import AsRead, Visibility
from app.blueprints.notifications.services import notify, register, register_words, send_mail
from app.core.db import Context
from app.core.sealing import unseal

READS_CASES = Context(platform=("moderator",))
# What is no outcome to whoever reported: a text that its author is still at, and answers to the author.
NOT_FOR_REPORTERS = (Action.RETURN, Action.RESTORE, Action.UPHOLD)


def tell_of_decision(entry: dict[str, Any]) -> None:
    """In the receivers' own languages. An author whose text only stands as before is left in peace."""
    if not entry["data"]["is_done"]:  # changed meanwhile, and so looked at again: there is nothing to tell yet
        return
    decision = get_decision(entry["data"]["decision_id"])
    if decision.action is not Action.APPROVE or decision.was != Visibility.PUBLIC.value:
        for person_id in _whom_it_concerns(decision):
            tell_author(entry["key"], person_id, decision)
    is_outcome = decision.action not in NOT_FOR_REPORTERS and decision.again_id is None
    if is_outcome and not queries.closed_before(decision):
        reason = (
            dict(reason_as_given(ReasonCode(decision.reasons[0]), decision.reason_versions[0]).text)
            if (decision.reasons)
            else {}
        )
        tell_reporters(entry["key"], get_case(decision.case_id), decision.action.value, reason)


def tell_of_closing(entry: dict[str, Any]) -> None:
    """The author has taken it away: those who reported are told that too."""
    tell_reporters(entry["key"], get_case(entry["subject_id"]), "taken_away", {})


def tell_author(entry_key: str, person_id: int, decision: Decision) -> None:
    """The statement of reasons, word for word as it was decided."""
    notify(
        person_id,
        entry_key=entry_key,
        kind="moderation/decided",
        params={
            "decision_id": decision.id,
            "action": decision.action.value,
            "is_answer": decision.again_id is not None,
            "was": decision.was,
            "title": decision.subject_title,
            "statement": decision.statement,
            "language": decision.statement_language,
        },
        mail=True,
    )


def tell_reporters(entry_key: str, case: Case, action: str, reason: dict[str, str]) -> None:
    """How it ended; never who decided, nor what the author was told. An address that was left for this is then gone."""
    params = {
        "action": action,
        "title": case.subject_title,
        "subject_type": case.subject_type,
        "subject_id": case.subject_id,
        "reason": reason,
    }
    for reporter_id in reporters(case.id):
        notify(reporter_id, entry_key=f"{entry_key}:outcome", kind="moderation/outcome", params=params, mail=True)
    for signal in queries.replies_wanted(case.id):
        send_mail(
            unseal(signal.reply_to, purpose=REPLIES),
            locale=signal.reply_lang or "nb",
            template="moderation/outcome",
            params=params,
            key=f"{entry_key}:outcome:{signal.id}",
        )
        queries.forget_reply(signal.id)


def outcomes_in_words(params: Sequence[dict[str, Any]], person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The same notices, with the titles as this reader is shown them where she reads of them."""
    things = [(str(one["subject_type"]), int(one["subject_id"])) for one in params if "subject_id" in one]
    found = services.as_read(things, reader_with(person_id, locale)) if things else {}
    return [_with_title(one, found.get((one.get("subject_type", ""), one.get("subject_id", 0)))) for one in params]


def _whom_it_concerns(decision: Decision) -> Iterable[int]:
    """Its author; of what nobody wrote as a person (an organisation's name) the organisation's owners."""
    if decision.subject_author_id is not None:
        return [decision.subject_author_id]
    if decision.subject_organisation_id is None:
        return []
    return people_with(decision.subject_organisation_id, Role.OWNER)


def _with_title(params: dict[str, Any], read: AsRead | None) -> dict[str, Any]:
    return params | {"title": read.title} if read else params


register("moderation.decision_settled", tell_of_decision, context=READS_CASES)
register("moderation.case_closed", tell_of_closing, context=READS_CASES)
register_words("moderation/outcome", outcomes_in_words)
