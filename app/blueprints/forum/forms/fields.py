"""Fields that several forms of the room have, with our own words for what is wrong."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.blueprints.attachments.terms import ACCEPTED_ENDINGS
from app.blueprints.forum.forms import wordings  # noqa: F401 - the words of the room's errors
from app.core.fields import DayField
from app.core.forms import Limit
from app.core.i18n import LOCALES, NAMES
from app.core.language_tags import understood

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


def language(label: Any) -> OptionsField:
    return OptionsField(
        label,
        [InputRequired(_l("Say which language you write."))],
        choices=[SelectChoice(code, NAMES[code]) for code in LOCALES],
        filters=[as_understood],
    )


def as_understood(tag: Any) -> Any:
    """A language however it is spelt ("no", "nn_NO", "eng"); what is none of ours stays, to be refused as it stands."""
    return understood(tag) or tag if isinstance(tag, str) else tag


class FilesField(MultipleFileField):
    """Several files. They do not come among the texts, and no browser keeps them when the form is shown again."""

    data: list[FileStorage]

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"accept": ",".join(ACCEPTED_ENDINGS)}, **kwargs)
        self.flags.optional = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [sent for sent in request.files.getlist(self.name) if sent.filename]


def says_something(form: Any, field: Any) -> None:
    """Spaces and signs that cannot be seen are no answer."""
    if not any(character.isalnum() for character in field.data or ""):
        raise ValidationError(NEEDED)
