"""What the staff page counts. Every statement reads a bounded number of rows, whatever the queue holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, literal, select, text, union_all

from app.blueprints.accounts.models import Person
from app.blueprints.moderation.models import Case, Decision, Sample, Settlement
from app.blueprints.moderation.terms.cases import IN_QUEUE, MOST_COUNTED
from app.blueprints.moderation.terms.decisions import Settled
from app.core.db import db

MOST_SAMPLES = 1_000
MOST_DECISIONS = 20_000
MOST_SHOWN = 20


def queue_ages(edges: Sequence[tuple[str, datetime | None, datetime | None]]) -> dict[str, int]:
    """How many cases in the queue are due in each (name, from, until); at most one more than `MOST_COUNTED` in any."""
    counted = []
    for name, since, until in edges:
        few = select(literal(1)).select_from(Case).where(Case.state.in_(IN_QUEUE))
        few = few.where(Case.due_at >= since) if since else few
        few = few.where(Case.due_at < until) if until else few
        counted.append(
            select(literal(name).label("name"), func.count().label("n")).select_from(
                few.limit(MOST_COUNTED + 1).subquery()
            )
        )
    return {row.name: row.n for row in db.session.execute(union_all(*counted))}


LOAD = text("""
WITH in_hand AS (
  SELECT claimed_by AS person_id, count(*) AS n FROM moderation_case
  WHERE claimed_by IS NOT NULL AND claimed_until > :at AND state <> 'closed' GROUP BY 1
), decided AS (
  SELECT decided_by AS person_id, count(*) FILTER (WHERE created_at >= :week) AS week, count(*) AS month
  FROM (SELECT decided_by, created_at, id FROM moderation_decision WHERE created_at >= :month
        ORDER BY created_at DESC LIMIT :most) d
  WHERE NOT EXISTS (SELECT FROM moderation_settlement s WHERE s.decision_id = d.id AND s.how = 'undone') GROUP BY 1
)
SELECT p.name, coalesce(h.n, 0) AS in_hand, coalesce(d.week, 0) AS week, coalesce(d.month, 0) AS month
FROM decided d FULL JOIN in_hand h ON h.person_id = d.person_id
JOIN accounts_person p ON p.id = coalesce(d.person_id, h.person_id)
ORDER BY month DESC, p.name LIMIT 200
""")


def load(at: datetime, week: datetime, month: datetime) -> list[Row[Any]]:
    """(name, in_hand, week, month) of everybody who has a case in hand or decided since `month`."""
    return list(db.session.execute(LOAD, {"at": at, "week": week, "month": month, "most": MOST_DECISIONS}))


def judged_samples() -> list[Row[Any]]:
    """(id, case_id, of_case_id, title, first, second, agrees, judged_at, names) of the latest judged, newest first."""
    first, second = Person.__table__.alias("first"), Person.__table__.alias("second")
    query = (
        select(
            Sample.id,
            Sample.case_id,
            Decision.case_id.label("of_case_id"),
            Decision.subject_title.label("title"),
            Decision.subject_language.label("lang"),
            Decision.action.label("first"),
            Sample.action.label("second"),
            Sample.agrees,
            Sample.judged_at,
            first.c.name.label("first_name"),
            second.c.name.label("second_name"),
        )
        .join(Decision, Decision.id == Sample.decision_id)
        .join(Settlement, (Settlement.decision_id == Decision.id) & (Settlement.how == Settled.STANDS))
        .join(first, first.c.id == Sample.first_by)
        .join(second, second.c.id == Sample.judged_by)
        .where(Sample.judged_at.is_not(None))
        .order_by(Sample.judged_at.desc(), Sample.id.desc())
        .limit(MOST_SAMPLES)
    )
    return list(db.session.execute(query))
