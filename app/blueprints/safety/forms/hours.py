"""Forms of a month's hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.blueprints.safety.forms.fields import (
    NEEDED,
    ConfirmField,
    DaysField,
    EnumField,
    HoursField,
    WholeField,
    number_between,
)
from app.blueprints.safety.forms.wordings import BASIS_LABELS, QUESTION_LABELS
from app.blueprints.safety.models import Hours, Site
from app.blueprints.safety.terms import Basis, HoursDraft, Month, Question, SiteHours
from app.core.errors import Refused
from app.core.forms import Form, OnceForm
from app.core.render import format_month
from app.core.versioned import VersionedForm

MOST_PEOPLE = 100_000
MOST_STRANGE = 5  # sites that are none of ours: so many are answered for
OF_SITE = re.compile(r"site_(?:own|hired_in)_([0-9]{1,18})")


@dataclass(frozen=True)
class SiteRow:
    """The two fields of one site. `unknown` is a site that the page never offered."""

    site_id: int
    name: str
    own: Field
    hired_in: Field
    unknown: bool = False

    @property
    def filled(self) -> bool:
        return bool(self.own.data or self.hired_in.data)


class HoursFields(Form):
    """`hours_form` makes one with fields for each site."""

    own = HoursField(_l("Hours worked by our own people"), [InputRequired(NEEDED)])
    hired_in = HoursField(_l("Hours worked by hired-in people"), [Optional()])
    basis = EnumField(
        _l("Where do the hours come from?"), [DataRequired(_l("Choose one."))], kind=Basis, labels=BASIS_LABELS
    )
    headcount = WholeField(_l("How many employees that month?"), [Optional(), number_between(0, MOST_PEOPLE)])
    agreed_days = DaysField(_l("Agreed day's-work, the whole firm"), [Optional()])
    lost_days = DaysField(_l("Of these lost to sickness"), [Optional()])
    confirmed = ConfirmField(labels=QUESTION_LABELS)
    named: ClassVar[dict[int, str]] = {}

    def site_rows(self) -> list[SiteRow]:
        """A row for each site that is offered, and for each that was sent without being offered."""
        return [
            SiteRow(
                number, name or _("Unknown site"), self[f"site_own_{number}"], self[f"site_hired_in_{number}"], not name
            )
            for number, name in self.named.items()
        ]

    def hear(self, error: Refused) -> None:
        """Put a refusal in its place; when it is a question, the box to answer it comes with it."""
        if error.code in set(Question):
            self.confirmed.ask(Question(error.code))
        self.take(error)

    def _figures(self) -> dict[str, Any]:
        return {
            "own": self.own.data,
            "hired_in": self.hired_in.data or Decimal(0),
            "basis": self.basis.data,
            "headcount": self.headcount.data,
            "agreed_days": self.agreed_days.data,
            "lost_days": self.lost_days.data,
            "confirmed": self.confirmed.data,
            "sites": tuple(
                SiteHours(site_id=row.site_id, own=row.own.data or Decimal(0), hired_in=row.hired_in.data or Decimal(0))
                for row in self.site_rows()
                if row.filled or row.unknown
            ),
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


F = TypeVar("F", bound=HoursFields)


def hours_form(kind: type[F], sites: Sequence[Site], stored: Hours | None = None) -> F:
    """A form of `kind` with two fields for each site in use, for each that `stored` names, and for each that was sent.

    What was typed for a site that has been retired meanwhile is thus not lost, but answered.
    """
    split = {row.site_id: row for row in stored.sites} if stored else {}
    sent = _sites_sent()
    own = {site.id for site in sites}
    named = {site.id: site.name for site in sites if site.retired_at is None or site.id in split or site.id in sent}
    named |= dict.fromkeys([number for number in sent if number not in own][:MOST_STRANGE], "")
    fields: dict[str, Any] = {"named": named}
    values: dict[str, Any] = {}
    for number in named:
        fields[f"site_own_{number}"] = HoursField(_l("Own people"), [Optional()])
        fields[f"site_hired_in_{number}"] = HoursField(_l("Hired-in people"), [Optional()])
        if row := split.get(number):
            values |= {f"site_own_{number}": row.own, f"site_hired_in_{number}": row.hired_in or None}
    return type("HoursForm", (kind,), fields)(obj=stored, data=values)  # type: ignore[no-any-return]


def _sites_sent() -> list[int]:
    """The sites for which something was typed."""
    found = [match for name, typed in request.form.items() if typed.strip() and (match := OF_SITE.fullmatch(name))]
    return list(dict.fromkeys(int(match[1]) for match in found))


def code(month: Month) -> str:
    return f"{month.year:04d}-{month.month:02d}"


def read_month(typed: Any) -> Month | None:
    """2026-10 as a month; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", str(typed)) or str(typed) < "0001-01":
        return None
    return Month(int(typed[:4]), int(typed[5:]))
