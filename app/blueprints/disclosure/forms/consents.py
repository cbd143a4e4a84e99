"""What a firm says when it lets a buyer see: what for, until when, counted in pools or not; and that it agrees."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired

from app.blueprints.disclosure.terms import MOST_PURPOSE, ConsentDraft
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm

NEEDED = _l("This field cannot be empty.")


def consent_words(*, receiver: str, day: str) -> str:
    """The sentence to which the firm agrees."""
    words: str = _(
        "We agree that %(receiver)s reads what is shown here, and what it becomes when our figures change,"
        " until %(day)s. We can withdraw it at any time.",
        receiver=receiver,
        day=day,
    )
    return words


class ConsentForm(OnceForm):
    """Filled in, then looked at (`step` "check"), then sent (`step` "send") with `agreed` and what was `shown`."""

    purpose = StringField(_l("What may they use it for?"), [DataRequired(NEEDED), Limit(MOST_PURPOSE)])
    until = DayField(_l("Until when?"), [InputRequired(NEEDED)])
    pooled = BooleanField(_l("Count our figures in their total for all suppliers"))
    step = HiddenField(default="check")
    shown = HiddenField(default="")
    agreed = BooleanField(_l("We agree"))

    def agree(self) -> bool:
        """Whether the box is ticked; says so at the box when it is not."""
        if not self.agreed.data:
            self.agreed.errors = [*self.agreed.errors, _("Tick the box if you agree. Without it nothing is shown.")]
        return bool(self.agreed.data)

    def draft(self, receiver_id: int) -> ConsentDraft:
        until = self.until.data
        assert isinstance(until, date)  # validated  # noqa: S101
        return ConsentDraft(
            receiver_id=receiver_id, until=until, purpose=self.purpose.data, pooled=bool(self.pooled.data)
        )


class WithdrawForm(Form):
    """Nothing to fill in: the page says what happens."""
