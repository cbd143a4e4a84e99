"""Pages of the room, one module a noun."""

from app.blueprints.improvement.views import (  # noqa: F401
    actions,
    advisers,
    calendar,
    comments,
    evidence,
    evidence_adding,
    plan,
    requests,
)
