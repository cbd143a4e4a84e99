"""Every version of a post: what it said, and what is kept from the public."""

from itertools import pairwise
from typing import Any

from app.blueprints.forum import queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.terms.posts import EditKind
from app.core.diffs import word_diff

BY_MODERATORS = (EditKind.REDACTED, EditKind.PUT_BACK)


def versions_of(post: Post, asked: int) -> dict[str, Any]:
    """For the page: all versions, the newest first, those without their words that this reader may not see.

    `told` is what the one that was asked for changed, where both it and the one before it can be read.
    """
    read = queries.revisions_of(post.id)
    kept = queries.versions_kept(post.id) if len(read) < post.revision else ()
    numbers = {row.number for row in read}
    told = next((pair for pair in pairwise(read) if pair[0].number == asked and pair[1].number == asked - 1), None)
    return {
        "revisions": sorted([*read, *kept], key=lambda row: -row.number),
        "read": numbers,
        "by_moderators": BY_MODERATORS,
        "told": told and changes(*told),
        "asked": asked,
    }


def changes(after: Any, before: Any) -> dict[str, Any]:
    """Word by word, what a revision changed in title and text."""
    renamed = after.title is not None and after.title != before.title
    return {
        "title": word_diff(before.title or "", after.title) if renamed else None,
        "body": word_diff(before.body, after.body),
        "before": before,
    }
