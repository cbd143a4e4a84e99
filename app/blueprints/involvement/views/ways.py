"""From a dialogue's page to a hearing that waits for an answer of one's own firm."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.services import ways
from app.blueprints.dialogues.services.ways import Found, Place, Way
from app.blueprints.involvement.queries.beside import WAITS
from app.core.clock import today
from app.core.render import format_date


def hearing(who: Any, dialogue: Any, found: Found) -> list[Way]:
    """The one thing here that runs out: until the day that the buyer has set."""
    return [
        Way(
            "hearing", _("Answer the buyer's hearing"), f"/dialogues/{dialogue.id}/hearings/{row.code}",
            _("by %(day)s", day=format_date(row.day)), waits=True,
        )
        for row in found.get(WAITS, ())
        if row.day >= today()
    ]  # fmt: skip


ways.register(Place.OWN, 0, hearing)
