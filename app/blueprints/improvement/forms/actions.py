"""What is asked about an action."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, StopValidation

from app.blueprints.improvement.terms import MOST_OUTCOME, MOST_TITLE, ActionDraft, ActionStatus, FinishDraft
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit
from app.core.versioned import VersionedForm

errors.words(
    {
        "owner_not_a_member": _l("Choose somebody who is a member of the firm now."),
        "due_in_the_past": _l("This day has passed. Choose today or a later day."),
        "due_too_far_away": _l("This day is more than ten years away. Check the year."),
        "action_is_over": _l("This action is finished or dropped, and stays as it is. Add a new one if more is to do."),
        "action_not_finished": _l("Choose whether the action was done or dropped."),
        "dropped_without_reason": _l("Write why the action was dropped. One sentence is enough."),
    }
)

STATUS_WORDS = {
    ActionStatus.PLANNED: _l("Planned"),
    ActionStatus.STARTED: _l("Started"),
    ActionStatus.DONE: _l("Done"),
    ActionStatus.EFFECT_SEEN: _l("Effect seen"),
    ActionStatus.DROPPED: _l("Dropped"),
}


def number(value: Any) -> int | None:
    """The number of a choice; the empty choice, and what is none of ours, is no answer."""
    return int(value) if str(value).isdecimal() and len(str(value)) < 19 else None


class ActionForm(VersionedForm):
    title = StringField(_l("What will you do?"), [DataRequired(_l("Write what you will do.")), Limit(MOST_TITLE)])
    subject = SelectField(_l("What is it about?"), validate_choice=False, default="")
    owner_id = SelectField(_l("Who is responsible?"), coerce=number, validate_choice=False)
    due_on = DayField(_l("By when?"), [InputRequired(_l("Choose a day."))])

    def offer(self, *, owners: list[tuple[int, str]], subjects: list[tuple[str, str]]) -> None:
        """The members and references to choose among."""
        self.owner_id.choices = [SelectChoice(*pair) for pair in (("", _("Choose a person")), *owners)]
        self.subject.choices = [SelectChoice(*pair) for pair in (("", _("Something else")), *subjects)]

    def validate_owner_id(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices if choice.value}:
            raise StopValidation(_("Choose who is responsible."))

    def validate_subject(self, field: SelectField) -> None:
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose what the action is about."))

    def draft(self) -> ActionDraft:
        return ActionDraft(**{**self.values, "subject": self.subject.data or ""})


class FinishForm(VersionedForm):
    ended = RadioField(
        _l("How did it end?"),
        choices=[SelectChoice("done", _l("It was done")), SelectChoice("dropped", _l("It was dropped"))],
        validate_choice=False,
    )
    outcome = TextAreaField(_l("What came of it, or why was it dropped?"), [Limit(MOST_OUTCOME)])

    def validate_ended(self, field: RadioField) -> None:
        if field.data not in (ActionStatus.DONE.value, ActionStatus.DROPPED.value):
            raise StopValidation(_("Choose whether the action was done or dropped."))

    def draft(self) -> FinishDraft:
        return FinishDraft(
            status=ActionStatus(self.ended.data), outcome=self.outcome.data or "", version=self.version.data
        )
