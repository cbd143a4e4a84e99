"""Who is told of what in the room."""

from app.blueprints.inputs.notices import inputs  # noqa: F401
