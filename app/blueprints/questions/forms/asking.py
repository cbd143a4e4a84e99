"""What a firm types: whom it asks for, the question, that it is sure, and what it says to a proposal."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.questions.forms import wordings_asking  # noqa: F401
from app.blueprints.questions.models import Question
from app.blueprints.questions.terms.questions import MOST_QUESTION, QuestionDraft
from app.core.fields import VersionField
from app.core.forms import Limit, OnceForm
from app.core.i18n import NAMES, locale
from app.core.versioned import VersionedForm

NEEDED = _l("This field cannot be empty.")


class BeginForm(OnceForm):
    organisation_id = RadioField(_l("Which organisation asks?"), coerce=int, validators=[InputRequired(NEEDED)])
    need_id = HiddenField()
    follows = HiddenField()


def begin_form(firms: Sequence[MembershipFact], **values: Any) -> BeginForm:
    """Whoever may ask for one organisation only has nothing to choose."""
    only = firms[0].organisation_id if len(firms) == 1 else None
    form = BeginForm(organisation_id=only, **values)
    form.organisation_id.choices = [SelectChoice(firm.organisation_id, firm.name) for firm in firms]
    return form


class QuestionForm(VersionedForm):
    """`draft_version` is what the script that keeps drafts calls the version that was read."""

    version = VersionField(name="draft_version")
    lang = SelectField(
        _l("Which language do you write in?"), choices=[SelectChoice(code, name) for code, name in NAMES.items()]
    )
    need_id = SelectField(_l("Which need is it about?"), coerce=int, validators=[Optional()])
    body = TextAreaField(_l("Your question"), validators=[Limit(MOST_QUESTION)])

    def draft(self) -> QuestionDraft:
        return QuestionDraft(
            body=self.body.data or "",
            lang=self.lang.data,
            need_id=self.need_id.data or None,
            version=self.version.data,
        )


def question_form(question: Question, needs: Sequence[tuple[int, str]]) -> QuestionForm:
    form = QuestionForm(
        version=question.version,
        lang=question.lang or locale(),
        need_id=question.need_id or 0,
        body=question.body,
    )
    form.need_id.choices = [SelectChoice(number, title) for number, title in ((0, _("The whole dialogue")), *needs)]
    return form


class SendForm(VersionedForm):
    sure = BooleanField(_l("I have read what the check found, and send the question as it is"))


class ProposalForm(VersionedForm):
    answer = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice("yes", _l("Yes, the question may stand in the buyer's words")),
            SelectChoice("no", _l("No, my own words stand")),
        ],
        validators=[InputRequired(NEEDED)],
    )


class VersionOnlyForm(VersionedForm):
    """One button that needs to know what its sender has seen."""
