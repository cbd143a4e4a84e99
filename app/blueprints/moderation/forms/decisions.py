"""A moderator's decision."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.blueprints.moderation.forms.words import ACTION_WORDS, reason_choices
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.forms import Form, Limit

FACTS_LIMIT = 4_000


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
            reasons=(ReasonCode(code),) if code and action in NEEDS_REASON else (),
            facts=self.facts.data or "",
            version=self.version.data,
            seen_sha256=self.seen_sha256.data or "",
        )
