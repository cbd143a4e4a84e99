"""Who is told of what in the room, one module a noun."""

from app.blueprints.requirements.notices import shares  # noqa: F401
