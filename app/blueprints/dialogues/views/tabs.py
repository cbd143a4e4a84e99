"""The rows of tabs above every page of a dialogue: what everybody has, and the buyer's own desk.

A template sets `tab` and includes `dialogues/_tabs.html`; the rooms register their pages with `services.tabs`.
"""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.core.access import actor
from app.core.i18n import locale


@bp.app_template_global()
def dialogue_tabs(dialogue: Any, *, desk: bool = False) -> list[Tab]:
    """The tabs that this reader has, each with its whole address; the desk is for those who host."""
    if desk and not policies.is_host(actor(), dialogue):
        return []
    return [_addressed(tab) for tab in tabs.tabs(actor(), dialogue, desk=desk)]


def _addressed(tab: Tab) -> Tab:
    """Rooms give a path with or without the language of the page."""
    start = f"/{locale()}/"
    return tab if tab.path.startswith(start) else Tab(tab.key, tab.label, start + tab.path.lstrip("/"), tab.count)


def needs_tab(who: Any, dialogue: Any) -> Tab:
    return Tab("needs", _("Needs"), f"/dialogues/{dialogue.id}", getattr(dialogue, "need_count", None))


def threads_tab(who: Any, dialogue: Any) -> Tab | None:
    """The threads stand on the dialogue's own page."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("threads", _("Threads"), f"/dialogues/{dialogue.id}#threads", getattr(dialogue, "thread_count", None))


tabs.register(10, needs_tab)
tabs.register(40, threads_tab)
