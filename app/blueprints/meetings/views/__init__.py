"""Pages of the room, one module a noun; and its places among the tabs of a dialogue."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.meetings import notices  # noqa: F401
from app.blueprints.meetings.services import closing, moderated  # noqa: F401
from app.blueprints.meetings.views import notes, own, said, told, ways  # noqa: F401
from app.blueprints.moderation.services import register


def meetings_tab(who: Any, dialogue: Any) -> Tab | None:
    """What was told in meetings, for everybody. Conferences and times for meetings will stand here too."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("meetings", _("Meetings"), f"/dialogues/{dialogue.id}/meetings")


def notes_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("notes", _("Notes"), f"/dialogues/{dialogue.id}/notes")


tabs.register(35, meetings_tab)
tabs.register(30, notes_tab, desk=True)
register(moderated.TOLD_IN_MEETING, replace(moderated.SUBJECT, name=_l("note of a meeting")))
