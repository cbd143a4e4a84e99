"""The demo's plans: made through the services, so that they are what a firm could have typed."""

from datetime import timedelta

import pytest

from app.blueprints.accounts.models import Membership
from app.blueprints.accounts.terms import Role
from app.blueprints.capability import queries
from app.blueprints.improvement import queries as improvement
from app.cli.demo_content import capability, people
from app.cli.demo_content.world import World
from app.core.clock import now
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import organisation, person


@pytest.fixture
def world(db_session):
    """The demo's firms and people, without the register that the demo itself asks."""
    made = World(now=now())
    for name in capability.FIRMS:
        made.organisations[name] = organisation(name=name, created_at=now() - timedelta(days=790))
    for key, who in people.PEOPLE.items():
        homes = {name: role for name, role in who.organisations.items() if name in capability.FIRMS}
        made.people[key] = human = person(name=who.name, locale=who.locale)
        made.roles[key] = homes
        for name, role in homes.items():
            db.session.add(Membership(person_id=human.id, organisation_id=made.organisations[name].id, role=role))
    db.session.commit()
    return made


def test_a_dozen_firms_stand_at_different_levels_and_some_are_not_done(world):
    capability.seed(world)
    open_ones, claimed, late = 0, set(), 0
    for firm in world.organisations.values():
        with unit_of_work(acting_for(firm.id)):
            progress = queries.progress(firm.id)
            open_ones += progress.answered < progress.total
            late += progress.late_actions
            if latest := queries.latest_submitted(firm.id):
                claimed |= {standing.claimed for standing in queries.standings(latest, "nn")}
            for action in improvement.plan(firm.id):
                assert not action.owner_left
                assert len(action.title) <= 200
    assert len(world.organisations) == 12
    assert open_ones >= 3
    assert late >= 3
    assert claimed == set(range(6))


def test_every_line_of_the_plans_is_by_somebody_who_may_write_there():
    for name, firm in capability.FIRMS.items():
        writers = {firm.owner, *(line[3] for line in firm.plan if line[5])}
        for key in writers:
            assert people.PEOPLE[key].organisations[name] in (Role.OWNER, Role.EDITOR), (name, key)
        for _days, levels, goals in firm.assessments:
            assert len(levels) == len(goals) == 10
