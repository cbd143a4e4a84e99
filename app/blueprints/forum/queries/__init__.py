"""Every statement of the room, one module a noun. Pages that many read get plain rows; forms get objects."""

from app.blueprints.forum.queries.posts import (
    get_post,
    post_place,
    post_text,
    posts_between,
    posts_described,
    revisions_of,
    unnumbered_posts,
)
from app.blueprints.forum.queries.spaces import forums, get_space, space_shown
from app.blueprints.forum.queries.threads import thread_shown, threads_of

__all__ = [
    "forums",
    "get_post",
    "get_space",
    "post_place",
    "post_text",
    "posts_between",
    "posts_described",
    "revisions_of",
    "space_shown",
    "thread_shown",
    "threads_of",
    "unnumbered_posts",
]
