"""Who is told of what happens in the register."""

from app.blueprints.safety.notices import injuries, near_misses  # noqa: F401
