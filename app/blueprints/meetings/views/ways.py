"""From a dialogue's page to what is written down of one's own meetings."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.services import ways
from app.blueprints.dialogues.services.ways import Found, Place, Way
from app.blueprints.meetings.queries.beside import OWN


def own_notes(who: Any, dialogue: Any, found: Found) -> list[Way]:
    path = f"/dialogues/{dialogue.id}/our-notes"
    return [Way("own-notes", _("Notes of our meetings"), path, row.code) for row in found.get(OWN, ())]


ways.register(Place.OWN, 30, own_notes)
