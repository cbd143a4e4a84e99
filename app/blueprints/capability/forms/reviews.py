"""How a firm asks to be endorsed, and how it is answered."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, StopValidation
from wtforms.validators import Optional as MayBeEmpty

from app.blueprints.accounts.terms import Kind
from app.blueprints.capability.forms.assessments import level
from app.blueprints.capability.forms.standing import number
from app.blueprints.capability.models import Review
from app.blueprints.capability.terms import (
    HIGHEST,
    MOST_MESSAGE,
    MOST_REASON,
    ReviewDraft,
    ReviewState,
    VerdictDraft,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

errors.words(
    {
        "reviewer_unknown": _l("Choose one of the organisations on the list."),
        "nothing_claimed": _l("There is no claim to endorse yet. Hand in a self-assessment first."),
        "review_asked_already": _l("You have asked this organisation about this already, and it has not answered yet."),
        "review_answered": _l("It has been answered meanwhile. See the answer below."),
        "review_closed": _l("The firm no longer asks, or the answer is given already."),
        "reviewer_not_outside": _l(
            "You are a member of this firm, or were in the last 24 months. Nobody endorses their own firm: let a"
            " colleague who is an outsider to it answer."
        ),
        "reviewer_has_same_owner": _l(
            "The same person owns this firm and your organisation here. Nobody endorses their own firm: another"
            " organisation has to answer."
        ),
        "conflict_not_declared": _l("First declare that you have no conflict of interest."),
        "answer_unknown": _l("Choose one of the answers."),
        "reason_missing": _l("Write the reason. The firm reads it."),
        "level_not_lower": _l("Choose a level below the one that the firm claims."),
        "endorsed_to_the_past": _l("Choose a day after today."),
        "endorsed_too_long": _l("An endorsement holds for at most three years. Choose an earlier day."),
        "seen_in_the_future": _l("This day has not come yet."),
        "seen_too_long_ago": _l("This is more than twelve months ago. What was seen then says too little of today."),
    }
)

REVIEW_WORDS = {
    ReviewState.ASKED: _l("Waits for an answer"),
    ReviewState.ENDORSED: _l("Endorsed"),
    ReviewState.ENDORSED_LOWER: _l("Endorsed at a lower level"),
    ReviewState.RETURNED: _l("Returned: something is missing"),
    ReviewState.DECLINED: _l("Declined"),
    ReviewState.WITHDRAWN: _l("Withdrawn"),
}

REVIEW_COLORS = {
    ReviewState.ASKED: "info",
    ReviewState.ENDORSED: "success",
    ReviewState.ENDORSED_LOWER: "success",
    ReviewState.RETURNED: "warning",
    ReviewState.DECLINED: "neutral",
    ReviewState.WITHDRAWN: "neutral",
}

KIND_WORDS = {
    Kind.BUYER: _l("Public buyers"),
    Kind.INTEREST: _l("Interest organisations and advisers"),
    Kind.MINISTRY: _l("Ministries"),
}

# Version 1 of the statement (`terms.STATEMENT_VERSION`): whoever changes its meaning gives it a new number.
STATEMENT = _l(
    "I have no conflict of interest. I have no part in the firm, no close ties to those who own or lead it, and nothing"
    " to gain from the answer; and neither I nor my organisation competes with it."
)


class AskForm(OnceForm):
    """Whom to ask, and a message to them."""

    reviewer_id = SelectField(_l("Whom will you ask?"), coerce=number, validate_choice=False)
    message = TextAreaField(_l("Message to the reviewer"), [Limit(MOST_MESSAGE)])

    def offer(self, reviewers: list[Any]) -> None:
        """Organisations, by kind."""
        groups: dict[str, list[SelectChoice]] = {"": [SelectChoice("", _("Choose an organisation"))]}
        self.known = {row.id for row in reviewers}
        for kind, words in KIND_WORDS.items():
            found = [SelectChoice(row.id, row.name) for row in reviewers if row.kind == kind]
            if found:
                groups[str(words)] = found
        self.reviewer_id.choices = [
            SelectChoice(choice.value, choice.label, optgroup=words or None)
            for words, choices in groups.items()
            for choice in choices
        ]

    def validate_reviewer_id(self, field: SelectField) -> None:
        if field.data not in self.known:
            raise StopValidation(_("Choose an organisation to ask."))

    def draft(self) -> ReviewDraft:
        return ReviewDraft(reviewer_id=self.reviewer_id.data, message=self.message.data or "")


class DeclareForm(OnceForm):
    """Before what the firm has put forward is shown."""

    no_conflict = BooleanField(STATEMENT)

    def validate_no_conflict(self, field: BooleanField) -> None:
        if not field.data:
            raise StopValidation(_("Tick the box if this is so. If it is not, let a colleague answer, or decline."))


class VerdictForm(VersionedForm):
    """What the reviewer answers."""

    state = RadioField(_l("Your answer"), validate_choice=False)
    level = SelectField(_l("Endorsed at level"), coerce=level, validate_choice=False)
    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Write the reason. The firm reads it.")), Limit(MOST_REASON)])
    seen_on = DayField(_l("Seen on site (date)"), [MayBeEmpty()])
    expires_on = DayField(_l("Valid until and including"), [MayBeEmpty()])

    def offer(self, review: Review, names: list[str], *, declared: bool) -> None:
        """Endorse as claimed or lower, return, or decline; whoever has declared nothing can only decline."""
        claimed = f"{review.claimed} {names[review.claimed]}"
        answers = [
            (ReviewState.ENDORSED, _("Endorse level %(level)s, as the firm claims", level=claimed)),
            (ReviewState.ENDORSED_LOWER, _("Endorse a lower level")),
            (ReviewState.RETURNED, _("Return it, and say what is missing")),
            (ReviewState.DECLINED, _("Decline to review")),
        ]
        if not review.claimed:
            answers = [answer for answer in answers if answer[0] is not ReviewState.ENDORSED_LOWER]
        self.state.choices = [SelectChoice(s.value, words) for s, words in (answers if declared else answers[-1:])]
        self.level.choices = [
            SelectChoice("", _("Choose a level")),
            *(SelectChoice(step, f"{step} {names[step]}") for step in range(min(review.claimed, HIGHEST))),
        ]

    def validate_state(self, field: RadioField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose one of the answers."))

    def draft(self) -> VerdictDraft:
        return VerdictDraft(
            state=ReviewState(self.state.data),
            reason=self.reason.data or "",
            level=self.level.data,
            seen_on=self.seen_on.data,
            expires_on=self.expires_on.data,
            version=self.version.data,
        )


class WithdrawForm(OnceForm):
    """Nothing to fill in."""
