"""Forms of the buyer who builds a questionnaire. Each text has a field in each language of the dialogue."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.blueprints.inputs.forms.wordings import KIND_WORDS
from app.blueprints.inputs.terms.questionnaires import (
    MOST_CHOICES,
    SCALE,
    WITH_CHOICES,
    EffortDraft,
    QuestionDraft,
    QuestionKind,
)
from app.core import written
from app.core.forms import OnceForm
from app.core.i18n import LOCALES
from app.core.localized import Localized
from app.core.render import language_name
from app.core.versioned import VersionedForm

NUMBER = _l("Write a whole number.")
MINUTES = [InputRequired(NUMBER), NumberRange(1, 480, NUMBER)]
MANY = [InputRequired(NUMBER), NumberRange(1, 10_000, NUMBER)]


def _ask(form: Any, names: tuple[str, ...], languages: list[str]) -> None:
    """Only the languages of the dialogue are asked for; each field is labelled with its own."""
    for name in names:
        for lang in LOCALES:
            field = f"{name}_{lang}"
            if lang not in languages:
                del form[field]
            else:
                form[field].label.text = _(
                    "%(label)s in %(language)s", label=form[field].label.text, language=language_name(lang)
                )


def _localized(form: Any, name: str) -> Localized:
    found = {lang: form[f"{name}_{lang}"].data for lang in LOCALES if f"{name}_{lang}" in form}
    return Localized({lang: words for lang, words in found.items() if words})


class StartForm(OnceForm):
    """What to begin from is the button that is pressed."""


class SectionForm(VersionedForm):
    title_nb = written.optional_line(_l("Name of the section"), 120)
    title_nn = written.optional_line(_l("Name of the section"), 120)
    title_en = written.optional_line(_l("Name of the section"), 120)

    def title(self) -> Localized:
        return _localized(self, "title")


def section_form(section: Any, version: int, languages: list[str]) -> SectionForm:
    values = {f"title_{lang}": words for lang, words in section.title.items()} if section else {}
    form = SectionForm(version=version, **values)
    _ask(form, ("title",), languages)
    return form


class QuestionForm(VersionedForm):
    kind = written.ChoiceField(
        _l("What kind of answer?"), choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()]
    )
    words_nb = written.optional_paragraph(_l("The question"), 500)
    words_nn = written.optional_paragraph(_l("The question"), 500)
    words_en = written.optional_paragraph(_l("The question"), 500)
    hint_nb = written.optional_line(_l("A hint"), 300)
    hint_nn = written.optional_line(_l("A hint"), 300)
    hint_en = written.optional_line(_l("A hint"), 300)
    choices_nb = written.optional_paragraph(_l("Choices"), 2_000)
    choices_nn = written.optional_paragraph(_l("Choices"), 2_000)
    choices_en = written.optional_paragraph(_l("Choices"), 2_000)
    unit = written.optional_line(_l("Unit of the number"), 40)
    minutes = IntegerField(
        _l("Minutes that one firm spends on it"), [InputRequired(NUMBER), NumberRange(1, 480, NUMBER)]
    )
    need_id = written.ChoiceField(_l("Which need is it about?"))
    required = BooleanField(_l("An answer is needed"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        lines = self.lines()
        if self.kind.data in WITH_CHOICES and len({len(each) for each in lines.values()}) > 1:
            for lang in lines:
                self[f"choices_{lang}"].errors = [
                    _("There must be as many choices, in the same order, in each language.")
                ]
            return False
        return valid

    def lines(self) -> dict[str, list[str]]:
        """The choices of each language, a line each."""
        typed = {lang: self[f"choices_{lang}"].data or "" for lang in LOCALES if f"choices_{lang}" in self}
        return {lang: [line.strip() for line in text.splitlines() if line.strip()] for lang, text in typed.items()}

    def draft(self) -> QuestionDraft:
        kind = QuestionKind(self.kind.data)
        lines = self.lines()
        most = MOST_CHOICES if kind in WITH_CHOICES else len(SCALE) if kind is QuestionKind.SCALE else 0
        number = min(most, *(len(each) for each in lines.values()))
        return QuestionDraft(
            kind=kind,
            words=_localized(self, "words"),
            hint=_localized(self, "hint"),
            choices=tuple(
                Localized({lang: each[at] for lang, each in lines.items()}) for at in range(min(number, most))
            ),
            unit=(self.unit.data or "") if kind is QuestionKind.NUMBER else "",
            minutes=self.minutes.data or 1,
            required=bool(self.required.data),
            need_id=int(self.need_id.data) if self.need_id.data else None,
        )


def question_form(question: Any, version: int, languages: list[str], needs: Any) -> QuestionForm:
    """The form of a question as it is stored, or as it was sent."""
    values: dict[str, Any] = {"minutes": 6, "kind": QuestionKind.TEXT.value, "need_id": ""}
    if question is not None:
        values = {
            "kind": question.kind.value, "unit": question.unit, "minutes": question.minutes,
            "required": question.required, "need_id": str(question.need_id or ""),
        }  # fmt: skip
        for lang in LOCALES:
            values[f"words_{lang}"] = question.words.get(lang, "")
            values[f"hint_{lang}"] = question.hint.get(lang, "")
            values[f"choices_{lang}"] = "\n".join(each.get(lang, "") for each in question.choices)
    form = QuestionForm(version=version, **values)
    form.need_id.choices = [
        SelectChoice("", _("None in particular")),
        *(SelectChoice(str(need.id), need.title) for need in needs),
    ]
    _ask(form, ("words", "hint", "choices"), languages)
    return form


class EffortForm(VersionedForm):
    firms = IntegerField(_l("How many firms do you expect to answer?"), MANY)
    cap_hours = IntegerField(
        _l("How many hours may you ask for, of all of them together?"),
        [InputRequired(NUMBER), NumberRange(1, 10_000, NUMBER)],
    )
    why = written.optional_line(_l("Why it is worth more than that"), 500)

    def draft(self) -> EffortDraft:
        return EffortDraft(
            firms=self.firms.data or 1, cap_hours=self.cap_hours.data or 1, why=self.why.data or "",
            version=self.version.data,
        )  # fmt: skip


class WithdrawForm(VersionedForm):
    why = written.line(_l("Why is it no longer asked?"), 500)
