"""What the clock does with training: reminders before it expires, and the end of names.

Each goes through the organisations in batches, and gives each firm with something to do a job of its own.
"""

from datetime import datetime, time

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.services.hearing import tell_control
from app.blueprints.journal.services import record
from app.core.clock import OSLO, today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer, job, periodic

REMIND, FORGET = "internal_control.remind_of_training", "internal_control.forget_names"


@periodic("31 5 * * *", "internal_control.training_ends")
def training_ends() -> None:
    """Each morning: a job for every firm with training that expires within sixty days."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id in queries.firms_with_training_that_ends(some, today()):
                defer(REMIND, organisation_id=organisation_id)


@job(REMIND)
def remind_of_training(organisation_id: int) -> None:
    """Tell one firm, once a step and all at once, of what expires soon. Run again, it finds nothing left to tell."""
    with unit_of_work(acting_for(organisation_id)):
        told = []
        for training in queries.lock_ending(organisation_id, today()):
            if step := rules.step_due(training.expires_on, training.reminded, today()):
                training.reminded = step
                told.append(training.id)
        if told:
            record(
                "internal_control.training_expiring",
                subject=("internal_control_training", None),
                organisation_id=organisation_id,
                training=told,
            )


@periodic("7 3 * * *", "internal_control.old_names")
def old_names() -> None:
    """Each night: a job for every firm that keeps a name on training that ended long ago."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id in queries.firms_with_old_names(some, _ended_before()):
                defer(FORGET, organisation_id=organisation_id)


@job(FORGET)
def forget_names(organisation_id: int) -> None:
    """Take the names off what ended long ago; course and days are left."""
    with unit_of_work(acting_for(organisation_id)):
        rows = queries.lock_old_names(organisation_id, _ended_before())
        for training in rows:
            training.holder = ""
        if rows:
            record(
                "internal_control.names_forgotten",
                subject=("internal_control_training", None),
                organisation_id=organisation_id,
                training=[training.id for training in rows],
            )
            tell_control(organisation_id)


def _ended_before() -> datetime:
    """The beginning, in Norway, of the first day whose names are still kept."""
    return datetime.combine(rules.names_kept_since(today()), time(), OSLO)
