"""The buyer's desk: where a dialogue is, what comes next, and what it wants before it can close.

A room above adds its own piece with `core.panels.add("dialogue_desk", order, build)`; `build(dialogue's row)`.
"""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.views.dialogues import shown
from app.blueprints.dialogues.views.ending import obstacles_in_words
from app.blueprints.dialogues.views.wizard import missing_in_words
from app.core.access import actor, guard, signed_in_first
from app.core.clock import today
from app.core.once import new_key
from app.core.panels import panels
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/desk")
@guard(policies.can_see_desk, conceal=True, dialogue=signed_in_first(queries.dialogue_shown))
def show_desk(dialogue: Any) -> ResponseReturnValue:
    drafting = dialogue.state is DialogueState.DRAFT and not dialogue.is_template
    live = dialogue.state in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED)
    return render(
        "dialogues/desk.html",
        dialogue=dialogue,
        shown=shown(dialogue),
        stage=rules.stage(dialogue.state, dialogue.opens_on, dialogue.closes_on, today()).value,
        hosts=process.hosts_of(dialogue.id),
        missing=missing_in_words(queries.get_dialogue(dialogue.id)) if drafting else [],
        obstacles=obstacles_in_words(dialogue.id) if live else [],
        can_edit=policies.can_edit_dialogue(actor(), dialogue),
        can_lead=policies.can_lead_dialogue(actor(), dialogue),
        pieces=panels("dialogue_desk", dialogue),
        once=new_key(),
    )


def desk_tab(who: Any, dialogue: Any) -> Tab:
    return Tab("desk", _("Desk"), f"/dialogues/{dialogue.id}/desk")


tabs.register(0, desk_tab, desk=True)
