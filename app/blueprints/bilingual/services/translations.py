"""Translations are asked for, begun, written and sent to be checked; and all of them go when their original goes.

Every write holds the row first and asks the original afterwards, in that order, so that an edit of the original either
has been seen or finds the row when it comes to `original_changed`. What makes a new row holds the original before it.
"""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.policies import WRITERS
from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.queries.glossary import glossary_version
from app.blueprints.bilingual.rules import parts as cut
from app.blueprints.bilingual.rules.presenting import freshness
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.bilingual.terms.presenting import LANGUAGES, Freshness, Source, Words
from app.blueprints.bilingual.terms.translations import (
    MOST_TITLE,
    OPEN,
    Method,
    Start,
    Status,
    TranslationDraft,
)
from app.blueprints.journal.services import record
from app.core import text
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def words_now(translation: Translation) -> Words:
    """The original as it is now; a Conflict when nobody may translate it any more."""
    words = sources.words(translation.kind, translation.subject_id)
    if words is None or not words.visible:
        raise Conflict("original_not_visible")
    return words


def how_fresh(words: Words, source_revision: int) -> Freshness:
    return freshness(Source(lang=words.lang, revision=words.revision, substantive=words.substantive), source_revision)


def request(words: Words, lang: str, *, by: Actor) -> Translation:
    """Ask for a text in a language. Whoever asks twice is counted once."""
    words = _held(words, lang)
    approved = queries.in_state(words.kind, words.id, lang, Status.APPROVED)
    if approved is not None and how_fresh(words, approved.source_revision) is not Freshness.STALE:
        raise Conflict("translation_is_there")
    translation = _open(words, lang, requested_by=by.person_id)
    if queries.add_request(translation.id, by.person_id):
        db.session.refresh(translation)
        _note("requested", translation, by, wanted=translation.wanted)
    return translation


def begin(words: Words, lang: str, start: Start, *, by: Actor) -> Translation:
    """Take a translation in hand: from nothing, from the machine's draft, or from the version of what was said before.

    One that somebody has begun already is given as it is: nothing of it is written over.
    """
    refuse_silenced(by)
    words = _held(words, lang)
    translation = queries.lock_translation(_open(words, lang, requested_by=None).id)
    if translation.status is not Status.REQUESTED:
        return translation
    _be_translator(translation, words, by)
    translation.status, translation.source_lang, translation.source_revision = Status.DRAFT, words.lang, words.revision
    if start is not Start.EMPTY:
        state = Status.MACHINE if start is Start.MACHINE else Status.APPROVED
        earlier = queries.in_state(words.kind, words.id, lang, state)
        if earlier is None:
            raise Conflict("nothing_to_begin_with")
        translation.title, translation.body, translation.html = earlier.title, earlier.body, earlier.html
        translation.source_revision = earlier.source_revision
        if start is Start.MACHINE:
            translation.method, translation.engine = Method.EDITED, earlier.engine
            translation.engine_version, translation.unknown_words = earlier.engine_version, earlier.unknown_words
    translation.changed_at = now()
    _note("begun", translation, by, start=start.value)
    return translation


def save(translation: Translation, draft: TranslationDraft, *, by: Actor, send: bool = False) -> None:
    """Keep what the translator has written; with `send` it goes to those who check.

    Whoever changes a word is from then on its translator, a reviewer too: somebody else then checks it.
    """
    refuse_silenced(by)
    translation = queries.lock_translation(translation.id)
    words = words_now(translation)
    if translation.status not in OPEN:
        raise Conflict(f"translation_is_{translation.status.value}")
    if not 1 <= draft.source_revision <= words.revision:
        raise Refused("source_revision_unknown")
    title, body = _checked(draft, words, whole=send)
    if draft.version != translation.version:
        if _is_kept(translation, title, body, by, send=send):
            return
        raise StaleVersion(name_of(translation.translator_id), translation.changed_at)
    is_new = translation.status is Status.REQUESTED
    if is_new or (title, body) != (translation.title, translation.body):
        _be_translator(translation, words, by)
        translation.title, translation.body, translation.html = title, body, text.to_html(body)
        translation.status = Status.DRAFT
    translation.source_revision, translation.source_lang = draft.source_revision, words.lang
    translation.changed_at = now()
    if not send:
        _note("drafted", translation, by)
        return
    translation.status, translation.submitted_at = Status.IN_REVIEW, now()
    translation.glossary_version = glossary_version()
    _note("submitted", translation, by)


def _is_kept(translation: Translation, title: str, body: str, by: Actor, *, send: bool) -> bool:
    """Whether this is what she herself has sent a moment ago, by a second press of the button."""
    same = translation.translator_id == by.person_id and (translation.title, translation.body) == (title, body)
    return same and (not send or translation.status is Status.IN_REVIEW)


