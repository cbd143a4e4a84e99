"""The last posts of a thread or a space, for those who read them elsewhere, and when anything of it changed last."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import DateTime, Row, bindparam, text

from app.core.db import read

_OF_THREAD = """
SELECT p.id, p.state, coalesce(p.edited_at, p.posted_at) AS updated,
       greatest(p.posted_at, p.edited_at, p.hidden_at, p.withdrawn_at, p.answer_at, (
           SELECT max(v.changed_at) FROM bilingual_translation v WHERE v.kind = 'post' AND v.subject_id = p.id)
       ) AS changed
  FROM forum_post p WHERE p.thread_id = :id AND p.seq IS NOT NULL ORDER BY p.seq DESC LIMIT 50
"""
# The last posts of a space stand in the threads that were written in last.
_OF_SPACE = """
SELECT p.id, p.state, coalesce(p.edited_at, p.posted_at) AS updated,
       greatest(p.posted_at, p.edited_at, p.hidden_at, p.withdrawn_at, p.answer_at, (
           SELECT max(v.changed_at) FROM bilingual_translation v WHERE v.kind = 'post' AND v.subject_id = p.id)
       ) AS changed
  FROM (
    SELECT p.* FROM (
        SELECT t.id FROM forum_thread t WHERE t.space_id = :id AND t.seq > 0
         ORDER BY t.last_post_at DESC, t.id DESC LIMIT 50) t
     CROSS JOIN LATERAL (
        SELECT p.* FROM forum_post p WHERE p.thread_id = t.id AND p.seq IS NOT NULL ORDER BY p.seq DESC LIMIT 50) p
     ORDER BY p.posted_at DESC, p.id DESC LIMIT 50) p
 ORDER BY p.posted_at DESC, p.id DESC
"""
_DATES = {"updated": DateTime(timezone=True), "changed": DateTime(timezone=True)}
_LAST = {
    "thread": text(_OF_THREAD).bindparams(bindparam("id")).columns(**_DATES),
    "space": text(_OF_SPACE).bindparams(bindparam("id")).columns(**_DATES),
}


def last_posts(kind: str, number: int) -> Sequence[Row[Any]]:
    """The last fifty numbers (id, state, updated, changed), the newest first, whatever has become of the posts."""
    return read(_LAST[kind], {"id": number}).all()
