"""The room's vocabulary, one module a noun."""

from app.blueprints.safety.terms.events import (
    ANSWER_WITHIN_DAYS,
    IN_THE_HOURS,
    INJURIES,
    Channel,
    Duty,
    EventDraft,
    EventKind,
    Mechanism,
    Relation,
    ReportDraft,
    Sought,
)
from app.blueprints.safety.terms.figures import (
    COUNTED,
    COUNTS_AS,
    Figure,
    Indicator,
    Method,
    Wording,
)
from app.blueprints.safety.terms.hours import (
    Basis,
    HoursDraft,
    Question,
    SiteDraft,
    SiteHours,
)
from app.blueprints.safety.terms.investigation import (
    MOST_REMARK,
    NAME_KEPT_YEARS,
    NAME_KEPT_YEARS_SERIOUS,
    InvestigationDraft,
    Measure,
    NoticeDraft,
    RemarkDraft,
)
from app.blueprints.safety.terms.leading import (
    Leading,
    Share,
)
from app.blueprints.safety.terms.months import (
    Month,
    Window,
)
from app.blueprints.safety.terms.posters import (
    Answered,
    PosterDraft,
)
from app.blueprints.safety.terms.years import (
    YearFigures,
)

__all__ = [
    "ANSWER_WITHIN_DAYS",
    "COUNTED",
    "COUNTS_AS",
    "INJURIES",
    "IN_THE_HOURS",
    "MOST_REMARK",
    "NAME_KEPT_YEARS",
    "NAME_KEPT_YEARS_SERIOUS",
    "Answered",
    "Basis",
    "Channel",
    "Duty",
    "EventDraft",
    "EventKind",
    "Figure",
    "HoursDraft",
    "Indicator",
    "InvestigationDraft",
    "Leading",
    "Measure",
    "Mechanism",
    "Method",
    "Month",
    "NoticeDraft",
    "PosterDraft",
    "Question",
    "Relation",
    "RemarkDraft",
    "ReportDraft",
    "Share",
    "SiteDraft",
    "SiteHours",
    "Sought",
    "Window",
    "Wording",
    "YearFigures",
]
