"""The demo's internal control and training: what a small workshop would have after a year of it."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from app.blueprints.improvement import queries as improvement
from app.blueprints.internal_control import queries, rules, services
from app.blueprints.internal_control.models import PointRevision, Training
from app.blueprints.internal_control.terms import DutyState, Shown, Signing, TrainingState
from app.cli.demo_content import internal_control, training
from app.cli.demo_content.capability_story import Told, tell
from app.core import clock
from app.core.db import db
from tests.factories.demo import demo, inside

NOON = datetime(2026, 11, 22, 12, tzinfo=clock.OSLO)  # a Sunday


def seed(world):
    told = Told(world=world)
    tell(told, [*internal_control.happenings(told), *training.happenings(told)])


@pytest.fixture(scope="module")
def filled(template_database, tmp_path_factory):
    with demo(template_database, "demo_control", tmp_path_factory.mktemp("files"), NOON, seed) as app:
        yield app


@pytest.fixture
def workshop(filled):
    with inside(filled, NOON) as world:
        yield world.organisations["workshop"]


def test_six_points_are_in_place_one_has_lost_its_evidence_and_one_is_not_written(workshop):
    facts = {fact.id: fact for fact in improvement.evidence_facts(workshop.id)}
    by_point = queries.evidence_by_point(workshop.id)
    points = queries.points_of(workshop.id)
    shown = {
        number: rules.shown(number, point.state, [facts[one] for one in by_point.get(number, ())], NOON.date())
        for number, point in points.items()
    }
    assert Counter(shown.values()) == {Shown.IN_PLACE: 6, Shown.EXPIRED: 1, Shown.PARTLY: 1}
    assert shown[4] is Shown.EXPIRED
    assert queries.standing([workshop.id], NOON.date())[workshop.id].points_evidenced == 6
    assert len(db.session.scalars(select(PointRevision)).all()) == 2


def test_last_years_review_stands_and_this_years_waits_for_both(workshop):
    signed = {review.year: services.signing_of(review) for review in queries.reviews_of(workshop.id)}
    assert signed == {2025: Signing.BOTH, 2026: Signing.NOBODY}


def test_duties_are_answered_in_every_way_and_some_not_at_all(workshop):
    answers = queries.answers_of(workshop.id)
    assert {answer.state for answer in answers.values()} == set(DutyState)
    assert {duty.code for duty in services.duties_of(workshop, None)} - answers.keys()


def test_training_of_eight_people_is_valid_expiring_expired_and_ended(workshop):
    rows = db.session.scalars(select(Training).where(Training.organisation_id == workshop.id)).all()
    assert len({row.holder for row in rows}) == 8
    assert 18 <= len(rows) <= 22
    states = Counter(rules.state_of(row, NOON.date()) for row in rows)
    assert set(states) == set(TrainingState)
    assert states[TrainingState.VALID] > states[TrainingState.EXPIRED]
