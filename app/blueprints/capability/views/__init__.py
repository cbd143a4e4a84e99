"""Pages of the room, one module a noun."""

from app.blueprints.capability.views import (  # noqa: F401
    assessments,
    frameworks,
    reviews,
    standing,
    standing_subjects,
    support,
)
