"""Who is told of what happens in the room, one module a noun."""

from app.blueprints.internal_control.notices import review, training  # noqa: F401
