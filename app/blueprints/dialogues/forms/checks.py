"""A firm shares its profile for one dialogue: until when, whether it lives on, and that it agrees."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.requirements.terms import LONGEST_SHARE_MONTHS, MOST_SHARE_NAME, Purpose, ShareDraft, ShareKind
from app.core import written
from app.core.clock import today
from app.core.fields import DayField
from app.core.forms import OnceForm

KIND_CHOICES = {
    ShareKind.LIVING: _l("Living: they always see your profile as it is, also what gets better or expires"),
    ShareKind.SNAPSHOT: _l("Snapshot: they see your profile as it is today, whatever changes later"),
}
AFTER = timedelta(days=90)  # for summing up, when nothing else is said


class DialogueShareForm(OnceForm):
    """Looked at first (`step` "check"), then sent (`step` "send") with `agreed` and what was `shown`."""

    kind = written.OptionsField(
        _l("What do you share?"),
        [InputRequired(_l("Choose one."))],
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_CHOICES.items()],
    )
    until = DayField(_l("Until when?"), [InputRequired(written.NEEDED)])
    with_plan = BooleanField(_l("Show our plan too: the actions that are still open"))
    step = HiddenField(default="check")
    shown = HiddenField(default="")
    agreed = BooleanField(_l("We agree"))

    def agree(self) -> bool:
        """Whether the box is ticked; says so at the box when it is not."""
        if not self.agreed.data:
            self.agreed.errors = [*self.agreed.errors, _("Tick the box if you agree. Without it nothing is shared.")]
        return bool(self.agreed.data)

    def draft(self, receiver_id: int, title: str) -> ShareDraft:
        until = self.until.data
        assert isinstance(until, date)  # validated  # noqa: S101
        return ShareDraft(
            receiver_id=receiver_id,
            name=title[:MOST_SHARE_NAME],
            kind=ShareKind(self.kind.data),
            purpose=Purpose.DIALOGUE,
            until=until,
            with_plan=bool(self.with_plan.data),
        )


def share_form(dialogue: Any) -> DialogueShareForm:
    """Until three months after the last day for input, unless the firm says otherwise."""
    last = max(dialogue.closes_on or today(), today()) + AFTER
    return DialogueShareForm(
        kind=ShareKind.LIVING.value, until=min(last, today() + timedelta(days=28 * LONGEST_SHARE_MONTHS))
    )
