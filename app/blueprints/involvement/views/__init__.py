"""Pages of the room, one module a noun."""

from app.blueprints.involvement import models  # noqa: F401
