"""Work for later, on the same database: Procrastinate in the schema `jobs`.

A job is deferred on the session's own connection, so that it commits and rolls back with what caused it. It may run
more than once (a killed worker's job is taken up again), so every job is written to have its effect once.
"""

import functools
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import procrastinate
from flask import Flask
from procrastinate import JobContext, PsycopgConnector, RetryStrategy, SyncPsycopgConnector

from app.core.clock import now
from app.core.db import conninfo, db
from config import Settings

log = logging.getLogger("samhandel.jobs")

# 3, 9, 27, 81, 243, 729, 2187, 6561 seconds: five minutes' trouble passes unseen, three hours' is for an administrator.
BACK_OFF = RetryStrategy(max_attempts=9, exponential_wait=3)

queue = procrastinate.App(connector=PsycopgConnector())
# A job may defer another on its session's own connection, which is synchronous; the running worker's connector is not.
_deferring = procrastinate.App(connector=SyncPsycopgConnector())
_worker_app: Flask | None = None
_priorities: dict[str, int] = {}


def job(name: str, *, retry: bool = True, priority: int = 0) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the job `name`: JSON arguments, in an app context, opening its own unit of work.

    Those of lower `priority` wait while there are others.
    """

    def decorate(work: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(work)
        def in_context(**arguments: Any) -> None:
            if _worker_app is None:
                raise RuntimeError("jobs run in a worker: flask worker")
            with _worker_app.app_context():
                try:
                    work(**arguments)
                except Exception:
                    log.exception("job failed", extra={"job": name})
                    raise

        queue.task(name=name, retry=BACK_OFF if retry else False)(in_context)
        _priorities[name] = priority
        return work

    return decorate


def periodic(cron: str, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a job that the worker starts by the clock (`cron` may have a sixth field, the seconds)."""

    def decorate(work: Callable[[], None]) -> Callable[[], None]:
        def at(timestamp: int) -> None:
            if _worker_app is None:
                raise RuntimeError("jobs run in a worker: flask worker")
            with _worker_app.app_context():
                work()

        queue.periodic(cron=cron)(queue.task(name=name, queueing_lock=name, pass_context=False)(at))
        return work

    return decorate


def defer(name: str, *, after: timedelta | None = None, **arguments: Any) -> None:
    """Put the job `name` on the queue in the session's own transaction; it runs `after` so long, at the earliest."""
    session = db.session()
    session.flush()
    connection = session.connection().connection.dbapi_connection
    at = now() + after if after else None
    task = _deferring.configure_task(name, connection=connection, priority=_priorities.get(name, 0), schedule_at=at)
    task.defer(**arguments)


@queue.periodic(cron="* * * * * */15")
@queue.task(name="core.rescue_stalled", queueing_lock="core.rescue_stalled", pass_context=True)
async def rescue_stalled(context: JobContext, timestamp: int) -> None:
    """Procrastinate leaves a killed worker's job in `doing` for ever: put it back on the queue."""
    patience = _settings().worker_patience
    for stalled in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=patience):
        log.warning("job of a lost worker taken up again", extra={"job": stalled.task_name})
        await context.app.job_manager.retry_job(stalled)


def _settings() -> Settings:
    if _worker_app is None:
        raise RuntimeError("a job runs in a worker only")
    settings: Settings = _worker_app.extensions["samhandel_settings"]
    return settings


def work(app: Flask, *, until_empty: bool = False, concurrency: int = 2) -> None:
    """Run the worker in this process, until a signal (or until the queue is empty)."""
    global _worker_app  # noqa: PLW0603 - one worker a process, and the jobs need its application
    _worker_app = app
    settings = _settings()
    connector = PsycopgConnector(conninfo=conninfo(settings, "worker"), min_size=1, max_size=4)
    with queue.replace_connector(connector) as running:
        running.run_worker(
            wait=not until_empty,
            concurrency=concurrency,
            install_signal_handlers=not until_empty,
            listen_notify=not until_empty,
            update_heartbeat_interval=settings.worker_heartbeat,
            stalled_worker_timeout=settings.worker_patience,
            shutdown_graceful_timeout=10,
        )
