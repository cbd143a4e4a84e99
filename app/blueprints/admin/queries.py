"""The queue as an administrator sees it: names and numbers of jobs, never what they carry."""

from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.exc import NoResultFound

from app.core.db import db

FailedJob = Row[Any]  # id, name


def jobs_by_state() -> dict[str, int]:
    """How many jobs wait, run, failed."""
    rows = db.session.execute(text("SELECT status::text, count(*) FROM jobs.procrastinate_jobs GROUP BY status"))
    return {row[0]: row[1] for row in rows}


def failed_jobs(limit: int = 100) -> list[Row[Any]]:
    """Jobs that gave up, newest first: id, name, attempts, when."""
    query = text(
        "SELECT j.id, j.task_name AS name, j.attempts, max(e.at) AS failed_at FROM jobs.procrastinate_jobs j"
        " LEFT JOIN jobs.procrastinate_events e ON e.job_id = j.id AND e.type = 'failed'"
        " WHERE j.status = 'failed' GROUP BY j.id ORDER BY j.id DESC LIMIT :limit"
    )
    return list(db.session.execute(query, {"limit": limit}))


def get_failed_job(job_id: int) -> FailedJob:
    query = text("SELECT id, task_name AS name FROM jobs.procrastinate_jobs WHERE id = :id AND status = 'failed'")
    row = db.session.execute(query, {"id": job_id}).one_or_none()
    if row is None:
        raise NoResultFound
    return row


def put_back(job_id: int) -> None:
    """Let the worker try the job once more."""
    db.session.execute(text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": job_id})
