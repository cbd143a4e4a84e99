"""Pages of the room, one module a noun."""

from app.blueprints.capability.views import assessments, frameworks  # noqa: F401
