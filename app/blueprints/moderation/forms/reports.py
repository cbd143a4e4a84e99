"""A reader's report."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.blueprints.moderation.forms.words import SIGNAL_WORDS
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.terms.cases import OTHER, SignalDraft, Source
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.clock import today
from app.core.forms import Limit, OnceForm
from app.core.i18n import locale

NOTE_LIMIT = 1_000


class ReportForm(OnceForm):
    reason = RadioField(_l("What is wrong with the post?"), [InputRequired(_l("Choose what is wrong."))])
    note = TextAreaField(_l("Tell the moderator more"), [Optional(), Limit(NOTE_LIMIT)])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        choices = [(code.value, reason_in_force(code, today()).title.in_(locale())) for code in ReasonCode]
        self.reason.choices = [*choices, (OTHER, str(SIGNAL_WORDS[OTHER]))]

    def draft(self) -> SignalDraft:
        return SignalDraft(source=Source.REPORT, reason=self.reason.data, note=self.note.data or "")
