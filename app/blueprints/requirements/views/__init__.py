"""Pages of the room, one module a noun."""

from app.blueprints.requirements.views import comparison, document, gap, profiles, shares, shares_received  # noqa: F401
