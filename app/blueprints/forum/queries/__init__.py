"""Every statement of the room, one module a noun. Pages that many read get plain rows; forms get objects."""

from app.blueprints.forum.queries.posts import (
    get_placed_post,
    get_post,
    post_place,
    post_text,
    posts_between,
    posts_described,
    revisions_of,
    unnumbered_posts,
    versions_kept,
)
from app.blueprints.forum.queries.spaces import (
    forum_shown,
    forums,
    get_forum,
    get_space,
    space_looked_after,
    space_shown,
    spaces_to_choose,
    version_of_space,
)
from app.blueprints.forum.queries.tending import number_in_thread, post_tended, supporters
from app.blueprints.forum.queries.threads import thread_shown, threads_of

__all__ = [
    "forum_shown",
    "forums",
    "get_forum",
    "get_placed_post",
    "get_post",
    "get_space",
    "number_in_thread",
    "post_place",
    "post_tended",
    "post_text",
    "posts_between",
    "posts_described",
    "revisions_of",
    "space_looked_after",
    "space_shown",
    "spaces_to_choose",
    "supporters",
    "thread_shown",
    "threads_of",
    "unnumbered_posts",
    "version_of_space",
    "versions_kept",
]
