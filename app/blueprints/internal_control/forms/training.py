"""Forms of training, and what courses and states are called."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from app.blueprints.internal_control import rules
from app.blueprints.internal_control.forms.control import number, one_of
from app.blueprints.internal_control.terms import (
    COMMON_MONTHS,
    MOST_AT_ONCE,
    MOST_COURSE_TITLE,
    MOST_HOLDER,
    Course,
    CrewDraft,
    RenewalDraft,
    TrainingDraft,
    TrainingState,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm
from app.core.versioned import VersionedForm

EARLIEST = date(1950, 1, 1)

COURSE_WORDS = {
    Course.LEADERS_SAFETY: _l("Health and safety for the manager"),
    Course.REPRESENTATIVES_SAFETY: _l("Health and safety for safety representatives (40 hours)"),
    Course.FIRST_AID: _l("First aid"),
    Course.FIRE: _l("Fire safety"),
    Course.HOT_WORK: _l("Hot work"),
    Course.WORK_AT_HEIGHT: _l("Work at height"),
    Course.SCAFFOLDING: _l("Scaffolding"),
    Course.LIFTING: _l("Lifting and slinging"),
    Course.TRUCK: _l("Forklift truck"),
    Course.MACHINES: _l("Dangerous machines and work equipment"),
    Course.ELECTRICAL: _l("Safety at electrical installations"),
    Course.CHEMICALS: _l("Chemicals"),
    Course.WELDING: _l("Welding"),
    Course.ROAD_WORK: _l("Road work and warning signs"),
    Course.OTHER: _l("Other training"),
}
TRAINING_WORDS = {
    TrainingState.VALID: _l("Valid"),
    TrainingState.EXPIRING: _l("Expires soon"),
    TrainingState.EXPIRED: _l("Expired"),
    TrainingState.ENDED: _l("Ended"),
}
TRAINING_COLORS = {
    TrainingState.VALID: "success",
    TrainingState.EXPIRING: "warning",
    TrainingState.EXPIRED: "danger",
    TrainingState.ENDED: "neutral",
}

errors.words(
    {
        "training_in_the_future": _l("This day has not come yet. Write down training when it has been taken."),
        "training_expires_before_it_was_taken": _l("It would expire before it was taken. Check both days."),
        "training_expires_too_late": _l("This is more than fifty years after it was taken. Check the year."),
        "training_without_a_name": _l("Write who took the training."),
        "training_of_too_many": _l("Write at most %(most)s names at a time."),
        "training_name_too_long": _l("A name has at most %(most)s characters. Write one name on each line."),
        "training_without_title": _l("Write what the training is called."),
        "training_evidence_unknown": _l("Choose a document that you hold."),
        "training_there_already": _l(
            "This training stands here already for: %(names)s. Has it been taken again, open it and renew it."
            " Tick the box if it is to stand here twice."
        ),
        "training_renewed_before": _l("This is not after the day when the training was taken last."),
        "training_has_ended": _l("This training has ended, and stays as it is."),
    }
)


def course_name(course: Course, title: str) -> str:
    """What a training is called: its course, or its own title; a course may have a title beside it."""
    if course is Course.OTHER:
        return title
    words = str(COURSE_WORDS[course])
    return f"{words}: {title}" if title else words


def months_words(course: Course) -> str:
    """How often it is commonly taken again, as a hint; "" where no length is common."""
    months = COMMON_MONTHS.get(course)
    if not months:
        return ""
    years = months // 12
    return str(
        ngettext(
            "Often taken again after a year. Your certificate says what counts.",
            "Often taken again after %(num)s years. Your certificate says what counts.",
            years,
        )
    )


def _courses() -> list[SelectChoice]:
    return [SelectChoice("", _("Choose a course")), *(SelectChoice(c.value, w) for c, w in COURSE_WORDS.items())]


class DaysFields(Form):
    """When it was taken, until when it counts, and what shows it."""

    completed_on = DayField(_l("When was it taken?"), [InputRequired(_l("Choose a day."))], earliest=EARLIEST)
    expires_on = DayField(_l("When does it expire?"), [Optional()], earliest=EARLIEST)
    evidence_id = SelectField(_l("Which document shows it?"), [Optional()], coerce=number, validate_choice=False)

    def offer(self, held: list[tuple[int, str]]) -> None:
        """The firm's evidence to choose among."""
        self.evidence_id.choices = [SelectChoice(*pair) for pair in (("", _("None")), *held)]

    def validate_evidence_id(self, field: SelectField) -> None:
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(str(errors.WORDS["training_evidence_unknown"]))

    @property
    def days(self) -> dict[str, Any]:
        return {name: self.values[name] for name in ("completed_on", "expires_on", "evidence_id")}


class CourseFields(DaysFields):
    course = SelectField(_l("Which training?"), coerce=one_of(Course), validate_choice=False)
    title = StringField(_l("What is it called?"), [Optional(), Limit(MOST_COURSE_TITLE)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course.choices = _courses()

    def validate_course(self, field: SelectField) -> None:
        if field.data is None:
            raise StopValidation(_("Choose which training it is."))


class CrewForm(CourseFields, OnceForm):
    holders = TextAreaField(
        _l("Who took it?"), [DataRequired(_l("Write who took the training.")), Limit(MOST_AT_ONCE * (MOST_HOLDER + 1))]
    )
    confirmed = BooleanField(_l("Add it all the same"))

    def draft(self) -> CrewDraft:
        return CrewDraft(
            course=self.course.data,
            title=self.title.data or "",
            holders=rules.names_in(self.holders.data or ""),
            confirmed=self.confirmed.data,
            **self.days,
        )


class TrainingForm(CourseFields, VersionedForm):
    holder = StringField(_l("Who took it?"), [DataRequired(_l("Write who took the training.")), Limit(MOST_HOLDER)])

    def draft(self) -> TrainingDraft:
        return TrainingDraft(
            course=self.course.data,
            title=self.title.data or "",
            holder=" ".join((self.holder.data or "").split()),
            version=self.version.data,
            **self.days,
        )


class RenewalForm(DaysFields, VersionedForm):
    def draft(self) -> RenewalDraft:
        return RenewalDraft(version=self.version.data, **self.days)


class EndForm(VersionedForm):
    everything = BooleanField(_l("End all training that stands under this name"))
