"""What a digest says of what somebody follows, in the words that she is shown; and the same for her page of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.bilingual.terms.presenting import Reader
from app.blueprints.forum.queries import news
from app.blueprints.forum.services.shown import shown_posts, titles_of
from app.blueprints.forum.terms.following import NewsOfThread
from app.core.pages import Page

MOST_THREADS = 10
MOST_COUNTED = 100  # threads beyond those shown are counted this far


def digest_of(person_id: int, since: datetime, locale: str) -> tuple[list[NewsOfThread], int, int]:
    """The threads with something new by others since then, at most ten; how many more, and how many posts in those."""
    reader = reader_with(person_id, locale)
    found = news.threads_for_digest(person_id, since, MOST_COUNTED + MOST_THREADS)
    first = news.first_posts(person_id, [row.id for row in found], [row.last_read for row in found])
    with_posts = [row for row in found if row.id in first and first[row.id].ids]
    shown, others = with_posts[:MOST_THREADS], with_posts[MOST_THREADS:]
    return _told(shown, first, reader), len(others), sum(first[row.id].posts for row in others)


def _told(rows: Sequence[Any], first: dict[int, Any], reader: Reader) -> list[NewsOfThread]:
    titles = titles_of(rows, reader)
    posts = shown_posts([number for row in rows for number in first[row.id].ids], reader)
    made = []
    for row in rows:
        of_thread = tuple(post for post in posts if post.thread_id == row.id)
        if of_thread:
            made.append(
                NewsOfThread(
                    thread_id=row.id, space_id=row.space_id, names=row.names, space_lang=row.space_lang,
                    title=titles[row.id], count=first[row.id].posts, first=of_thread[0].seq, posts=of_thread,
                )
            )  # fmt: skip
    return made


def news_page(person_id: int, after: str | None, reader: Reader) -> tuple[Page, dict[int, Any]]:
    """A page of the threads with something new among what she follows, and their titles in her words."""
    page = news.threads_with_news(person_id, after)
    return page, titles_of(page.rows, reader)
