"""Routes of the room, one module a noun."""

from app.blueprints.internal_control import models  # noqa: F401
