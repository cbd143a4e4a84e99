"""Shape and wording of a report and of a decision."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from app.blueprints.moderation.rules import reason_in_force
from app.blueprints.moderation.terms import (
    OTHER,
    Action,
    CaseFilter,
    DecisionDraft,
    ReasonCode,
    ReportDraft,
)
from app.core.clock import today
from app.core.forms import Form, Limit, OnceForm
from app.core.i18n import NAMES, locale

NOTE_LIMIT = 1_000
FACTS_LIMIT = 4_000

SIGNAL_WORDS = {
    "other": _l("Something else"),
    "identity_number": _l("Identity number"),
    "unverified": _l("Organisation not yet verified"),
}
ACTION_WORDS = {
    Action.APPROVE: _l("Approve"),
    Action.HIDE: _l("Hide"),
    Action.RESTORE: _l("Show again"),
}

OUTCOME_WORDS = {
    Action.APPROVE: _l("Approved"),
    Action.HIDE: _l("Hidden"),
    Action.RESTORE: _l("Shown again"),
}


def reason_choices() -> list[tuple[str, str]]:
    """The reasons in force today, in the reader's language."""
    return [(code.value, f"{code.value} · {reason_in_force(code, today()).title.in_(locale())}") for code in ReasonCode]


def reason_word(code: str) -> str:
    """Why a case was opened, in the reader's language."""
    if code in SIGNAL_WORDS:
        return str(SIGNAL_WORDS[code])
    return reason_in_force(ReasonCode(code), today()).title.in_(locale())


class ReportForm(OnceForm):
    reason = RadioField(_l("What is wrong with the post?"), [InputRequired(_l("Choose what is wrong."))])
    note = TextAreaField(_l("Tell the moderator more"), [Optional(), Limit(NOTE_LIMIT)])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        choices = [(code.value, reason_in_force(code, today()).title.in_(locale())) for code in ReasonCode]
        self.reason.choices = [*choices, (OTHER, str(SIGNAL_WORDS[OTHER]))]

    def draft(self) -> ReportDraft:
        return ReportDraft(reason=self.reason.data, note=self.note.data or "")


class DecisionForm(Form):
    """`version` and `seen_sha256` say which case and which text the moderator had before her."""

    action = RadioField(_l("Decision"), [InputRequired(_l("Choose what you decide."))])
    reason_code = SelectField(_l("Ground for hiding"))
    facts = TextAreaField(_l("What is the decision about? The author reads this"), [Limit(FACTS_LIMIT)])
    version = IntegerField(_l("Version"), [InputRequired()], widget=HiddenInput())
    seen_sha256 = HiddenField(_l("The text you read"))

    def __init__(self, actions: tuple[Action, ...], **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.action.choices = [(action.value, str(ACTION_WORDS[action])) for action in actions]
        self.reason_code.choices = [("", str(_l("Choose a ground"))), *reason_choices()]

    def show(self, actions: tuple[Action, ...], version: int, sha256: str) -> None:
        """Offer what can be decided now, on the case and the text that the page shows."""
        self.action.choices = [(action.value, str(ACTION_WORDS[action])) for action in actions]
        self.version.data = version
        self.seen_sha256.data = sha256

    def draft(self) -> DecisionDraft:
        action = Action(self.action.data)
        code = self.reason_code.data
        return DecisionDraft(
            action=action,
            reason_code=ReasonCode(code) if code and action is Action.HIDE else None,
            facts=self.facts.data or "",
            version=self.version.data,
            seen_sha256=self.seen_sha256.data or "",
        )


def read_filter(reason: str, language: str) -> CaseFilter:
    """What the address asks the queue for; anything unknown is no filter."""
    known = {code.value for code in ReasonCode} | set(SIGNAL_WORDS)
    return CaseFilter(reason=reason if reason in known else "", language=language if language in NAMES else "")
