"""The purchase behind a dialogue: whether there will be one, how far it has come, what it may be worth."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, widgets
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.terms.process import Planned, ProcurementStage, PurchaseDraft
from app.core import written
from app.core.fields import CheckboxesField, VersionField
from app.core.forms import Form
from app.core.i18n import LOCALES, NAMES

MOST_KRONER = 10**14 - 1
PLANNED = [
    SelectChoice(Planned.UNDECIDED.value, _l("We have not decided")),
    SelectChoice(Planned.PLANNED.value, _l("Yes, a competition is planned")),
    SelectChoice(Planned.NONE.value, _l("No, none is planned")),
]
STAGES = [
    SelectChoice(ProcurementStage.EXPLORING.value, _l("Exploring: we ask what exists")),
    SelectChoice(ProcurementStage.SHAPING.value, _l("Shaping: the need is settled, how to buy it is not")),
    SelectChoice(ProcurementStage.DRAFTING.value, _l("Drafting: there is a draft of the tender documents")),
]


class KronerField(IntegerField):
    """Whole kroner, also as they are written on paper: 85 000 000 or 85.000.000."""

    widget = widgets.TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = "".join(valuelist[0].replace(".", "").replace("kr", "").split()) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not (typed.isascii() and typed.isdecimal() and int(typed[:20]) <= MOST_KRONER):
            raise ValueError(_("Write whole kroner, such as 85 000 000."))
        self.data = int(typed)


MONTHS = _l("Write a number from %(min)s to %(max)s.")


class PurchaseForm(Form):
    planned = written.OptionsField(_l("Is a competition planned?"), [InputRequired(written.NEEDED)], choices=PLANNED)
    planned_on = written.optional_day(_l("When, if you know"))
    procurement_stage = written.OptionsField(
        _l("How far have you come?"), [InputRequired(written.NEEDED)], choices=STAGES
    )
    value_low = KronerField(_l("Estimated value without VAT, from"), [Optional()])
    value_high = KronerField(_l("To"), [Optional()])
    value_months = IntegerField(_l("Over how many months"), [Optional(), NumberRange(1, 600, MONTHS)])
    languages = CheckboxesField(
        _l("In which languages will answers and the summary be published?"),
        choices=[SelectChoice(code, NAMES[code]) for code in LOCALES],
    )
    profile_id = written.ChoiceField(_l("Requirement profile"), choices=[], validate_choice=False)
    version = VersionField()

    def draft(self) -> PurchaseDraft:
        chosen = self.profile_id.data or ""
        return PurchaseDraft(
            planned=Planned(self.planned.data),
            planned_on=self.planned_on.data,
            procurement_stage=ProcurementStage(self.procurement_stage.data),
            languages=tuple(self.languages.data or ()),
            value_low=self.value_low.data,
            value_high=self.value_high.data,
            value_months=self.value_months.data,
            profile_id=int(chosen) if chosen.isdecimal() else None,
            version=self.version.data,
        )


def purchase_form(dialogue: Dialogue, profiles: Any) -> PurchaseForm:
    """`profiles`: what the hosts have published (id, title). One that was withdrawn since stays until it is changed."""
    form = PurchaseForm(obj=dialogue)
    if not form.is_submitted():
        form.planned.data = dialogue.planned.value
        form.procurement_stage.data = dialogue.procurement_stage.value
        form.profile_id.data = str(dialogue.profile_id or "")
    known = {row.id for row in profiles}
    kept = dialogue.profile_id if dialogue.profile_id and dialogue.profile_id not in known else None
    form.profile_id.choices = [
        SelectChoice("", _("None")),
        *(SelectChoice(str(row.id), row.title) for row in profiles),
        *([SelectChoice(str(kept), _("The one that is attached now"))] if kept else []),
    ]
    return form
