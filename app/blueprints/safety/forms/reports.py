"""The three fields of a near miss, for whoever saw it."""

from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from app.blueprints.safety.forms.fields import LONG, NEEDED, SHORT, this_day
from app.blueprints.safety.rules import PHOTO_ENDINGS, PHOTO_KINDS, PHOTO_MOST_BYTES
from app.blueprints.safety.terms import ReportDraft
from app.core.errors import words
from app.core.fields import DayField, FileField
from app.core.forms import Form, Limit
from app.core.i18n import locale

MOST_NAME = 120

words(
    {
        "photo_too_large": _l(
            "The photo is larger than %(most)s MB. Choose a smaller one, or send the report without it."
        ),
        "photo_has_too_many_dots": _l("The photo is too large. Choose a smaller one, or send the report without it."),
        "photo_not_readable": _l(
            "The photo cannot be read. Accepted: %(accepted)s. Choose another, or send the report without it."
        ),
        "told_too_late": _l(
            "This is more than %(days)s days ago. Check the date, or tell your manager or the safety representative:"
            " they can write it down."
        ),
        "poster_ended": _l("This poster is no longer in use."),
    }
)


class SentKeyField(HiddenField):
    """The key by which a report that is sent again is known: made with the page, a new one in place of a bad one."""

    data: UUID

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = UUID(valuelist[0])
        except (ValueError, IndexError):
            self.data = uuid4()


def not_endless(form: Form, field: Any) -> None:
    """The limit of every long text, without a hint that says so: who tells of a near miss writes three lines."""
    Limit(LONG)(form, field)


class ReportFields(Form):
    what = TextAreaField(_l("What happened?"), [DataRequired(NEEDED), not_endless])
    place = StringField(_l("Where?"), [DataRequired(NEEDED), Limit(SHORT)])
    photo = FileField(_l("Photo"), accepted=PHOTO_KINDS, endings=PHOTO_ENDINGS, most=PHOTO_MOST_BYTES, required=False)
    happened_on = DayField(_l("When?"), [InputRequired(NEEDED)], default=this_day)
    sent_key = SentKeyField(_l("Sent once"), default=uuid4)

    @property
    def picture(self) -> BytesIO | None:
        """The photo that was chosen, if one was."""
        return self.photo.data.stream if self.photo.data is not None else None  # type: ignore[return-value]

    def _draft(self, name: str) -> ReportDraft:
        return ReportDraft(
            what=self.what.data or "",
            place=self.place.data or "",
            happened_on=self.happened_on.data or this_day(),
            language=locale(),
            name=name,
            sent_key=self.sent_key.data,
        )


class PosterReportForm(ReportFields):
    """At a poster: nobody signs in, and nothing is done in anybody's name. So it carries no token of a session."""

    name = StringField(_l("Your name"), [Optional(), Limit(MOST_NAME)])

    class Meta(ReportFields.Meta):
        csrf = False

    def draft(self) -> ReportDraft:
        return self._draft(self.name.data or "")


class WorkerReportForm(ReportFields):
    """On her own page: with her name, so that she is answered here, or without."""

    who = RadioField(
        _l("Your name"),
        choices=[
            SelectChoice("named", _l("Show my name to the firm. I find the answer on this page.")),
            SelectChoice("anonymous", _l("Send without my name. I get a secret address where the answer will be.")),
        ],
        default="named",
    )

    @property
    def named(self) -> bool:
        return bool(self.who.data == "named")

    def draft(self) -> ReportDraft:
        return self._draft("")
