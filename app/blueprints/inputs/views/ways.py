"""From a dialogue's page to its questionnaire, and to what one's own firm has answered."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.services import ways
from app.blueprints.dialogues.services.ways import Found, Place, Way
from app.blueprints.inputs.queries.beside import ASKED, OWN
from app.blueprints.inputs.terms.answers import InputState


def give(who: Any, dialogue: Any, found: Found) -> list[Way]:
    """When something is asked, and answers are taken."""
    if ASKED not in found or not ways.takes_from(who, dialogue, found):
        return []
    return [Way("give", _("Give input"), f"/dialogues/{dialogue.id}/input")]


def own_input(who: Any, dialogue: Any, found: Found) -> list[Way]:
    """Of each firm that has begun, how far it has come."""
    return [
        Way(
            "own-input",
            _("Our input") if len(found[OWN]) == 1 else _("Input of %(firm)s", firm=_name(who, int(row.code))),
            f"/dialogues/{dialogue.id}/input/{row.code}",
            _("handed in") if row.words == InputState.HANDED_IN else _("not handed in"),
            row.words == InputState.BEGUN,
        )
        for row in found.get(OWN, ())
    ]


def _name(who: Any, organisation_id: int) -> str:
    return str(who.membership(organisation_id).name)


ways.register(Place.BAND, 10, give)
ways.register(Place.OWN, 20, own_input)
