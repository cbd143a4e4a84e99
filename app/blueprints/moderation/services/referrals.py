"""A text is taken from the public and handed to the buyer who hosts the space.

What is handed over is what stood there, word for word: the post itself may be changed or removed later. The buyer's own
people read it, and its author's organisation; nobody else, and a moderator only through the case.
"""

from collections.abc import Callable

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Decision, ProtectedInput
from app.blueprints.moderation.queries import referrals as queries
from app.blueprints.moderation.terms.subjects import Description
from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused

_doors: list[Callable[[ProtectedInput], None]] = []


def stand_before(door: Callable[[ProtectedInput], None]) -> None:
    """A room above says who of the buyer's people may open it: `door(handed)` raises for whoever may not yet."""
    _doors.append(door)


def pass_doors(handed: ProtectedInput) -> None:
    for door in _doors:
        door(handed)


def hand_over(decision: Decision, about: Description, *, by: Actor | None) -> None:
    """Write down what stood there, for the host alone. Refused("nobody_to_hand_over_to") when there is no host."""
    if about.host_id is None:
        raise Refused("nobody_to_hand_over_to", field="action")
    handed = ProtectedInput(
        decision_id=decision.id,
        organisation_id=about.host_id,
        author_id=about.author_id,
        author_organisation_id=about.organisation_id,
        subject_type=decision.subject_type,
        subject_id=decision.subject_id,
        place=about.place[:300],
        title=about.title[:300],
        body=about.text,
        lang=about.language,
    )
    db.session.add(handed)
    record(
        "moderation.input_handed_over",
        subject=handed,
        by=by,
        organisation_id=about.host_id,
        decision_id=decision.id,
        text_sha256=about.sha256,
    )


def take_back(decision: Decision, *, by: Actor | None) -> None:
    """What was handed over is no longer the buyer's to read."""
    handed = queries.lock_handed_over(decision.id)
    if handed is None or handed.taken_back_at is not None:
        return
    handed.taken_back_at = now()
    record(
        "moderation.input_taken_back",
        subject=handed,
        by=by,
        organisation_id=handed.organisation_id,
        decision_id=decision.id,
    )
