"""`flask org`: looking up from outside, and bringing a ministry here."""

import pytest

from app.adapters.brreg import EXTENSION, Register
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.terms import Authority, Check, Kind
from app.cli.demo_firms import FIRMS
from app.cli.organisations import group
from app.cli.register_double import API, answer
from tests.adapters.register_server import Replay, running
from tests.factories.accounts import actor, person


@pytest.fixture
def register(app):
    with running(Replay()) as replay:
        for firm in FIRMS:
            kind = "underenheter" if firm.parent else "enheter"
            status, body = answer(f"{API}{kind}/{firm.number}")
            replay.add(kind, body, status)
        app.extensions[EXTENSION] = Register(replay.url, timeout=2)
        yield replay
        app.extensions.pop(EXTENSION)


@pytest.fixture
def org(app):
    return lambda *arguments: app.test_cli_runner().invoke(group, arguments)


@pytest.mark.parametrize("text", ["318010870", "318 010 870", "NO318010870MVA", "0192:318010870"])
def test_a_number_is_looked_up_however_it_is_written(org, register, text):
    done = org("lookup", text)
    assert done.exit_code == 0
    for line in ("outcome: card", "name: SALTEN RENHOLD AS", "county: Nordland", "headcount: 38"):
        assert line in done.output.splitlines()


@pytest.mark.parametrize(
    ("number", "outcome", "code"),
    [("319307885", "deleted", 3), ("314225198", "removed", 3), ("316258492", "unknown", 3), ("318076634", "card", 0)],
)
def test_each_outcome_is_named_and_has_its_exit_code(org, register, number, outcome, code):
    done = org("lookup", number)
    assert (done.exit_code, done.output.splitlines()[0]) == (code, f"outcome: {outcome}")


def test_what_is_not_known_is_said_so(org, register):
    assert "headcount: not known" in org("lookup", "313581233").output


def test_a_register_that_is_down_is_said_so(org, register):
    register.fail(503)
    done = org("lookup", "318010870")
    assert (done.exit_code, done.output.splitlines()[0]) == (4, "outcome: down")


@pytest.mark.parametrize("text", ["318010871", "01010112345", "x"])
def test_a_bad_number_is_refused_and_not_sent(org, register, text):
    done = org("lookup", text)
    assert done.exit_code == 2
    assert text not in done.output
    assert register.asked == []


def test_a_ministry_is_brought_here_by_who_runs_the_site(org, register, db_session):
    owner = person(email="statsraad@departementet.example")
    done = org("add", "310976342", "--kind", "ministry", "--owner", owner.email)
    assert done.exit_code == 0, done.output
    made = queries.find_organisation("0192", "310976342")
    assert (made.kind, made.check, made.authority) == (Kind.MINISTRY, Check.VERIFIED, Authority.STAFF)
    assert actor(owner).organisations(Kind.MINISTRY)
    assert org("add", "310976342", "--kind", "ministry", "--owner", owner.email).exit_code == 1
    assert org("add", "318010870", "--kind", "supplier", "--owner", "ingen@prove.example").exit_code == 1
