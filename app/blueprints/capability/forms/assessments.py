"""What is asked about one dimension."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.blueprints.capability.models import Dimension, Framework
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, LEVELS, MOST_NOTE, AnswerDraft
from app.core import errors
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

errors.words(
    {
        "goal_below_level": _l("The goal is lower than where you stand. Choose the same level or a higher one."),
        "no_framework": _l("There is no framework to answer yet. Whoever runs the site has to load one."),
        "assessment_submitted": _l("This self-assessment is handed in and stays as it is. Start a new one instead."),
        "assessment_incomplete": _l("Some dimensions are not answered yet. Answer them all before you hand in."),
    }
)


def level(value: Any) -> int | None:
    """A level from 0 to 5; anything else is no answer."""
    return int(value) if str(value) in {str(number) for number in LEVELS} else None


class AnswerForm(VersionedForm):
    """One dimension. With `later` pressed what is there is stored, finished or not."""

    claimed = RadioField(_l("Where do you stand today?"), coerce=level, validate_choice=False)
    goal = SelectField(_l("Where do you want to be in a year or two?"), coerce=level, validate_choice=False)
    note = TextAreaField(_l("Note to yourselves"), [Limit(MOST_NOTE)])
    later = BooleanField()

    def offer(self, framework: Framework, dimension: Dimension, locale: str) -> None:
        """The six levels with what each looks like."""
        names = [framework.level_name(number, locale) for number in LEVELS]
        self.claimed.choices = [SelectChoice(number, names[number]) for number in LEVELS]
        self.goal.choices = [
            SelectChoice("", _("No goal yet")),
            *(SelectChoice(number, f"{number} {names[number]}") for number in LEVELS),
        ]
        self.descriptors = [step.descriptor.in_(locale) for step in dimension.levels]

    def validate_claimed(self, field: RadioField) -> None:
        if field.data is None and not self.later.data:
            raise StopValidation(_("Choose the level that fits best today, or save and continue later."))

    def draft(self) -> AnswerDraft:
        return AnswerDraft(
            claimed=self.claimed.data, goal=self.goal.data, note=self.note.data or "", version=self.version.data
        )


class SubmitForm(OnceForm):
    """Nothing to fill in: the answers are there."""


class StartForm(OnceForm):
    """Nothing to fill in; of which framework is said by the page that it stands on."""

    framework = HiddenField(default=DEFAULT_FRAMEWORK)
