"""Conversations: threads and posts in three languages, in whatever has a space for them.

A *space* says who hosts it, when it takes posts, and where it is shown: a dialogue has one, an open forum is one.
A post is written by a person for an organisation, in the language its author declares; the original is never replaced,
and its number stays whatever becomes of it. This room knows no dialogue.
"""

from flask import Blueprint

bp = Blueprint("forum", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.forum import notices, views  # noqa: E402, F401
