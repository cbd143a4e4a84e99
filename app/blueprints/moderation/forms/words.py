"""The words for reasons, actions and outcomes."""

from typing import Any

from flask_babel import lazy_gettext as _l

from app.blueprints.moderation.forms.found import found_words
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.terms.cases import CaseKind, CaseState, Source
from app.blueprints.moderation.terms.decisions import ABOUT_THE_AUTHOR, Action
from app.blueprints.moderation.terms.queue import Waiting
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.screening.terms.findings import FindingKind
from app.core.clock import today
from app.core.i18n import locale

SIGNAL_WORDS = {
    "other": _l("Something else"),
    "identity_number": _l("Identity number"),
    "unverified": _l("Organisation not yet verified"),
    "new_organisation": _l("New organisation"),
    "everything": _l("Everything is looked at here"),
    "pseudonymous": _l("Written under a pseudonym"),
    "unstaffed": _l("Written outside opening hours"),
    "personal_data": _l("Personal data"),
    "price": _l("Price"),
    "secret": _l("Trade secret"),
    "wrong_translation": _l("Translation is doubtful"),
    "appeal": _l("Appeal"),
    "sample": _l("Sample"),
    "disagreement": _l("Judged differently by two"),
}
SOURCE_WORDS = {
    Source.REPORT: _l("Reported by somebody"),
    Source.RULE: _l("Found by the machine"),
    Source.PRE_MODERATION: _l("Waits to be published"),
    Source.TRANSLATION: _l("Complaints about translations"),
    Source.APPEAL: _l("Appeals"),
    Source.SAMPLE: _l("Samples"),
}
STATE_WORDS = {
    CaseState.SECOND: _l("Waits for a second person"),
    CaseState.WITH_LAWYER: _l("With a lawyer"),
    CaseState.WITH_AUTHOR: _l("With the author"),
}
_SOURCE_TAGS = {
    Source.REPORT: (_l("Reported"), "danger"),
    Source.TRANSLATION: (SIGNAL_WORDS["wrong_translation"], "info"),
}
_GRAVE = frozenset({FindingKind.NIN, FindingKind.SECRET})
HIDES = (Action.HIDE, Action.REFER_BUYER, Action.RETURN)
ACTION_WORDS = {
    Action.APPROVE: _l("Approve"),
    Action.RETURN: _l("Ask for a change"),
    Action.REDACT: _l("Remove the marked words"),
    Action.HIDE: _l("Hide"),
    Action.MOVE: _l("Move"),
    Action.LOCK: _l("Lock the thread"),
    Action.REFER_BUYER: _l("Hand over to the buyer as protected input"),
    Action.WARN: _l("Warn the author"),
    Action.SILENCE: _l("Silence the author for a time"),
    Action.SUSPEND: _l("Suspend the author for a time"),
    Action.RESTORE: _l("Show again"),
    Action.UPHOLD: _l("Let the decision stand"),
}
# What an appeal is of, where to find for its author is not to show a text again.
LIFT = _l("Lift the measure")
TAKE_BACK = _l("Take the decision back")

OUTCOME_WORDS = {
    Action.APPROVE: _l("Approved"),
    Action.RETURN: _l("Sent back for a change"),
    Action.REDACT: _l("Words removed"),
    Action.HIDE: _l("Hidden"),
    Action.MOVE: _l("Moved"),
    Action.LOCK: _l("Thread locked"),
    Action.REFER_BUYER: _l("Handed over to the buyer"),
    Action.WARN: _l("Author warned"),
    Action.SILENCE: _l("Author silenced"),
    Action.SUSPEND: _l("Author suspended"),
    Action.RESTORE: _l("Shown again"),
    Action.UPHOLD: _l("Decision stands"),
}


def answer_words(appealed: Action) -> dict[Action, Any]:
    """The same names of actions, for who answers an appeal over this."""
    if appealed in ABOUT_THE_AUTHOR:
        return ACTION_WORDS | {Action.RESTORE: LIFT}
    return ACTION_WORDS if appealed in HIDES else ACTION_WORDS | {Action.RESTORE: TAKE_BACK}


def reason_choices() -> list[tuple[str, str]]:
    """The reasons in force today, in the reader's language."""
    return [(code.value, f"{code.value} · {reason_in_force(code, today()).title.in_(locale())}") for code in ReasonCode]


def reason_word(code: str) -> str:
    """Why a case was opened, in the reader's language."""
    if code in SIGNAL_WORDS:
        return str(SIGNAL_WORDS[code])
    return reason_in_force(ReasonCode(code), today()).title.in_(locale())


def tag_of(line: Waiting) -> tuple[str, str]:
    """What a line of the queue is about, and the colour of its tag: what was found, or who pointed at it."""
    if line.kind is not CaseKind.CONTENT:
        return reason_word(line.kind.value), "neutral" if line.kind is CaseKind.SAMPLE else "accent"
    kinds = [FindingKind(kind) for kind in line.found]
    if kinds:
        words = found_words(kinds[:2], locale())
        return words[:1].upper() + words[1:], "danger" if _GRAVE & set(kinds) else "warning"
    if line.source in _SOURCE_TAGS:
        words, color = _SOURCE_TAGS[line.source]
        return str(words), color
    return reason_word(line.reason), "neutral"
