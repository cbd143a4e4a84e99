"""Pages of the room, one module a noun."""

from app.blueprints.improvement.views import actions, advisers, calendar, comments, evidence, plan, requests  # noqa: F401
