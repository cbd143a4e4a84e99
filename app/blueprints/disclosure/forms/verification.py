"""What somebody says who has checked a figure, and what a firm puts forward for its own."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from app.blueprints.disclosure.terms import MOST_METHOD, Datum, Level, VerificationDraft
from app.core.fields import DayField
from app.core.forms import Limit, OnceForm

NEEDED = _l("This field cannot be empty.")
CHOOSE = _l("Choose one.")
GIVEN = {
    Level.CHECKED: _l("V2: we have looked ourselves at what lies behind it"),
    Level.CERTIFIED: _l("V3: an accredited body has certified it"),
}


class VerifyForm(OnceForm):
    """By a buyer (V2), or recorded by it or by an interest organisation (V3). Certificates have three fields more."""

    level = RadioField(_l("Who has checked it?"), [InputRequired(CHOOSE)], choices=[])  # `offer` says which
    method = TextAreaField(_l("How was it checked?"), [DataRequired(NEEDED), Limit(MOST_METHOD)])
    body = StringField(_l("Accredited body"), [Optional(), Limit(200)])
    reference = StringField(_l("Number of the certificate, and what it covers"), [Optional(), Limit(200)])
    expires_on = DayField(_l("Last day of the certificate"), [Optional()])
    shown = HiddenField(default="")

    def offer(self, levels: Sequence[Level]) -> None:
        """What this organisation may record; the only one there is stands chosen, and a certificate asks for all."""
        self.level.choices = [SelectChoice(value=str(int(level)), label=GIVEN[level]) for level in levels]
        if len(levels) == 1 and not self.is_submitted():
            self.level.data = str(int(levels[0]))
        if Level.CHECKED not in levels:
            for field in (self.body, self.reference, self.expires_on):
                kept = [check for check in field.validators if not isinstance(check, Optional)]
                field.validators = [DataRequired(NEEDED), *kept]
                field.flags.optional, field.flags.required = False, True

    def draft(self, year: int, datum: Datum) -> VerificationDraft:
        certified = int(self.level.data) == Level.CERTIFIED
        return VerificationDraft(
            year=year,
            datum=datum,
            level=Level(int(self.level.data)),
            method=self.method.data or "",
            body=(self.body.data or "") if certified else "",
            reference=(self.reference.data or "") if certified else "",
            expires_on=self.expires_on.data if certified else None,
            shown=self.shown.data or "",
        )


class DocumentForm(OnceForm):
    """The firm's own (V1): there is no level to choose."""

    evidence_id = SelectField(_l("Document"), [InputRequired(CHOOSE)], coerce=int)
    method = TextAreaField(_l("What does it show?"), [DataRequired(NEEDED), Limit(MOST_METHOD)])
    shown = HiddenField(default="")

    def offer(self, documents: Sequence[tuple[int, str]]) -> None:
        self.evidence_id.choices = list(documents)

    def draft(self, year: int, datum: Datum) -> VerificationDraft:
        return VerificationDraft(
            year=year,
            datum=datum,
            level=Level.DOCUMENTED,
            method=self.method.data or "",
            evidence_id=self.evidence_id.data,
            shown=self.shown.data or "",
        )
