"""Who was hurt, and who told of it: names that are kept apart from what happened, and leave."""

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries, rules
from app.blueprints.safety.models import Event
from app.blueprints.safety.terms import Channel
from app.blueprints.screening.services import refuse_identity_numbers
from app.core import clock
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.jobs import periodic


def change_name(event: Event, name: str, *, version: int | None, by: Actor | None) -> Event:
    """Write, put right or take out ("") the name of whoever was hurt. What it was before is kept nowhere."""
    if not event.people:
        raise Conflict("nobody_was_hurt")
    if version is not None and version != event.people[0].version:
        raise StaleVersion
    refuse_identity_numbers(name=name)
    put_name(event, name)
    record("safety.event_person_changed", subject=event, by=by, organisation_id=event.organisation_id)
    return event


def put_name(event: Event, name: str) -> None:
    """The name, with the day on which it leaves. One whose day has come already is not taken."""
    person = event.people[0]
    leaves_on = rules.name_leaves_on(event.happened_on, serious=event.serious)
    if name and leaves_on <= clock.today():
        raise Refused("name_kept_no_longer", field="name")
    person.name, person.leaves_on = name, leaves_on if name else None
    if name:
        person.left_at = None  # it has come back: the injury has turned out to be serious, and is kept longer


def reckon_leaving(event: Event) -> None:
    """The day on which the name leaves follows the day and the gravity of what happened, also when these change."""
    leaves_on = rules.name_leaves_on(event.happened_on, serious=event.serious)
    for person in event.people:
        if person.name:
            person.leaves_on = leaves_on
    reporter = queries.reporter_of(event) if event.channel is Channel.POSTER else None
    if reporter is not None:
        reporter.leaves_on = leaves_on


@periodic("37 2 * * *", "safety.let_names_leave")
def let_names_leave() -> None:
    """Each night: names whose day has come are emptied, of the hurt and of those who told. Run again, it finds none."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id, event_id in queries.empty_names(some, clock.today(), clock.now()):
                record("safety.name_left", subject=("safety_event", event_id), organisation_id=organisation_id)
