"""The queue in one statement: tiles, a page of cases with the beginning of each text, and the reader's keys.

What it touches does not grow with the queue: counts stop at `MOST_COUNTED`, times are of the newest decisions only, and
each filter has an index of its own. States stand as literals in it, since the indexes are partial.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from app.blueprints.moderation.terms.cases import MOST_COUNTED, CaseFilter, CaseKind, CaseState, Figures, Source
from app.blueprints.moderation.terms.queue import Board, Waiting
from app.core.db import read
from app.core.pages import LENGTH, cut

MEDIAN_OVER = timedelta(days=7)
MEDIAN_OF = 500
EXCERPT = 240  # characters
QUEUED = "c.state IN ('waiting', 'second')"
STATES = {
    "": QUEUED,
    "second": "c.state = 'second'",
    "with_lawyer": "c.state = 'with_lawyer'",
    "with_author": "c.state = 'with_author'",
    "appeals": f"{QUEUED} AND c.source = 'appeal'",
    "samples": f"{QUEUED} AND c.source = 'sample'",
}
HOLDERS = {
    "": "true",
    "mine": "c.claimed_by = :me AND c.claimed_until > :at",
    "free": "(c.claimed_until IS NULL OR c.claimed_until <= :at OR c.claimed_by = :me)",
}


def _count(where: str) -> str:
    """Counted in the order of the index, or PostgreSQL looks through all of it first."""
    counted = f"SELECT FROM moderation_case c WHERE {where} ORDER BY c.due_at, c.id LIMIT {MOST_COUNTED + 1}"
    return f"(SELECT count(*) FROM ({counted}) x)"  # noqa: S608 - our own words


FIGURES = f"""
SELECT {_count(QUEUED)} AS waiting,
  {_count(f"{QUEUED} AND c.due_at < :at")} AS overdue,
  {_count(f"{QUEUED} AND c.claimed_by IS NOT NULL AND c.claimed_until > :at")} AS in_hand,
  {_count(STATES["appeals"])} AS appeals,
  {_count(STATES["samples"])} AS samples,
  {_count(STATES["second"])} AS second,
  {_count(STATES["with_lawyer"])} AS with_lawyer,
  {_count(STATES["with_author"])} AS with_author,
  (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.closed_at - c.created_at))
   FROM (SELECT closed_at, created_at FROM moderation_case
         WHERE closed_at IS NOT NULL AND closed_at > :week_began AND kind = 'content'
         ORDER BY closed_at DESC LIMIT {MEDIAN_OF}) c)::int AS median_seconds,
  t.decided_today, t.approved_today, t.changed_today, t.hidden_today
FROM (
  SELECT count(*) AS decided_today,
    count(*) FILTER (WHERE d.action = 'approve') AS approved_today,
    count(*) FILTER (WHERE d.action IN ('return', 'redact', 'move', 'lock', 'refer_buyer')) AS changed_today,
    count(*) FILTER (WHERE d.action = 'hide') AS hidden_today
  FROM (SELECT id, action FROM moderation_decision WHERE created_at >= :day_began
        ORDER BY created_at DESC LIMIT {MOST_COUNTED + 1}) d
  WHERE NOT EXISTS (SELECT FROM moderation_settlement s
                    WHERE s.decision_id = d.id AND s.how = 'undone' AND s.created_at >= :day_began)
) t
"""  # noqa: S608 - our own words
LINES = """
SELECT c.id, c.kind, c.subject_type, c.subject_id, c.subject_title, c.subject_language, c.source, c.reason, c.found,
  c.state, c.created_at, c.due_at, c.claimed_by, c.claimed_until, c.subject_organisation_id, c.decision_id
FROM moderation_case c WHERE {where} ORDER BY c.due_at, c.id LIMIT {limit}
"""
BOARD = """
WITH figures AS MATERIALIZED ({figures}), listed AS MATERIALIZED ({lines}), line AS MATERIALIZED (
  SELECT listed.*, coalesce(d.case_id, listed.id) AS seen_in, d.snapshot_sha256 AS seen
  FROM listed LEFT JOIN LATERAL (
    SELECT case_id, snapshot_sha256 FROM moderation_decision
    WHERE listed.kind = 'sample' AND id = listed.decision_id LIMIT 1
  ) d ON true
)
SELECT f.*, k.keys, k."on" AS keys_on, line.id, line.kind, line.subject_type, line.subject_id, line.subject_title,
  line.subject_language, line.source, line.reason, line.found, line.state, line.created_at, line.due_at,
  line.claimed_by, line.claimed_until, o.name AS organisation, p.name AS held_by,
  left(coalesce(a.body, seen.body), {excerpt}) AS excerpt, coalesce(a.lang, seen.lang) AS excerpt_language
