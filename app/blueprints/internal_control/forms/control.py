"""Forms of the eight points, the yearly review and duties."""

from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from app.blueprints.internal_control.forms.wordings import DUTY_WORDS, STATE_WORDS
from app.blueprints.internal_control.terms import (
    MOST_COMMENT,
    MOST_FINDINGS,
    MOST_HOW,
    MOST_TOOK_PART,
    DutyDraft,
    DutyState,
    FirmDraft,
    PointDraft,
    PointState,
    ReviewDraft,
    StaffDraft,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit
from app.core.versioned import VersionedForm

LARGEST = 2**31 - 1
EARLIEST = date(2000, 1, 1)


def number(value: Any) -> int | None:
    """The number of a choice; the empty choice, and what is none of ours, is no answer."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def one_of(kind: type[StrEnum]) -> Any:
    """Reads a member of an enum; anything else is nothing chosen."""
    return lambda value: kind(value) if value in {member.value for member in kind} else None


class StateField(RadioField):
    """One of an enum's members, none of them chosen beforehand."""

    def __init__(self, label: Any = None, *, kind: type[StrEnum], labels: dict[Any, Any], **kwargs: Any) -> None:
        choices = [SelectChoice(value=member.value, label=words) for member, words in labels.items()]
        super().__init__(label, choices=choices, coerce=one_of(kind), validate_choice=False, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise StopValidation(_("Choose how it stands."))


class ChecksField(SelectMultipleField):
    """Several of a list, each with a box to tick. What is on no list of ours is refused, not dropped."""

    data: list[int | None] | None
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, coerce=number, validate_choice=False, **kwargs)
        self.choices: list[SelectChoice] = []

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= {choice.value for choice in self.choices}:
            self.data = [value for value in self.data or () if value is not None]
            raise StopValidation(str(errors.WORDS["point_evidence_unknown"]))


class WholeField(IntegerField):
    """A whole number that a row can hold."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = "".join(valuelist[0].split()) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not (typed.isascii() and typed.isdecimal()) or len(typed) > 10 or int(typed) > LARGEST:
            raise ValueError(_("Write a whole number."))
        self.data = int(typed)


class PointForm(VersionedForm):
    state = StateField(_l("How does it stand?"), kind=PointState, labels=STATE_WORDS)
    how = TextAreaField(_l("How do you do it?"), [Optional(), Limit(MOST_HOW)])
    evidence_ids = ChecksField(_l("What shows it?"))

    def offer(self, held: list[tuple[int, str]]) -> None:
        """The firm's evidence to choose among: what is chosen stands first, where it is seen on a phone."""
        chosen = set(self.evidence_ids.data or ())
        in_order = sorted(held, key=lambda pair: pair[0] not in chosen)
        self.evidence_ids.choices = [SelectChoice(*pair) for pair in in_order]

    def draft(self) -> PointDraft:
        return PointDraft(
            state=self.state.data,
            how=self.how.data or "",
            evidence_ids=tuple({number: None for number in self.evidence_ids.data or () if number is not None}),
            version=self.version.data,
        )


class ReviewForm(VersionedForm):
    year = WholeField(_l("Which year is reviewed?"), [InputRequired(_l("Write the year."))])
    held_on = DayField(_l("When was it held?"), [InputRequired(_l("Choose a day."))], earliest=EARLIEST)
    took_part = StringField(_l("Who took part?"), [Optional(), Limit(MOST_TOOK_PART)])
    findings = TextAreaField(_l("What did you find?"), [Optional(), Limit(MOST_FINDINGS)])
    decisions = TextAreaField(_l("What did you decide?"), [Optional(), Limit(MOST_FINDINGS)])

    def draft(self, year: int | None = None) -> ReviewDraft:
        """`year`, once written, is not changed."""
        texts = {name: getattr(self, name).data or "" for name in ("took_part", "findings", "decisions")}
        wanted = year if year is not None else self.year.data
        return ReviewDraft(year=wanted, held_on=self.held_on.data, version=self.version.data, **texts)  # type: ignore[arg-type]


class SignForm(VersionedForm):
    """Signing needs no words: the version that was read says what was signed."""


class StaffForm(VersionedForm):
    signs = RadioField(
        _l("Do you sign for the staff?"),
        choices=[SelectChoice("yes", _l("Yes, I sign")), SelectChoice("no", _l("No, and I say why below"))],
        validate_choice=False,
    )
    comment = TextAreaField(_l("Your comment"), [Optional(), Limit(MOST_COMMENT)])

    def validate_signs(self, field: RadioField) -> None:
        if field.data not in ("yes", "no"):
            raise StopValidation(_("Choose whether you sign."))

    def draft(self) -> StaffDraft:
        return StaffDraft(signs=self.signs.data == "yes", comment=self.comment.data or "", version=self.version.data)


class DutyForm(VersionedForm):
    state = StateField(_l("How does it stand with you?"), kind=DutyState, labels=DUTY_WORDS)
    how = TextAreaField(_l("How do you do it, or what is left?"), [Optional(), Limit(MOST_HOW)])
    evidence_id = SelectField(_l("What shows it?"), [Optional()], coerce=number, validate_choice=False)

    def offer(self, held: list[tuple[int, str]]) -> None:
        choices = (("", _("Nothing yet")), *held)
        self.evidence_id.choices = [SelectChoice(*pair) for pair in choices]

    def validate_evidence_id(self, field: SelectField) -> None:
        typed = field.raw_data and field.raw_data[0]
        if typed and field.data not in {choice.value for choice in field.choices if choice.value}:
            raise StopValidation(str(errors.WORDS["point_evidence_unknown"]))

    def draft(self) -> DutyDraft:
        return DutyDraft(
            state=self.state.data,
            how=self.how.data or "",
            evidence_id=self.evidence_id.data,
            version=self.version.data,
        )


class CodesField(StringField):
    """Codes of industries as people write them: "43, 81.2". Data is text; `codes` reads it."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.data or "").replace(",", " ").replace(";", " ").split()))


class FirmForm(VersionedForm):
    headcount = WholeField(_l("How many people work for you?"), [Optional()])
    industries = CodesField(_l("Other industries that you work in"), [Optional(), Limit(100)])

    def draft(self) -> FirmDraft:
        return FirmDraft(headcount=self.headcount.data, industries=self.industries.codes, version=self.version.data)
