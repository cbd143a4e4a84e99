"""Pages of the room, one module a noun."""

from app.blueprints.capability.views import assessments  # noqa: F401
