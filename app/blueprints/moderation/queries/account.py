"""What the public account counts, the same from the journal, and the accounts that are published.

Counting needs a moderator's context; what is published anybody reads.
"""

from datetime import date, datetime

from sqlalchemy import func, select, text

from app.blueprints.moderation.models import Account, Case
from app.blueprints.moderation.terms.account import CELLS, HIDDEN_BELOW, Counts
from app.core.clock import OSLO
from app.core.db import db

# Content decisions that stand are counted by the day they were made; answers to appeals by the day they were given.
COUNTS = text("""
WITH stands AS MATERIALIZED (
  SELECT d.id, d.case_id, d.action, d.reasons, d.subject_language, d.seen_by_machine,
         d.created_at - c.created_at AS waited
  FROM moderation_decision d
  JOIN moderation_settlement s ON s.decision_id = d.id AND s.how = 'stands'
  JOIN moderation_case c ON c.id = d.case_id AND c.kind = 'content'
  WHERE d.created_at >= :since AND d.created_at < :until
), grounded AS (
  SELECT reasons FROM stands WHERE cardinality(reasons) > 0
), first AS (
  SELECT waited FROM stands
  WHERE NOT EXISTS (SELECT FROM moderation_decision e JOIN moderation_settlement t ON t.decision_id = e.id
                    WHERE e.case_id = stands.case_id AND e.id < stands.id AND t.how = 'stands')
), cells (cell, n) AS (
  SELECT 'received.' || source, count(*) FROM moderation_signal
    WHERE created_at >= :since AND created_at < :until GROUP BY 1
  UNION ALL SELECT 'received.all', count(*) FROM moderation_signal WHERE created_at >= :since AND created_at < :until
  UNION ALL SELECT 'cases.opened', count(*) FROM moderation_case
    WHERE kind = 'content' AND created_at >= :since AND created_at < :until
  UNION ALL SELECT 'decided.all', count(*) FROM stands
  UNION ALL SELECT 'action.' || action, count(*) FROM stands GROUP BY 1
  UNION ALL SELECT 'decided.with_ground', count(*) FROM grounded
  UNION ALL SELECT 'ground.' || reasons[1], count(*) FROM grounded GROUP BY 1
  UNION ALL SELECT CASE WHEN cardinality(reasons) = 1 THEN 'grounds.one' ELSE 'grounds.several' END, count(*)
    FROM grounded GROUP BY 1
  UNION ALL SELECT 'language.' || CASE WHEN subject_language IN ('nb', 'nn', 'en') THEN subject_language
    ELSE 'other' END, count(*) FROM stands GROUP BY 1
  UNION ALL SELECT CASE WHEN seen_by_machine THEN 'machine.pointed' ELSE 'machine.silent' END, count(*)
    FROM stands GROUP BY 1
  UNION ALL SELECT 'undone.all', count(*) FROM moderation_decision d
    JOIN moderation_settlement s ON s.decision_id = d.id AND s.how = 'undone'
    WHERE d.created_at >= :since AND d.created_at < :until
  UNION ALL SELECT 'appeals.lodged', count(*) FROM moderation_appeal WHERE created_at >= :since AND created_at < :until
  UNION ALL SELECT 'appeals.answered', count(*) FROM moderation_appeal
    WHERE answered_at >= :since AND answered_at < :until
  UNION ALL SELECT 'outcome.' || outcome, count(*) FROM moderation_appeal
    WHERE answered_at >= :since AND answered_at < :until GROUP BY 1
)
SELECT (SELECT json_object_agg(cell, n) FROM cells) AS cells,
  (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM waited) / 3600) FROM first
   HAVING count(*) >= :least) AS median,
  (SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM waited) / 3600) FROM first
   HAVING count(*) >= :least) AS p90
""")

