"""The answer to an appeal, in the author's language."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from app.blueprints.moderation.models import Appeal, Decision
from app.blueprints.moderation.terms.decisions import DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonText
from app.core.i18n import in_language
from app.core.render import render


def compose(
    appeal: Appeal,
    first: Decision,
    draft: DecisionDraft,
    reasons: Sequence[ReasonText],
    *,
    locale: str,
    on: datetime,
) -> str:
    """Plain text, paragraphs parted by empty lines: what was complained of, what is decided now, and why."""
    with in_language(locale):
        text = render(
            "moderation/answer.txt",
            appeal=appeal,
            first=first,
            draft=draft,
            reason=" ".join(reason.text.in_(locale) for reason in reasons),
            decided_on=on,
            contact=current_app.extensions["samhandel_settings"].moderation_mail,
        )
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
