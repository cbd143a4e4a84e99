"""What a moderator can do to what has been answered in public. What the firm gave the buyer stays as it is."""

from datetime import datetime
from typing import Any

from app.blueprints.inputs.queries import moderated as queries
from app.blueprints.parity.services.moderated import Shelf, subject_of
from app.blueprints.parity.terms import Kind
from app.core.db import lent

PUBLIC_ANSWER = "public-answer"


def _hide(row: Any, _reason: str, at: datetime | None) -> bool:
    """The row is the firm's, or the hosts'; what is done to it, a moderator has decided."""
    with lent(row.organisation_id or queries.lead(row.dialogue_id)):
        return queries.hide(row.id, at)


SUBJECT = subject_of(
    Shelf(
        name="inputs.published",
        rows=queries.published,
        hide=_hide,
        item=lambda row: (Kind.OTHER, "inputs_paraphrase", row.subject_id) if row.subject_id else None,
    )
)
