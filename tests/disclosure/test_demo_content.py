"""What buyers see in the demo: a portfolio that is alive, a pool that was issued, and every level of verification."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from app.blueprints.disclosure.models import Consent, Pool, Reading, Verification
from app.blueprints.disclosure.queries import disclosed as queries
from app.blueprints.disclosure.services import reading
from app.blueprints.disclosure.terms import Band, Datum, Level, Opened
from app.cli.demo_content import disclosure
from app.core import clock
from app.core.db import db
from tests.factories.demo import demo, inside

MARCH = datetime(2027, 3, 10, 9, tzinfo=clock.OSLO)  # when there is least time between a year's end and its pool


@pytest.fixture(scope="module")
def filled(template_database, tmp_path_factory):
    with demo(template_database, "demo_disclosure", tmp_path_factory.mktemp("files"), MARCH, disclosure.seed) as app:
        yield app


@pytest.fixture
def world(filled):
    with inside(filled, MARCH) as world:
        yield world


def test_ten_firms_share_with_the_trust_in_two_bands_and_one_is_too_new(world):
    trust = world.organisations["trust"].id
    page = queries.portfolio(trust, 2026, MARCH.date())
    injuries = Counter(tuple(line.content[Datum.INJURIES].items()) for line in page.rows)
    assert injuries == {
        (("band", Band.FEWEST.value),): 8,
        (("band", Band.FEW.value),): 1,
        (("why", "hours_missing"),): 1,
    }
    withdrawn = [consent for consent in db.session.scalars(select(Consent)) if consent.withdrawn_at]
    assert [consent.organisation_id for consent in withdrawn] == [world.organisations["workshop"].id]


def test_the_pool_of_last_year_was_issued_by_the_worker_on_a_monday(world):
    pool = db.session.scalars(select(Pool)).one()
    assert (pool.receiver_id, pool.year) == (world.organisations["trust"].id, 2026)
    assert clock.local(pool.issued_at).date().isoformat() == "2027-03-01"
    assert pool.content["firms"] >= 6
    assert pool.content["events"] >= 10


def test_a_figure_stands_on_every_level_and_one_fell_when_a_month_was_corrected(world):
    checks = db.session.scalars(select(Verification).order_by(Verification.id)).all()
    workshop = world.organisations["workshop"].id
    assert [(check.datum, check.ended_because) for check in checks if check.ended_at] == [(Datum.INJURIES, "changed")]
    year = next(shown for shown in reading.years_of(workshop) if shown.year == 2026)
    assert year.mix == {Level.CERTIFIED: 0, Level.CHECKED: 1, Level.DOCUMENTED: 2, Level.DECLARED: 4}
    certified = reading.years_of(world.organisations["textile"].id, [2026])[0]
    assert certified.of(Datum.POINTS).level is Level.CERTIFIED


def test_the_workshop_shows_all_that_can_be_shown(world):
    content = queries.contents_of(world.organisations["workshop"].id, [2026])[2026]
    assert content[Datum.INJURIES] == {"band": "0-4"}
    assert 3 <= content[Datum.SICKNESS]["percent"] <= 8
    assert content[Datum.PARTICIPATION] is True
    for datum in (Datum.ACTIONS, Datum.NEAR_MISSES, Datum.TRAINING, Datum.POINTS):
        part, whole = content[datum]
        assert 0 < part <= whole


def test_the_firms_find_who_has_read_and_what_they_show_is_what_they_would_show_today(world):
    assert set(db.session.scalars(select(Reading.opened))) == set(Opened)
    workshop = world.organisations["workshop"].id
    kept = queries.contents_of(workshop, [2026, 2027])
    with clock.moved_to(MARCH):
        anew = disclosure.writing.write_years([workshop], [2026, 2027])
    assert {(workshop, year): content for year, content in kept.items()} == anew
