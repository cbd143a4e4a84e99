"""What is asked about an action."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from app.blueprints.improvement import rules
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    MOST_DETAILS,
    MOST_NEEDS,
    MOST_OUTCOME,
    MOST_SUPPORT,
    MOST_TITLE,
    ActionDraft,
    ActionStatus,
    EffectDraft,
    FinishDraft,
    Grouped,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit, clean
from app.core.i18n import locale
from app.core.versioned import VersionedForm

EARLIEST_START = date(2000, 1, 1)
SHORT = 84  # characters of what an action may be about, in a list to choose from

errors.words(
    {
        "owner_not_a_member": _l("Choose somebody who is a member of the firm now."),
        "due_in_the_past": _l("This day has passed. Choose today or a later day."),
        "due_too_far_away": _l("This day is more than ten years away. Check the year."),
        "due_before_start": _l("This day comes before the day when you begin. Check both days."),
        "cost_negative": _l("A cost is not below zero. Write 0 if it costs nothing."),
        "cost_with_decimals": _l("Write whole kroner, without øre, such as 12 500."),
        "cost_too_high": _l("This is more than a thousand million kroner. Check the number."),
        "cost_not_a_number": _l("Write the cost in kroner as a number, such as 12 500."),
        "expected_unknown": _l("Choose a kind of evidence from the list."),
        "needs_unknown": _l("One of the actions that this one should wait for is not on the plan."),
        "needs_in_a_circle": _l(
            "These actions would wait for each other in a circle, and none could begin: %(titles)s."
        ),
        "action_is_over": _l("This action is finished or dropped, and stays as it is. Add a new one if more is to do."),
        "action_not_planned": _l("This action has been started already, or is over."),
        "action_not_done": _l("This can be said only of an action that is done."),
        "action_not_finished": _l("Choose whether the action was done or dropped."),
        "dropped_without_reason": _l("Write why the action was dropped. One sentence is enough."),
        "effect_without_evidence": _l("Choose the evidence that shows the effect. At least one is needed."),
        "evidence_does_not_count": _l("Choose evidence that you hold and that is valid today."),
        "subject_is_checked": _l(
            "What this action is about stays as it is: somebody else shall see whether it worked."
        ),
        "effect_is_checked_by_another": _l("Whether this action worked is for somebody else to check."),
    }
)

STATUS_WORDS = {
    ActionStatus.PLANNED: _l("Planned"),
    ActionStatus.STARTED: _l("Started"),
    ActionStatus.DONE: _l("Done"),
    ActionStatus.EFFECT_SEEN: _l("Effect seen"),
    ActionStatus.DROPPED: _l("Dropped"),
}
STATUS_COLOURS = {
    ActionStatus.PLANNED: "info",
    ActionStatus.STARTED: "info",
    ActionStatus.DONE: "success",
    ActionStatus.EFFECT_SEEN: "success",
    ActionStatus.DROPPED: "neutral",
}


def number(value: Any) -> int | None:
    """The number of a choice; the empty choice, and what is none of ours, is no answer."""
    return int(value) if str(value).isdecimal() and len(str(value)) < 19 else None


class KronerField(Field):
    """A sum of whole kroner, as people write it: 12 500, 12.500, 12 500,-."""

    widget = widgets.TextInput()
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:,}".replace(",", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if typed := clean(valuelist[0]) if valuelist else "":
            try:
                self.data = rules.kroner(typed)
            except rules.NotKroner as fault:
                raise ValueError(str(errors.WORDS[fault.code])) from fault


class ChecksField(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, coerce=number, validate_choice=False, **kwargs)
        self.choices: list[SelectChoice] = []


def ticked(field: Any, wrong: str) -> None:
    """What was ticked is on the list."""
    if not set(field.data or ()) <= {choice.value for choice in field.choices}:
        field.data = [value for value in field.data if value is not None]
        raise StopValidation(wrong)


class ActionForm(VersionedForm):
    title = StringField(_l("What will you do?"), [DataRequired(_l("Write what you will do.")), Limit(MOST_TITLE)])
    details = TextAreaField(_l("More about it"), [Optional(), Limit(MOST_DETAILS)])
    subject = SelectField(_l("What is it about?"), validate_choice=False, default="")
    owner_id = SelectField(_l("Who is responsible?"), coerce=number, validate_choice=False)
    starts_on = DayField(_l("When do you begin?"), [Optional()], earliest=EARLIEST_START)
    due_on = DayField(_l("By when?"), [InputRequired(_l("Choose a day."))])
    cost = KronerField(_l("What will it cost, in kroner?"), [Optional()])
    expected = SelectField(_l("What shall show that it is done?"), [Optional()], validate_choice=False, default="")
    support = TextAreaField(_l("What help do you need?"), [Optional(), Limit(MOST_SUPPORT)])
    needs = ChecksField(_l("Which actions must be finished first?"))

    def offer(
        self, *, owners: list[tuple[int, str]], subjects: Sequence[Grouped], actions: list[tuple[int, str]]
    ) -> None:
        """The members, references and other actions to choose among."""
        self.owner_id.choices = [SelectChoice(*pair) for pair in (("", _("Choose a person")), *owners)]
        self.subject.choices = [
            SelectChoice("", _("Something else")),
            *(
                SelectChoice(reference, shortened(label), optgroup=group or None)
                for group, offered in subjects
                for reference, label in offered
            ),
        ]
        self.expected.choices = [SelectChoice("", _("Nothing in particular")), *expected_choices(self.expected.data)]
        self.needs.choices = [SelectChoice(*pair) for pair in actions]

    @property
    def says_more(self) -> bool:
        """Is anything filled in, or wrong, of what need not be filled in?"""
        return any(
            field.data or field.errors
            for field in (self.details, self.starts_on, self.cost, self.expected, self.support, self.needs)
        )

    def validate_owner_id(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices if choice.value}:
            raise StopValidation(_("Choose who is responsible."))

    def validate_subject(self, field: SelectField) -> None:
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose what the action is about."))

    def validate_expected(self, field: SelectField) -> None:
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise StopValidation(str(errors.WORDS["expected_unknown"]))

    def validate_needs(self, field: ChecksField) -> None:
        ticked(field, str(errors.WORDS["needs_unknown"]))
        if len(field.data or ()) > MOST_NEEDS:
            raise StopValidation(_("Choose at most %(most)s actions.", most=MOST_NEEDS))

    def validate_due_on(self, field: DayField) -> None:
        if field.data and rules.days_fault(self.starts_on.data, field.data):
            raise StopValidation(str(errors.WORDS["due_before_start"]))

    def draft(self) -> ActionDraft:
        told = {"subject": self.subject.data or "", "expected": self.expected.data or ""}
        texts = {"details": self.details.data or "", "support": self.support.data or ""}
        return ActionDraft(**{**self.values, **told, **texts, "needs": tuple(self.needs.data or ())})


def shortened(label: str) -> str:
    """The first words of a choice, as many as a phone's list still shows."""
    if len(label) <= SHORT:
        return label
    return label[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"


def expected_choices(kept: str | None) -> list[SelectChoice]:
    """The kinds of evidence by name; one that is there no longer stays with what has it."""
    names = {code: kind.name.in_(locale()) or code for code, kind in EVIDENCE_TYPES.items()}
    if kept and kept not in names and kept.isidentifier():
        names[kept] = kept
    return [SelectChoice(*pair) for pair in sorted(names.items(), key=lambda pair: pair[1].casefold())]


class StepForm(VersionedForm):
    """A step that needs no words: the version that was read says which action was meant."""


class FinishForm(VersionedForm):
    ended = RadioField(
        _l("How did it end?"),
        choices=[SelectChoice("done", _l("It was done")), SelectChoice("dropped", _l("It was dropped"))],
        validate_choice=False,
    )
    outcome = TextAreaField(_l("What came of it, or why was it dropped?"), [Limit(MOST_OUTCOME)])

    def validate_ended(self, field: RadioField) -> None:
        if field.data not in (ActionStatus.DONE.value, ActionStatus.DROPPED.value):
            raise StopValidation(_("Choose whether the action was done or dropped."))

    def draft(self) -> FinishDraft:
        return FinishDraft(
            status=ActionStatus(self.ended.data), outcome=self.outcome.data or "", version=self.version.data
        )


class EffectForm(VersionedForm):
    evidence = ChecksField(_l("Which evidence shows it?"))
    effect = TextAreaField(_l("What has become better?"), [Optional(), Limit(MOST_OUTCOME)])

    def validate_evidence(self, field: ChecksField) -> None:
        ticked(field, str(errors.WORDS["evidence_does_not_count"]))
        if not field.data:
            raise StopValidation(str(errors.WORDS["effect_without_evidence"]))

    def draft(self) -> EffectDraft:
        return EffectDraft(
            evidence_ids=tuple(self.evidence.data or ()), effect=self.effect.data or "", version=self.version.data
        )
