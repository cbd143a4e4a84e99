"""Pages of the room, one module a noun."""

from app.blueprints.questions import models  # noqa: F401
