"""Pages of the room, one module a noun; its tabs, and its place on the page of a dialogue."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.inputs import bp
from app.blueprints.inputs.forms import wordings
from app.blueprints.inputs.rules.answers import said
from app.blueprints.inputs.rules.passages import parts
from app.blueprints.inputs.services import closing, moderated  # noqa: F401
from app.blueprints.inputs.terms.answers import Passage
from app.blueprints.inputs.views import answering, beginning, building, desk, files, paraphrases, public, ways  # noqa: F401
from app.blueprints.moderation.services import register
from app.core.i18n import locale


@bp.context_processor
def wordings_of_input() -> dict[str, object]:
    return {
        "kind_words": wordings.KIND_WORDS,
        "lane_words": wordings.LANE_SHORT,
        "lane_colors": wordings.LANE_COLORS,
        "state_words": wordings.STATE_WORDS,
        "paraphrase_words": wordings.PARAPHRASE_WORDS,
        "paraphrase_colors": wordings.PARAPHRASE_COLORS,
        "pieces": pieces,
        "figures_of": figures_of,
    }


def pieces(answer: Any) -> list[tuple[str, bool]]:
    """The text of an answer, as it would be or as it was handed in, in pieces, each with whether it is confidential."""
    marked = [each if isinstance(each, Passage) else Passage(**each) for each in answer.passages]
    return parts(answer.body, marked)


def figures_of(question: Any, answer: Any) -> str:
    """What an answer says beside its text, in the page's language."""
    return said(question, answer, locale())


def tab(actor: Any, dialogue: Any) -> Tab:
    return Tab("input", _("Input"), f"/dialogues/{dialogue.id}/input")


def build_tab(actor: Any, dialogue: Any) -> Tab:
    return Tab("questionnaire", _("Questionnaire"), f"/dialogues/{dialogue.id}/edit/questionnaire")


def desk_tab(actor: Any, dialogue: Any) -> Tab | None:
    return Tab("desk-input", _("Input received"), f"/dialogues/{dialogue.id}/desk/input")


tabs.register(30, tab)
tabs.register(25, build_tab, desk=True)
tabs.register(30, desk_tab, desk=True)
register(moderated.PUBLIC_ANSWER, replace(moderated.SUBJECT, name=_l("public answer")))
