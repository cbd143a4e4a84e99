"""What is asked of whoever sees whether an action worked."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from app.blueprints.improvement.forms.actions import ChecksField, ticked
from app.blueprints.improvement.terms import MOST_METHOD, MOST_OUTCOME, CheckDraft
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit
from app.core.versioned import VersionedForm

errors.words(
    {
        "effect_is_shown_by_evidence": _l("The effect of this action is shown by evidence, not by a check."),
        "checker_took_part": _l("Somebody else shall check this action: you are responsible for it, or finished it."),
        "check_outside_its_time": _l(
            "Choose the day of the check: after the action was finished, and not after today."
        ),
        "check_without_method": _l("Write how you checked it. One sentence is enough."),
        "check_without_what_was_seen": _l("Write what you saw, so that others know what is left to do."),
        "check_without_new_day": _l("Choose a new day by which it is to be done."),
    }
)

EARLIEST = date(2000, 1, 1)


class CheckForm(VersionedForm):
    checked_on = DayField(_l("When did you check?"), [InputRequired(_l("Choose a day."))], earliest=EARLIEST)
    method = StringField(
        _l("How did you check?"),
        [DataRequired(_l("Write how you checked it. One sentence is enough.")), Limit(MOST_METHOD)],
    )
    effective = RadioField(
        _l("Did the action work?"),
        choices=[SelectChoice("yes", _l("Yes, it worked")), SelectChoice("no", _l("No, not yet"))],
        validate_choice=False,
    )
    seen = TextAreaField(_l("What did you see?"), [Limit(MOST_OUTCOME)])
    due_on = DayField(_l("If it did not work: by when shall it be done?"), [Optional()], earliest=EARLIEST)
    evidence = ChecksField(_l("Which evidence shows it?"))

    def validate_effective(self, field: RadioField) -> None:
        if field.data not in ("yes", "no"):
            raise StopValidation(_("Choose whether the action worked."))

    def validate_evidence(self, field: ChecksField) -> None:
        ticked(field, str(errors.WORDS["evidence_does_not_count"]))

    def draft(self) -> CheckDraft:
        said = {name: self.values[name] for name in ("checked_on", "method", "due_on", "version")}
        return CheckDraft(
            **said,
            effective=self.effective.data == "yes",
            seen=self.seen.data or "",
            evidence_ids=tuple(self.evidence.data or ()),
        )
