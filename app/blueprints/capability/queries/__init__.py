"""Every statement of the room, one module a noun. Nothing here is listed for anybody outside the firm."""

from app.blueprints.capability.queries.assessments import (
    WHOLE,
    Line,
    assessments_of,
    claimed_before,
    get_assessment,
    hold_start,
    latest_submitted,
    open_assessment,
    progress,
    standings,
    what_it_takes,
)
from app.blueprints.capability.queries.frameworks import (
    current_framework,
    dimension_names,
    newest,
)

__all__ = [
    "WHOLE",
    "Line",
    "assessments_of",
    "claimed_before",
    "current_framework",
    "dimension_names",
    "get_assessment",
    "hold_start",
    "latest_submitted",
    "newest",
    "open_assessment",
    "progress",
    "standings",
    "what_it_takes",
]
