"""What is new in what people follow: fan-out on read. No row is written for a post and a follower.

The nearest word holds: hers on the thread, else on its space, else on the space's host. Every statement looks at the
newest threads first and stops when it has enough: what is shown bounds what is read.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Row, Select, bindparam, select, text

from app.blueprints.forum.models import Space
from app.core.clock import now
from app.core.db import read
from app.core.pages import LENGTH, Page, cut

# What is older is told by no digest any more; the page of what one follows still has it.
DIGEST_REACH = timedelta(days=31)
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER_ENDS = datetime(9000, 1, 1, tzinfo=UTC)

# `place`: spaces that she follows, by her word on each, or else by that on its host.
_NEWS = text("""
WITH said AS (
    SELECT space_id, before FROM forum_read_before WHERE person_id = :person
), place AS (
    SELECT s.id, f.since FROM forum_follow f JOIN forum_space s ON s.id = f.space_id
     WHERE f.person_id = :person AND f.level = 'all' AND s.state <> 'hidden'
    UNION ALL
    SELECT s.id, f.since FROM forum_follow f JOIN forum_space s ON s.organisation_id = f.host_id
     WHERE f.person_id = :person AND f.level = 'all' AND s.state <> 'hidden'
       AND NOT EXISTS (SELECT FROM forum_follow n WHERE n.person_id = f.person_id AND n.space_id = s.id)
), news AS (
    SELECT found.* FROM (
        SELECT id, greatest(since, :since,
                            (SELECT max(before) FROM said WHERE space_id = place.id OR space_id IS NULL)) AS moment
          FROM place) place
     CROSS JOIN LATERAL (
        SELECT t.id, t.last_post_at, place.moment, r.last_read_seq FROM forum_thread t
          LEFT JOIN forum_reading r ON r.person_id = :person AND r.thread_id = t.id
         WHERE t.space_id = place.id AND t.seq > 0 AND t.last_post_at > place.moment
           AND t.last_post_at <= :when AND (t.last_post_at < :when OR t.id < :number)
           AND t.seq > coalesce(r.last_read_seq, 0)
           AND NOT EXISTS (SELECT FROM forum_follow n WHERE n.person_id = :person AND n.thread_id = t.id)
         ORDER BY t.last_post_at DESC, t.id DESC LIMIT :size) found
    UNION ALL
    SELECT t.id, t.last_post_at, m.moment, r.last_read_seq
      FROM forum_follow f JOIN forum_thread t ON t.id = f.thread_id JOIN forum_space s ON s.id = t.space_id
     CROSS JOIN LATERAL (
        SELECT greatest(f.since, :since, max(before)) AS moment FROM said
         WHERE space_id = t.space_id OR space_id IS NULL) m
      LEFT JOIN forum_reading r ON r.person_id = :person AND r.thread_id = t.id
     WHERE f.person_id = :person AND f.level = 'all' AND s.state <> 'hidden' AND t.seq > 0
       AND t.last_post_at > m.moment
       AND t.last_post_at <= :when AND (t.last_post_at < :when OR t.id < :number)
       AND t.seq > coalesce(r.last_read_seq, 0)
), newest AS (SELECT * FROM news ORDER BY last_post_at DESC, id DESC LIMIT :size)
SELECT t.id, t.title, t.title_hidden, t.lang, t.opening_post_id, t.seq, newest.last_post_at, o.revision, o.substantive,
       o.answer_at, t.space_id, s.machine_allowed, s.names, s.lang AS space_lang, s.path,
       greatest(coalesce(newest.last_read_seq, 0), coalesce((
           SELECT p.seq FROM forum_post p
            WHERE p.thread_id = t.id AND p.posted_at <= newest.moment AND p.state <> 'moved'
            ORDER BY p.posted_at DESC, p.seq DESC NULLS LAST LIMIT 1), 0)) AS last_read
  FROM newest JOIN forum_thread t ON t.id = newest.id JOIN forum_space s ON s.id = t.space_id
  LEFT JOIN forum_post o ON o.id = t.opening_post_id
 ORDER BY newest.last_post_at DESC, t.id DESC
