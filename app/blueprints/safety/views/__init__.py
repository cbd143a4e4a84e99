"""Routes of the room, one module a noun. A register is not there for anybody outside the firm: 404, not 403."""

from app.blueprints.safety.views import events, hours, hours_year, overview, sections, sites  # noqa: F401
