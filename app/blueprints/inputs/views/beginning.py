"""On the desk of a dialogue, while nobody has been asked anything in writing: where one begins to ask."""

from typing import Any

from markupsafe import Markup

from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.inputs import policies
from app.blueprints.inputs.queries.questionnaires import find_questionnaire
from app.core.access import actor
from app.core.panels import add
from app.core.render import render


def begin(dialogue: Any) -> Markup | None:
    """For those who may ask, as long as input is or will be taken and no questionnaire has been published."""
    asking = dialogue.state in (DialogueState.DRAFT, DialogueState.PUBLISHED) and not dialogue.is_template
    if not asking or not policies.can_build(actor(), dialogue):
        return None
    made = find_questionnaire(dialogue.id)
    if made and made.published_at:
        return None
    return Markup(render("inputs/_begin.html", dialogue=dialogue, begun=made is not None))  # noqa: S704 - our own template


add("dialogue_desk", 10, begin)
