"""Pages of the room, one module a noun."""

from app.blueprints.improvement.views import actions, evidence, requests  # noqa: F401