""").columns(last_post_at=DateTime(timezone=True), names=Space.names.type)  # fmt: skip

# For everybody at once: of each thing that somebody follows, when the newest came that she has not read.
_PENDING = text("""
SELECT f.person_id, t.last_post_at AS newest_at
  FROM forum_follow f JOIN forum_thread t ON t.id = f.thread_id JOIN forum_space s ON s.id = t.space_id
  LEFT JOIN forum_reading r ON r.person_id = f.person_id AND r.thread_id = t.id
 WHERE f.level = 'all' AND s.state <> 'hidden' AND t.seq > coalesce(r.last_read_seq, 0)
   AND t.last_post_at > greatest(f.since, :reach, (
       SELECT max(b.before) FROM forum_read_before b
        WHERE b.person_id = f.person_id AND (b.space_id = t.space_id OR b.space_id IS NULL)))
UNION ALL
SELECT place.person_id, newest.last_post_at
  FROM (
    SELECT f.person_id, s.id, f.since FROM forum_follow f JOIN forum_space s ON s.id = f.space_id
     WHERE f.level = 'all' AND s.state <> 'hidden'
    UNION ALL
    SELECT f.person_id, s.id, f.since FROM forum_follow f JOIN forum_space s ON s.organisation_id = f.host_id
     WHERE f.level = 'all' AND s.state <> 'hidden'
       AND NOT EXISTS (SELECT FROM forum_follow n WHERE n.person_id = f.person_id AND n.space_id = s.id)) place
 CROSS JOIN LATERAL (
    SELECT t.last_post_at FROM forum_thread t
      LEFT JOIN forum_reading r ON r.person_id = place.person_id AND r.thread_id = t.id
     WHERE t.space_id = place.id AND t.seq > 0 AND t.seq > coalesce(r.last_read_seq, 0)
       AND t.last_post_at > greatest(place.since, :reach, (
           SELECT max(b.before) FROM forum_read_before b
            WHERE b.person_id = place.person_id AND (b.space_id = place.id OR b.space_id IS NULL)))
       AND NOT EXISTS (SELECT FROM forum_follow n WHERE n.person_id = place.person_id AND n.thread_id = t.id)
     ORDER BY t.last_post_at DESC, t.id DESC LIMIT 1) newest
""")

_FIRST_POSTS = text("""
SELECT wanted.thread_id, found.ids, found.posts
  FROM unnest(CAST(:threads AS bigint[]), CAST(:numbers AS integer[])) AS wanted(thread_id, last_read)
 CROSS JOIN LATERAL (
    SELECT (array_agg(p.id ORDER BY p.seq))[1:3] AS ids, count(*) AS posts FROM (
        SELECT p.id, p.seq FROM forum_post p
         WHERE p.thread_id = wanted.thread_id AND p.seq > wanted.last_read AND p.state = 'visible'
           AND p.author_id <> :person
         ORDER BY p.seq LIMIT 1000) p) found
""")


def threads_with_news(person_id: int, after: str | None = None, length: int = LENGTH) -> Page:
    """Threads with something that she has not read, among what she follows, the newest first.

    Each row has what `titles_of` needs, its space, and `last_read`: the last number that is not new to her.
    """
    when, number = _parse(after)
    values = {"person": person_id, "since": ALWAYS, "when": when, "number": number, "size": length + 1}
    rows = list(read(_NEWS, values))
    return cut(rows, lambda row: f"{row.last_post_at.isoformat()}_{row.id}", length)


def threads_for_digest(person_id: int, since: datetime, most: int) -> Sequence[Row[Any]]:
    """The same, of what has come after `since`: `most` threads at most. `last_read` is as of `since`, or later."""
    values = {"person": person_id, "since": since, "when": _NEVER_ENDS, "number": 0, "size": most}
    return read(_NEWS, values).all()


def first_posts(person_id: int, threads: Sequence[int], last_read: Sequence[int]) -> dict[int, Row[Any]]:
    """For each thread the first posts by others after the number read: `ids`, three at most, and how many `posts`."""
    rows = read(_FIRST_POSTS, {"person": person_id, "threads": list(threads), "numbers": list(last_read)})
    return {row.thread_id: row for row in rows}


def pending() -> Select[Any]:
    """`person_id` and `newest_at` for whoever has something unread in what she follows; several rows a person."""
    every = _PENDING.bindparams(bindparam("reach", now() - DIGEST_REACH, DateTime(timezone=True)))
    found = every.columns(person_id=BigInteger, newest_at=DateTime(timezone=True)).subquery("following")
    return select(found.c.person_id, found.c.newest_at)


def _parse(after: str | None) -> tuple[datetime, int]:
    try:
        moment, number = (after or "").replace(" ", "+").split("_")
        when = datetime.fromisoformat(moment)
        if when.tzinfo and 0 < int(number) < 2**63:
            return when, int(number)
    except ValueError:
        pass
    return _NEVER_ENDS, 0
