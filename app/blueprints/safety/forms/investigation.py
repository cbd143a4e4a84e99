"""Forms of what follows an event: the investigation, who was told, and what is said of it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.blueprints.safety.forms.fields import LONG, NEEDED, SHORT, ClockField, this_day
from app.blueprints.safety.terms import MOST_REMARK, InvestigationDraft, NoticeDraft, RemarkDraft
from app.core.fields import DayField
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

LONGEST_ROLE = 120


def text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Optional(), Limit(LONG)], default="")


class InvestigationForm(VersionedForm):
    """Saved as often as one likes; the box at the end says that it is done, and then causes are needed."""

    course = text(_l("What happened, step by step?"))
    direct_causes = text(_l("What led straight to it?"))
    underlying_causes = text(_l("What lay behind? (underlying causes)"))
    learning = text(_l("What do we learn?"))
    took_part = StringField(_l("Who took part?"), [Optional(), Limit(SHORT)], default="")
    with_representative = BooleanField(_l("The safety representative took part"))
    closed = BooleanField(_l("The investigation is done: close it"))

    def validate_closed(self, field: BooleanField) -> None:
        if field.data and not self.underlying_causes.data:
            self.underlying_causes.errors = [_("Write the underlying causes before you close the investigation.")]
            raise ValidationError(_("The investigation can be closed when the underlying causes are written down."))

    def draft(self) -> InvestigationDraft:
        return InvestigationDraft(**self.values | {"version": self.version.data})


class NoticeForm(OnceForm):
    told_on = DayField(_l("On which day?"), [InputRequired(NEEDED)], default=this_day)
    told_at = ClockField(_l("At what time?"), [Optional()])
    told_by = StringField(_l("By whom?"), [DataRequired(NEEDED), Limit(LONGEST_ROLE)])

    def draft(self, duty_code: str) -> NoticeDraft:
        return NoticeDraft(duty_code=duty_code, **self.values)


class RemarkForm(OnceForm):
    body = TextAreaField(_l("Your remark"), [DataRequired(_l("Write what you want to say.")), Limit(MOST_REMARK)])

    def draft(self, *, event_id: int | None = None, year: int | None = None) -> RemarkDraft:
        return RemarkDraft(body=self.body.data or "", event_id=event_id, year=year)
