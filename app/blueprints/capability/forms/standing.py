"""How numbers, what they lack, and what changed them read to people; and how evidence is put forward."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.blueprints.capability.terms import LEVELS, Cause, Missing, SupportDraft
from app.blueprints.improvement.terms import ActionStatus
from app.core import errors
from app.core.forms import OnceForm
from app.core.localized import Localized

errors.words(
    {
        "dimension_unknown": _l("There is no such dimension now. A new version may have come: go back and see."),
        "level_not_carried": _l("Choose a level from 1 to 5."),
        "evidence_not_held": _l("This evidence has been withdrawn, or is not yours. Choose another one."),
        "support_ended": _l("This evidence is no longer put forward: somebody has ended it already."),
    }
)

MISSING_WORDS = {
    Missing.STATEMENT: _l("Something in writing: a signed statement of your own is enough."),
    Missing.DOCUMENT: _l("A document of your own, such as a routine, a plan or a policy."),
    Missing.RECENT_RECORD: _l("A record with a date from the last twelve months, which shows that it is in use."),
    Missing.THIRD_PARTY: _l("A document from somebody outside the firm: a certificate, an audit, or a register."),
    Missing.TWELVE_MONTHS: _l("Records that cover twelve months, confirmed by somebody outside the firm."),
    Missing.SHARED_LEARNING: _l("Evidence that you share what you have learnt with others."),
}

ACTION_WORDS = {
    ActionStatus.PLANNED: _l("Planned"),
    ActionStatus.STARTED: _l("Started"),
    ActionStatus.DONE: _l("Done"),
    ActionStatus.EFFECT_SEEN: _l("Effect seen"),
    ActionStatus.DROPPED: _l("Dropped"),
}
ACTION_COLORS = {
    ActionStatus.PLANNED: "info",
    ActionStatus.STARTED: "info",
    ActionStatus.DONE: "success",
    ActionStatus.EFFECT_SEEN: "success",
    ActionStatus.DROPPED: "neutral",
}
CAUSE_WORDS = {
    Cause.ASSESSMENT: _l("A self-assessment was handed in."),
    Cause.EVIDENCE: _l("Evidence was put forward, changed or checked."),
    Cause.EVIDENCE_ENDED: _l("Evidence was withdrawn, or is no longer put forward."),
    Cause.CALENDAR: _l("What it rests on began, expired or grew too old that day."),
    Cause.ACTION: _l("An action on the plan has shown its effect."),
    Cause.REVIEW: _l("Somebody outside the firm has reviewed it."),
}


def one_to_five(value: Any) -> int | None:
    """A level that evidence can carry; anything else is no answer."""
    return int(value) if str(value) in {str(number) for number in LEVELS[1:]} else None


def number(value: Any) -> int | None:
    """The number of a choice; the empty choice, and what is none of ours, is no answer."""
    return int(value) if str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19 else None


class SupportForm(OnceForm):
    """Which piece of evidence, and which level it shows."""

    evidence_id = SelectField(_l("Which evidence?"), coerce=number, validate_choice=False)
    level = RadioField(_l("Which level does it show?"), coerce=one_to_five, validate_choice=False)
    shows_learning = BooleanField(_l("It shows that you share what you learn with others"))

    def offer(
        self, held: list[tuple[int, str]], scale: tuple[Localized, ...], descriptors: list[str], lang: str
    ) -> None:
        """The firm's evidence, and levels 1 to 5 with what each looks like."""
        self.evidence_id.choices = [
            SelectChoice("", _("Choose a piece of evidence")),
            *(SelectChoice(*pair) for pair in held),
        ]
        self.level.choices = [SelectChoice(step, scale[step].in_(lang)) for step in LEVELS[1:]]
        self.descriptors = descriptors[1:]

    def validate_evidence_id(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices if choice.value}:
            raise StopValidation(_("Choose the evidence that shows it."))

    def validate_level(self, field: RadioField) -> None:
        if field.data is None:
            raise StopValidation(_("Choose the level that the evidence shows."))

    def draft(self) -> SupportDraft:
        return SupportDraft(
            evidence_id=self.evidence_id.data, level=self.level.data, shows_learning=self.shows_learning.data
        )
