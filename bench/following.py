"""Whom a morning's digest and a post's mails go to, of 50,000 who follow: what the worker asks, a statement each.

A database of its own: threads as `bench.forum` makes them, and 50,000 people who follow one of them or its space; half
want a mail at once, half a digest at seven. Counted: the receivers found, and blocks of the database touched.
"""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import event, select

from app import create_app
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import following, news
from app.blueprints.forum.queries.telling import post_told
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.notifications.queries.digests import due_digests
from app.blueprints.notifications.rules.rhythms import HOME, mornings
from app.core.clock import today
from app.core.db import db, unit_of_work
from bench import forum, seed
from bench.report import Figures

POSTS = 100_000
PEOPLE = 50_000
AT_ONCE = 1_000
THREAD = 2
FOLLOWERS = """
WITH crowd AS (
    INSERT INTO accounts_person (email, name, locale, reads, email_confirmed_at, version)
    SELECT 'follower' || n || '@prove.example', 'Følger ' || n, 'nb', ARRAY['nb', 'nn'], now() - interval '1 year', 1
      FROM generate_series(1, %(people)s) n RETURNING id
), chosen AS (
    INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)
    SELECT id, CASE WHEN id %% 2 = 0 THEN 'immediate' ELSE 'daily' END, %(home)s, %(hour)s, 0, 0, 1 FROM crowd
), spaces AS (
    INSERT INTO forum_follow (person_id, kind, space_id, level, since)
    SELECT id, 'space', (SELECT space_id FROM forum_thread WHERE id = %(thread)s), 'all', now() - interval '2 years'
      FROM crowd WHERE id %% 10 < 3
)
INSERT INTO forum_follow (person_id, kind, thread_id, level, since)
SELECT id, 'thread', %(thread)s, 'all', now() - interval '2 years' FROM crowd WHERE id %% 10 >= 3
"""
NEWS = "UPDATE forum_thread SET last_post_at = now() WHERE id = %s"
HOUR = 7  # in the morning, where they are


def measure() -> Figures:
    """`following.digest.people`, `.buffers` and `.ms`, and the same of `following.immediate`."""
    settings = seed.prepare("following", POSTS, fill)
    figures: Figures = {}
    app = create_app(settings, role="worker")
    with app.app_context():
        with unit_of_work():
            some = select(Post.id).where(Post.thread_id == THREAD, Post.state == PostState.VISIBLE).limit(1)
            post = post_told(db.session.scalars(some).one())
            if post is None:
                raise RuntimeError("no post that could be told of")
            at = datetime.combine(today(), time(HOUR), tzinfo=ZoneInfo(HOME))
            asked: dict[str, Callable[[], Any]] = {
                "digest": lambda: due_digests([news.pending()], mornings([HOME], at), at),
                "immediate": lambda: following.next_immediate(post, [], 0, AT_ONCE),
            }
            for name, ask in asked.items():
                figures[f"following.{name}.people"] = len(ask())
                figures[f"following.{name}.buffers"], figures[f"following.{name}.ms"] = cost(ask)
        db.engine.dispose()
    return figures


def fill(connection: psycopg.Connection[Any], posts: int) -> None:
    forum.fill(connection, posts)
    connection.execute("SET LOCAL session_replication_role = origin")
    connection.execute(FOLLOWERS, {"people": PEOPLE, "thread": THREAD, "home": HOME, "hour": HOUR})
    connection.execute(NEWS, [THREAD])


def cost(ask: Callable[[], Any]) -> tuple[float, float]:
    """Blocks and milliseconds of the one statement that `ask` sends, as the database itself tells."""
    told: list[dict[str, Any]] = []

    def explain(connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        with connection.connection.cursor() as other:
            other.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", values)
            told.extend(other.fetchone()[0])

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    (said,) = told
    return float(said["Plan"]["Shared Hit Blocks"] + said["Plan"]["Shared Read Blocks"]), float(said["Execution Time"])
