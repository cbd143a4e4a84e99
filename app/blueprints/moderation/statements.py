"""The statement of reasons, in the author's language."""

from datetime import datetime

from flask import current_app

from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms import DecisionDraft, ReasonText
from app.core.i18n import in_language
from app.core.render import render


def compose(case: Case, draft: DecisionDraft, reason: ReasonText | None, *, locale: str, on: datetime) -> str:
    """Plain text, paragraphs parted by empty lines: what was decided, the facts, the ground, and how to appeal."""
    with in_language(locale):
        text = render(
            "moderation/statement.txt",
            case=case,
            draft=draft,
            reason=reason.text.in_(locale) if reason else "",
            decided_on=on,
            contact=current_app.extensions["samhandel_settings"].moderation_mail,
        )
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
