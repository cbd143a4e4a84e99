"""Which key does what."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from app.blueprints.moderation.terms.keys import DEFAULT_KEYS
from app.core.forms import Form

KEY_WORDS = {
    "next": _l("Go to the next case in the list"),
    "previous": _l("Go to the case before it"),
    "take": _l("Take the case, or the next one"),
    "return": _l("Ask for a change"),
    "approve": _l("Approve"),
    "lawyer": _l("Ask a lawyer"),
    "hide": _l("Hide"),
    "undo": _l("Undo the decision, within half a minute"),
}


class Key(StringField):
    """One letter or digit: a key that is pressed, in lower case."""

    data: str | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = (self.data or "").strip().lower()

    def _value(self) -> str:
        """What was typed stands as it was typed, also when it is no key."""
        return str(self.raw_data[0]) if self.raw_data else self.data or ""


def one_key(form: Form, field: Any) -> None:
    if len(field.data or "") != 1 or not field.data.isalnum():
        raise ValidationError(_("Write one letter or one digit."))
    if [key.data for key in form.keys].count(field.data) > 1:
        raise ValidationError(_("Two acts cannot have the same key."))


class KeysForm(Form):
    """One field for each act (`key_hide`), and one that switches them all off."""

    on = BooleanField(_l("Use keys"))

    @property
    def keys(self) -> list[Any]:
        return [self._fields[f"key_{act}"] for act in DEFAULT_KEYS]

    def show(self, keys: dict[str, str]) -> None:
        for act, key in keys.items():
            if act in DEFAULT_KEYS:
                self._fields[f"key_{act}"].data = key

    @property
    def chosen(self) -> dict[str, str]:
        """Act -> key."""
        return {act: self._fields[f"key_{act}"].data for act in DEFAULT_KEYS}


for _act in DEFAULT_KEYS:
    setattr(KeysForm, f"key_{_act}", Key(KEY_WORDS[_act], [one_key]))
