"""Pages of the room, one module a noun."""

from app.blueprints.improvement.views import (  # noqa: F401
    actions,
    advisers,
    calendar,
    checks,
    comments,
    evidence,
    evidence_adding,
    plan,
    requests,
    workbook,
)
