from typing import Any

from app.blueprints.admin import queries
from app.blueprints.journal.services import record


def retry_job(job: Any, *, by: Any) -> None:
    """Put a job that gave up back on the queue."""
    queries.put_back(job.id)
    record("admin.job_retried", subject=("job", job.id), by=by)
