"""Fields of this room: hours in either country's way, a time of day, one of an enum, a question asked when needed."""

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
    StringField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Question
from app.core import clock
from app.core.render import format_number

SHORT, LONG = 200, 10_000
NEEDED = _l("This field cannot be empty.")


class HoursField(StringField):
    """Hours, read as "3 120,5" or "3,120.5"; data is a Decimal or None."""

    BELOW_0 = _l("Hours cannot be below 0.")
    NO_NUMBER = _l("Write hours as a number, such as 3120 or 3120.5.")

    def __init__(self, label: Any, validators: Any, **kwargs: Any) -> None:
        super().__init__(label, validators, render_kw={"inputmode": "decimal"}, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            if re.match(r"[-\u2212\u2013]", typed):
                raise ValueError(str(self.BELOW_0))
            try:
                self.data = rules.read_hours(typed)
            except ValueError:
                raise ValueError(str(self.NO_NUMBER)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_number(self.data) if self.data is not None else ""


class DaysField(HoursField):
    """Day's-work, written as hours are."""

    BELOW_0 = _l("Days cannot be below 0.")
    NO_NUMBER = _l("Write days as a number, such as 420 or 16.5.")


class ConfirmField(BooleanField):
    """A box that is only there when something is asked; `asked` is what, and data what was answered with yes.

    It carries the question, so that a yes to one is no yes to another.
    """

    data: Question | None
    asked: Question | None = None

    def __init__(self, *, labels: dict[Question, Any], **kwargs: Any) -> None:
        super().__init__("", [], **kwargs)
        self.labels = labels

    def ask(self, question: Question) -> None:
        self.asked = question
        self.label.text = self.labels[question]

    def process_data(self, value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: list[str]) -> None:
        answered = [question for question in Question if question in valuelist]
        self.data = answered[0] if answered else None
        if self.data:
            self.ask(self.data)

    def _value(self) -> str:
        return self.asked or ""


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


def number_between(low: int, high: int) -> NumberRange:
    return NumberRange(low, high, _l("Write a number from %(min)s to %(max)s."))


def this_day() -> date:
    return clock.today()
