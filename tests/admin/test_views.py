"""An administrator sees what failed, and nobody else does."""

import pytest

from app.core.db import unit_of_work
from app.core.jobs import defer, job
from tests.factories.accounts import person

CANARY = "canary-7f3a"


@job("test.fails", retry=False)
def fails(word: str) -> None:
    raise RuntimeError("as it should")


@pytest.fixture
def failed_job(db_session, run_jobs, caplog):
    with unit_of_work():
        defer("test.fails", word=CANARY)
    run_jobs()


def test_a_failed_job_is_visible_to_an_administrator_without_what_it_carried(sign_in, failed_job):
    page = sign_in(person(platform=("administrator",))).get("/en/administration/jobs").text
    assert "test.fails" in page
    assert CANARY not in page


def test_an_administrator_puts_a_failed_job_back_and_the_journal_says_so(sign_in, failed_job, owner_sql):
    client = sign_in(person(platform=("administrator",)))
    [(number,)] = owner_sql("SELECT id FROM procrastinate_jobs WHERE task_name = 'test.fails'")
    assert client.post(f"/en/administration/jobs/{number}/retry").status_code == 303
    assert owner_sql("SELECT status::text FROM procrastinate_jobs WHERE id = %(id)s", id=number) == [("todo",)]
    assert owner_sql("SELECT what FROM journal_entry") == [("admin.job_retried",)]
    assert client.post(f"/en/administration/jobs/{number}/retry").status_code == 404


@pytest.mark.parametrize("path", ["/nb/administration/jobs", "/nn/administration/journal"])
@pytest.mark.parametrize(("platform", "status"), [((), 403), (("moderator",), 403), (("administrator",), 200)])
def test_only_an_administrator_enters(sign_in, db_session, path, platform, status):
    assert sign_in(person(platform=platform)).get(path).status_code == status


def test_an_administrator_without_the_second_factor_does_not_enter_yet(sign_in, db_session):
    answer = sign_in(person(platform=("administrator",)), second_factor=False).get("/en/administration/jobs")
    assert answer.status_code != 200


def test_the_journal_shows_entries_page_by_page(sign_in, db_session):
    from app.blueprints.journal.services import record

    with unit_of_work():
        for _ in range(120):
            record("test.noted", subject=("test", 1))
    page = sign_in(person(platform=("administrator",))).get("/en/administration/journal").text
    assert page.count("test.noted") == 50
    assert "before=71" in page
