"""Pages of the room, one module a noun; and its places among the tabs of a dialogue."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.outcome import notices  # noqa: F401
from app.blueprints.outcome.services import closing  # noqa: F401
from app.blueprints.outcome.views import gathering, outcome, summaries, themes  # noqa: F401


def outcome_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("outcome", _("Summing-up"), f"/dialogues/{dialogue.id}/outcome")


def themes_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("themes", _("Themes"), f"/dialogues/{dialogue.id}/themes")


tabs.register(50, outcome_tab)
tabs.register(40, themes_tab, desk=True)
