"""The pool of many firms: of five or more, none above 60 % of the hours, issued once by the worker."""

from datetime import UTC, datetime

import pytest
import time_machine

from app.blueprints.disclosure.services import pools
from app.blueprints.safety.terms import EventKind
from app.core.clock import today
from tests.factories import accounts, disclosure

LAST = disclosure.last_year()
ISSUED = "SELECT year, content FROM disclosure_pool WHERE receiver_id = %(buyer)s ORDER BY year"


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer")


@pytest.fixture
def issue(run_jobs):
    """The worker makes the pool of a year."""

    def _issue(buyer, year):
        disclosure.issue_later(buyer, year)
        run_jobs()

    return _issue


def sharing(buyer, number=5, *, months=12, own=1500, **values):
    firms = [accounts.organisation() for _ in range(number)]
    for firm in firms:
        disclosure.whole_year(firm, months=months, own=own)
        disclosure.consent(firm, buyer, **values)
    return firms


def content(owner_sql, buyer):
    return [row[1] for row in owner_sql(ISSUED, buyer=buyer.id)]


def test_a_pool_has_counts_hours_and_the_exact_interval_and_leaves_out_firms_without_a_whole_year(
    buyer, owner_sql, issue
):
    firms = sharing(buyer)
    sharing(buyer, 1, months=11)
    disclosure.injuries(firms[0], 2)
    disclosure.injuries(firms[1], 1, EventKind.LOST_TIME)
    disclosure.injuries(firms[2], 2)
    disclosure.injuries(firms[1], 4, EventKind.FIRST_AID)
    issue(buyer, LAST)
    (said,) = content(owner_sql, buyer)
    assert (said["firms"], said["events"], said["hours"]) == (5, 5, 90_000)
    # Garwood 1936, as in R's poisson.test(5): 1.623486 to 11.668332 events, here in 90 000 hours.
    assert said["rate"] == pytest.approx(55.555556, rel=1e-6)
    assert said["low"] == pytest.approx(1.623486 / 0.09, rel=1e-6)
    assert said["high"] == pytest.approx(11.668332 / 0.09, rel=1e-6)
    assert said["variation"] is None, "five events cannot tell how firms differ"
    assert not set(said) & {"least", "greatest", "min", "max", "names"}


@pytest.mark.parametrize("number", [0, 4])
def test_a_pool_of_so_few_injuries_says_none_since_no_injury_at_all_would_be_said_of_each(
    buyer, owner_sql, issue, number
):
    firms = sharing(buyer)
    disclosure.injuries(firms[0], number)
    issue(buyer, LAST)
    assert content(owner_sql, buyer) == [{"too_small": "few_injuries"}]


def test_a_pool_is_issued_once_so_that_nobody_is_read_as_a_difference(buyer, owner_sql, run_jobs, issue):
    firms = sharing(buyer)
    issue(buyer, LAST)
    before = content(owner_sql, buyer)
    disclosure.injuries(firms[0], 3)
    sharing(buyer, 1)
    owner_sql("UPDATE disclosure_consent SET withdrawn_at = now() WHERE organisation_id = %(firm)s", firm=firms[1].id)
    issue(buyer, LAST)
    pools.issue_pools()
    run_jobs()
    assert content(owner_sql, buyer) == before


def test_with_fewer_than_five_who_let_themselves_be_counted_it_waits(buyer, owner_sql, issue):
    sharing(buyer, 4)
    sharing(buyer, 1, pooled=False)
    issue(buyer, LAST)
    assert content(owner_sql, buyer) == []
    disclosure.injuries(*sharing(buyer, 1), 5)
    issue(buyer, LAST)
    assert content(owner_sql, buyer)[0]["firms"] == 5


def test_a_pool_that_would_be_one_firms_own_says_only_that_it_is_too_small(buyer, owner_sql, sign_in, issue):
    sharing(buyer, 4, own=100)
    sharing(buyer, 1, own=700)
    issue(buyer, LAST)
    assert content(owner_sql, buyer) == [{"too_small": "one_dominates"}]
    page = sign_in(accounts.member(buyer, "reader")).get(f"/en/organisations/{buyer.id}/portfolio/pool")
    assert "No figure was given" in page.text


def test_nothing_is_issued_before_the_first_of_march_and_then_to_each_receiver(buyer, owner_sql, run_jobs):
    other = accounts.organisation("buyer")
    for firm in sharing(buyer):
        disclosure.consent(firm, other)
    year = today().year
    for moment, issued in ((datetime(year, 2, 28, 12, tzinfo=UTC), 0), (datetime(year, 3, 1, 12, tzinfo=UTC), 2)):
        with time_machine.travel(moment, tick=False):
            pools.issue_pools()
        run_jobs()
        assert owner_sql("SELECT count(*) FROM disclosure_pool") == [(issued,)]


def test_two_years_are_compared_by_the_exact_test_and_in_the_five_wordings(buyer, owner_sql, sign_in, issue):
    firms = sharing(buyer)
    for firm in firms:
        disclosure.whole_year(firm, LAST - 1)
    for firm in firms[:4]:
        disclosure.injuries(firm, 5, happened_on=today().replace(year=LAST - 1, month=5, day=4))
    disclosure.injuries(firms[0], 5)
    issue(buyer, LAST - 1)
    issue(buyer, LAST)
    before = content(owner_sql, buyer)[1]["before"]
    # Twenty, then five, in equal hours: p = 2 P(Bin(25, 1/2) <= 5); the ratio is 1/4 and its upper limit below 1.
    assert before["p"] == pytest.approx(2 * (1 + 25 + 300 + 2300 + 12650 + 53130) / 2**25)
    assert before["ratio"] == pytest.approx(0.25)
    assert before["high"] < 1
    assert before["wording"] == "lower_supported"
    page = sign_in(accounts.member(buyer, "reader")).get(f"/en/organisations/{buyer.id}/portfolio/pool")
    assert "Lower, supported" in page.text
    assert "no league table exists" in page.text
