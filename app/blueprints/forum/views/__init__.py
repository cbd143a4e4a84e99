"""Pages of the room, one module a noun."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

# Registered with the rooms below, and with the worker.
from app.blueprints.forum.services import moderated, sources, verifying  # noqa: F401
from app.blueprints.forum.terms.posts import KIND
from app.blueprints.forum.views import (  # noqa: F401
    changes,
    drafts,
    feeds,
    files,
    following,
    looked_after,
    posts,
    reading,
    spaces,
    tending,
    threads,
    writing,
)
from app.blueprints.moderation.services import register

register(KIND, replace(moderated.SUBJECT, name=_l("post")))
