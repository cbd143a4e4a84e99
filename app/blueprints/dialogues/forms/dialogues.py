"""The buyer's way from a need to a published dialogue, one form a step."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.dialogues import rules
from app.blueprints.dialogues.forms import wordings  # noqa: F401 - the words of the room's errors
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.terms import NeedDraft, NeedKind, PhaseDraft, PlanDraft, TextsDraft
from app.core import written
from app.core.clock import today
from app.core.fields import VersionField
from app.core.forms import Form, OnceForm
from app.core.localized import Localized

MOST_PHASES = 6
PROPOSED = timedelta(weeks=5)  # for input, where nobody has said: four weeks for small firms, and one for holidays
KINDS = [
    SelectChoice(NeedKind.OUTCOME.value, _l("An outcome: we do not know yet what it takes")),
    SelectChoice(NeedKind.SERVICE.value, _l("A service")),
    SelectChoice(NeedKind.GOODS.value, _l("Goods")),
]


class NeedFields:
    """A need as an outcome: the questions, in the order in which one thinks."""

    title = written.line(_l("The need in one line"))
    affected = written.paragraph(_l("Who is affected?"))
    baseline = written.paragraph(_l("How is it today?"))
    effect = written.paragraph(_l("What should be different?"))
    indicator = written.paragraph(_l("How will you know?"))
    by_when = written.day(_l("By when should it be so?"))
    open_for = written.paragraph(_l("What is open for the market to propose?"))
    limits = written.optional_paragraph(_l("What cannot be changed?"))
    kind = written.OptionsField(_l("What kind of need is it?"), [InputRequired(written.NEEDED)], choices=KINDS)


class NewDialogueForm(OnceForm):
    """How a dialogue begins: the problem in a line, and the language that you write in."""

    lang = written.language(_l("Which language do you write in?"))
    title = written.line(_l("The problem in one line"))
    summary = written.paragraph(_l("What is the problem, and for whom?"), written.SUMMARY)


class NewNeedForm(NeedFields, OnceForm):
    def draft(self) -> NeedDraft:
        return _need_draft(self)


class NeedForm(NeedFields, Form):
    version = VersionField()

    def draft(self) -> NeedDraft:
        return _need_draft(self)


def need_form(need: Need, version: int) -> NeedForm:
    """The form of a need as it is stored, or as it was sent."""
    form = NeedForm(obj=need, version=version)
    if not form.is_submitted():
        form.kind.data = need.kind.value
    return form


def _need_draft(form: Any) -> NeedDraft:
    values: dict[str, Any] = {name: form[name].data or "" for name in NeedDraft.__dataclass_fields__}
    return NeedDraft(**(values | {"kind": NeedKind(form.kind.data)}))


class TextsForm(Form):
    """The first step: the problem. What is optional here is demanded at publication, not while one writes."""

    title = written.line(_l("Title"))
    summary = written.paragraph(_l("Summary"), written.SUMMARY)
    purpose = written.optional_paragraph(_l("What will you use the answers for?"), 2_000)
    scope = written.optional_paragraph(_l("What is it about, and what is it not about?"), 2_000)
    background = written.optional_paragraph(_l("Background"), written.LONGEST)
    contact = written.line(_l("Contact"))
    other_title = written.optional_line(_l("Title in English"))
    other_summary = written.optional_paragraph(_l("Summary in English"), written.SUMMARY)
    version = VersionField()

    def draft(self) -> TextsDraft:
        texts = {name: self[name].data or "" for name in TextsDraft.__dataclass_fields__ if name != "version"}
        return TextsDraft(**texts, version=self.version.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for half, whole in ((self.other_title, self.other_summary), (self.other_summary, self.other_title)):
            if whole.data and not half.data and not half.errors:
                half.errors = [_("Write both the title and the summary, or neither.")]
                valid = False
        return valid


def texts_form(dialogue: Dialogue) -> TextsForm:
    other = rules.other_language(dialogue.lang)
    found = next((t for t in dialogue.translations if t.lang == other), None)
    title, summary = (found.title, found.summary) if found else ("", "")
    form = TextsForm(obj=dialogue, other_title=title, other_summary=summary)
    if other == "nb":
        form.other_title.label.text, form.other_summary.label.text = _("Title in Bokmål"), _("Summary in Bokmål")
    return form


class PlanForm(Form):
    """The third step: when input is taken, and up to six phases, each a row of fields."""

    opens_on = written.day(_l("First day for input"))
    closes_on = written.day(_l("Last day for input"))
    questions_until = written.optional_day(_l("Last day for questions"))
    machine_allowed = BooleanField(_l("A machine may draft translations of what is written in the dialogue"))
    version = VersionField()

    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        numbers = range(1, MOST_PHASES + 1)
        return [(self[f"name_{n}"], self[f"other_{n}"], self[f"from_{n}"], self[f"to_{n}"]) for n in numbers]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for name, other, start, end in self.rows():
            used = any(f.data or f.errors for f in (name, other, start, end))
            if used and not name.data and not name.errors:
                name.errors, valid = [_("Give the phase a name, or empty its other fields.")], False
            if used and not start.data and not start.errors:
                start.errors, valid = [_("Say when the phase begins.")], False
            if start.data and end.data and end.data < start.data:
                end.errors, valid = [_("The phase cannot end before it begins.")], False
        return valid

    def draft(self, lang: str) -> PlanDraft:
        other_lang = rules.other_language(lang)
        phases = [
            PhaseDraft(
                name=Localized({lang: name.data} | ({other_lang: other.data} if other.data else {})),
                starts_on=start.data,
                ends_on=end.data,
            )
            for name, other, start, end in self.rows()
            if name.data
        ]
        assert self.opens_on.data is not None  # noqa: S101 - the form has been validated
        assert self.closes_on.data is not None  # noqa: S101
        return PlanDraft(
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            phases=tuple(sorted(phases, key=lambda phase: phase.starts_on)),
            version=self.version.data,
            machine_allowed=bool(self.machine_allowed.data),
            questions_until=self.questions_until.data,
        )


for _n in range(1, MOST_PHASES + 1):
    setattr(PlanForm, f"name_{_n}", written.optional_line(_l("Name of the phase"), 80))
    setattr(PlanForm, f"other_{_n}", written.optional_line(_l("The same in English"), 80))
    setattr(PlanForm, f"from_{_n}", written.optional_day(_l("From")))
    setattr(PlanForm, f"to_{_n}", written.optional_day(_l("To")))


def plan_form(dialogue: Dialogue, *, machine_allowed: bool) -> PlanForm:
    """The plan as it is stored, or as it was sent. What a machine may do is said of the dialogue's space."""
    other = rules.other_language(dialogue.lang)
    values: dict[str, Any] = {}
    for n, phase in enumerate(dialogue.phases[:MOST_PHASES], 1):
        values |= {
            f"name_{n}": phase.name.get(dialogue.lang, ""),
            f"other_{n}": phase.name.get(other, ""),
            f"from_{n}": phase.starts_on,
            f"to_{n}": phase.ends_on,
        }
    form = PlanForm(obj=dialogue, machine_allowed=machine_allowed, **values)
    for row in form.rows():
        if other == "nb":
            row[1].label.text = _("The same in Bokmål")
    if not dialogue.opens_on and not dialogue.closes_on and not form.is_submitted():
        form.opens_on.data, form.closes_on.data = today(), today() + PROPOSED
    return form


class VersionForm(Form):
    """A button that does something to the version that was read."""

    version = VersionField()
