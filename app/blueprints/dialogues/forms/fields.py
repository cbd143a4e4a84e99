"""Fields that several forms of the room have, with our own words for what is wrong."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.blueprints.dialogues.forms import wordings  # noqa: F401 - the words of the room's errors
from app.core.forms import Limit
from app.core.i18n import LOCALES, NAMES

SHORT, SUMMARY, LONG, LONGEST = 200, 600, 5_000, 100_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
NEEDED = _l("This field cannot be empty.")


class DayField(DateField):
    """A date as browsers send it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = " ".join(valuelist).strip()
        self.data = None
        if not typed:
            return
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(_("Write a date, such as 2027-03-31."))
        self.data = day


class ChoiceField(SelectField):
    def pre_validate(self, form: Any) -> None:
        if self.data not in [choice.value for choice in self.choices or []]:
            raise ValidationError(_("Choose one from the list."))


class OptionsField(RadioField):
    def pre_validate(self, form: Any) -> None:
        if self.data not in [choice.value for choice in self.choices or []]:
            raise ValidationError(_("Choose one from the list."))


class VersionField(HiddenField):
    """The version of the thing that was read; 0 for what is none, which then is never the current one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        self.data = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_l("Version"), **kwargs)


def line(label: Any, limit: int = SHORT) -> StringField:
    return StringField(label, [InputRequired(NEEDED), says_something, Limit(limit)])


def optional_line(label: Any, limit: int = SHORT) -> StringField:
    return StringField(label, [Optional(), Limit(limit)])


def paragraph(label: Any, limit: int = LONG) -> TextAreaField:
    return TextAreaField(label, [InputRequired(NEEDED), says_something, Limit(limit)])


def optional_paragraph(label: Any, limit: int = LONG) -> TextAreaField:
    return TextAreaField(label, [Optional(), Limit(limit)])


def day(label: Any) -> DayField:
    return DayField(label, [InputRequired(NEEDED)])


def optional_day(label: Any) -> DayField:
    return DayField(label, [Optional()])


def language(label: Any) -> OptionsField:
    return OptionsField(
        label,
        [InputRequired(_l("Say which language you write."))],
        choices=[SelectChoice(code, NAMES[code]) for code in LOCALES],
    )


def says_something(form: Any, field: Any) -> None:
    """Spaces and signs that cannot be seen are no answer."""
    if not any(character.isalnum() for character in field.data or ""):
        raise ValidationError(NEEDED)
