"""A case's history in sentences."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from app.blueprints.moderation.forms.words import OUTCOME_WORDS
from app.blueprints.moderation.queries.opened import EntrySeen
from app.blueprints.moderation.terms.decisions import Action

_SOURCES: dict[str, Callable[[str], str]] = {
    "report": lambda who: _("%(name)s reported it", name=who),
    "translation": lambda who: _("%(name)s complained about the translation", name=who),
    "rule": lambda _who: _("A rule pointed at it"),
    "pre_moderation": lambda who: _("%(name)s sent it in, and it waits for a moderator", name=who),
    "sample": lambda _who: _("Two moderators had judged it differently"),
}
_EVENTS: dict[str, Callable[[str], str]] = {
    "moderation.case_taken": lambda who: _("%(name)s took the case in hand", name=who),
    "moderation.case_taken_over": lambda who: _("%(name)s took the case over", name=who),
    "moderation.case_let_go": lambda who: _("%(name)s put the case back in the queue", name=who),
    "moderation.case_closed": lambda who: _("%(name)s closed the case: its author had taken it away", name=who),
    "moderation.decision_settled": lambda _who: _("The decision stands, and those concerned are told"),
    "moderation.decision_undone": lambda who: _("%(name)s undid the decision", name=who),
    "moderation.decision_proposed": lambda who: _("%(name)s handed the case on to a second moderator", name=who),
    "moderation.lawyer_asked": lambda who: _("%(name)s asked a lawyer", name=who),
    "moderation.lawyer_answered": lambda who: _("%(name)s answered as a lawyer", name=who),
    "moderation.appeal_opened": lambda who: _("%(name)s appealed", name=who),
    "moderation.appeal_answered": lambda who: _("%(name)s answered the appeal", name=who),
    "moderation.author_answered": lambda who: _("%(name)s sent a changed text", name=who),
    "moderation.author_withdrew": lambda who: _("%(name)s took the text away", name=who),
    "moderation.sample_drawn": lambda _who: _("The case was drawn as a sample"),
    "moderation.sample_judged": lambda who: _("%(name)s judged the sample", name=who),
}


def happened(entry: EntrySeen) -> str:
    """One line. Nobody's name stands for the machine."""
    who = entry.by or _("The system")
    if entry.what == "moderation.signal_raised" and entry.data.get("source") in _SOURCES:
        return _SOURCES[entry.data["source"]](who)
    if entry.what == "moderation.case_decided":
        return _decided(entry.data, who)
    event = _EVENTS.get(entry.what)
    return event(who) if event else entry.what


def _decided(data: dict[str, Any], who: str) -> str:
    outcome = str(OUTCOME_WORDS[Action(data["action"])])
    codes = ", ".join(data.get("reasons") or [])
    if codes:
        return str(_("%(name)s decided: %(outcome)s, reason %(codes)s", name=who, outcome=outcome, codes=codes))
    return str(_("%(name)s decided: %(outcome)s", name=who, outcome=outcome))
