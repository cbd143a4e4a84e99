"""`flask user`: accounts and powers from the command line, in the journal, by nobody."""

import pytest
from flask.cli import ScriptInfo

from app.cli.users import group
from tests.accounts.test_people_views import GOOD, enter, link_in


@pytest.fixture
def flask_user(worker_app):
    def _run(*arguments, **options):
        runner = worker_app.test_cli_runner()
        return runner.invoke(group, arguments, obj=ScriptInfo(create_app=lambda: worker_app), **options)

    return _run


CREATE = ("create", "Kari@Prove.example", "--name", "Kari Prøve", "--password", GOOD, "--locale", "nn")


def test_a_confirmed_account_can_sign_in_at_once(flask_user, client, owner_sql):
    done = flask_user(*CREATE, "--confirmed")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("created: kari@prove.example")
    assert enter(client, password=GOOD).location == "/nn/organisations"
    assert owner_sql("SELECT what, by_id FROM journal_entry") == [("accounts.person_created", None)]


def test_one_not_confirmed_gets_a_link(flask_user, client, run_jobs, mails):
    flask_user(*CREATE)
    run_jobs()
    assert client.post(link_in(mails[0])).status_code == 303
    assert enter(client, password=GOOD).status_code == 303


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("create", "ingen-adresse", "--name", "K", "--password", GOOD), 2, "not an e-mail address"),
        (("create", "o@prove.example", "--name", "K", "--password", "kort"), 1, "at least 12"),
        (("grant", "ingen@prove.example", "moderator"), 1, "no account"),
        (("grant", "kari@prove.example", "emperor"), 2, "emperor"),
        (("revoke", "kari@prove.example", "moderator"), 1, "does not have this role"),
        (("code", "kari@prove.example"), 1, "not set up"),
        (CREATE, 1, "already has an account"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(flask_user, owner_sql, arguments, status, said):
    flask_user(*CREATE, "--confirmed")
    done = flask_user(*arguments)
    assert done.exit_code == status
    assert said in done.output
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(1,)]
    assert owner_sql("SELECT count(*) FROM accounts_platform_grant") == [(0,)]


def test_a_role_is_given_and_taken_back_and_both_are_in_the_journal(flask_user, owner_sql):
    flask_user(*CREATE, "--confirmed")
    for _ in range(2):
        assert flask_user("grant", "kari@prove.example", "moderator").exit_code == 0
    assert owner_sql("SELECT role FROM accounts_platform_grant") == [("moderator",)]
    assert flask_user("revoke", "kari@prove.example", "moderator").exit_code == 0
    assert owner_sql("SELECT count(*) FROM accounts_platform_grant") == [(0,)]
    noted = owner_sql(
        "SELECT what, by_id, data->>'role' FROM journal_entry WHERE what LIKE 'accounts.platform%' ORDER BY seq"
    )
    assert noted == [
        ("accounts.platform_role_granted", None, "moderator"),
        ("accounts.platform_role_revoked", None, "moderator"),
    ]
