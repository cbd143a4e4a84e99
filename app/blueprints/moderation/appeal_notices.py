"""Who is told of an appeal, of an opinion that is wanted or given, and of what was handed to a buyer.

Of the answer to an appeal its author is told as of every decision (`notices`).
"""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.moderation.notices import READS_CASES
from app.blueprints.moderation.queries import appeals, lawyers, referrals
from app.blueprints.moderation.queries.cases import reporters
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.terms.appeals import TIME_TO_ANSWER, Outcome
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.notifications.services import notify, register


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


register("moderation.appeal_opened", tell_of_appeal, context=READS_CASES)
register("moderation.appeal_answered", tell_of_changed_outcome, context=READS_CASES)
register("moderation.decision_settled", tell_buyer, context=READS_CASES)
register("moderation.lawyer_asked", tell_lawyers, context=READS_CASES)
register("moderation.lawyer_answered", tell_asker, context=READS_CASES)
