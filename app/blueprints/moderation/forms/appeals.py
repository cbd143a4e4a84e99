"""An appeal, and a lawyer's answer; what the refusals of this part say."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired

from app.blueprints.moderation.terms.appeals import APPEAL_LIMIT, AppealDraft, Outcome
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import Ground
from app.core import errors
from app.core.forms import Limit, OnceForm
from app.core.i18n import LOCALES, NAMES, locale

OPINION_LIMIT = 10_000

errors.words(
    {
        "cannot_be_appealed": _l(
            "This decision cannot be appealed. Nothing was taken from you, or it is not final yet."
        ),
        "already_appealed": _l("This decision has been appealed already. A decision can be appealed once."),
        "too_late_to_appeal": _l("The three weeks in which this decision could be appealed are over."),
        "appeal_is_empty": _l("Write why the decision should be changed."),
        "appeal_is_answered": _l("Another moderator has already answered this appeal."),
        "you_decided_this": _l("You made the decision that is appealed. Another person must answer."),
        "nobody_answers_for_it": _l("No person wrote this, so a measure against its author makes no sense."),
        "nobody_to_hand_over_to": _l("No buyer hosts the place where this stands, so it cannot be handed over."),
        "question_is_missing": _l("Write what you want the lawyer to answer."),
        "answer_is_missing": _l("Write your answer."),
        "question_already_answered": _l("Another lawyer has already answered this question."),
        "you_are_silenced": _l(
            "A moderator has stopped you from writing for a time. You can read everything, and your inbox says until"
            " when, why, and how to appeal."
        ),
    }
)

# What the author's own page is called, where the thing is not simply hidden or shown.
TO_THE_AUTHOR = {
    Action.RETURN: _l("Your text is sent back to you for a change"),
    Action.REDACT: _l("Why words were removed from your text"),
    Action.MOVE: _l("Why your text was moved"),
    Action.LOCK: _l("Why the thread was locked"),
    Action.REFER_BUYER: _l("Why your text was handed over to the buyer"),
    Action.WARN: _l("A warning to you"),
    Action.SILENCE: _l("Why you cannot write here for a time"),
    Action.SUSPEND: _l("Why you are suspended for a time"),
}
OUTCOME_OF_APPEAL = {
    Outcome.UPHELD: _l("The decision stands"),
    Outcome.CHANGED: _l("The decision is changed"),
    Outcome.OVERTURNED: _l("The decision is taken back"),
}
# How an answer is called among decisions; what was done instead has its ordinary name.
ANSWER_WORDS = {
    Action.UPHOLD: OUTCOME_OF_APPEAL[Outcome.UPHELD],
    Action.RESTORE: OUTCOME_OF_APPEAL[Outcome.OVERTURNED],
}
GROUND_WORDS = {
    Ground.LAW: _l("The law"),
    Ground.RULES: _l("The rules of this site"),
    Ground.PROCUREMENT: _l("The rules of public procurement"),
}


class AppealForm(OnceForm):
    """What the author wants reconsidered, in a language of her own."""

    text = TextAreaField(
        _l("Why should the decision be changed?"),
        [DataRequired(_l("Write why the decision should be changed.")), Limit(APPEAL_LIMIT)],
    )
    lang = SelectField(_l("Language you write in"))

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.lang.choices = [(code, NAMES[code]) for code in LOCALES]
        if not self.is_submitted():
            self.lang.data = locale()

    def draft(self) -> AppealDraft:
        return AppealDraft(text=self.text.data or "", lang=self.lang.data)


class OpinionForm(OnceForm):
    """A lawyer's answer."""

    answer = TextAreaField(_l("Your answer"), [DataRequired(_l("Write your answer.")), Limit(OPINION_LIMIT)])
