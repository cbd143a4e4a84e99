"""Quotes: words of a post of the same thread, with the revision and the language in which they were read."""

from dataclasses import dataclass

from app.blueprints.forum.models import Quote
from app.blueprints.forum.queries import quotes as queries
from app.blueprints.forum.rules.quotes import MOST_QUOTED, is_said, offered
from app.blueprints.forum.terms.posts import QuoteDraft
from app.core.db import db
from app.core.errors import Refused
from app.core.i18n import LOCALES


@dataclass(frozen=True, slots=True)
class Quotable:
    """What can be quoted: who wrote it, in which language these words are, and whether they are a translation."""

    post_id: int
    seq: int
    revision: int
    lang: str
    original_lang: str
    author: str
    html: str
    words: str  # what the form proposes

    @property
    def translated(self) -> bool:
        return self.lang != self.original_lang


def quotable(thread_id: int, seq: int, revision: int, lang: str) -> Quotable | None:
    """A revision of a post that everybody sees, in `lang` if somebody has checked that, otherwise as it was written."""
    row = queries.quotable(thread_id, seq, revision)
    if row is None:
        return None
    html = row.html
    if lang != row.lang:
        checked = queries.checked_translation(row.id, revision, lang) if lang in LOCALES else None
        lang, html = (lang, checked.html) if checked else (row.lang, html)
    return Quotable(row.id, row.seq, row.number, lang, row.lang, row.author, html, offered(html))


def check(thread_id: int, draft: QuoteDraft) -> Quotable:
    """What is quoted, if these are words of it: nobody is quoted with what she has not said."""
    if len(draft.words) > MOST_QUOTED:
        raise Refused("quote_too_long", field="quoted", limit=MOST_QUOTED)
    found = quotable(thread_id, draft.seq, draft.revision, draft.lang)
    if found is None:
        raise Refused("quoted_is_gone", field="quoted")
    if found.lang != draft.lang or not is_said(draft.words, found.html):
        raise Refused("quote_is_not_said", field="quoted")
    return found


def add(post_id: int, draft: QuoteDraft, found: Quotable) -> None:
    db.session.add(
        Quote(
            post_id=post_id,
            quoted_id=found.post_id,
            revision=found.revision,
            lang=found.lang,
            translated=found.translated,
            words=draft.words,
        )
    )
