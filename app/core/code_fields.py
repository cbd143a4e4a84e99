"""A field for codes of a list, chosen without script: boxes for what is chosen, a place to search, a button.

What is chosen are boxes that can be unticked. "Search" sends the form, saves nothing (`PickingForm`), and shows it
again with what was found as boxes to tick. Whoever knows the code types it and saves at once. Shown by
`components/code_picker.html`; the list itself is asked through `Picker`, which a room gives.
"""

from typing import Any, Protocol

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation

from app.core.forms import clean
from app.core.i18n import locale

LONGEST = 200


class Picker(Protocol):
    """What a field asks of a list; labels have code, written, name and lang."""

    short: bool

    def everything(self, locale: str) -> list[Any]: ...
    def named(self, codes: list[str], locale: str) -> list[Any]: ...
    def search(self, text: str, locale: str) -> list[Any]: ...
    def understood(self, text: str, locale: str) -> Any: ...


class CodesField(Field):
    """`data`: the codes, as they are stored, each once, at most `most`."""

    data: list[str]
    widget = None

    def __init__(
        self, label: Any = None, validators: Any = None, *, picker: Picker, most: int = 10, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.picker, self.most = picker, most
        self.typed, self.searching, self.was_seen = "", False, False
        self.hits: list[Any] = []
        self._labels: dict[str, Any] | None = None

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if formdata is not None:
            self.typed = str(clean(formdata.get(f"{self.name}-q", "")))
            self.searching = f"{self.name}-search" in formdata and bool(self.typed)
            self.was_seen = self.typed == formdata.get(f"{self.name}-seen", "")

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(clean(code))[:16] for code in valuelist[: 4 * self.most]))

    @property
    def chosen(self) -> list[Any]:
        """Labels of what is chosen; one statement, the first time it is asked for."""
        if self._labels is None:
            self._labels = {label.code: label for label in self.picker.named(self.data, locale())} if self.data else {}
        return [self._labels[code] for code in self.data if code in self._labels]

    @property
    def options(self) -> list[Any]:
        """A short list whole; of a long one what is chosen and what was found, each once."""
        if self.picker.short:
            return self.picker.everything(locale())
        return list({label.code: label for label in (*self.chosen, *self.hits)}.values())

    def look(self) -> None:
        """Find what was typed in the search, to be shown as boxes."""
        self.hits = self.picker.search(self.typed[:LONGEST], locale()) if self.typed else []

    def pre_validate(self, form: Any) -> None:
        """Codes that the list does not know are left out; what was typed and not searched for is a code or an error."""
        self.data = [label.code for label in self.chosen]
        if self.typed and self.was_seen:
            self.look()  # searched for, and what was found has been looked at: what was ticked counts
        elif self.typed:
            self._take_typed()
        if len(self.data) > self.most:
            raise StopValidation(_("Choose at most %(number)s.", number=self.most))

    def _take_typed(self) -> None:
        found = self.picker.understood(self.typed[:LONGEST], locale())
        if found.code:
            self.data = list(dict.fromkeys((*self.data, found.code)))
            self._labels, self.typed = None, ""
            return
        self.look()
        if found.reason == "check_digit":
            raise StopValidation(
                _(
                    "The check digit does not fit what stands before it. Did you mean %(code)s?",
                    code=found.meant,
                )
            )
        if found.reason == "several":
            raise StopValidation(_("Several codes fit. Choose among those below, or empty the search."))
        words = self.typed[:LONGEST]
        raise StopValidation(_("No code fits “%(text)s”. Try another word, or empty the search.", text=words))


class PickingForm:
    """Stands before `Form` among the parents of a form with such fields: a search is no attempt to save."""

    def validate(self, extra_validators: Any = None) -> bool:
        pickers = [field for field in self if isinstance(field, CodesField)]  # type: ignore[attr-defined]
        if any(field.searching for field in pickers):
            for field in pickers:
                field.look()
            return False
        return bool(super().validate(extra_validators))  # type: ignore[misc]
