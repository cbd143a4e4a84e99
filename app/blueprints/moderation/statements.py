"""What an author is told word for word, in her own language: the statement of reasons, and the answer to an appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.blueprints.moderation.installation import settings
from app.blueprints.moderation.models import Appeal, Decision
from app.blueprints.moderation.terms.decisions import DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonText
from app.core.i18n import in_language
from app.core.render import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the statement tells. `name` is what the thing is called ("post"), lazily translated, "" for unknown.

    `decided_by` is "" where authors are not told which moderator decided.
    """

    name: Any
    title: str
    draft: DecisionDraft
    reasons: Sequence[ReasonText]
    rules_version: int | None
    seen_by_machine: bool
    two_people: bool
    decided_by: str
    on: datetime


def compose(told: Told, *, locale: str) -> str:
    """Plain text, paragraphs parted by empty lines: what was decided, the facts, the grounds, and how to appeal."""
    with in_language(locale):
        text = render(
            "moderation/statement.txt",
            told=told,
            draft=told.draft,
            reasons=[
                {
                    "code": reason.code.value,
                    "title": reason.title.in_(locale),
                    "text": reason.text.in_(locale),
                    "ground": reason.ground.value,
                    "version": reason.version,
                    "valid_from": reason.valid_from,
                }
                for reason in told.reasons
            ],
            contact=settings().moderation_mail,
        )
    return _in_paragraphs(text)


def compose_answer(
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
            contact=settings().moderation_mail,
        )
    return _in_paragraphs(text)


def _in_paragraphs(text: str) -> str:
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
