"""What is asked about a request, and what the codes about it mean to people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    MOST_ANSWER,
    MOST_REASON,
    MOST_WISH,
    RequestDraft,
    RequestState,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit, OnceForm
from app.core.i18n import locale
from app.core.versioned import VersionedForm

errors.words(
    {
        "asker_is_no_verified_buyer": _l("Only a buyer that has been verified can ask firms for documents."),
        "nobody_to_ask": _l("Choose a supplier to ask."),
        "request_due_in_the_past": _l("This day has passed. Choose today or a later day."),
        "request_due_too_far_away": _l("This day is more than a year away. Check the year."),
        "request_without_reason": _l("Write what you need it for."),
        "request_open_already": _l("You have asked this firm for this already, and it has not answered yet."),
        "too_many_requests": _l(
            "You have asked for %(most)s documents in the last 24 hours, which is the most that one buyer can. "
            "Go on tomorrow."
        ),
        "request_is_over": _l("This request has been answered, declined or withdrawn already."),
        "declined_without_reason": _l("Write why you will not give it. One sentence is enough."),
    }
)

REQUEST_WORDS = {
    RequestState.OPEN: _l("Waits for an answer"),
    RequestState.ANSWERED: _l("Answered"),
    RequestState.POINTED: _l("Answered at once"),
    RequestState.DECLINED: _l("Declined"),
    RequestState.WITHDRAWN: _l("Withdrawn"),
}
REQUEST_COLORS = {
    RequestState.OPEN: "info",
    RequestState.ANSWERED: "success",
    RequestState.POINTED: "success",
    RequestState.DECLINED: "warning",
    RequestState.WITHDRAWN: "neutral",
}


class RequestForm(OnceForm):
    type = SelectField(_l("What do you ask for?"), validate_choice=False)
    wish = TextAreaField(_l("More exactly"), [Optional(), Limit(MOST_WISH)])
    reason = TextAreaField(
        _l("What do you need it for?"), [DataRequired(_l("Write what you need it for.")), Limit(MOST_REASON)]
    )
    due_on = DayField(_l("By when?"), [InputRequired(_l("Choose a day."))])

    def offer(self) -> None:
        """Every kind of document, by name."""
        language = locale()
        named = sorted((kind.name.in_(language), kind.code) for kind in EVIDENCE_TYPES.values())
        self.type.choices = [SelectChoice("", _("Choose one")), *(SelectChoice(code, name) for name, code in named)]

    def validate_type(self, field: SelectField) -> None:
        if field.data not in EVIDENCE_TYPES:
            raise StopValidation(_("Choose what you ask for."))

    def draft(self, organisation_id: int) -> RequestDraft:
        kept = {**self.values, "wish": self.wish.data or ""}
        return RequestDraft(organisation_id=organisation_id, **kept)


class AnswerRequestForm(VersionedForm):
    evidence_id = RadioField(_l("What do you answer with?"), validate_choice=False)
    answer = TextAreaField(_l("A word to the buyer"), [Optional(), Limit(MOST_ANSWER)])

    def offer(self, held: list[tuple[int, str]]) -> None:
        self.evidence_id.choices = [SelectChoice(str(number), words) for number, words in held]

    def validate_evidence_id(self, field: RadioField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose something that you hold now."))


class DeclineRequestForm(VersionedForm):
    answer = TextAreaField(
        _l("Why not?"),
        [DataRequired(_l("Write why you will not give it. One sentence is enough.")), Limit(MOST_ANSWER)],
    )


class WithdrawRequestForm(VersionedForm):
    """Only the version that was read."""