# The rows and the journal, side by side: (what, in the rows, in the journal). Decisions and appeals are found by their
# number, so that one at midnight is counted once. A reader who reports twice is heard once; the journal has both.
RECONCILED = text("""
WITH entries AS MATERIALIZED (
  SELECT what, at, seq, subject_id, by_id, data, (data->>'decision_id')::bigint AS decision_id FROM journal_entry
  WHERE what IN ('moderation.signal_raised', 'moderation.case_decided', 'moderation.decision_undone',
                 'moderation.decision_settled', 'moderation.appeal_opened', 'moderation.appeal_answered')
), decisions AS MATERIALIZED (
  SELECT d.id, d.action, d.reasons, s.how FROM moderation_decision d
  LEFT JOIN moderation_settlement s ON s.decision_id = d.id
  WHERE d.created_at >= :since AND d.created_at < :until
), journaled AS MATERIALIZED (
  SELECT e.*, d.id FROM entries e LEFT JOIN decisions d ON d.id = e.decision_id
  WHERE e.decision_id IS NOT NULL AND (d.id IS NOT NULL OR (e.at >= :since AND e.at < :until AND NOT EXISTS (
    SELECT FROM moderation_decision o WHERE o.id = e.decision_id)))
), complaints AS MATERIALIZED (
  SELECT e.what, e.at, e.data, a.created_at AS lodged, a.answered_at AS answered
  FROM entries e LEFT JOIN moderation_appeal a ON a.id = (e.data->>'appeal_id')::bigint
  WHERE e.what IN ('moderation.appeal_opened', 'moderation.appeal_answered')
), heard AS (
  SELECT min(at) AS at FROM entries WHERE what = 'moderation.signal_raised'
  GROUP BY subject_id, CASE WHEN data->>'source' IN ('report', 'translation') AND by_id IS NOT NULL
    THEN 'by ' || by_id ELSE 'entry ' || seq END
)
SELECT 'received' AS what,
  (SELECT count(*) FROM moderation_signal WHERE created_at >= :since AND created_at < :until) AS in_rows,
  (SELECT count(*) FROM heard WHERE at >= :since AND at < :until) AS in_journal
UNION ALL SELECT 'decided ' || coalesce(r.key, j.key), coalesce(r.n, 0), coalesce(j.n, 0)
  FROM (SELECT action || ' ' || array_to_string(reasons, '+') AS key, count(*) AS n FROM decisions GROUP BY 1) r
  FULL JOIN (SELECT (data->>'action') || ' ' || coalesce((SELECT string_agg(code, '+' ORDER BY place)
      FROM jsonb_array_elements_text(data->'reasons') WITH ORDINALITY AS each (code, place)), '') AS key, count(*) AS n
    FROM journaled WHERE what = 'moderation.case_decided' GROUP BY 1) j ON j.key = r.key
UNION ALL SELECT 'settled', (SELECT count(*) FROM decisions WHERE how = 'stands'),
  (SELECT count(DISTINCT decision_id) FROM journaled WHERE what = 'moderation.decision_settled')
UNION ALL SELECT 'undone', (SELECT count(*) FROM decisions WHERE how = 'undone'),
  (SELECT count(DISTINCT decision_id) FROM journaled WHERE what = 'moderation.decision_undone')
UNION ALL SELECT 'appeals', (SELECT count(*) FROM moderation_appeal WHERE created_at >= :since AND created_at < :until),
  (SELECT count(*) FROM complaints WHERE what = 'moderation.appeal_opened'
     AND coalesce(lodged, at) >= :since AND coalesce(lodged, at) < :until)
UNION ALL SELECT 'answered', coalesce(r.n, 0), coalesce(j.n, 0)
  FROM (SELECT outcome, count(*) AS n FROM moderation_appeal
        WHERE answered_at >= :since AND answered_at < :until GROUP BY 1) r
  FULL JOIN (SELECT data->>'outcome' AS outcome, count(*) AS n FROM complaints
        WHERE what = 'moderation.appeal_answered' AND coalesce(answered, at) >= :since
          AND coalesce(answered, at) < :until GROUP BY 1) j ON j.outcome = r.outcome
""")

UNSETTLED = text("""
SELECT EXISTS (SELECT FROM moderation_decision d WHERE d.created_at >= :since AND d.created_at < :until
  AND NOT EXISTS (SELECT FROM moderation_settlement s WHERE s.decision_id = d.id))
""")


def counts(since: datetime, until: datetime) -> Counts:
    """What happened from `since` until `until` (not included)."""
    row = db.session.execute(COUNTS, {"since": since, "until": until, "least": HIDDEN_BELOW}).one()
    return Counts({cell: row.cells.get(cell, 0) for cell in CELLS}, row.median, row.p90)


def differences(since: datetime, until: datetime) -> list[str]:
    """The names of the totals in which rows and journal differ; without numbers, which may be hidden ones."""
    rows = db.session.execute(RECONCILED, {"since": since, "until": until})
    return sorted({row.what.split()[0] for row in rows if row.in_rows != row.in_journal})


def has_unsettled(since: datetime, until: datetime) -> bool:
    """Whether a decision of that time neither stands yet nor is undone."""
    return bool(db.session.scalar(UNSETTLED, {"since": since, "until": until}))


def first_day() -> date | None:
    """The day of the first case, in Norway; None while there is none."""
    first = db.session.scalar(select(func.min(Case.created_at)))
    return first.astimezone(OSLO).date() if first else None


def published(period: str) -> Account | None:
    return db.session.scalars(select(Account).where(Account.period == period)).one_or_none()


def published_accounts(limit: int = 60) -> list[Account]:
    """The published accounts, newest first (three a year)."""
    return list(db.session.scalars(select(Account).order_by(Account.period.desc()).limit(limit)))


def published_periods() -> set[str]:
    return set(db.session.scalars(select(Account.period)))


def add(account: Account) -> None:
    db.session.add(account)
    db.session.flush()
