"""Forms of events: few fields, plain questions."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
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
from app.blueprints.safety.forms.wordings import KIND_CHOICES, MECHANISM_LABELS, RELATION_LABELS
from app.blueprints.safety.models import Site
from app.blueprints.safety.terms import EventDraft, EventKind, Mechanism, Relation
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm
from app.core.versioned import VersionedForm

MOST_LOST_DAYS = 3650
LONGEST_NAME = 120


class OneOrNone(SelectField):
    """One of an enum's members, or nothing said. What is not one of them counts as nothing said."""

    def __init__(self, label: Any, *, kind: type[StrEnum], labels: dict[Any, Any], **kwargs: Any) -> None:
        choices = [SelectChoice(value="", label=_l("Not said"))]
        choices += [SelectChoice(value=member.value, label=wording) for member, wording in labels.items()]
        allowed = {member.value for member in labels}
        super().__init__(
            label,
            [Optional()],
            choices=choices,
            coerce=lambda value: kind(value) if value in allowed else None,
            validate_choice=False,
            **kwargs,
        )


class SiteField(SelectField):
    """One of the firm's sites, or none. Only there when the firm has sites (`offer`); the service checks it."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label,
            [Optional()],
            coerce=lambda value: int(value) if str(value).isascii() and str(value).isdecimal() else None,
            validate_choice=False,
            choices=[],
            **kwargs,
        )

    def offer(self, sites: Iterable[Site]) -> None:
        """Sites in use, and the one that stands there already."""
        kept = [site for site in sites if site.retired_at is None or site.id == self.data]
        none = SelectChoice(value="", label=_l("No site"))
        self.choices = [none, *(SelectChoice(value=str(site.id), label=site.name) for site in kept)]


class Placed(Form):
    """A form with the question of which site."""

    site_id = SiteField(_l("At which site?"))

    def offer_sites(self, sites: list[Site]) -> None:
        """A firm without sites is not asked."""
        if sites:
            self.site_id.offer(sites)
        else:
            del self.site_id


class NearMissFields(Placed):
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
    mechanism = OneOrNone(_l("How could somebody have been hurt?"), kind=Mechanism, labels=MECHANISM_LABELS)
    immediate = TextAreaField(_l("What was done at once?"), [Optional(), Limit(LONG)], default="")

    def draft(self) -> EventDraft:
        return EventDraft(kind=EventKind.NEAR_MISS, **self.values | {"version": self.version.data})


class InjuryFields(Placed):
    kind = EnumField(_l("How serious was it?"), [DataRequired(_l("Choose one."))], kind=EventKind, labels=KIND_CHOICES)
    relation = EnumField(_l("Who was hurt?"), [DataRequired(_l("Choose one."))], kind=Relation, labels=RELATION_LABELS)
    happened_on = DayField(_l("When did it happen?"), [InputRequired(NEEDED)], default=this_day)
    happened_at = ClockField(_l("At what time?"), [Optional()])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    activity = StringField(_l("What was being done?"), [Optional(), Limit(SHORT)], default="")
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), Limit(LONG)])
    mechanism = OneOrNone(_l("How was the person hurt?"), kind=Mechanism, labels=MECHANISM_LABELS)
    immediate = TextAreaField(_l("What was done at once?"), [Optional(), Limit(LONG)], default="")
    lost_days = WholeField(_l("Days of absence so far"), [Optional(), number_between(1, MOST_LOST_DAYS)])
    serious = BooleanField(_l("Somebody was seriously injured or died"))


class InjuryForm(InjuryFields, OnceForm):
    name = StringField(_l("Name of the person who was hurt"), [Optional(), Limit(LONGEST_NAME)], default="")

    def draft(self) -> EventDraft:
        return EventDraft(**self.values)


class CorrectInjuryForm(InjuryFields, VersionedForm):
    """The name is not among these: what is corrected here keeps its history, and a name has none."""

    def draft(self) -> EventDraft:
        return EventDraft(**self.values | {"version": self.version.data})


class LostDaysForm(VersionedForm):
    lost_days = WholeField(_l("Days of absence so far"), [InputRequired(NEEDED), number_between(1, MOST_LOST_DAYS)])


class NameForm(VersionedForm):
    """The name of whoever was hurt; empty takes it out."""

    name = StringField(_l("Name of the person who was hurt"), [Optional(), Limit(LONGEST_NAME)], default="")


class AnswerForm(VersionedForm):
    answer = TextAreaField(_l("What was done about it?"), [DataRequired(NEEDED), Limit(LONG)])
