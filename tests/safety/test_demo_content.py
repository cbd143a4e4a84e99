"""The demo's two years are ones that the services themselves would have taken, and the same every time."""

from datetime import datetime

import pytest

from app.blueprints.accounts.terms import Role
from app.blueprints.safety import queries
from app.cli.demo_content import safety
from app.cli.demo_content.world import World
from app.core import clock
from app.core.db import acting_for, unit_of_work
from tests.factories.accounts import organisation, person


@pytest.fixture
def world(db_session):
    """The demo's suppliers, without the rest of the demo; on a day when the month has hardly begun."""
    world = World(now=datetime(2026, 11, 2, 10, tzinfo=clock.OSLO))
    for name, story in safety.STORIES.items():
        world.organisations[name] = firm = organisation()
        for key in {story.by, f"{name}_editor"}:
            world.people[key] = person(organisations={firm: "owner"})
            world.roles[key] = {name: Role.OWNER}
    return world


def test_a_dozen_suppliers_have_two_years_of_hours_and_events(world, owner_sql):
    safety.seed(world)
    months, events = owner_sql("SELECT (SELECT count(*) FROM safety_hours), (SELECT count(*) FROM safety_event)")[0]
    silent = sum(len(story.silent) for story in safety.STORIES.values())
    assert months == len(safety.STORIES) * safety.MONTHS - silent
    assert events == sum(len(story.near) + len(story.hurt) for story in safety.STORIES.values())
    with unit_of_work(acting_for(world.organisations["workshop"].id)), clock.moved_to(world.now):
        found = queries.overview(world.organisations["workshop"].id)
        waiting = queries.this_month(world.organisations["workshop"].id)
    assert len(found.points) > 10
    assert found.rate.now.events == 1
    assert (waiting.hours_reported, waiting.unanswered) == (False, 1)
