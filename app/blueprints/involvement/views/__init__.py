"""Pages of the room, one module a noun; and its tab on the buyer's desk."""

from typing import Any

from flask_babel import gettext as _

from app.blueprints.dialogues.policies import is_host
from app.blueprints.dialogues.services.tabs import Tab, register
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.involvement import bp, policies
from app.blueprints.involvement.views import assessments, hearings, parties, reports, ways  # noqa: F401
from app.core.access import actor
from app.core.i18n import locale


def report_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT or not is_host(who, dialogue):
        return None
    return Tab("involvement", _("Involvement report"), f"/{locale()}/dialogues/{dialogue.id}/involvement")


@bp.context_processor
def asked_by_templates() -> dict[str, object]:
    return {"can_keep": lambda dialogue: policies.can_keep_involvement(actor(), dialogue)}


register(80, report_tab, desk=True)
