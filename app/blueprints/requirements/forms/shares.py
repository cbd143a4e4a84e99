"""What a firm says when it shares: with whom, what, what for, until when; and that it agrees."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from app.blueprints.requirements.terms import (
    CONSENT,
    MOST_SHARE_NAME,
    Purpose,
    ShareDraft,
    ShareKind,
)
from app.core.errors import words
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm

words(
    {
        "share_without_name": _l("Give what you share a name, so that you find it again."),
        "share_until_past": _l("Choose a day that has not passed."),
        "share_until_far": _l(
            "Choose a day within %(months)s months. After that you can share anew, with a new consent."
        ),
        "share_receiver_unknown": _l(
            "You can only share with another organisation, and only with one that has been verified here."
        ),
        "profile_changed_meanwhile": _l(
            "Your profile has changed since you looked at it. Look once more at what will be shared, then agree again."
        ),
        "share_is_over": _l("This share has ended already."),
    }
)

KIND_LABELS = {
    ShareKind.LIVING: _l("Living"),
    ShareKind.SNAPSHOT: _l("Snapshot"),
}
KIND_CHOICES = {
    ShareKind.LIVING: _l("Living: they always see your profile as it is, also what gets better or expires"),
    ShareKind.SNAPSHOT: _l("Snapshot: they see your profile as it is today, whatever changes later"),
}
PURPOSE_LABELS = {
    Purpose.DEVELOPMENT: _l("Development"),
    Purpose.DIALOGUE: _l("Dialogue"),
    Purpose.COMPETITION: _l("Competition"),
}
PURPOSE_CHOICES = {
    Purpose.DEVELOPMENT: _l("Development: to talk about where you stand and how you can get better"),
    Purpose.DIALOGUE: _l("Dialogue: to understand what the market can do before a purchase is planned"),
    Purpose.COMPETITION: _l("Competition: to be used where you compete for a contract"),
}
PURPOSE_LIMITS = {
    Purpose.DEVELOPMENT: _l("Shared for development until %(day)s: not to be used in a competition."),
    Purpose.DIALOGUE: _l("Shared for dialogue until %(day)s: not to be used in a competition."),
    Purpose.COMPETITION: _l("Shared for a competition until %(day)s: to be used for that and for nothing else."),
}
# What an owner says yes to, by version. A new wording is a new version; a share keeps the number of its own.
CONSENT_WORDS = {
    1: {
        Purpose.DEVELOPMENT: _l(
            "We agree that %(receiver)s reads what is shown here, for development, until %(day)s. It cannot be used in "
            "a competition without a new consent. We can withdraw it at any time."
        ),
        Purpose.DIALOGUE: _l(
            "We agree that %(receiver)s reads what is shown here, for a dialogue with the market, until %(day)s. It "
            "cannot be used in a competition without a new consent. We can withdraw it at any time."
        ),
        Purpose.COMPETITION: _l(
            "We agree that %(receiver)s reads what is shown here and uses it in a competition, until %(day)s. It "
            "cannot be used for anything else without a new consent. We can withdraw it at any time."
        ),
    }
}
NEEDED = _l("This field cannot be empty.")
CHOOSE = _l("Choose one.")


def consent_words(purpose: Purpose, *, receiver: str, day: str, version: int = CONSENT) -> str:
    """The sentence to which the firm agrees, or agreed, in the reader's language."""
    return str(CONSENT_WORDS[version][purpose]) % {"receiver": receiver, "day": day}


def purpose_limit(purpose: Purpose, day: str) -> str:
    return str(PURPOSE_LIMITS[purpose]) % {"day": day}


def _choices(words_of: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value=member.value, label=wording) for member, wording in words_of.items()]


class ShareForm(OnceForm):
    """Filled in, then looked at (`step` "check"), then sent (`step` "send") with `agreed` and what was `shown`."""

    name = StringField(_l("What do you call it?"), [DataRequired(NEEDED), Limit(MOST_SHARE_NAME)])
    kind = RadioField(_l("What do you share?"), [InputRequired(CHOOSE)], choices=_choices(KIND_CHOICES))
    purpose = RadioField(_l("What may it be used for?"), [InputRequired(CHOOSE)], choices=_choices(PURPOSE_CHOICES))
    until = DayField(_l("Until when?"), [InputRequired(NEEDED)])
    with_plan = BooleanField(_l("Show our plan too: the actions that are still open"))
    step = HiddenField(default="check")
    shown = HiddenField(default="")
    agreed = BooleanField(_l("We agree"))

    def agree(self) -> bool:
        """Whether the box is ticked; says so at the box when it is not."""
        if not self.agreed.data:
            self.agreed.errors = [*self.agreed.errors, _("Tick the box if you agree. Without it nothing is shared.")]
        return bool(self.agreed.data)

    def draft(self, receiver_id: int) -> ShareDraft:
        until = self.until.data
        assert isinstance(until, date)  # validated  # noqa: S101
        return ShareDraft(
            receiver_id=receiver_id,
            name=self.name.data,
            kind=ShareKind(self.kind.data),
            purpose=Purpose(self.purpose.data),
            until=until,
            with_plan=bool(self.with_plan.data),
        )


class WithdrawForm(Form):
    """Nothing to fill in: the page says what happens."""
