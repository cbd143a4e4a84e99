"""The ministry's words are added and removed here. None is ever changed: that would be another word."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.screening.models.words import Word
from app.blueprints.screening.queries import words as queries
from app.blueprints.screening.rules import words as rules
from app.blueprints.screening.terms.words import MOST_WORDS, WordDraft
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def add_word(draft: WordDraft, *, by: Actor) -> Word:
    """Add a word to the list of its language; from then on texts that hold it are pointed out."""
    kept = rules.as_kept(draft.word)
    if (fault := rules.fault(kept)) is not None:
        raise Refused(fault.value, field="word")
    if queries.is_in_use(draft.language, kept):
        raise Refused("word_is_there", field="word")
    if queries.count_in_use() >= MOST_WORDS:
        raise Refused("words_are_many", field="word", most=MOST_WORDS)
    word = Word(language=draft.language, word=kept, note=draft.note, added_by=by.person_id)
    db.session.add(word)
    record("screening.word_added", subject=word, by=by, language=draft.language)
    return word


def remove_word(word: Word, *, by: Actor) -> None:
    """Take a word out of use; it stays in the history. It can be added again, as a new one."""
    if word.removed_at is not None:
        raise Conflict("word_is_removed")
    word.removed_at, word.removed_by = now(), by.person_id
    record("screening.word_removed", subject=word, by=by, language=word.language)
