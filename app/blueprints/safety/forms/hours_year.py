"""Several months of a year in one form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import DataRequired, Optional

from app.blueprints.safety import services
from app.blueprints.safety.forms.fields import (
    NEEDED,
    ConfirmField,
    DaysField,
    EnumField,
    HoursField,
    WholeField,
    number_between,
)
from app.blueprints.safety.forms.hours import MOST_PEOPLE
from app.blueprints.safety.forms.wordings import BASIS_LABELS, QUESTION_LABELS
from app.blueprints.safety.terms import Basis, HoursDraft, Month, Question
from app.core.errors import Refused
from app.core.forms import OnceForm
from app.core.render import format_month

COLUMNS = ("own", "hired_in", "headcount", "agreed_days", "lost_days")
OF_MONTH = re.compile(r"(?:own|hired_in|headcount|agreed_days|lost_days)_(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class MonthRow:
    """The fields of one month, in the order of `COLUMNS`, and the question that it may raise."""

    month: Month
    cells: tuple[Field, ...]
    confirmed: ConfirmField

    @property
    def filled(self) -> bool:
        return any(cell.raw_data and str(cell.raw_data[0]).strip() for cell in self.cells)


class YearForm(OnceForm):
    """`year_form` makes one. A month without a word is left out; the others are saved all together, or none."""

    basis = EnumField(
        _l("Where do the hours come from?"), [DataRequired(_l("Choose one."))], kind=Basis, labels=BASIS_LABELS
    )
    organisation_id: int
    months: Sequence[Month] = ()

    def rows(self) -> list[MonthRow]:
        return [
            MonthRow(month, tuple(self[_name(column, month)] for column in COLUMNS), self[_name("confirmed", month)])
            for month in self.months
        ]

    def drafts(self) -> list[HoursDraft]:
        """What is filled in, oldest month first."""
        return [self._draft(row) for row in self.rows() if row.filled]

    def _draft(self, row: MonthRow) -> HoursDraft:
        own, hired_in, headcount, agreed, lost = (cell.data for cell in row.cells)
        return HoursDraft(
            year=row.month.year,
            month=row.month.month,
            own=own,
            hired_in=hired_in or Decimal(0),
            basis=self.basis.data,
            headcount=headcount,
            agreed_days=agreed,
            lost_days=lost,
            confirmed=row.confirmed.data,
        )

    def hear(self, month: Month, error: Refused) -> None:
        """Put a refusal at its row; a question brings its box."""
        name = error.field if error.field in (*COLUMNS, "confirmed") else "own"
        if error.code in set(Question):
            self[_name("confirmed", month)].ask(Question(error.code))
        field = self[_name(name, month)]
        field.errors = [*field.errors, _of(month, error.message)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Every fault at once, each at its row."""
        valid = bool(super().validate(extra_validators))
        for row in self.rows():
            for cell in row.cells:
                cell.errors = [_of(row.month, error) for error in cell.errors]
        filled = [row for row in self.rows() if row.filled]
        if not filled:
            self.form_errors.append(_("Write the hours of at least one month."))
            return False
        for row in filled:
            own = row.cells[0]
            if own.data is None and not own.errors:
                own.errors = [_of(row.month, NEEDED)]
        sound = [row for row in filled if not any(cell.errors for cell in row.cells)]
        faults = services.month_faults(self.organisation_id, [self._draft(row) for row in sound])
        for month, fault in faults.items():
            self.hear(month, fault)
        return valid and len(sound) == len(filled) and not faults


def year_form(organisation_id: int, missing: Sequence[Month], year: int) -> YearForm:
    """A row for each month of `missing`, and for each that something was typed for: it may have been reported since."""
    typed = {
        int(match[1]) for name, text in request.form.items() if text.strip() and (match := OF_MONTH.fullmatch(name))
    }
    months = sorted({*missing, *(Month(year, number) for number in typed)})
    fields: dict[str, Any] = {"organisation_id": organisation_id, "months": months}
    for month in months:
        fields[_name("own", month)] = HoursField(_l("Own people"), [Optional()])
        fields[_name("hired_in", month)] = HoursField(_l("Hired-in people"), [Optional()])
        fields[_name("headcount", month)] = WholeField(_l("Employees"), [Optional(), number_between(0, MOST_PEOPLE)])
        fields[_name("agreed_days", month)] = DaysField(_l("Agreed days"), [Optional()])
        fields[_name("lost_days", month)] = DaysField(_l("Days lost to sickness"), [Optional()])
        fields[_name("confirmed", month)] = ConfirmField(labels=QUESTION_LABELS)
    return type("MonthsForm", (YearForm,), fields)()  # type: ignore[no-any-return]


def _of(month: Month, error: Any) -> str:
    """The summary above the form shows all faults together: each says its month."""
    return str(_("%(month)s: %(what)s", month=format_month(month.first), what=error))


def _name(column: str, month: Month) -> str:
    return f"{column}_{month.month:02d}"
