"""What the clock does: once a year it tells owners that no review has been held for twelve months."""

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import Firm
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer, job, periodic

REMIND = "internal_control.remind_of_review"


@periodic("41 5 * * *", "internal_control.reviews_due")
def reviews_due() -> None:
    """Each morning: a job for every firm whose last review is a year old, and which has not been told this year."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for firm in queries.reviewing_firms(some):
                if rules.reminder_due(firm.began, firm.last_held, firm.reminded_on, today()):
                    defer(REMIND, organisation_id=firm.organisation_id)


@job(REMIND)
def remind_of_review(organisation_id: int) -> None:
    """Tell one firm's owners. Run again, it finds that they have been told."""
    with unit_of_work(acting_for(organisation_id)):
        if queries.lock_firm(organisation_id) is None:
            queries.add_unless_there(Firm(organisation_id=organisation_id, industries=[], recorded_at=now()))
        firm = queries.lock_firm(organisation_id)
        due = [
            one
            for one in queries.reviewing_firms([organisation_id])
            if rules.reminder_due(one.began, one.last_held, one.reminded_on, today())
        ]
        if firm is None or not due:
            return
        firm.reminded_on = today()
        record(
            "internal_control.review_due",
            subject=("internal_control_review", None),
            organisation_id=organisation_id,
        )
