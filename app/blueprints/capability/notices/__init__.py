"""Who is told of what happens here, one module a noun."""

from app.blueprints.capability.notices import reviews  # noqa: F401
