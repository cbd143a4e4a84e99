"""Forms of the room: shape and wording."""

from app.blueprints.safety.forms.events import (
    AnswerForm,
    CorrectInjuryForm,
    CorrectNearMissForm,
    InjuryFields,
    InjuryForm,
    LostDaysForm,
    NameForm,
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
from app.blueprints.safety.forms.investigation import (
    InvestigationForm,
    NoticeForm,
    RemarkForm,
)
from app.blueprints.safety.forms.sites import (
    ChangeSiteForm,
    NewSiteForm,
    SiteStateForm,
)
from app.blueprints.safety.forms.wordings import (
    BASIS_LABELS,
    CHANNEL_LABELS,
    KIND_CHOICES,
    KIND_LABELS,
    MEASURE_LABELS,
    MECHANISM_LABELS,
    RELATION_LABELS,
    STATUS_LABELS,
)

__all__ = [
    "BASIS_LABELS",
    "CHANNEL_LABELS",
    "COLUMNS",
    "KIND_CHOICES",
    "KIND_LABELS",
    "MEASURE_LABELS",
    "MECHANISM_LABELS",
    "MOST_PEOPLE",
    "RELATION_LABELS",
    "STATUS_LABELS",
    "AnswerForm",
    "ChangeSiteForm",
    "CorrectHoursForm",
    "CorrectInjuryForm",
    "CorrectNearMissForm",
    "HoursFields",
    "InjuryFields",
    "InjuryForm",
    "InvestigationForm",
    "LostDaysForm",
    "NameForm",
    "NearMissFields",
    "NearMissForm",
    "NewHoursForm",
    "NewSiteForm",
    "NoticeForm",
    "RemarkForm",
    "SiteStateForm",
    "YearForm",
    "code",
    "hours_form",
    "read_month",
    "year_form",
]
