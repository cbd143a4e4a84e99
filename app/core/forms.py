"""The base of every form: text comes in clean, drafts go out as plain data, and nothing typed is lost."""

import re
import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import StopValidation

from app.core import once
from app.core.errors import DomainError

# Control characters (but not tab and line breaks), and marks that turn the direction of the text that follows.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


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
                    "This text has %(length)s characters. The field takes %(maximum)s. Nothing is lost: shorten it and send again.",
                    length=f"{length:,}".replace(",", "\u202f"),
                    maximum=f"{self.maximum:,}".replace(",", "\u202f"),
                )
            )


class Form(FlaskForm):
    """Base form. `form.status` is what a page that shows it answers: 200, 422 with errors, 413 when a text is too long."""

    too_long = False

    class Meta(FlaskForm.Meta):
        locales = False  # our own wording, in all three languages

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, StringField) and not unbound_field.kwargs.get("as_typed"):
                given = list(unbound_field.kwargs.get("filters", []))
                options = {**options, "filters": [clean, *given]}
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)

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
        field = self._fields.get(getattr(error, "field", None) or "")
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]


class OnceForm(Form):
    """A form that makes something. Sent twice, it makes one: the second sending is led to where the first went."""

    once = HiddenField(_l("Sent once"), default=once.new_key)


def optional_text(value: str | None) -> str | None:
    """An empty field is no answer."""
    return value or None


