"""Pages of the room, one module a noun; and its places among the tabs of a dialogue."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.moderation.services import register
from app.blueprints.outcome import notices  # noqa: F401
from app.blueprints.outcome.services import closing, moderated  # noqa: F401
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
register(moderated.THEME, replace(moderated.OF_THEME, name=_l("theme")))
register(moderated.SUMMARY, replace(moderated.OF_SUMMARY, name=_l("summary")))
