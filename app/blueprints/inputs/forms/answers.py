"""The form of a section, made of its questions; and what a firm does with its answers as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from app.blueprints.attachments.terms import ACCEPTED, ACCEPTED_ENDINGS, MOST_BYTES
from app.blueprints.inputs.forms.wordings import FAULT_WORDS, LANE_WORDS
from app.blueprints.inputs.rules.answers import Fault, options
from app.blueprints.inputs.terms.answers import LONGEST_REASON, Lane, Typed
from app.blueprints.inputs.terms.questionnaires import LONGEST_ANSWER, QuestionKind
from app.core import written
from app.core.errors import Conflict, DomainError, StaleVersion
from app.core.fields import CheckboxesField, FileField, VersionField
from app.core.forms import Form, Limit, OnceForm
from app.core.localized import Localized
from app.core.versioned import VersionedForm

_ONE = (QuestionKind.CHOICE, QuestionKind.SCALE, QuestionKind.YES_NO)


class Answers(Form):
    """One section. Saved as often as one likes, so that it is no form that is sent once."""

    version = VersionField()
    conflict: Conflict | None = None
    questions: Sequence[Any] = ()

    @property
    def status(self) -> int:
        return 409 if self.conflict else super().status

    def take(self, error: DomainError, *, now_at: int = 0) -> None:
        """`now_at`: the version that stands there now, which the page shows beside what was typed."""
        if isinstance(error, Conflict):
            self.conflict = error
            self.version.data = now_at
        if not isinstance(error, StaleVersion):
            super().take(error)

    def point_out(self, faults: Sequence[Fault]) -> None:
        """What stands between these answers and handing them in, each where it can be mended."""
        for fault in faults:
            for name in (
                f"{kind}_{fault.question_id}" for kind in _PLACES.get(fault.code, ("text", "number", "chosen"))
            ):
                if name in self:
                    self[name].errors = [*self[name].errors, FAULT_WORDS[fault.code]]
                    break

    def typed(self) -> dict[int, Typed]:
        """What stands in the fields; a lane that is none is the buyer's."""
        return {question.id: self._one(question.id) for question in self.questions}

    def _one(self, number: int) -> Typed:
        def said(name: str) -> Any:
            field = self._fields.get(f"{name}_{number}")
            return field.data if field is not None and field.data else ""

        chosen = said("chosen") or []
        lane = said("lane")
        return Typed(
            text=said("text"),
            number=said("number"),
            chosen=tuple(int(each) for each in ([chosen] if isinstance(chosen, str) else chosen) if each.isdecimal()),
            lane=Lane(lane) if lane in list(Lane) else Lane.BUYER,
            reason=said("reason"),
        )


_PLACES = {
    "answer_is_no_number": ("number",),
    "answer_is_no_choice": ("chosen",),
    "reason_is_missing": ("reason",),
    "answer_is_missing": ("number", "chosen", "text"),
}


def section_form(questions: Sequence[Any], typed: Mapping[int, Typed], version: int, locale: str) -> Answers:
    """The form of these questions, with what is kept of their answers, or with what was sent."""
    made = type("SectionAnswers", (Answers,), {"questions": questions})
    values: dict[str, Any] = {}
    for question in questions:
        held = typed.get(question.id, Typed())
        for name, field in _fields(question, locale).items():
            setattr(made, f"{name}_{question.id}", field)
        values |= {
            f"text_{question.id}": held.text,
            f"number_{question.id}": held.number,
            f"lane_{question.id}": held.lane.value,
            f"reason_{question.id}": held.reason,
            f"chosen_{question.id}": [str(each) for each in held.chosen]
            if question.kind == QuestionKind.CHOICES
            else next((str(each) for each in held.chosen), None),
        }
    form: Answers = made(version=version, data=values)
    return form


def _fields(question: Any, locale: str) -> dict[str, Any]:
    words = question.words.in_(locale)
    found: dict[str, Any] = {}
    may_be_empty = [] if question.required else [Optional()]  # whoever hands in without is told then
    choices = [SelectChoice(str(number), Localized(said).in_(locale)) for number, said in options(question)]
    if question.kind in _ONE:
        found["chosen"] = RadioField(words, may_be_empty, choices=choices, validate_choice=False)
    elif question.kind == QuestionKind.CHOICES:
        found["chosen"] = CheckboxesField(words, may_be_empty, choices=choices, validate_choice=False)
    elif question.kind == QuestionKind.NUMBER:
        found["number"] = StringField(
            f"{words} ({question.unit})" if question.unit else words, [*may_be_empty, Limit(30)]
        )
    more = words if question.kind == QuestionKind.TEXT else _l("Anything to add?")
    maybe = may_be_empty if question.kind == QuestionKind.TEXT else [Optional()]
    found["text"] = TextAreaField(more, [*maybe, Limit(LONGEST_ANSWER)])
    lanes = [SelectChoice(lane.value, said) for lane, said in LANE_WORDS.items()]
    if question.kind == QuestionKind.FILE:
        lanes = lanes[1:]
    found["lane"] = RadioField(_l("Who may see it?"), choices=lanes, validate_choice=False)
    found["reason"] = StringField(_l("Why is it confidential?"), [Optional(), Limit(LONGEST_REASON)])
    return found


class HandInForm(VersionedForm):
    lang = written.language(_l("Which language are your answers in?"))


class TakeBackForm(VersionedForm):
    """A button, and what it was pressed on."""


class FileForm(OnceForm):
    file = FileField(_l("File"), accepted=ACCEPTED, endings=ACCEPTED_ENDINGS, most=MOST_BYTES)
