"""Fields that several forms of this room have."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.core.fields import is_mail_address
from app.core.forms import Limit
from app.core.i18n import LOCALES, NAMES
from app.core.mail_addresses import LONGEST_EMAIL, normalise_email

LONGEST_NAME = 120


class Secret(PasswordField):
    """A password or a code: as it was typed, never trimmed, never shown again."""

    def __init__(self, label: Any = None, validators: Any = None, *, as_typed: bool = True, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)


class OneTimeCode(StringField):
    """Seen while it is typed, and not offered again: it is good once."""

    def _value(self) -> str:
        return ""


def secret(label: Any, missing: Any) -> Secret:
    return Secret(label, [InputRequired(missing)], as_typed=True)


def email_field(label: Any) -> EmailField:
    return EmailField(label, [InputRequired(_l("Write your e-mail address.")), Limit(LONGEST_EMAIL), is_mail_address])


def name_field() -> StringField:
    return StringField(_l("Your name"), [InputRequired(_l("Write your name.")), Limit(LONGEST_NAME), says_something])


def language_field(label: Any) -> SelectField:
    return SelectField(label, choices=[SelectChoice(code, NAMES[code]) for code in LOCALES])


def says_something(form: Any, field: Any) -> None:
    """A name of signs that cannot be seen is none."""
    if not any(character.isalnum() for character in field.data or ""):
        raise ValidationError(_("Write your name."))


def address(text: str | None) -> str:
    """The typed address in its normal form; what is none stays as it is, and is found nowhere."""
    return normalise_email(text or "") or (text or "").lower()[:LONGEST_EMAIL]
