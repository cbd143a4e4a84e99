"""Where a post stands, for a moderator who judges it: the posts around it, and how far its dialogue has come."""

from typing import Any

from app.blueprints.forum.queries.around import posts_around
from app.blueprints.forum.rules.posts import page_of, stage
from app.blueprints.forum.services import spaces
from app.blueprints.forum.terms.spaces import Stage
from app.blueprints.moderation.terms.subjects import Around, Neighbour
from app.core.clock import today
from app.core.text import excerpt

SHOWN = 400  # characters of each neighbour


def around(post_id: int, locale: str) -> Around:
    """Up to three posts before and after it, those that everybody sees. One statement, and one of the space's room."""
    rows = posts_around(post_id)
    if not rows:
        return Around()
    here = rows[0]
    progress = spaces.progress_of(here.kind, here.space_id, locale)
    return Around(
        neighbours=tuple(_neighbour(row, locale) for row in rows),
        phase=progress.words,
        phase_lang=progress.lang,
        closes_on=here.closes_on,
        is_open=stage(here.state, here.opens_on, here.closes_on, today()) is Stage.OPEN,
        url=f"/{locale}/threads/{here.thread_id}",
    )


def _neighbour(row: Any, locale: str) -> Neighbour:
    page = page_of(row.seq or 0)
    where = f"post-{row.seq}" if row.seq else f"waiting-{row.id}"
    return Neighbour(
        number=row.seq,
        author_name=row.author,
        organisation_name=row.organisation,
        text=excerpt(row.html, SHOWN),
        lang=row.lang,
        written_at=row.posted_at,
        is_it=row.is_it,
        url=f"/{locale}/threads/{row.thread_id}{f'?page={page}' if page > 1 else ''}#{where}",
    )
