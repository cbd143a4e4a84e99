"""A case as a complete document, on paper or as data."""

import json
from datetime import datetime
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from app.blueprints.moderation import bp, policies, queries
from app.blueprints.moderation.forms.found import FOUND_WORDS
from app.blueprints.moderation.forms.words import ACTION_WORDS, OUTCOME_WORDS, SOURCE_WORDS, reason_word
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries.opened import EntrySeen
from app.blueprints.moderation.rules.reasons import reasons_as_given
from app.blueprints.moderation.services.documents import case_document
from app.blueprints.moderation.views.happened import happened
from app.core import clock
from app.core.access import guard
from app.core.render import render


@bp.get("/moderation/cases/<int:case_id>/document")
@guard(policies.can_read_document, case=queries.get_case)
def show_document(case: Case) -> ResponseReturnValue:
    made = case_document(case)
    return render(
        "moderation/document.html",
        case=case,
        document=made.content,
        sha256=made.sha256,
        made_at=clock.now(),
        moment=_moment,
        line=_line,
        given=reasons_as_given,
        action_words=ACTION_WORDS,
        outcome_words=OUTCOME_WORDS,
        source_words=SOURCE_WORDS,
        found_word=FOUND_WORDS,
        reason_word=reason_word,
    )


@bp.get("/moderation/cases/<int:case_id>/document.json")
@guard(policies.can_read_document, case=queries.get_case)
def show_document_data(case: Case) -> ResponseReturnValue:
    """The same content. Whoever takes the fingerprint of `document` anew, as `canonical` says, gets `sha256`."""
    made = case_document(case)
    body = {
        "made_at": clock.now().isoformat(),
        "sha256": made.sha256,
        "canonical": "JSON of `document`, keys in alphabetical order, no spaces, UTF-8",
        "document": made.content,
    }
    answer = Response(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _line(entry: dict[str, Any]) -> str:
    at = datetime.fromisoformat(entry["at"])
    return happened(EntrySeen(seq=entry["id"], at=at, what=entry["what"], data=entry["data"], by=entry["by"]))
