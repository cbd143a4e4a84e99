"""Who is told of what in the room, one module a noun."""

from app.blueprints.dialogues.notices import checks, process, radar  # noqa: F401
