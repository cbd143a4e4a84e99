"""The demo's firms and people in a database of their own, for tests of what the demo tells about them."""

from contextlib import contextmanager
from datetime import timedelta

from app import create_app
from app.blueprints.accounts.models import Membership
from app.cli.demo_content import organisations, people
from app.cli.demo_content.world import World
from app.core import clock
from app.core.db import acting_for, db, unit_of_work
from tests.conftest import _connections, database_copy, settings_for
from tests.factories.accounts import organisation, person


def bring(now):
    """The demo's firms and people, without the register that the demo itself asks. Needs the application's context."""
    made = World(now=now)
    long_ago = now - timedelta(days=790)
    for name, firm in organisations.FIRMS.items():
        made.organisations[name] = organisation(
            firm.kind,
            verified=firm.kind != "supplier",
            name=firm.name,
            created_at=long_ago,
            register_checked_at=now - timedelta(days=1),
        )
    for key, who in people.PEOPLE.items():
        made.people[key] = human = person(name=who.name, email=who.email, locale=who.locale)
        made.roles[key] = dict(who.organisations)
        made.platform[key] = who.platform
        for name, role in who.organisations.items():
            home = made.organisations[name].id
            db.session.add(Membership(person_id=human.id, organisation_id=home, role=role, created_at=long_ago))
    db.session.commit()
    return made


@contextmanager
def demo(template, name, files, now, *seeds):
    """An application whose database the seeds have filled; those who read it do so in its context."""
    with database_copy(template, name) as database:
        app = create_app(settings_for(database, files_url=files.as_uri()), role="worker")
        with app.app_context():
            app.extensions["world"] = world = bring(now)
            with clock.moved_to(now):
                for seed in seeds:
                    seed(world)
        yield app
        with app.app_context():
            db.engine.dispose()
        if connection := _connections.pop(database, None):
            connection.close()


@contextmanager
def inside(app, now):
    """On that day, working for every organisation at once: gives the world."""
    with app.app_context(), clock.moved_to(now):
        made = app.extensions["world"]
        with unit_of_work(acting_for(*(firm.id for firm in made.organisations.values()))):
            yield made
