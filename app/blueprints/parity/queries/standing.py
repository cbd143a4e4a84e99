"""Who takes part in a dialogue, and the numbers of its ledger."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.parity.models import Participant, Standing
from app.core.db import db, read

_STANDING = select(
    Standing.told, Standing.published, Standing.exempted, Standing.red, Standing.participants,
    Standing.last_published_at, Standing.head_start_days,
).where(Standing.dialogue_id == bindparam("dialogue"))  # fmt: skip


def standing(dialogue_id: int) -> Row[Any] | None:
    """told, published, exempted, red, participants, last_published_at and head_start_days.

    None where nobody has been told anything.
    """
    return read(_STANDING, {"dialogue": dialogue_id}).one_or_none()


def participants_version(dialogue_id: int) -> int:
    """Raised by one whenever an organisation that was not among those who take part joins them."""
    row = standing(dialogue_id)
    return row.participants if row else 0


_PARTICIPANTS = (
    select(
        Participant.organisation_id, Participant.number, Participant.ways, Participant.joined_at, Organisation.name,
        Organisation.number.label("organisation_number"), Organisation.mail_domain,
    )
    .join(Organisation, Organisation.id == Participant.organisation_id)
    .order_by(Participant.number)
)  # fmt: skip


def participants(
    dialogue_id: int, *, after: int = 0, until: int | None = None, limit: int | None = None
) -> Sequence[Row[Any]]:
    """organisation_id, number, ways, joined_at, name, organisation_number, mail_domain; in the order they joined.

    `after` and `until` are numbers of participants: those from the eighth on are `after=7`. Row-level security: all for
    the hosts, its own row for a firm.
    """
    query = _PARTICIPANTS.where(Participant.dialogue_id == dialogue_id, Participant.number > after)
    if until is not None:
        query = query.where(Participant.number <= until)
    return db.session.execute(query.limit(limit) if limit else query).all()


def is_participant(dialogue_id: int, organisation_id: int) -> bool:
    query = select(Participant.id).where(
        Participant.dialogue_id == dialogue_id, Participant.organisation_id == organisation_id
    )
    return db.session.execute(query).first() is not None
