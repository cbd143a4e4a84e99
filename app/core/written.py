"""Fields for what people write: a line, a paragraph, a day, a choice, a language; with our words for what is wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.core.fields import DayField
from app.core.forms import Limit
from app.core.i18n import LOCALES, NAMES

SHORT, SUMMARY, LONG, LONGEST = 200, 600, 5_000, 100_000
SPAN = {"earliest": date(2000, 1, 1), "latest": date(2100, 12, 31)}
NEEDED = _l("This field cannot be empty.")


class ChoiceField(SelectField):
    def pre_validate(self, form: Any) -> None:
        if self.data not in [choice.value for choice in self.choices or []]:
            raise ValidationError(_("Choose one from the list."))


class OptionsField(RadioField):
    def pre_validate(self, form: Any) -> None:
        if self.data not in [choice.value for choice in self.choices or []]:
            raise ValidationError(_("Choose one from the list."))


def line(label: Any, limit: int = SHORT) -> StringField:
    return StringField(label, [InputRequired(NEEDED), says_something, Limit(limit)])


def optional_line(label: Any, limit: int = SHORT) -> StringField:
    return StringField(label, [Optional(), Limit(limit)])


def paragraph(label: Any, limit: int = LONG) -> TextAreaField:
    return TextAreaField(label, [InputRequired(NEEDED), says_something, Limit(limit)])


def optional_paragraph(label: Any, limit: int = LONG) -> TextAreaField:
    return TextAreaField(label, [Optional(), Limit(limit)])


def day(label: Any) -> DayField:
    return DayField(label, [InputRequired(NEEDED)], **SPAN)


def optional_day(label: Any) -> DayField:
    return DayField(label, [Optional()], **SPAN)


def language(label: Any, *filters: Callable[[Any], Any]) -> OptionsField:
    """One of our three; `filters` see what was sent before it is judged."""
    return OptionsField(
        label,
        [InputRequired(_l("Say which language you write."))],
        choices=[SelectChoice(code, NAMES[code]) for code in LOCALES],
        filters=filters,
    )


def says_something(form: Any, field: Any) -> None:
    """Spaces and signs that cannot be seen are no answer."""
    if not any(character.isalnum() for character in field.data or ""):
        raise ValidationError(NEEDED)
