"""A reader's report."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.blueprints.moderation.forms.words import SIGNAL_WORDS
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.terms.cases import OTHER, WRONG_TRANSLATION, SignalDraft, Source
from app.blueprints.moderation.terms.reasons import GROUNDS, ReasonCode
from app.blueprints.moderation.terms.subjects import Thing
from app.core.clock import today
from app.core.errors import words
from app.core.fields import is_mail_address
from app.core.forms import Limit, OnceForm
from app.core.i18n import locale
from app.core.mail_addresses import LONGEST_EMAIL, normalise_email

NOTE_LIMIT = 1_000
TRANSLATION = "translation"

words(
    {
        "identity_number_in_report": _l(
            "This seems to hold a national identity number. Take it out, and say where the number stands instead: the"
            " moderator finds it there."
        ),
        "reported_text_was_changed": _l(
            "The text was changed while you wrote. Read it again below: your report is kept, and is sent when you press"
            " the button once more."
        ),
    }
)


def offered(thing: Thing, *, about_translation: bool) -> list[tuple[str, str]]:
    """The reasons that fit: those of a dialogue only in one, a bad translation only of a translation."""
    codes = [code for code in ReasonCode if code.value[0] == "M" or thing.about.host_id is not None]
    choices = [(code.value, reason_in_force(code, today()).title.in_(locale())) for code in codes if code in GROUNDS]
    if about_translation:
        choices.insert(0, (WRONG_TRANSLATION, str(_l("The translation is wrong or misleads"))))
    return [*choices, (OTHER, str(SIGNAL_WORDS[OTHER]))]


class ReportForm(OnceForm):
    """`seen_sha256` is the text that stood on the page; `about_translation`: it is its translation that is wrong."""

    reason = RadioField(_l("What is wrong?"), [InputRequired(_l("Choose what is wrong."))])
    note = TextAreaField(_l("Tell the moderator more"), [Optional(), Limit(NOTE_LIMIT)])
    seen_sha256 = HiddenField(_l("The text you saw"))

    def __init__(self, thing: Thing, *, about_translation: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = offered(thing, about_translation=about_translation)
        if not self.is_submitted():
            self.seen_sha256.data = thing.about.sha256
            if about_translation:
                self.reason.data = WRONG_TRANSLATION

    def draft(self) -> SignalDraft:
        source = Source.TRANSLATION if self.reason.data == WRONG_TRANSLATION else Source.REPORT
        return SignalDraft(source=source, reason=self.reason.data, note=self.note.data or "", reply_to=self.answer_to)

    @property
    def answer_to(self) -> str:
        """Where she wants to hear what came of it; whoever has an account is told there."""
        return ""


class OpenReportForm(ReportForm):
    """The same from somebody without an account. It does nothing in anybody's name, and carries no token."""

    email = EmailField(_l("Your e-mail address"), [Optional(), Limit(LONGEST_EMAIL), is_mail_address])

    class Meta(ReportForm.Meta):
        csrf = False

    @property
    def answer_to(self) -> str:
        return normalise_email(self.email.data or "") or ""
