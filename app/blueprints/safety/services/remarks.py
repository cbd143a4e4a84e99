"""What the safety representative, and others of the firm, say of an event or of a year."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries
from app.blueprints.safety.models import Remark
from app.blueprints.safety.services.checks import FIRST_YEAR
from app.blueprints.safety.terms import RemarkDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, Refused


def say_remark(organisation_id: int, draft: RemarkDraft, *, by: Actor) -> Remark:
    """Say something, in the role that one has in the firm today."""
    role = by.role_in(organisation_id)
    if role is None:
        raise Conflict("remark_from_outside")
    if draft.year is not None and not FIRST_YEAR <= draft.year <= clock.today().year:
        raise Refused("no_such_year", field="body")
    refuse_identity_numbers(body=draft.body)
    said = Remark(
        organisation_id=organisation_id,
        event_id=draft.event_id,
        year=draft.year,
        body=draft.body,
        person_id=by.id,
        role=role,
        said_at=clock.now(),
    )
    db.session.add(said)
    record(
        "safety.remark_made",
        subject=said,
        by=by,
        organisation_id=organisation_id,
        event_id=draft.event_id,
        year=draft.year,
    )
    return said


def withdraw_remark(remark_id: int, *, by: Actor) -> Remark:
    """Whoever said it takes it back; that something was said stays, and nothing is erased."""
    said = queries.lock_remark(remark_id)
    if said.withdrawn_at is not None:
        raise Conflict("remark_withdrawn")
    said.withdrawn_at = clock.now()
    record("safety.remark_withdrawn", subject=said, by=by, organisation_id=said.organisation_id)
    return said
