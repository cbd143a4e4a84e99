"""What the front page and the overview show of the other rooms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Kind, Role
from app.blueprints.capability import queries as capability
from app.blueprints.capability.policies import can_see_reviews
from app.blueprints.capability.terms import Progress
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.home import rules
from app.blueprints.home.models import PageReview
from app.blueprints.home.terms import Next, Step
from app.blueprints.improvement import queries as improvement
from app.blueprints.internal_control import queries as internal_control
from app.blueprints.internal_control.policies import can_change_control
from app.blueprints.internal_control.terms import RunningOut
from app.blueprints.moderation import queries as moderation
from app.blueprints.safety import queries as safety
from app.core.clock import today
from app.core.db import db

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OpenDialogue:
    """A line of the front page: the texts in the reader's language where there are such, else in their own."""

    id: int
    title: str
    summary: str
    lang: str
    buyer: str
    closes_on: date
    posts: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What an organisation's people see first. `progress` and `month` are the suppliers'."""

    steps: list[Step]
    progress: Progress | None
    month: safety.ThisMonth | None


def open_dialogues(locale: str) -> list[OpenDialogue]:
    """The dialogues that take input today, those that close first on top."""
    return [_open_dialogue(row, locale) for row in dialogues.open_now(SHOWN, locale)]


def _open_dialogue(row: Any, locale: str) -> OpenDialogue:
    seen = shown(row, locale)
    return OpenDialogue(
        id=row.id,
        title=seen.title,
        summary=seen.summary,
        lang=seen.lang,
        buyer=row.organisation,
        closes_on=row.closes_on,
        posts=row.post_count,
    )


def overview(actor: Actor, organisation: Organisation) -> Overview:
    """The next steps of this organisation and how it stands; a supplier costs seven statements, others two at most."""
    gone = organisation.bankrupt or organisation.winding_up or organisation.deleted_on is not None
    steps = rules.standing_steps(organisation.kind, organisation.check, organisation.authority, gone=gone)
    progress = month = None
    if organisation.kind is Kind.SUPPLIER:
        progress, month = capability.progress(organisation.id), safety.this_month(organisation.id)
        steps += rules.supplier_steps(
            progress,
            improvement.waiting(organisation.id, today()),
            capability.outlook(organisation.id, today()),
            hours_reported=month.hours_reported,
            unanswered=month.unanswered,
            overdue=month.overdue,
            training=_training(actor, organisation),
            to_sign=_to_sign(actor, organisation),
        )
    elif organisation.kind is Kind.BUYER:
        steps += rules.buyer_steps(organisation.check, len(dialogues.dialogues_of(organisation.id)[0]))
    if can_see_reviews(actor, organisation):
        steps += rules.reviewer_steps(capability.count_asked_of(organisation.id))
    if actor.is_moderator and (waiting := moderation.waiting_count()):
        steps.append(Step(Next.MODERATE, count=waiting))
    return Overview(steps, progress, month)


def _training(actor: Actor, organisation: Organisation) -> RunningOut:
    """What runs out, for those who can renew it; nobody else costs a statement."""
    if not can_change_control(actor, organisation):
        return RunningOut()
    return internal_control.running_out(organisation.id, today())


def _to_sign(actor: Actor, organisation: Organisation) -> tuple[int, int] | None:
    """The review that waits for the reader's own signature for the staff: (id, year)."""
    if not actor.has_role(organisation.id, Role.SAFETY_REPRESENTATIVE):
        return None
    return internal_control.review_to_sign(organisation.id, today())


def ask_database() -> None:
    """Raises when the database does not answer."""
    db.session.execute(text("SELECT 1"))


def last_review(page: str) -> datetime | None:
    """When somebody last looked through this page; None also when the database cannot say."""
    query = select(PageReview.created_at).where(PageReview.page == page).order_by(PageReview.id.desc()).limit(1)
    try:
        return db.session.scalar(query)
    except SQLAlchemyError:
        db.session.rollback()
        return None
