"""Pages of the room, one module a noun, and its place among the buyer's tabs."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality import policies
from app.blueprints.impartiality.views import declarations  # noqa: F401


def declarations_tab(who: Any, dialogue: Any) -> Tab | None:
    """The lead sees everybody's; others go to their own."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    if policies.can_see_declarations(who, dialogue):
        return Tab("declarations", _("Declarations"), f"/dialogues/{dialogue.id}/declarations")
    return Tab("declarations", _("My declaration"), f"/dialogues/{dialogue.id}/declaration")


tabs.register(70, declarations_tab, desk=True)
