""" "You said, we did" and the summary, for everybody."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.blueprints.dialogues.queries import dialogue_shown, needs_of
from app.blueprints.outcome import bp, policies, queries
from app.blueprints.outcome.forms.themes import OUTCOMES
from app.blueprints.outcome.rules.themes import best
from app.core.access import actor, guard
from app.core.i18n import locale
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/outcome")
@guard(policies.can_read_outcome, conceal=True, dialogue=dialogue_shown)
def show_outcome(dialogue: Any) -> ResponseReturnValue:
    rows, words = queries.published_themes(dialogue.id)
    summary = queries.summary_shown(dialogue.id)
    return render(
        "outcome/outcome.html",
        dialogue=dialogue,
        themes=[(row, best(words[row.id], locale(), row.lang)) for row in rows],
        needs={need.id: need for need in needs_of(dialogue.id)} if any(row.need_id for row in rows) else {},
        summary=best(summary, locale(), dialogue.lang) if summary else None,
        outcomes=OUTCOMES,
        may_write=policies.can_write_summary(actor(), dialogue),
    )
