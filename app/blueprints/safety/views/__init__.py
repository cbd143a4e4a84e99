"""Routes of the room, one module a noun. A register is not there for anybody outside the firm: 404, not 403."""

from app.blueprints.safety.views import (  # noqa: F401
    events,
    events_list,
    hours,
    hours_year,
    indicators,
    investigation,
    over_time,
    overview,
    persons,
    phones,
    posters,
    remarks,
    reports,
    sections,
    sites,
    subjects,
)
