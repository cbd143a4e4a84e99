"""Risk, measure, hearing, conclusion: a form each."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.involvement.forms.words import CONCLUSION_WORDS, MEASURE_WORDS, STATE_WORDS
from app.blueprints.involvement.terms.assessments import (
    AssessmentDraft,
    Conclusion,
    ConclusionDraft,
    HearingDraft,
    MeasureDraft,
    MeasureKind,
    MeasureState,
)
from app.core import written
from app.core.forms import OnceForm
from app.core.versioned import VersionedForm

LIMIT = 5_000


class AssessmentForm(OnceForm):
    organisation = SelectField(_l("Supplier"), [InputRequired(written.NEEDED)], validate_choice=False)
    risk = written.paragraph(_l("What does this supplier know, or what has it shaped, that others do not know?"), LIMIT)

    def draft(self) -> AssessmentDraft:
        typed = self.organisation.data or ""
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
        return AssessmentDraft(organisation_id=number, risk=self.risk.data or "")


def assessment_form(participants: Sequence[Any], chosen: str | None) -> AssessmentForm:
    form = AssessmentForm(organisation=chosen)
    form.organisation.choices = [SelectChoice(str(row.organisation_id), row.name) for row in participants]
    return form


class MeasureForm(OnceForm):
    kind = written.OptionsField(
        _l("Measure"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(kind.value, label) for kind, label in MEASURE_WORDS.items()],
    )
    state = written.OptionsField(
        _l("What did you decide?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(state.value, label) for state, label in STATE_WORDS.items()],
    )
    reason = written.paragraph(_l("Why?"), LIMIT)

    def draft(self) -> MeasureDraft:
        return MeasureDraft(
            kind=MeasureKind(self.kind.data), state=MeasureState(self.state.data), reason=self.reason.data or ""
        )


class HearingForm(OnceForm):
    body = written.paragraph(_l("What do you want the supplier to answer?"), LIMIT)
    until = written.day(_l("Last day for an answer"))

    def draft(self) -> HearingDraft:
        assert self.until.data is not None  # noqa: S101 - the form has been validated
        return HearingDraft(body=self.body.data or "", until=self.until.data)


class HearingAnswerForm(OnceForm):
    answer = written.paragraph(_l("Your answer"), LIMIT)


class ConclusionForm(VersionedForm):
    conclusion = written.OptionsField(
        _l("What does it come to?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(one.value, label) for one, label in CONCLUSION_WORDS.items()],
    )
    residual = written.paragraph(_l("What is left of the advantage, and why is that acceptable or not?"), LIMIT)

    def draft(self) -> ConclusionDraft:
        return ConclusionDraft(
            conclusion=Conclusion(self.conclusion.data), residual=self.residual.data or "", version=self.version.data
        )


class ReportForm(OnceForm):
    lang = written.language(_l("In which language?"))
