"""Files on posts, on their way out."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries.files import served_file
from app.blueprints.forum.services import files
from app.core.access import guard
from app.core.downloads import answer


@bp.get("/posts/<int:post_id>/files/<int:file_id>")
@guard(policies.can_read_file, conceal=True, post=queries.get_placed_post, file=served_file)
def post_file(post: Post, file: Any) -> ResponseReturnValue:
    """A file of a post that the reader sees. Of one that was withdrawn or hidden nobody opens any."""
    return answer(files.open_file(file))
