"""The room's tables, one module a noun. All but the references are under row-level security by organisation.

Keys see through row-level security, so each key here carries the organisation: a row of one firm can neither refer to
another's nor betray by a collision that it exists. What happened and who was hurt are two tables: the second leaves
when the law no longer needs it, the first stays.
"""

from app.blueprints.safety.models.events import (
    OF_EVENT,
    Event,
    EventPerson,
    EventReporter,
    EventRevision,
    Register,
)
from app.blueprints.safety.models.hours import (
    HOURS,
    OF_HOURS,
    OF_SITE,
    Hours,
    HoursRevision,
    HoursSite,
    Site,
)
from app.blueprints.safety.models.investigation import (
    EventNotice,
    Investigation,
    Remark,
)
from app.blueprints.safety.models.posters import (
    Poster,
)
from app.blueprints.safety.models.references import (
    NoticeDuty,
    SectorRate,
)

__all__ = [
    "HOURS",
    "OF_EVENT",
    "OF_HOURS",
    "OF_SITE",
    "Event",
    "EventNotice",
    "EventPerson",
    "EventReporter",
    "EventRevision",
    "Hours",
    "HoursRevision",
    "HoursSite",
    "Investigation",
    "NoticeDuty",
    "Poster",
    "Register",
    "Remark",
    "SectorRate",
    "Site",
]
