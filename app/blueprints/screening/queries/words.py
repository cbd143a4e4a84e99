"""The ministry's words."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.blueprints.screening.models.words import Word
from app.core.db import db

IN_USE = Word.removed_at.is_(None)


def words_in_use() -> tuple[str, ...]:
    """The words of all lists, in lower case. A text is in one language, and quotes another."""
    return tuple(db.session.scalars(select(Word.word).where(IN_USE).order_by(Word.word)))


def get_word(word_id: int) -> Word:
    return db.session.scalars(select(Word).where(Word.id == word_id)).one()


def words(language: str, *, removed: bool, starting: str = "", limit: int = 200) -> Sequence[Word]:
    """A page of a list: in the alphabet those in use, the latest first those removed."""
    query = select(Word).where(IN_USE if not removed else ~IN_USE)
    if language:
        query = query.where(Word.language == language)
    if starting:
        query = query.where(Word.word.contains(starting, autoescape=True))
    order = (Word.removed_at.desc(), Word.id.desc()) if removed else (Word.word, Word.id)
    return db.session.scalars(query.order_by(*order).limit(limit)).all()


def is_in_use(language: str, word: str) -> bool:
    return db.session.scalar(select(Word.id).where(IN_USE, Word.language == language, Word.word == word)) is not None


def count_in_use() -> int:
    return db.session.scalar(select(func.count()).select_from(Word).where(IN_USE)) or 0
