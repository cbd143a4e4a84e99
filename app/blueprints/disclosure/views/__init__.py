"""Routes of the room, one module a noun."""

from app.blueprints.disclosure import models  # noqa: F401
