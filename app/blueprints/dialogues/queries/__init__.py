"""Every statement of the room, one module a noun. Pages that many read get plain rows; forms get objects."""

from app.blueprints.dialogues.queries.dialogues import (
    ListPage,
    dialogue_shown,
    dialogues_of,
    get_dialogue,
    list_dialogues,
    needs_of,
    open_now,
    phases_of,
    published_dialogue,
)
from app.blueprints.dialogues.queries.posts import (
    get_post,
    post_place,
    post_text,
    posts_between,
    posts_described,
    revisions_of,
    unnumbered_posts,
)
from app.blueprints.dialogues.queries.threads import thread_shown, threads_of

__all__ = [
    "ListPage",
    "dialogue_shown",
    "dialogues_of",
    "get_dialogue",
    "get_post",
    "list_dialogues",
    "needs_of",
    "open_now",
    "phases_of",
    "post_place",
    "post_text",
    "posts_between",
    "posts_described",
    "published_dialogue",
    "revisions_of",
    "thread_shown",
    "threads_of",
    "unnumbered_posts",
]
