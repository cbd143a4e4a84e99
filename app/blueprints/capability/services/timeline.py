"""Every change of a number is written when it happens; what the calendar changes, in the night that follows."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Event
from app.blueprints.capability.terms import LOOKED_BACK_DAYS, Cause, Step
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from app.core.jobs import defer, job, periodic

DAY = timedelta(days=1)
ALL, ONE = "capability.note_calendar", "capability.note_calendar_of"
Heard = Callable[[int], None]  # the firm's number
_heard: list[Heard] = []


def on_change(heard: Heard) -> None:
    """A room above hears of each firm whose numbers, or what they rest on, may have changed; in that transaction."""
    if heard not in _heard:
        _heard.append(heard)


def note_changes(
    organisation_id: int, cause: Cause, cause_id: int | None, by_id: int | None, *, altered: int | None = None
) -> list[Step]:
    """Write how the firm's numbers differ from what was last written, as caused by this; then tell the rooms above.

    To be called when the change is made, in the same transaction, which works for the firm. What the calendar did
    before today and the night's work has not come to is written first, so that nothing else is blamed for it; but not
    where a piece of evidence (`altered`) is no longer what it was, since what it carried then is not known any more.
    Called twice, it writes once. Gives what it wrote.
    """
    queries.hold_timeline(organisation_id)
    basis = queries.basis(organisation_id, ended=True)
    known = queries.last_written(organisation_id)
    unknown = {support.code for support in basis.supports if support.evidence_id == altered}
    late = rules.calendar_steps(basis, known, today() - DAY, but=unknown)
    steps = [*late, *rules.caused_steps(basis, rules.after(known, late), today(), cause, cause_id, by_id)]
    _write(organisation_id, steps)
    _tell(organisation_id)
    return steps


def note_calendar(organisation_id: int) -> list[Step]:
    """Write what the calendar has changed through today, each on its day. Called twice, it writes once."""
    queries.hold_timeline(organisation_id)
    basis = queries.basis(organisation_id, ended=True)
    known = queries.last_written(organisation_id)
    steps = rules.calendar_steps(basis, known, today())
    steps += rules.caused_steps(basis, rules.after(known, steps), today(), Cause.CALENDAR, None, None)
    _write(organisation_id, steps)
    if steps:
        _tell(organisation_id)
    return steps


@periodic("10 0 * * *", ALL)
def note_calendar_of_all() -> None:
    """After midnight (the worker's clock shows UTC, so it is past one in Norway): what ended, also while it was away.

    Goes through the organisations in batches and asks once a batch, working for those alone, which of them something
    ended for; each of these gets a job of its own. So no function of the database sees all firms, a night costs one
    statement for five hundred of them, and what fails for one firm fails for no other.
    """
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            for number in queries.firms_touched(numbers, today() - timedelta(days=LOOKED_BACK_DAYS), today()):
                defer(ONE, organisation_id=number)


@job(ONE)
def note_calendar_of(organisation_id: int) -> None:
    """One firm's share of the night."""
    with unit_of_work(acting_for(organisation_id)):
        note_calendar(organisation_id)


def _write(organisation_id: int, steps: Sequence[Step]) -> None:
    for step in steps:
        db.session.add(
            Event(
                organisation_id=organisation_id,
                dimension_code=step.code,
                number=step.number,
                before=step.before,
                after=step.after,
                on_day=step.on_day,
                cause=step.cause,
                cause_id=step.cause_id,
                by_id=step.by_id,
            )
        )
        db.session.flush()  # one by one: their numbers tell their order


def _tell(organisation_id: int) -> None:
    for heard in _heard:
        heard(organisation_id)
