"""Where a post stands: those before and after it in its thread, and its space."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, Row, bindparam, text

from app.blueprints.forum.models import Revision, Space
from app.core.db import read

NEAR = 3

# Each half is read from the thread's own index and stops after a few; one without a number stands last.
_NEAR = text(f"""
WITH it AS (SELECT id, thread_id, coalesce(seq, 2147483647) AS seq FROM forum_post WHERE id = :id),
near AS (
  SELECT id FROM it
  UNION ALL (SELECT p.id FROM forum_post p, it WHERE p.thread_id = it.thread_id AND p.state = 'visible'
    AND p.seq < it.seq ORDER BY p.seq DESC LIMIT {NEAR})
  UNION ALL (SELECT p.id FROM forum_post p, it WHERE p.thread_id = it.thread_id AND p.state = 'visible'
    AND p.seq > it.seq ORDER BY p.seq LIMIT {NEAR})
)
SELECT p.id, p.seq, p.lang, p.posted_at, r.html, a.name AS author, o.name AS organisation, p.id = :id AS is_it,
  p.thread_id, s.id AS space_id, s.kind, s.state, s.opens_on, s.closes_on
FROM near JOIN forum_post p ON p.id = near.id
JOIN forum_revision r ON r.post_id = p.id AND r.number = p.revision
JOIN accounts_person a ON a.id = p.author_id
JOIN accounts_organisation o ON o.id = p.organisation_id
JOIN forum_thread t ON t.id = p.thread_id
JOIN forum_space s ON s.id = t.space_id
ORDER BY p.seq NULLS LAST, p.id
""").bindparams(bindparam("id")).columns(  # noqa: S608 - our own number
    html=Revision.html.type, kind=Space.kind.type, state=Space.state.type, opens_on=Date(), closes_on=Date()
)  # fmt: skip


def posts_around(post_id: int) -> Sequence[Row[Any]]:
    """The post (`is_it`) with up to three that everybody sees before it and after it, each with its space."""
    return read(_NEAR, {"id": post_id}).all()
