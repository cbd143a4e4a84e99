"""What must be true of every space, thread and post, each as one statement that gives the rows of which it is not.

One statement sees one moment, so what is being written meanwhile is never taken for drift. Nothing is fetched but the
first rows of each: the database counts, whatever there is.
"""

from typing import Any

from sqlalchemy import Row, text

from app.core.db import db

SHOWN = 100  # rows named of each check

# Each gives (id, number in the thread or NULL, what is stored, what was counted).
CHECKS = {
    "thread_numbers": """
SELECT t.id, NULL::integer, 'seq ' || t.seq, format('%s posts from %s to %s', count(p.seq), min(p.seq), max(p.seq))
FROM forum_thread t LEFT JOIN forum_post p ON p.thread_id = t.id AND p.seq IS NOT NULL
GROUP BY t.id HAVING t.seq <> count(p.seq) OR t.seq <> coalesce(max(p.seq), 0) OR coalesce(min(p.seq), 1) <> 1""",
    "thread_post_count": """
SELECT t.id, NULL::integer, 'post_count ' || t.post_count, coalesce(c.n, 0)::text
FROM forum_thread t
LEFT JOIN (SELECT thread_id, count(*) AS n FROM forum_post WHERE state = 'visible' GROUP BY 1) c ON c.thread_id = t.id
WHERE t.post_count <> coalesce(c.n, 0)""",
    "space_counts": """
SELECT s.id, NULL::integer, format('%s threads, %s posts', s.thread_count, s.post_count),
  format('%s threads, %s posts', coalesce(t.n, 0), coalesce(p.n, 0))
FROM forum_space s
LEFT JOIN (SELECT space_id, count(*) AS n FROM forum_thread WHERE seq > 0 GROUP BY 1) t ON t.space_id = s.id
LEFT JOIN (SELECT h.space_id, count(*) AS n FROM forum_post p JOIN forum_thread h ON h.id = p.thread_id
  WHERE p.state = 'visible' GROUP BY 1) p ON p.space_id = s.id
WHERE s.thread_count <> coalesce(t.n, 0) OR s.post_count <> coalesce(p.n, 0)""",
    "support_count": """
SELECT p.id, p.seq, 'support_count ' || p.support_count, coalesce(c.n, 0)::text
FROM forum_post p LEFT JOIN (SELECT post_id, count(*) AS n FROM forum_support GROUP BY 1) c ON c.post_id = p.id
WHERE p.support_count <> coalesce(c.n, 0)""",
    "file_count": """
SELECT p.id, p.seq, 'file_count ' || p.file_count, coalesce(c.n, 0)::text
FROM forum_post p LEFT JOIN (SELECT post_id, count(*) AS n FROM forum_attachment WHERE state <> 'erased'
  GROUP BY 1) c ON c.post_id = p.id
WHERE p.file_count <> coalesce(c.n, 0)""",
    "quote": """
SELECT p.id, p.seq, 'has_quote ' || p.has_quote, (q.id IS NOT NULL)::text
FROM forum_post p LEFT JOIN forum_quote q ON q.post_id = p.id WHERE p.has_quote <> (q.id IS NOT NULL)""",
    "opening_post": """
SELECT t.id, NULL::integer, 'opening_post_id ' || coalesce(t.opening_post_id::text, '-'),
  coalesce(format('thread %s, %s', p.thread_id, p.state), 'none')
FROM forum_thread t LEFT JOIN forum_post p ON p.id = t.opening_post_id
WHERE p.id IS NULL OR p.thread_id <> t.id OR p.state = 'moved'""",
    # An answer stands below what it answers, at most five deep, if that is in the same thread and was there before it.
    "path": """
SELECT p.id, p.seq, encode(p.path, 'hex'), encode(w.path, 'hex')
FROM forum_post p LEFT JOIN forum_post a ON a.id = p.parent_id AND a.thread_id = p.thread_id AND a.seq < p.seq
CROSS JOIN LATERAL (SELECT coalesce(substring(a.path FOR 16), ''::bytea) || int4send(p.seq) AS path) w
WHERE p.seq IS NOT NULL AND p.state <> 'moved' AND p.path <> w.path""",
    # What is out of sight takes its title along, and what everybody reads has one.
    "title_hidden": """
SELECT t.id, NULL::integer, 'title_hidden ' || t.title_hidden, p.state
FROM forum_thread t JOIN forum_post p ON p.id = t.opening_post_id
WHERE (t.title_hidden AND p.state = 'visible')
  OR (NOT t.title_hidden AND (p.state IN ('hidden', 'returned') OR p.hidden_at IS NOT NULL))""",
    "path_of_trace": """
SELECT p.id, p.seq, encode(p.path, 'hex'), 'nothing above it, or another number'
FROM forum_post p WHERE p.state = 'moved' AND (
  substring(p.path FROM octet_length(p.path) - 3) <> int4send(p.seq)
  OR (octet_length(p.path) > 4 AND NOT EXISTS (SELECT FROM forum_post a WHERE a.thread_id = p.thread_id
    AND a.path = substring(p.path FOR octet_length(p.path) - 4))))""",
    "trace": """
SELECT p.id, p.seq, 'moved_to_id ' || p.moved_to_id, format('%s, number %s', q.state, q.seq)
FROM forum_post p JOIN forum_post q ON q.id = p.moved_to_id
WHERE p.state = 'moved' AND (q.state = 'moved' OR q.seq IS NULL)""",
    "revision": """
SELECT p.id, p.seq, 'revision ' || p.revision, 'not there'
FROM forum_post p WHERE p.state <> 'moved'
AND NOT EXISTS (SELECT FROM forum_revision r WHERE r.post_id = p.id AND r.number = p.revision)""",
    "reading": """
SELECT t.id, NULL::integer, 'last_read_seq ' || r.last_read_seq, 'seq ' || t.seq
FROM forum_reading r JOIN forum_thread t ON t.id = r.thread_id WHERE r.last_read_seq > t.seq""",
    "translation": """
SELECT t.id, NULL::integer, format('of post %s, revision %s', t.subject_id, t.source_revision), 'not there'
FROM bilingual_translation t WHERE t.kind = 'post' AND t.status = 'approved'
AND NOT EXISTS (SELECT FROM forum_revision r WHERE r.post_id = t.subject_id AND r.number = t.source_revision)""",
}
_WRAPPED = (
    "SELECT id, number, stored, counted, count(*) OVER () AS total FROM ({}) AS found(id, number, stored, counted)"
)