def _checked(draft: TranslationDraft, words: Words, *, whole: bool) -> tuple[str, str]:
    """Title and body as they may be kept; `whole` when they are sent to be checked."""
    title, body = " ".join(text.clean(draft.title).split()), text.clean(draft.body).rstrip()
    if len(title) > MOST_TITLE:
        raise Refused("translation_title_too_long", field="title", limit=MOST_TITLE)
    refuse_identity_numbers(title, field="title")
    refuse_identity_numbers(body, field="parts")
    if whole:
        body = cut.whole(body)
    try:
        html = text.to_html(body)
    except Refused as error:
        raise Refused(error.code, field="parts", **error.params) from None
    refuse_identity_numbers(text.as_seen(html), field="parts")  # spelt with marks or codes, it is read all the same
    if whole and (not text.plain(html) or (_says(words.body) and not _says(body))):
        raise Refused("translation_is_empty", field="parts")
    if whole and words.title and not title:
        raise Refused("translation_title_is_empty", field="title")
    return title, body


def _says(body: str) -> bool:
    """Whether there is a letter or a figure in it; an original may be nothing but a thumb."""
    return any(character.isalnum() for character in body)


def withdraw_all(kind: str, subject_id: int) -> None:
    """The original is withdrawn, and every version of it with it: in the caller's own transaction."""
    gone = queries.withdraw_every(kind, subject_id, now())
    if gone:
        record("bilingual.translations_withdrawn", subject=(kind, subject_id), by=None, translations=gone)


def set_aside(kind: str, subject_id: int) -> dict[str, str]:
    """Every version is taken from show, since words were removed from what it was made of; in the caller's transaction.

    Gives what each was, by its number, for `put_back_all`. A new one must be written and checked.
    """
    were = queries.states_of(kind, subject_id)
    withdraw_all(kind, subject_id)
    return {str(number): status for number, status in were.items()}


def put_back_all(kind: str, subject_id: int, were: dict[str, str], *, was: int, now_is: int) -> None:
    """The original says again what it said in revision `was`, now as `now_is`: its versions are what they were.

    What was made meanwhile, of a text without some of its words, goes.
    """
    withdraw_all(kind, subject_id)
    back = queries.put_back(kind, subject_id, {int(number): status for number, status in were.items()}, was, now_is)
    if back:
        record("bilingual.translations_put_back", subject=(kind, subject_id), by=None, translations=back)


def original_changed(words: Words) -> None:
    """The original was edited, hidden, shown again or moved: the queues know; in the caller's own transaction.

    A version in the language that the original now says it is in is withdrawn: it would be a translation into itself.
    """
    if gone := queries.withdraw_every(words.kind, words.id, now(), lang=words.lang):
        record("bilingual.translations_withdrawn", subject=(words.kind, words.id), by=None, translations=gone)
    queries.keep_up(words, now())


def host_changed(kind: str, subjects: Any, host_id: int | None) -> None:
    """These texts (a SELECT of their ids) stand with another host from now on; in the caller's own transaction."""
    queries.give_host(kind, subjects, host_id)


def speaks_for(words: Words, by: Anyone) -> int | None:
    """For which of her organisations she works here: the host, the author's, or the first in which she writes."""
    writes = [member.organisation_id for member in by.memberships if member.role in WRITERS]
    for organisation_id in (words.host_id, words.organisation_id):
        if organisation_id in writes:
            return organisation_id
    return writes[0] if writes and not by.is_moderator else None


def _be_translator(translation: Translation, words: Words, by: Actor) -> None:
    """Her words from now on. Whoever sent it back is no longer its reviewer if it is she."""
    translation.translator_id, translation.translator_for = by.person_id, speaks_for(words, by)
    translation.hands = sorted({*translation.hands, by.person_id})
    if translation.reviewer_id == by.person_id:
        translation.reviewer_id = translation.reviewer_for = None
    if translation.method is not Method.EDITED:
        translation.method = Method.AUTHOR if by.person_id == words.author_id else Method.HUMAN


def _open(words: Words, lang: str, *, requested_by: int | None) -> Translation:
    """The row that is asked for or worked on; made if there is none."""
    queries.insert_open(words, lang, now(), requested_by=requested_by)
    found = queries.open_row(words.kind, words.id, lang)
    if found is None:  # approved or withdrawn in the moment since
        raise Conflict("translation_is_there")
    return found


def _held(words: Words, lang: str) -> Words:
    """The original as it is now and stays: one withdrawn meanwhile would leave the new version behind."""
    now_said = sources.held(words.kind, words.id)
    if now_said is None:
        raise Conflict("original_not_visible")
    _check_language(now_said, lang)
    return now_said


def _check_language(words: Words, lang: str) -> None:
    if lang not in LANGUAGES:
        raise Refused("language_unknown")
    if lang == words.lang:
        raise Refused("language_is_the_originals")
    if not words.visible:
        raise Conflict("original_not_visible")


def _note(what: str, translation: Translation, by: Actor, **data: object) -> None:
    record(
        f"bilingual.translation_{what}", subject=translation, by=by, organisation_id=translation.translator_for,
        kind=translation.kind, subject_id=translation.subject_id, lang=translation.lang,
        source_revision=translation.source_revision, **data,
    )  # fmt: skip
