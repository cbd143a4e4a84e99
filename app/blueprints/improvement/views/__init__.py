"""Pages of the room, one module a noun."""

from app.blueprints.improvement.views import actions  # noqa: F401
