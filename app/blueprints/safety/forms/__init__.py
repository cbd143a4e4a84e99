"""Forms of the room: shape and wording."""

from app.blueprints.safety.forms.events import (
    AnswerForm,
    CorrectInjuryForm,
    CorrectNearMissForm,
    InjuryFields,
    InjuryForm,
    NearMissFields,
    NearMissForm,
)
from app.blueprints.safety.forms.hours import (
    MOST_PEOPLE,
    CorrectHoursForm,
    HoursFields,
    NewHoursForm,
    code,
    hours_form,
    read_month,
)
from app.blueprints.safety.forms.hours_year import (
    COLUMNS,
    YearForm,
    year_form,
)
from app.blueprints.safety.forms.sites import (
    ChangeSiteForm,
    NewSiteForm,
    SiteStateForm,
)
from app.blueprints.safety.forms.wordings import (
    BASIS_LABELS,
    KIND_CHOICES,
    KIND_LABELS,
    RELATION_LABELS,
)

__all__ = [
    "BASIS_LABELS",
    "COLUMNS",
    "KIND_CHOICES",
    "KIND_LABELS",
    "MOST_PEOPLE",
    "RELATION_LABELS",
    "AnswerForm",
    "ChangeSiteForm",
    "CorrectHoursForm",
    "CorrectInjuryForm",
    "CorrectNearMissForm",
    "HoursFields",
    "InjuryFields",
    "InjuryForm",
    "NearMissFields",
    "NearMissForm",
    "NewHoursForm",
    "NewSiteForm",
    "SiteStateForm",
    "YearForm",
    "code",
    "hours_form",
    "read_month",
    "year_form",
]
