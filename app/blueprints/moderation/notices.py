"""Who is told of what: by the journal's entries, in the worker.

When a decision stands: whoever it concerns, with the statement of reasons, and whoever reported. Of the answer to an
appeal its author is told as of every decision. Beside that, of an appeal that has come, of an opinion that is wanted or
given, and of what was handed to a buyer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import editors, people_with
from app.blueprints.accounts.terms import Role
from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.queries import appeals, lawyers, referrals
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.cases import get_case, reporters
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.rules.reasons import reasons_as_given
from app.blueprints.moderation.terms.appeals import TIME_TO_ANSWER, Outcome
from app.blueprints.moderation.terms.cases import REPLIES
from app.blueprints.moderation.terms.decisions import Action
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
        given = reasons_as_given(decision.reasons, decision.reason_versions)
        reason = dict(given[0].text) if given else {}
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
    told: set[str] = set()  # somebody who has reported the same three times is told once
    for signal in queries.replies_wanted(case.id):
        address = unseal(signal.reply_to, purpose=REPLIES)
        if address not in told:
            send_mail(
                address,
                locale=signal.reply_lang or "nb",
                template="moderation/outcome",
                params=params,
                key=f"{entry_key}:outcome:{signal.id}",
            )
        told.add(address)
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


def tell_of_appeal(entry: dict[str, Any]) -> None:
    """A receipt to whoever appealed: that it has come, and when there will be an answer."""
    decision = get_decision(entry["data"]["decision_id"])
    appeal = appeals.appeal_of(decision.id)
    if appeal is None:
        return
    params = {
        "decision_id": decision.id,
        "title": decision.subject_title,
        "days": TIME_TO_ANSWER.days,
    }
    notify(appeal.author_id, entry_key=entry["key"], kind="moderation/appeal_received", params=params, mail=True)


def tell_of_changed_outcome(entry: dict[str, Any]) -> None:
    """Those who reported were told how it ended; when an appeal has changed that, they are told so too."""
    outcome = Outcome(entry["data"]["outcome"])
    first = get_decision(entry["data"]["first_id"])
    if outcome is Outcome.UPHELD:
        return
    params = {
        "outcome": outcome.value,
        "title": first.subject_title,
        "subject_type": first.subject_type,
        "subject_id": first.subject_id,
    }
    for reporter_id in reporters(first.case_id):
        if reporter_id != first.subject_author_id:
            key = f"{entry['key']}:outcome"
            notify(reporter_id, entry_key=key, kind="moderation/outcome_changed", params=params, mail=True)


def tell_buyer(entry: dict[str, Any]) -> None:
    """What was handed over is read by the buyer's own people: its owners and editors are told that it is there."""
    if entry["data"].get("action") != Action.REFER_BUYER.value:
        return
    handed = referrals.handed_over_by(entry["data"]["decision_id"])
    if handed is None:
        return
    params = {"organisation_id": handed.organisation_id, "handed_id": handed.id, "place": handed.place}
    for person_id in editors(handed.organisation_id):
        key = f"{entry['key']}:buyer"
        notify(person_id, entry_key=key, kind="moderation/protected_input", params=params, mail=True)


def tell_lawyers(entry: dict[str, Any]) -> None:
    """All of them: whoever has time answers."""
    opinion = lawyers.get_opinion(entry["data"]["opinion_id"])
    for person_id in lawyers.lawyers():
        params = {"opinion_id": opinion.id, "case_id": opinion.case_id}
        notify(person_id, entry_key=entry["key"], kind="moderation/lawyer_asked", params=params, mail=True)


def tell_asker(entry: dict[str, Any]) -> None:
    opinion = lawyers.get_opinion(entry["data"]["opinion_id"])
    params = {"case_id": opinion.case_id}
    notify(opinion.asked_by, entry_key=entry["key"], kind="moderation/lawyer_answered", params=params, mail=True)


register("moderation.decision_settled", tell_of_decision, context=READS_CASES)
register("moderation.case_closed", tell_of_closing, context=READS_CASES)
register("moderation.appeal_opened", tell_of_appeal, context=READS_CASES)
register("moderation.appeal_answered", tell_of_changed_outcome, context=READS_CASES)
register("moderation.decision_settled", tell_buyer, context=READS_CASES)
register("moderation.lawyer_asked", tell_lawyers, context=READS_CASES)
register("moderation.lawyer_answered", tell_asker, context=READS_CASES)
register_words("moderation/outcome", outcomes_in_words)
