"""A worker that hands over mail, killed as the machine kills: no goodbye, no clean-up."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from app.blueprints.notifications import services
from app.blueprints.notifications.services import handing_over
from app.blueprints.notifications.terms import MailRow
from app.core.clock import now
from app.core.db import unit_of_work
from config import ROOT
from tests.factories import notifications as make

WORKER = """
import sys
from app import create_app
from app.blueprints.notifications import services
from tests.conftest import settings_for

app = create_app(settings_for(sys.argv[1], smtp_host="127.0.0.1", smtp_port=int(sys.argv[2])), role="worker")
with app.app_context():
    services.hand_over_batch()
"""
STATES = "SELECT state, count(*) FROM notifications_mail GROUP BY 1 ORDER BY 1"


@pytest.mark.slow
@pytest.mark.parametrize("taken", [True, False])
def test_a_worker_killed_while_a_mail_is_on_the_wire_sends_nobody_twice_and_loses_nobody(
    db_session, settings, owner_sql, worker_app, run_jobs, postbox, mails, monkeypatch, taken
):
    people = make.crowd(owner_sql, 12)
    with worker_app.app_context(), unit_of_work():
        services.queue_mails([MailRow(one, "moderation/outcome", make.PARAMS, f"d:{one}") for one in people])
    fifth = threading.Event()
    take = postbox.handle_DATA

    async def kills_at_the_fifth(server, session, envelope):
        if len(mails) == 4 and not fifth.is_set():
            answer = await take(server, session, envelope) if taken else "250 never said"
            worker.send_signal(signal.SIGKILL)
            fifth.set()
            return answer
        return await take(server, session, envelope)

    monkeypatch.setattr(postbox, "handle_DATA", kills_at_the_fifth)
    command = [sys.executable, "-W", "ignore", "-c", WORKER, settings.database_name, str(settings.smtp_port)]
    worker = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        assert fifth.wait(60)
        assert worker.wait(30) == -signal.SIGKILL
    finally:
        worker.kill()
        worker.wait()
    assert owner_sql(STATES) == [("handing_over", 1), ("queued", 7), ("sent", 4)]
    run_jobs()
    monkeypatch.setattr(handing_over, "now", lambda: now() + timedelta(minutes=6))
    with worker_app.app_context():
        services.send_waiting()
    run_jobs()
    assert owner_sql(STATES) == [("sent", 11), ("uncertain", 1)]
    reached = [mail["To"] for mail in mails]
    assert len(reached) == len(set(reached)) == (12 if taken else 11)
