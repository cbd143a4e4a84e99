"""Texts of dialogues and needs that a moderator judges, or has hidden."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import selectinload

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue, HiddenText, Need
from app.blueprints.dialogues.terms import DialogueState
from app.core.db import db

_WRITER = func.coalesce(Dialogue.changed_by, Dialogue.created_by)
_WHOSE = (
    Dialogue.id.label("dialogue_id"), Dialogue.lang, Dialogue.organisation_id, Dialogue.changed_at,
    Dialogue.title.label("dialogue_title"), Organisation.name.label("organisation"), Person.id.label("author_id"),
    Person.name.label("author"), HiddenText.texts,
)  # fmt: skip


def dialogues_for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Published dialogues with their texts, and with what a moderator has hidden."""
    query = (
        select(*_WHOSE, Dialogue.id, Dialogue.title, Dialogue.summary, Dialogue.background, Dialogue.hidden_at)
        .join(Organisation, Organisation.id == Dialogue.organisation_id)
        .outerjoin(Person, Person.id == _WRITER)
        .outerjoin(HiddenText, (HiddenText.dialogue_id == Dialogue.id) & HiddenText.need_id.is_(None))
        .where(Dialogue.id.in_(ids), Dialogue.state != DialogueState.DRAFT)
    )
    return db.session.execute(query).all()


def needs_for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Needs of published dialogues, the same way."""
    query = (
        select(
            *_WHOSE, Need.id, Need.title, Need.affected, Need.baseline, Need.effect, Need.indicator, Need.open_for,
            Need.limits, Need.hidden_at,
        )
        .join(Dialogue, Dialogue.id == Need.dialogue_id)
        .join(Organisation, Organisation.id == Dialogue.organisation_id)
        .outerjoin(Person, Person.id == _WRITER)
        .outerjoin(HiddenText, HiddenText.need_id == Need.id)
        .where(Need.id.in_(ids), Dialogue.state != DialogueState.DRAFT)
    )  # fmt: skip
    return db.session.execute(query).all()


def lock_dialogue(dialogue_id: int) -> Dialogue:
    """With needs, phases and translations, as they are now; held until this transaction ends."""
    query = (
        select(Dialogue)
        .options(selectinload(Dialogue.needs), selectinload(Dialogue.phases), selectinload(Dialogue.translations))
        .where(Dialogue.id == dialogue_id)
        .with_for_update()
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def dialogue_of_need(need_id: int) -> int:
    return db.session.scalars(select(Need.dialogue_id).where(Need.id == need_id)).one()


def take_hidden_text(dialogue_id: int, need_id: int | None) -> dict[str, Any] | None:
    """What it said, and no longer kept apart."""
    query = (
        delete(HiddenText)
        .where(HiddenText.dialogue_id == dialogue_id, HiddenText.need_id.is_not_distinct_from(need_id))
        .returning(HiddenText.texts)
    )
    return db.session.scalar(query)
