"""The base of every form: text comes in clean, drafts go out as plain data, and nothing typed is lost."""

import re
import unicodedata
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import StopValidation

from app.core import once
from app.core.errors import DomainError

# Control characters (but not tab and line breaks), marks that turn the direction of the text that follows, and the code
# points that Unicode will never make characters, which no page may contain.
NEVER = "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNWANTED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff{NEVER}]")


def clean(value: Any) -> Any:
    """Text as we keep it: NFC, line breaks as \\n, without control characters, trimmed. Other values as they are."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return UNWANTED.sub("", text).strip()


class TooLong(StopValidation):
    """The text is longer than the field takes: the answer is 413, and the text is kept."""


class Limit:
    """At most `maximum` characters. The hint says so too, since a counter needs script."""

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum
        self.field_flags: dict[str, Any] = {}

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length > self.maximum:
            form.too_long = True
            raise TooLong(
                _(
                    "This text has %(length)s characters. The field takes %(maximum)s."
                    " Nothing is lost: shorten it and send again.",
                    length=f"{length:,}".replace(",", "\u202f"),
                    maximum=f"{self.maximum:,}".replace(",", "\u202f"),
                )
            )


# What WTForms says by itself, in our words: its own catalogues have no Nynorsk.
_CHOOSE = _l("Choose one from the list.")
WORDING = {
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Not a valid integer value.": _l("Write a whole number."),
    "Not a valid date value.": _l("Write a date, such as 2027-03-31."),
    "Not a valid time value.": _l("Write the time as hours and minutes, such as 14:30."),
    "This field is required.": _l("This field cannot be empty."),
}


class Wording:
    """The translations that WTForms asks for."""

    def gettext(self, text: str) -> str:
        return str(WORDING.get(text, text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one)


class Form(FlaskForm):
    """Base form. `form.status` is what its page answers: 200, 422 with errors, 413 when a text is too long."""

    too_long = False
    ways_on: tuple[tuple[str, Any], ...] = ()  # (path behind the language, words): where one can go on from a refusal

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Wording:
            return Wording()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a browser's form sends as text. A file or a piece of JSON where text belongs is nothing typed."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, StringField) and not unbound_field.kwargs.get("as_typed"):
                given = list(unbound_field.kwargs.get("filters", []))
                options = {**options, "filters": [clean, *given]}
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """What could not be read as a number or a date is shown again as typed: that too must be fit for a page."""
        super().process(*args, **kwargs)
        for field in self:
            if field.raw_data and not isinstance(field, PasswordField):
                field.raw_data = [clean(typed) for typed in field.raw_data]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name not in ("csrf_token", "once")}

    @property
    def status(self) -> int:
        if not self.errors:
            return 200
        return 413 if self.too_long else 422

    def take(self, error: DomainError) -> None:
        """Put a refusal from the domain where the reader will look for it: at its field, or above the form."""
        if error.way_on and error.way_on not in self.ways_on:
            self.ways_on = (*self.ways_on, error.way_on)
        field = self._fields.get(getattr(error, "field", None) or "")
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]


class OnceForm(Form):
    """A form that makes something. Sent twice, it makes one: the second sending is led to where the first went."""

    once = HiddenField(_l("Sent once"), default=once.new_key)
