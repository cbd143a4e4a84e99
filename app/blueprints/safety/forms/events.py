"""Forms of events: few fields, plain questions."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from app.blueprints.safety.forms.fields import (
    LONG,
    NEEDED,
    SHORT,
    ClockField,
    EnumField,
    WholeField,
    number_between,
    this_day,
)
from app.blueprints.safety.forms.wordings import KIND_CHOICES, RELATION_LABELS
from app.blueprints.safety.terms import EventDraft, EventKind, Relation
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm
from app.core.versioned import VersionedForm

MOST_LOST_DAYS = 3650


class NearMissFields(Form):
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), Limit(LONG)])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    happened_on = DayField(_l("When?"), [InputRequired(NEEDED)], default=this_day)


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
    happened_on = DayField(_l("When did it happen?"), [InputRequired(NEEDED)], default=this_day)
    happened_at = ClockField(_l("At what time?"), [Optional()])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    activity = StringField(_l("What was being done?"), [Optional(), Limit(SHORT)], default="")
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), Limit(LONG)])
    immediate = TextAreaField(_l("What was done at once?"), [Optional(), Limit(LONG)], default="")
    lost_days = WholeField(_l("Days of absence so far"), [Optional(), number_between(1, MOST_LOST_DAYS)])
    serious = BooleanField(_l("Somebody was seriously injured or died"))


class InjuryForm(InjuryFields, OnceForm):
    def draft(self) -> EventDraft:
        return EventDraft(**self.values)


class CorrectInjuryForm(InjuryFields, VersionedForm):
    def draft(self) -> EventDraft:
        return EventDraft(**self.values | {"version": self.version.data})


class AnswerForm(VersionedForm):
    answer = TextAreaField(_l("What was done about it?"), [DataRequired(NEEDED), Limit(LONG)])
