"""Whom a morning's digest goes to, of 50,000 who follow: one statement, whose cost is that of the followers alone.

Run on a database of `bench.forum`, after its pages: followers of one thread, of its space and of nothing at all are
added there once. Counted at each size: blocks touched by the choice of receivers, by the mails of one post to all who
want them at once, and by the counts of what is unread in a list.
"""

from typing import Any

import psycopg
from sqlalchemy import text

from app import create_app
from app.blueprints.forum.queries import following, news, unread
from app.blueprints.forum.queries.telling import post_told
from app.blueprints.notifications.queries.digests import due_digests
from app.blueprints.notifications.rules.rhythms import mornings
from app.core import embedded
from app.core.clock import now
from app.core.db import db, unit_of_work
from bench import seed
from bench.report import Figures

PEOPLE = 50_000
THREAD = 2
FOLLOWERS = """
WITH crowd AS (
    INSERT INTO accounts_person (email, name, locale, reads, email_confirmed_at, version)
    SELECT 'follower' || n || '@prove.example', 'Følger ' || n, 'nb', ARRAY['nb', 'nn'], now() - interval '1 year', 1
      FROM generate_series(1, %(people)s) n ON CONFLICT DO NOTHING RETURNING id
), chosen AS (
    INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)
    SELECT id, CASE WHEN id %% 2 = 0 THEN 'immediate' ELSE 'daily' END, 'Europe/Oslo',
           extract(hour FROM now() AT TIME ZONE 'Europe/Oslo'), 0, 0, 1 FROM crowd
), spaces AS (
    INSERT INTO forum_follow (person_id, kind, space_id, level, since)
    SELECT id, 'space', (SELECT space_id FROM forum_thread WHERE id = %(thread)s), 'all', now() - interval '2 years'
      FROM crowd WHERE id %% 10 < 3
)
INSERT INTO forum_follow (person_id, kind, thread_id, level, since)
SELECT id, 'thread', %(thread)s, 'all', now() - interval '2 years' FROM crowd WHERE id %% 10 >= 3
"""


def measure(site: Any) -> Figures:
    """`following.digest.1e6.buffers` and its like; `site` is a `bench.forum.Site`."""
    all_powerful = embedded.conninfo(seed.CLUSTER, "postgres", site.settings.database_name)
    with psycopg.connect(all_powerful, options="-c search_path=public") as connection:
        connection.execute(FOLLOWERS, {"people": PEOPLE, "thread": THREAD})
        connection.execute("UPDATE forum_thread SET last_post_at = now() WHERE id = %s", [THREAD])
    with psycopg.connect(all_powerful, autocommit=True, options="-c search_path=public") as connection:
        connection.execute("VACUUM (ANALYZE) accounts_person, notifications_preference, forum_follow, forum_thread")
    figures: Figures = {}
    app = create_app(site.settings, role="worker")
    with app.app_context():
        with unit_of_work():
            post = post_told(
                db.session.execute(
                    text("SELECT id FROM forum_post WHERE thread_id = :t AND state = 'visible' LIMIT 1"), {"t": THREAD}
                ).scalar_one()
            )
            assert post is not None
            asked = {
                "pending": lambda: db.session.execute(news.pending()).all(),
                "digest": lambda: due_digests([news.pending()], mornings([], now()), now()),
                "immediate": lambda: following.next_immediate(post, [], 0, 5000),
                "unread": lambda: unread.space_standing(2, post.space_id, None, list(range(1, 21))),
                "news": lambda: news.threads_with_news(2),
            }
            for name, ask in asked.items():
                found = ask()
                blocks, milliseconds = _cost(ask)
                figures[f"following.{name}.{site.size}.buffers"] = blocks
                figures[f"following.{name}.{site.size}.ms"] = milliseconds
                if name in ("pending", "digest", "immediate"):
                    figures[f"following.{name}.{site.size}.people"] = len(found)
        db.engine.dispose()
    return figures


def _cost(ask: Any) -> tuple[float, float]:
    """Blocks and milliseconds of the statement that `ask` sends, as the database itself tells."""
    from sqlalchemy import event

    told: list[tuple[float, float]] = []

    def explain(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:  # noqa: FBT001
        if told or statement.startswith("EXPLAIN"):
            return
        told.append((0, 0))
        with connection.connection.cursor() as other:
            other.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", values)
            (plan,) = other.fetchone()[0]
        blocks = plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
        told.append((float(blocks), float(plan["Execution Time"])))

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    return told[-1]
