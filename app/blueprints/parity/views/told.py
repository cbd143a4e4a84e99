"""For everybody: all that anyone has been told, and when; for a firm besides, what it was told by itself."""

from datetime import datetime
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.blueprints.dialogues.policies import can_read_dialogue
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.parity import bp
from app.blueprints.parity.queries import pages, standing
from app.blueprints.parity.views.shown import words_for_rows
from app.core.access import actor, guard
from app.core.i18n import locale
from app.core.pages import cut
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/told")
@guard(can_read_dialogue, conceal=True, dialogue=dialogue_shown)
def show_told(dialogue: Any) -> ResponseReturnValue:
    page = cut(list(pages.published_page(dialogue.id, _key())), lambda row: f"{row.published_at.isoformat()}_{row.id}")
    ours = [fact.organisation_id for fact in actor().memberships if fact.organisation_id not in dialogue.host_ids]
    return render(
        "parity/told.html", dialogue=dialogue, standing=standing(dialogue.id),
        rows=[(row, _said(row)) for row in page.rows],
        after=page.after, ours=pages.told_to(dialogue.id, ours) if ours and not _key() else [], **words_for_rows(),
    )  # fmt: skip


def _said(row: Any) -> tuple[str, str, str]:
    """Title, text and their language: the page's own where it is there, else the one in which it was written."""
    code = locale() if locale() in row.words else row.lang
    said = row.words.get(code, {})
    return said.get("title") or row.title, said.get("text", ""), code


def _key() -> tuple[datetime, int] | None:
    """None for no key, and for one that we never gave."""
    try:
        moment, number = request.args.get("after", "").split("_")
        at = datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo and 0 < int(number) < 2**63 else None
    except ValueError:
        return None
