"""Jobs commit and roll back with what caused them, and survive the worker."""

import os
import signal
import subprocess
import sys
import time

import pytest

from app.core import jobs
from app.core.db import rollback, unit_of_work
from config import ROOT

done = []


@jobs.job("test.note", retry=False)
def note(word: str) -> None:
    done.append(word)


@pytest.fixture(autouse=True)
def forget():
    done.clear()


def test_a_job_runs_after_the_commit_that_deferred_it(db_session, run_jobs):
    with unit_of_work():
        jobs.defer("test.note", word="once")
        run_jobs()
        assert done == []
    run_jobs()
    assert done == ["once"]


def test_a_job_is_gone_with_the_transaction_that_rolled_back(db_session, run_jobs):
    jobs.defer("test.note", word="never")
    rollback()
    run_jobs()
    assert done == []


WORKER = """
import sys, time
from app import create_app
from app.core import jobs
from tests.conftest import settings_for

@jobs.job("test.slow", retry=False)
def slow(path):
    with open(path, "a") as file:
        file.write(f"{sys.argv[1]}\\n")
    if sys.argv[1] == "doomed":
        time.sleep(300)

jobs.work(create_app(settings_for(sys.argv[2]), role="worker"))
"""


@pytest.mark.slow
def test_the_job_of_a_killed_worker_is_taken_up_by_another_within_a_minute(db_session, settings, tmp_path):
    notes = tmp_path / "notes"
    log = (tmp_path / "log").open("w")

    def worker(name):
        command = [sys.executable, "-W", "ignore", "-c", WORKER, name, settings.database_name]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=log)

    def wait_for(lines, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if notes.exists() and notes.read_text().splitlines() == lines:
                return True
            time.sleep(0.2)
        return False

    jobs.queue.configure_task("test.slow", allow_unknown=True)
    with unit_of_work():
        jobs.queue.configure_task(
            "test.slow", allow_unknown=True, connection=db_session.connection().connection.dbapi_connection
        ).defer(path=str(notes))
    doomed = worker("doomed")
    try:
        assert wait_for(["doomed"], 30)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        heir = worker("heir")
        try:
            assert wait_for(["doomed", "heir"], 60)
        finally:
            heir.terminate()
            heir.wait()
    finally:
        doomed.kill()
