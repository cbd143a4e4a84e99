"""Pages of the room, one module a noun."""

# Registered with the rooms below, and with the worker.
from app.blueprints.forum.services import moderated, sources, verifying  # noqa: F401
from app.blueprints.forum.views import (  # noqa: F401
    changes,
    drafts,
    feeds,
    files,
    following,
    posts,
    reading,
    spaces,
    tending,
    threads,
    writing,
)
