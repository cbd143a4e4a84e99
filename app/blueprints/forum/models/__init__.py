"""Tables of the room, one module a noun. What a person has for herself stands behind row-level security."""

from app.blueprints.forum.models.own import Draft, Follow, ReadBefore, Reading
from app.blueprints.forum.models.posts import Attachment, Mention, Post, Quote, Redaction, Revision, Support, Thread
from app.blueprints.forum.models.spaces import Space

__all__ = [
    "Attachment",
    "Draft",
    "Follow",
    "Mention",
    "Post",
    "Quote",
    "ReadBefore",
    "Reading",
    "Redaction",
    "Revision",
    "Space",
    "Support",
    "Thread",
]