FROM figures f
LEFT JOIN moderation_keys k ON k.person_id = :me
LEFT JOIN line ON true
LEFT JOIN accounts_organisation o ON o.id = line.subject_organisation_id
LEFT JOIN accounts_person p ON p.id = line.claimed_by AND line.claimed_until > :at
LEFT JOIN moderation_appeal a ON line.kind = 'appeal' AND a.case_id = line.id
LEFT JOIN LATERAL (
  SELECT s.body, s.lang FROM moderation_snapshot s WHERE s.case_id = line.seen_in
  ORDER BY s.sha256 = line.seen DESC NULLS LAST, s.id DESC LIMIT 1
) seen ON line.kind <> 'appeal'
ORDER BY line.due_at, line.id
"""


def board(
    wanted: CaseFilter, *, me: int, at: datetime, day_began: datetime, after: tuple[datetime, int] | None = None
) -> Board:
    """The queue as it was asked for, the soonest due first, from after the key of the page before."""
    statement, values = board_statement(wanted, {"me": me, **_times(at, day_began)}, after)
    rows = [dict(row) for row in read(text(statement), values).mappings()]
    return Board(
        figures=_figures(rows[0]),
        page=cut(
            [_waiting(row, at) for row in rows if row["id"] is not None],
            lambda line: f"{line.due_at.isoformat()}_{line.id}",
        ),
        keys=rows[0]["keys"],
        keys_on=rows[0]["keys_on"] is not False,
    )


def board_statement(
    wanted: CaseFilter, values: Mapping[str, Any], after: tuple[datetime, int] | None
) -> tuple[str, dict[str, Any]]:
    """The statement for what was asked, and its values. Only our own words stand in it."""
    where, given = [STATES.get(wanted.state, QUEUED), HOLDERS.get(wanted.holder, "true")], dict(values)
    for column, value in (
        ("reason", wanted.reason), ("subject_language", wanted.language), ("source", wanted.source)
    ):  # fmt: skip
        if value:
            where.append(f"c.{column} = :{column}")
            given[column] = value
    if after is not None:
        where.append("(c.due_at, c.id) > (:after_at, :after_id)")
        given |= {"after_at": after[0], "after_id": after[1]}
    lines = LINES.format(where=" AND ".join(where), limit=LENGTH + 1)
    return BOARD.format(figures=FIGURES, lines=lines, excerpt=EXCERPT), given


def figures(at: datetime, day_began: datetime) -> Figures:
    """The tiles alone."""
    return _figures(dict(read(text(FIGURES), _times(at, day_began)).mappings().one()))


def waiting_count() -> int:
    """How many cases wait in the queue, at most `MOST_COUNTED`; for the menu."""
    counted = read(text(f"SELECT {_count(QUEUED)}"), {}).scalar_one()
    return min(int(counted), MOST_COUNTED)


def _times(at: datetime, day_began: datetime) -> dict[str, Any]:
    return {"at": at, "week_began": at - MEDIAN_OVER, "day_began": day_began}


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(**{name: row[name] for name in Figures.__dataclass_fields__})


def _waiting(row: Mapping[str, Any], at: datetime) -> Waiting:
    held = row["claimed_until"] is not None and row["claimed_until"] > at
    return Waiting(
        id=row["id"],
        kind=CaseKind(row["kind"]),
        subject_type=row["subject_type"],
        subject_id=row["subject_id"],
        title=row["subject_title"],
        language=row["subject_language"],
        excerpt=row["excerpt"] or "",
        excerpt_language=row["excerpt_language"] or row["subject_language"],
        organisation=row["organisation"] or "",
        source=Source(row["source"]),
        reason=row["reason"],
        found=tuple(row["found"]),
        state=CaseState(row["state"]),
        created_at=row["created_at"],
        due_at=row["due_at"],
        held_by=(row["held_by"] or "") if held else "",
        held_by_id=row["claimed_by"] if held else None,
        held_until=row["claimed_until"] if held else None,
    )
