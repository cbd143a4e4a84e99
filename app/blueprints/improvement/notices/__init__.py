"""Who is told of what happens in this room, one module a noun."""

from app.blueprints.improvement.notices import comments, evidence, requests  # noqa: F401
