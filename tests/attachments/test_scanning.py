"""With a real clamd: files wait in quarantine, and nobody is given one before it has been found clean."""

import io

import pytest

from app.blueprints.attachments import queries, services
from app.blueprints.attachments.terms import FileState
from app.core.clock import now
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict
from tests.attachments.clamd import VIRUS, VIRUS_NAME
from tests.factories import attachments
from tests.factories.accounts import organisation


@pytest.fixture
def folder(installed, clamd):
    return installed(scanner_url=clamd.url, scanner_timeout=20)


@pytest.fixture
def firm(db_session, folder):
    return organisation()


@pytest.fixture
def told(monkeypatch):
    """What `on_verdict` tells a room above."""
    heard = []
    monkeypatch.setattr(services, "_verdict_hooks", [])
    services.on_verdict(lambda file: heard.append((file.id, file.organisation_id, file.state)))
    return heard


@pytest.fixture
def a_minute_later(worker_app, owner_sql, run_jobs):
    """The worker's clock strikes: whatever waits may be tried again."""

    def _strike():
        owner_sql("UPDATE attachments_file SET scan_after = now() - interval '1 second'")
        with worker_app.app_context():
            services.scan_waiting()
        run_jobs()

    return _strike


def take_in(firm, content=b"Vanlig tekst.", name="notat.txt"):
    with unit_of_work(acting_for(firm.id)):
        return services.take_in(firm, io.BytesIO(content), name, by=None)


def state_of(file):
    with unit_of_work(acting_for(file.organisation_id)) as session:
        session.refresh(file)
    return file.state


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_clean_file_waits_for_the_scanner_and_then_opens(firm, run_jobs, told):
    file = take_in(firm)
    assert file.state is FileState.QUARANTINED
    with pytest.raises(Conflict, match="file_not_ready"):
        services.serve(file)
    run_jobs()
    assert state_of(file) is FileState.CLEAN
    assert file.was_scanned
    assert file.scanned_by == "clamd"
    assert b"".join(services.serve(file).pieces) == b"Vanlig tekst."
    assert told == [(file.id, firm.id, FileState.CLEAN)]


def test_an_infected_file_is_removed_named_and_told_of_and_never_served(firm, folder, run_jobs, told, owner_sql):
    file = take_in(firm, b"Hei. " + VIRUS)
    run_jobs()
    assert state_of(file) is FileState.INFECTED
    assert file.verdict == f"{VIRUS_NAME}.UNOFFICIAL"
    assert files_in(folder) == []
    assert told == [(file.id, firm.id, FileState.INFECTED)]
    with pytest.raises(Conflict):
        services.serve(file)
    [(data,)] = owner_sql("SELECT data FROM journal_entry WHERE what = 'attachments.file_infected'")
    assert data == {"sha256": file.sha256, "verdict": f"{VIRUS_NAME}.UNOFFICIAL"}


def test_while_the_scanner_is_away_files_wait_and_are_scanned_when_it_is_back(
    firm, clamd, run_jobs, a_minute_later, told
):
    clamd.kill()
    clean, infected = take_in(firm), take_in(firm, VIRUS, "virus.txt")
    run_jobs()
    a_minute_later()
    for file in (clean, infected):
        assert state_of(file) is FileState.QUARANTINED
        with pytest.raises(Conflict):
            services.serve(file)
    assert told == []
    clamd.start()
    a_minute_later()
    assert (state_of(clean), state_of(infected)) == (FileState.CLEAN, FileState.INFECTED)
    assert len(told) == 2


def test_while_the_scanner_hangs_files_wait(firm, installed, clamd, run_jobs, a_minute_later):
    installed(scanner_url=clamd.url, scanner_timeout=0.4)
    with clamd.stopped():
        file = take_in(firm)
        run_jobs()
        a_minute_later()
        assert state_of(file) is FileState.QUARANTINED
    installed(scanner_url=clamd.url, scanner_timeout=20)
    a_minute_later()
    assert state_of(file) is FileState.CLEAN


def test_a_file_is_not_tried_again_while_somebody_has_it_in_hand(firm):
    file, at = attachments.file(firm, state=FileState.QUARANTINED), now()
    with unit_of_work(acting_for(firm.id)):
        assert queries.take_for_scan(file.id, at, services.AGAIN) is not None
        assert queries.take_for_scan(file.id, at, services.AGAIN) is None
        assert queries.take_for_scan(file.id, at + services.AGAIN, services.AGAIN) is not None


def test_bytes_changed_in_the_store_are_rejected_even_if_clean(firm, folder, run_jobs):
    file = take_in(firm)
    files_in(folder)[0].write_bytes(b"Noe annet.")
    run_jobs()
    assert state_of(file) is FileState.REJECTED
    assert file.verdict == "changed_in_store"
    assert files_in(folder) == []


def test_bytes_that_are_not_there_leave_the_file_waiting(firm, folder, run_jobs):
    file = take_in(firm)
    files_in(folder)[0].unlink()
    run_jobs()
    assert state_of(file) is FileState.QUARANTINED


def test_a_file_erased_while_it_was_scanned_stays_erased(firm, folder, run_jobs, told, monkeypatch):
    file = take_in(firm)
    real = services._ask

    def meanwhile(*args):
        verdict = real(*args)
        with unit_of_work(acting_for(firm.id)):
            services.erase(queries.get_file(file.id), by=None)
        return verdict

    monkeypatch.setattr(services, "_ask", meanwhile)
    run_jobs()
    assert state_of(file) is FileState.ERASED
    assert told == []
    assert files_in(folder) == []


def test_a_hook_that_fails_takes_the_verdict_back_and_is_called_again(firm, run_jobs, a_minute_later, told):
    def fails(file):
        if len(told) < 2:
            raise LookupError

    services.on_verdict(fails)
    file = take_in(firm)
    run_jobs()
    assert state_of(file) is FileState.QUARANTINED
    a_minute_later()
    assert state_of(file) is FileState.CLEAN


def test_a_scanner_is_asked_for_each_firm_apart(db_session, folder, run_jobs):
    files = [take_in(organisation()) for _ in range(3)]
    run_jobs()
    assert {state_of(file) for file in files} == {FileState.CLEAN}
