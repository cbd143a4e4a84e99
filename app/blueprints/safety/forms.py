"""Forms of the register: few fields, plain questions, and hours written in either country's way."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Basis, EventDraft, EventKind, HoursDraft, Month, Relation
from app.core import clock
from app.core.errors import words
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm
from app.core.render import format_month, format_number
from app.core.versioned import VersionedForm

words(
    {
        "hours_reported_already": _l(
            "This month has been reported already. Open it in the list of hours to correct it."
        ),
        "month_in_future": _l("This month has not begun yet."),
        "too_long_ago": _l("Check the year: the register begins in %(year)s."),
        "too_many_hours": _l("This is more than %(most)s hours in one month. Check the number."),
        "more_hours_than_people": _l(
            "%(headcount)s people cannot work so many hours in one month. Check the hours and the number of people."
        ),
        "hours_without_people": _l("Somebody worked these hours: the number of people cannot be 0."),
        "who_was_hurt": _l("Choose whose worker was hurt."),
        "near_miss_hurt_nobody": _l("A near miss hurts nobody. Report it as an injury if somebody was hurt."),
        "lost_days_without_absence": _l(
            "Only an injury with absence has lost days. Choose that kind, or leave the days empty."
        ),
        "day_in_future": _l("This day has not come yet."),
        "time_in_future": _l("This time has not come yet."),
        "only_near_misses_are_answered": _l("Only near misses are answered."),
        "identity_number_in_safety": _l(
            "There seems to be a national identity number here. Take it out, so that nobody can be recognised. "
            "The rest of what you wrote is kept."
        ),
    }
)

SHORT, LONG = 200, 10_000
MOST_PEOPLE, MOST_LOST_DAYS = 100_000, 3650
NEEDED = _l("This field cannot be empty.")
KIND_LABELS = {
    EventKind.NEAR_MISS: _l("Near miss"),
    EventKind.FIRST_AID: _l("First aid"),
    EventKind.MEDICAL_TREATMENT: _l("Medical treatment"),
    EventKind.RESTRICTED_WORK: _l("Restricted work"),
    EventKind.LOST_TIME: _l("Injury with absence"),
    EventKind.FATALITY: _l("Death"),
}
KIND_CHOICES = {
    EventKind.FIRST_AID: _l("First aid: plaster, rinsing, and back to work"),
    EventKind.MEDICAL_TREATMENT: _l("Medical treatment: a doctor or nurse treated it, no absence"),
    EventKind.RESTRICTED_WORK: _l("Restricted work: at work, but not in the usual job"),
    EventKind.LOST_TIME: _l("Absence: away from work on a day after the injury, a day off included"),
    EventKind.FATALITY: _l("Death"),
}
RELATION_LABELS = {
    Relation.OWN: _l("Our own employee"),
    Relation.HIRED_IN: _l("A hired-in worker"),
    Relation.OTHER: _l("Somebody else: a visitor, or another firm's worker"),
}
BASIS_LABELS = {Basis.MEASURED: _l("Measured: from time sheets or payroll"), Basis.ESTIMATED: _l("Estimated")}


class HoursField(StringField):
    """Hours, read as "3 120,5" or "3,120.5"; data is a Decimal or None."""

    def __init__(self, label: Any, validators: Any, **kwargs: Any) -> None:
        super().__init__(label, validators, render_kw={"inputmode": "decimal"}, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            if re.match(r"[-\u2212\u2013]", typed):
                raise ValueError(_("Hours cannot be below 0."))
            try:
                self.data = rules.read_hours(typed)
            except ValueError:
                raise ValueError(_("Write hours as a number, such as 3120 or 3120.5.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_number(self.data) if self.data is not None else ""


class ClockField(TimeField):
    def __init__(self, label: Any, validators: Any, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the time as hours and minutes, such as 14:30.")) from None


class WholeField(IntegerField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([typed.strip() for typed in valuelist])
        except ValueError:
            raise ValueError(_("Write a whole number.")) from None


class EnumField(RadioField):
    """One of an enum's members. What is not one of them counts as nothing chosen."""

    def __init__(
        self, label: Any, validators: Any, *, kind: type[StrEnum], labels: dict[Any, Any], **kwargs: Any
    ) -> None:
        choices = [SelectChoice(value=member.value, label=wording) for member, wording in labels.items()]
        allowed = {member.value for member in labels}
        super().__init__(
            label,
            validators,
            choices=choices,
            coerce=lambda value: kind(value) if value in allowed else None,
            validate_choice=False,
            **kwargs,
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value for value in valuelist if value])


def _number_between(low: int, high: int) -> NumberRange:
    return NumberRange(low, high, _l("Write a number from %(min)s to %(max)s."))


def _today() -> date:
    return clock.today()


# ---- hours -------------------------------------------------------------------------------------------------------


class HoursFields(Form):
    own = HoursField(_l("Hours worked by our own people"), [InputRequired(NEEDED)])
    hired_in = HoursField(_l("Hours worked by hired-in people"), [Optional()])
    basis = EnumField(
        _l("Where do the hours come from?"), [DataRequired(_l("Choose one."))], kind=Basis, labels=BASIS_LABELS
    )
    headcount = WholeField(_l("How many employees that month?"), [Optional(), _number_between(0, MOST_PEOPLE)])

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


# ---- events ------------------------------------------------------------------------------------------------------


class NearMissFields(Form):
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), Limit(LONG)])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    happened_on = DayField(_l("When?"), [InputRequired(NEEDED)], default=_today)


class NearMissForm(NearMissFields, OnceForm):
    """Three fields, so that it is done before the coffee is cold."""

    def draft(self) -> EventDraft:
        return EventDraft(kind=EventKind.NEAR_MISS, **self.values)


class CorrectNearMissForm(NearMissFields, VersionedForm):
    happened_at = ClockField(_l("At what time?"), [Optional()])
    activity = StringField(_l("What was being done?"), [Optional(), Limit(SHORT)], default="")
    immediate = TextAreaField(_l("What was done at once?"), [Optional(), Limit(LONG)], default="")

    def draft(self) -> EventDraft:
        return EventDraft(kind=EventKind.NEAR_MISS, **self.values | {"version": self.version.data})


class InjuryFields(Form):
    kind = EnumField(_l("How serious was it?"), [DataRequired(_l("Choose one."))], kind=EventKind, labels=KIND_CHOICES)
    relation = EnumField(_l("Who was hurt?"), [DataRequired(_l("Choose one."))], kind=Relation, labels=RELATION_LABELS)
    happened_on = DayField(_l("When did it happen?"), [InputRequired(NEEDED)], default=_today)
    happened_at = ClockField(_l("At what time?"), [Optional()])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    activity = StringField(_l("What was being done?"), [Optional(), Limit(SHORT)], default="")
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), Limit(LONG)])
    immediate = TextAreaField(_l("What was done at once?"), [Optional(), Limit(LONG)], default="")
    lost_days = WholeField(_l("Days of absence so far"), [Optional(), _number_between(1, MOST_LOST_DAYS)])
    serious = BooleanField(_l("Somebody was seriously injured or died"))


class InjuryForm(InjuryFields, OnceForm):
    def draft(self) -> EventDraft:
        return EventDraft(**self.values)


class CorrectInjuryForm(InjuryFields, VersionedForm):
    def draft(self) -> EventDraft:
        return EventDraft(**self.values | {"version": self.version.data})


class AnswerForm(VersionedForm):
    answer = TextAreaField(_l("What was done about it?"), [DataRequired(NEEDED), Limit(LONG)])
