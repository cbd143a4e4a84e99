"""Keys and numbers of dialogues. Neither table knows a firm: `token` is an HMAC of it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.questions.models import Asker, DialogueKey, Pseudonym, Question
from app.core.db import db


def key_of(dialogue_id: int) -> bytes | None:
    return db.session.scalar(select(DialogueKey.sealed).where(DialogueKey.dialogue_id == dialogue_id))


def keep_key(dialogue_id: int, sealed: bytes) -> None:
    """The first one made is the dialogue's; a second, made at the same moment, is dropped."""
    db.session.execute(insert(DialogueKey).values(dialogue_id=dialogue_id, sealed=sealed).on_conflict_do_nothing())


def numbers_by_token(dialogue_id: int) -> dict[str, int]:
    query = select(Pseudonym.token, Pseudonym.number).where(Pseudonym.dialogue_id == dialogue_id)
    return {row.token: row.number for row in db.session.execute(query)}


def keep_number(dialogue_id: int, token: str, number: int) -> None:
    db.session.execute(
        insert(Pseudonym).values(dialogue_id=dialogue_id, token=token, number=number).on_conflict_do_nothing()
    )


def numbers_elsewhere(dialogue_id: int, organisation_id: int) -> Collection[int]:
    """What the firm is called in other dialogues that are not closed. Seen through the rows of one's own firm."""
    query = (
        select(Question.pseudonym)
        .join(Asker, Asker.question_id == Question.id)
        .where(
            Asker.organisation_id == organisation_id,
            Question.dialogue_id != dialogue_id,
            Question.pseudonym.is_not(None),
        )
        .distinct()
    )
    return [number for number in db.session.scalars(query) if number is not None]
