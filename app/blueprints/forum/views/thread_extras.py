"""What hangs on the posts of a page: quotes and files; and what its writer is asked, or has begun."""

from collections.abc import Sequence
from typing import Any

from flask import request

from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.queries.files import files_of
from app.blueprints.forum.queries.quotes import quotes_of
from app.blueprints.forum.services import drafts
from app.blueprints.forum.terms.writing import Kept, Place, PlaceKind
from app.blueprints.forum.views.desk import Question, question
from app.core.text import plain


def extras_of(posts: Sequence[Any], who: Anyone) -> dict[str, Any]:
    """For the page: quotes and files by post id; costs nothing where no post has any."""
    seen = [post for post in posts if post.state in ("visible", "waiting")]
    return {
        "quotes": quotes_of([post.id for post in seen if post.has_quote]),
        "files": files_of([post.id for post in seen if post.file_count]),
        "questions": _questions(seen, who),
    }


def _questions(posts: Sequence[Any], who: Anyone) -> dict[int, Question]:
    """The post that was published a moment ago, if its author is to be asked which language it is in."""
    asked = request.args.get("check", type=int)
    for post in posts if asked and who.is_authenticated else ():
        if post.id == asked and post.author_id == who.person_id and (found := question(post.lang, plain(post.html))):
            return {post.id: found}
    return {}


def begun_in(thread_id: int, who: Any) -> Kept | None:
    """What the reader has begun to answer in this thread."""
    return drafts.draft_at(Place(PlaceKind.THREAD, thread_id), who)
