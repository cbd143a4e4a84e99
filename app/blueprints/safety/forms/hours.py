"""Forms of hours."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    SelectField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.blueprints.safety.forms.fields import NEEDED, EnumField, HoursField, WholeField, number_between
from app.blueprints.safety.forms.wordings import BASIS_LABELS
from app.blueprints.safety.terms import Basis, HoursDraft, Month
from app.core.forms import Form, OnceForm
from app.core.render import format_month
from app.core.versioned import VersionedForm

MOST_PEOPLE = 100_000


class HoursFields(Form):
    own = HoursField(_l("Hours worked by our own people"), [InputRequired(NEEDED)])
    hired_in = HoursField(_l("Hours worked by hired-in people"), [Optional()])
    basis = EnumField(
        _l("Where do the hours come from?"), [DataRequired(_l("Choose one."))], kind=Basis, labels=BASIS_LABELS
    )
    headcount = WholeField(_l("How many employees that month?"), [Optional(), number_between(0, MOST_PEOPLE)])

    def _figures(self) -> dict[str, Any]:
        return {
            "own": self.own.data,
            "hired_in": self.hired_in.data or 0,
            "basis": self.basis.data,
            "headcount": self.headcount.data,
        }


class NewHoursForm(HoursFields, OnceForm):
    month = SelectField(_l("Month"), [DataRequired(NEEDED)], validate_choice=False)

    def offer(self, months: list[Month]) -> None:
        """The months without hours, newest first; what was chosen stays chosen."""
        chosen = [self.period] if self.period and self.period not in months else []
        self.month.choices = [
            SelectChoice(value=code(one), label=format_month(one.first)) for one in [*chosen, *months]
        ]

    @property
    def period(self) -> Month | None:
        return read_month(self.month.data)

    def validate_month(self, field: Any) -> None:
        if not self.period:
            raise ValidationError(_("Choose a month."))

    def draft(self) -> HoursDraft:
        period = self.period
        assert period  # validated  # noqa: S101
        return HoursDraft(year=period.year, month=period.month, **self._figures())


class CorrectHoursForm(HoursFields, VersionedForm):
    def draft(self, month: Month) -> HoursDraft:
        return HoursDraft(year=month.year, month=month.month, version=self.version.data, **self._figures())


def code(month: Month) -> str:
    return f"{month.year:04d}-{month.month:02d}"


def read_month(typed: Any) -> Month | None:
    """2026-10 as a month; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", str(typed)) or str(typed) < "0001-01":
        return None
    return Month(int(typed[:4]), int(typed[5:]))
