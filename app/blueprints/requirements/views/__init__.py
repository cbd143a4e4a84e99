"""Pages of the room, one module a noun."""

from app.blueprints.requirements import models  # noqa: F401
