"""What a post says otherwise than when it was translated."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import moderated
from app.core.access import guard
from app.core.diffs import word_diff
from app.core.render import render


@bp.get("/posts/<int:post_id>/changes/<int:since>")
@guard(policies.can_read_post, conceal=True, post=queries.get_placed_post)
def changes_since(post: Post, since: int) -> ResponseReturnValue:
    """The words of the original, from the revision that a translation was made from to the one that holds now."""
    revisions = {revision.number: revision for revision in queries.revisions_of(post.id)}
    if since not in revisions:
        abort(404)
    before, now = revisions[since], revisions[post.revision]
    return render(
        "forum/changes.html",
        place=queries.post_place(post.id),
        back=moderated.url(post.id),
        before=before,
        now=now,
        title=word_diff(before.title, now.title) if before.title != now.title and before.title and now.title else None,
        pieces=word_diff(before.body, now.body),
    )
