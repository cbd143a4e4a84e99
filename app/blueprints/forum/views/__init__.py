"""Pages of the room, one module a noun."""

from app.blueprints.forum.services import moderated  # noqa: F401 - registers posts with moderation
from app.blueprints.forum.views import posts, threads  # noqa: F401
