"""Pages of the room, one module a noun; its place among the buyer's tabs, and its line on the page of a dialogue."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.moderation.services import register
from app.blueprints.parity.queries import standing
from app.blueprints.parity.services import moderated, registered  # noqa: F401
from app.blueprints.parity.views import items, ledger, told  # noqa: F401
from app.core import panels
from app.core.render import render


def ledger_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("ledger", _("Ledger"), f"/dialogues/{dialogue.id}/ledger")


def line(dialogue: Any) -> Markup | None:
    """For everybody: of what anyone was told, how much all can read."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    row = standing(dialogue.id)
    if not row or not row.told:
        return None
    return Markup(render("parity/_line.html", dialogue=dialogue, standing=row))  # noqa: S704 - our own template


tabs.register(60, ledger_tab, desk=True)
panels.add("dialogue_aside", 40, line)
register(moderated.TOLD, replace(moderated.OF_TOLD, name=_l("thing told")))
