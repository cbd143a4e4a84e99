"""The statement of reasons, in the author's language."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms.decisions import DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonText
from app.core.i18n import in_language
from app.core.render import render


def compose(case: Case, draft: DecisionDraft, reasons: Sequence[ReasonText], *, locale: str, on: datetime) -> str:
    """Plain text, paragraphs parted by empty lines: what was decided, the facts, the ground, and how to appeal."""
    with in_language(locale):
        text = render(
            "moderation/statement.txt",
            case=case,
            draft=draft,
            reason=" ".join(reason.text.in_(locale) for reason in reasons),
            decided_on=on,
            contact=current_app.extensions["samhandel_settings"].moderation_mail,
        )
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
