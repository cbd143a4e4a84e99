"""What a person wants to hear of: codes of lists, places, and dimensions of capability."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.blueprints.capability.models import Framework
from app.blueprints.codelists.services.picking import picker
from app.blueprints.dialogues.models import Radar
from app.blueprints.dialogues.terms.finding import MOST_CODES, RadarDraft
from app.core import written
from app.core.code_fields import CodesField, PickingForm
from app.core.errors import words
from app.core.fields import CheckboxesField, VersionField
from app.core.forms import OnceForm
from app.core.i18n import locale

words({"too_many_radars": _l("You may keep at most %(limit)s radars. Change or remove one of them first.")})


class RadarForm(PickingForm, OnceForm):
    name = written.line(_l("Name of the radar"), 80)
    cpv = CodesField(_l("What public buyers purchase (CPV)"), picker=picker("cpv"), most=MOST_CODES)
    industries = CodesField(_l("Industry"), picker=picker("industry"), most=MOST_CODES)
    dimensions = CheckboxesField(_l("Capability that the buyer asks for"))
    counties = CodesField(_l("Counties"), picker=picker("county"), most=MOST_CODES)
    municipalities = CodesField(_l("Municipalities"), picker=picker("municipality"), most=MOST_CODES)
    alerts = BooleanField(_l("Tell me when a new dialogue fits"), default=True)
    version = VersionField()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not any((self.cpv.data, self.industries.data, self.dimensions.data, *self._places())):
            self.form_errors.append(_("Choose at least one code, capability or place: otherwise everything fits."))
            return False
        return valid

    def _places(self) -> tuple[str, ...]:
        return (*self.counties.data, *self.municipalities.data)

    def draft(self) -> RadarDraft:
        return RadarDraft(
            name=self.name.data or "",
            cpv=tuple(self.cpv.data),
            industries=tuple(self.industries.data),
            places=self._places(),
            dimensions=tuple(self.dimensions.data or ()),
            alerts=bool(self.alerts.data),
        )


def radar_form(framework: Framework | None, radar: Radar | None = None, **prefilled: Any) -> RadarForm:
    """Empty, prefilled, or as the radar is kept; `framework` gives the dimensions to choose among."""
    if radar is not None:
        places = {"counties": [code for code in radar.places if len(code) == 2]}
        prefilled = {"municipalities": [code for code in radar.places if len(code) == 4], **places}
    form = RadarForm(obj=radar, **prefilled)
    dimensions = framework.dimensions if framework else []
    form.dimensions.choices = [(one.code, one.name.in_(locale())) for one in dimensions]
    return form
