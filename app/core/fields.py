"""Fields that forms of several rooms have, with our own words for what is wrong."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import DateField, HiddenField, SelectMultipleField, widgets
from wtforms import FileField as PlainFileField
from wtforms.validators import ValidationError

from app.core.mail_addresses import normalise_email


class DayField(DateField):
    """A day, also as it is typed where the browser has no calendar: 2026-11-05 or 05.11.2026.

    What is before `earliest` or after `latest` cannot be meant, and counts as no date.
    """

    data: date | None

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        earliest: date = date.min,
        latest: date = date.max,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)
        self.earliest, self.latest = earliest, latest

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = " ".join(valuelist).strip()
        if not typed:
            return
        try:
            super().process_formdata([typed])
        except ValueError:
            self.data = None
        if self.data is None or not self.earliest <= self.data <= self.latest:
            self.data = None
            raise ValueError(_("Write the date as day, month and year, such as 05.11.2026."))


def version_in(typed: str) -> int:
    """A version as a form or a button sends it; 0 for what can be none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


class VersionField(HiddenField):
    """The version that was read. What was not sent, or tampered with, is 0: no version, and so older than any."""

    data: int

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = version_in(valuelist[0] if valuelist else "")


class CheckboxesField(SelectMultipleField):
    """Several of a few, each with a box to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class FileField(PlainFileField):
    """One file, shown by `components/file_field.html`, which tells kinds and size. `data` is None when none was chosen.

    `endings` (".pdf", ...) is what the browser offers to choose among, no more: the service that takes the file in
    looks at its content. `accepted` names the kinds to people, `most` is in bytes. The form's view stands below
    `takes_file`.
    """

    data: FileStorage | None

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        accepted: str,
        endings: tuple[str, ...],
        most: int,
        required: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, render_kw={"accept": ",".join(endings)}, **kwargs)
        self.accepted, self.most_megabytes, self.required = accepted, most // (1024 * 1024), required
        self.flags.optional = not required

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Files do not come among the texts: `Form` sees to that."""
        sent = request.files.get(self.name)
        self.data = sent if sent is not None and sent.filename else None

    def pre_validate(self, form: Any) -> None:
        if self.required and self.data is None:
            raise ValidationError(_("Choose a file."))


def is_mail_address(form: Any, field: Any) -> None:
    """One address, in any form that we can bring into ours."""
    if normalise_email(field.data or "") is None:
        raise ValidationError(_("Write one e-mail address, such as name@example.no."))
