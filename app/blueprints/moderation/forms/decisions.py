"""A moderator's decision: which reasons, what it is about, and what is to be taken out."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.blueprints.moderation.forms.words import reason_choices
from app.blueprints.moderation.rules.cuts import Passage, chosen, merged, places_of
from app.blueprints.moderation.terms.decisions import (
    HAS_AN_END,
    LONGEST_SILENCE_DAYS,
    LONGEST_SUSPENSION_DAYS,
    NEEDS_REASON,
    Action,
    Cut,
    DecisionDraft,
)
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description
from app.core.clock import today
from app.core.fields import CheckboxesField, DayField, VersionField
from app.core.forms import Form, Limit

FACTS_LIMIT = 4_000
WORDS_LIMIT = 4_000
QUESTION_LIMIT = 4_000
NEEDS_FACTS = frozenset(Action) - {Action.APPROVE}
LONGEST = {Action.SILENCE: LONGEST_SILENCE_DAYS, Action.SUSPEND: LONGEST_SUSPENSION_DAYS}


class DecisionForm(Form):
    """`version` and `seen_sha256` say which case and which text the moderator had before her.

    The decision itself is the button that she presses (`action`).
    """

    reasons = CheckboxesField(_l("Reason, one or more"), validate_choice=False)
    facts = TextAreaField(_l("What is the decision about? The author reads this"), [Limit(FACTS_LIMIT)])
    own_ministry = BooleanField(_l("It concerns my own ministry: another moderator is to decide"))
    passages = CheckboxesField(_l("Sentences to take out"), validate_choice=False)
    words = TextAreaField(_l("Words to take out, exactly as they stand"), [Limit(WORDS_LIMIT)])
    target = StringField(_l("Thread that it is moved to"), [Limit(200)])
    until = DayField(_l("To and including"))
    version = VersionField()
    seen_sha256 = HiddenField(_l("The text you read"))

    def show(self, order: Sequence[ReasonCode], passages: Sequence[Passage], version: int, sha256: str) -> None:
        """Offer what can be chosen now, on the case and the text that the page shows."""
        titles = dict(reason_choices())
        self.reasons.choices = [(code.value, titles[code.value]) for code in order]
        self.passages.choices = [(passage.key, passage.words) for passage in passages]
        self.version.data, self.version.raw_data = version, None
        self.seen_sha256.data = sha256

    def codes(self) -> tuple[ReasonCode, ...]:
        """The reasons that were ticked, in the order of the rules; unknown ones count as none."""
        ticked = set(self.reasons.data or ())
        return tuple(code for code in ReasonCode if code.value in ticked)

    def draft(self, action: Action, about: Description) -> DecisionDraft:
        return DecisionDraft(
            action=action,
            reasons=self.codes() if action in NEEDS_REASON else (),
            facts=self.facts.data or "",
            version=self.version.data or 0,
            seen_sha256=self.seen_sha256.data or "",
            until=self.until.data if action in HAS_AN_END else None,
            cuts=self.cuts(about) if action is Action.REDACT else (),
            target=self.target.data or "" if action is Action.MOVE else "",
            own_ministry=bool(self.own_ministry.data),
        )

    def cuts(self, about: Description) -> tuple[Cut, ...]:
        """What is to be taken out of the text: the sentences that were ticked, and the words wherever they stand."""
        found = chosen(self.passages.data or (), about.title, about.text)
        for words in self._words():
            found += places_of(words, about.title, about.text)
        return merged(found)

    def _words(self) -> list[str]:
        return [line.strip() for line in (self.words.data or "").split("\n") if line.strip()]

    def complete(self, action: Action, about: Description) -> bool:
        """Say at each field what this decision lacks; everything at once, so that she need not send it five times."""
        if action in NEEDS_REASON and not self.codes():
            self._lacks("reasons", _("Tick at least one reason."))
        if action in NEEDS_FACTS and not self.facts.data:
            self._lacks("facts", _("Write what in the text the decision is about."))
        if action is Action.REDACT:
            self._check_cuts(about)
        if action is Action.MOVE and not self.target.data:
            self._lacks("target", _("Write the number of the thread, or its address."))
        if action in HAS_AN_END and not self.until.errors:
            self._check_until(action)
        return not self.errors

    def _check_cuts(self, about: Description) -> None:
        for words in self._words():
            if not places_of(words, about.title, about.text):
                self._lacks("words", _("“%(words)s” does not stand in the text.", words=words))
        if not self.words.errors and not self.cuts(about):
            self._lacks("passages", _("Tick what is to be taken out, or write the words."))

    def _check_until(self, action: Action) -> None:
        last = last_day(action)
        if self.until.data is None or not today() < self.until.data <= last:
            self._lacks("until", _("Choose a day from tomorrow to %(days)s days from now.", days=LONGEST[action]))

    def _lacks(self, name: str, words: str) -> None:
        field = self._fields[name]
        field.errors = [*field.errors, words]

    def lacks_action(self) -> None:
        self.form_errors.append(_("Choose what you decide."))


def last_day(action: Action) -> date:
    """The last day that a silence or a suspension can reach to."""
    return today() + timedelta(days=LONGEST[action])


class QuestionForm(Form):
    """What a moderator asks a lawyer."""

    question = TextAreaField(
        _l("What do you ask the lawyer?"), [InputRequired(_l("Write what you ask.")), Limit(QUESTION_LIMIT)]
    )