# Set to what is counted, while the row is held.
RECOUNTS = {
    "thread_post_count": """
UPDATE forum_thread SET post_count = (SELECT count(*) FROM forum_post WHERE thread_id = :id AND state = 'visible')
WHERE id = :id""",
    "space_counts": """
UPDATE forum_space SET thread_count = (SELECT count(*) FROM forum_thread WHERE space_id = :id AND seq > 0),
  post_count = (SELECT count(*) FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
    WHERE t.space_id = :id AND p.state = 'visible')
WHERE id = :id""",
    "support_count": """
UPDATE forum_post SET support_count = (SELECT count(*) FROM forum_support WHERE post_id = :id) WHERE id = :id""",
    "file_count": """
UPDATE forum_post SET file_count = (SELECT count(*) FROM forum_attachment WHERE post_id = :id AND state <> 'erased')
WHERE id = :id""",
}
TABLES = {
    "thread_post_count": "forum_thread",
    "space_counts": "forum_space",
    "support_count": "forum_post",
    "file_count": "forum_post",
}


def drifting(check: str) -> list[Row[Any]]:
    """The first rows of which the check is not true, by id; each says how many there are in all (`total`)."""
    statement = f"{_WRAPPED.format(CHECKS[check])} ORDER BY id, number LIMIT {SHOWN}"
    return list(db.session.execute(text(statement)))


def recount(check: str, number: int) -> None:
    """Hold the row, then count: the second statement sees what was committed by whoever held the row before."""
    held = f"SELECT id FROM {TABLES[check]} WHERE id = :id FOR NO KEY UPDATE"  # noqa: S608 - our own names
    for statement in (held, RECOUNTS[check]):
        db.session.execute(text(statement), {"id": number})
