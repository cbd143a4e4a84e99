"""What hangs on the posts of a page: quotes and files; and what its writer is asked, or has begun."""

from collections.abc import Sequence
from typing import Any

from flask import request

from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.queries.files import files_of
from app.blueprints.forum.queries.quotes import quotes_of
from app.blueprints.forum.services import drafts
from app.blueprints.forum.services.files import readings_of
from app.blueprints.forum.terms.writing import Kept, Place, PlaceKind, Screened
from app.blueprints.forum.views.desk import Question, question
from app.blueprints.screening.services.telling import found_lines, how_far
from app.blueprints.screening.terms.documents import Reading
from app.core.text import plain


def extras_of(posts: Sequence[Any], who: Anyone) -> dict[str, Any]:
    """For the page: quotes and files by post id; costs nothing where no post has any."""
    seen = [post for post in posts if post.state in ("visible", "waiting", "returned")]
    hanging = files_of([post.id for post in seen if post.file_count])
    return {
        "quotes": quotes_of([post.id for post in seen if post.has_quote]),
        "files": hanging,
        "told": _told(seen, hanging, who) if hanging and who.is_authenticated else {},
        "questions": _questions(seen, who),
    }


def _told(posts: Sequence[Any], hanging: dict[int, list[Any]], who: Anyone) -> dict[int, list[str]]:
    """What her author and moderators are told of documents that readers do not open yet; nothing of others."""
    hers = [post.id for post in posts if who.is_moderator or post.author_id == who.person_id]
    held = [file for number in hers for file in hanging.get(number, ()) if file.screened != Screened.PASSED]
    return told_of(readings_of(held)) if held else {}


def told_of(readings: dict[int, Reading]) -> dict[int, list[str]]:
    """By the file's number: how far it has been read, and what was found on which page."""
    told = {number: [how_far(reading), *found_lines(reading)] for number, reading in readings.items()}
    return {number: [line for line in lines if line] for number, lines in told.items()}


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
