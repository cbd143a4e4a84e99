"""What those who check do with a translation: approve, send back, confirm after a small edit, withdraw.

The reviewer is never the translator: the policy says so, this says so, and a constraint of the table says so.
"""

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.policies import can_check, can_withdraw, has_written
from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.queries.glossary import glossary
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.bilingual.services.translations import how_fresh, speaks_for, words_now
from app.blueprints.bilingual.terms.glossary import Findings
from app.blueprints.bilingual.terms.presenting import Freshness, Words
from app.blueprints.bilingual.terms.translations import OPEN, Status, Verdict, Work
from app.blueprints.journal.services import record
from app.core import text
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


class AlreadyDecided(Conflict):
    """Somebody else was first: `who` (a name, or None), `when`, and to what `status` it led."""

    def __init__(self, translation: Translation) -> None:
        super().__init__("translation_was_decided")
        self.status_now = translation.status
        by = translation.withdrawn_by if translation.status is Status.WITHDRAWN else translation.reviewer_id
        self.who = name_of(by)
        self.when = translation.changed_at


class OriginalChanged(Conflict):
    """The original is another than the one the reviewer had before her."""

    def __init__(self, checked_revision: int) -> None:
        super().__init__("original_changed_meanwhile")
        self.checked_revision = checked_revision


def findings(words: Words, title: str, body: str, lang: str) -> Findings:
    """What the glossary says of a translation beside its original, title and body together."""
    source = f"{words.title}\n\n{words.body}"
    return glossary().check(source, words.lang, f"{title}\n\n{body}", lang)


def approve(translation: Translation, verdict: Verdict, *, by: Actor) -> None:
    """From now on it is shown to readers; an earlier one in its language is kept, and shown no more."""
    refuse_silenced(by)
    translation = queries.lock_translation(translation.id)
    words = _to_decide(translation, verdict, by)
    if findings(words, translation.title, translation.body, translation.lang).stops_approval:
        raise Refused("forbidden_terms")
    earlier = queries.in_state(translation.kind, translation.subject_id, translation.lang, Status.APPROVED)
    if earlier is not None:
        earlier.status, earlier.changed_at = Status.SUPERSEDED, now()
        db.session.flush()
    _sign(translation, words, by)
    translation.status, translation.approved_at = Status.APPROVED, now()
    translation.source_revision, translation.source_lang = verdict.checked_revision, words.lang
    translation.glossary_version, translation.behind = glossary().version, Freshness.FRESH
    translation.review_note = ""
    _note("approved", translation, by, supersedes=earlier.id if earlier else None, glossary=glossary().version)


def send_back(translation: Translation, verdict: Verdict, *, by: Actor) -> None:
    """Back to its translator, with what is to be mended."""
    refuse_silenced(by)
    translation = queries.lock_translation(translation.id)
    words = _to_decide(translation, verdict, by, whatever_changed=True)
    note = text.clean(verdict.note).strip()
    if not note:
        raise Refused("review_note_is_missing", field="note")
    refuse_identity_numbers(note, field="note")
    _sign(translation, words, by)
    translation.status, translation.review_note = Status.DRAFT, note
    _note("sent_back", translation, by)


def confirm(translation: Translation, verdict: Verdict, *, by: Actor) -> None:
    """A small edit of the original changed nothing in the translation: it is one of the original as it is now."""
    refuse_silenced(by)
    translation = queries.lock_translation(translation.id)
    words = words_now(translation)
    _refuse_translator(translation, words, by)
    if translation.status is not Status.APPROVED:
        raise AlreadyDecided(translation)
    if verdict.version != translation.version:
        raise StaleVersion(name_of(translation.reviewer_id), translation.changed_at)
    if verdict.checked_revision != words.revision:
        raise OriginalChanged(verdict.checked_revision)
    if how_fresh(words, translation.source_revision) is Freshness.STALE:
        raise Conflict("translation_is_stale")
    _sign(translation, words, by)
    translation.source_revision, translation.behind = words.revision, Freshness.FRESH
    translation.approved_at = now()
    _note("confirmed", translation, by)


def withdraw(translation: Translation, version: int, *, by: Actor) -> None:
    """Take a version away. Whoever had asked for one that was not finished still waits for it."""
    sources.held(translation.kind, translation.subject_id)  # whoever waits for it gets a new row
    translation = queries.lock_translation(translation.id)
    words = words_now(translation)
    if not can_withdraw(by, Work(translation, words)):
        raise Conflict("checking_not_yours")
    if translation.status in (Status.WITHDRAWN, Status.SUPERSEDED):
        raise AlreadyDecided(translation)
    if version != translation.version:
        raise StaleVersion(name_of(translation.reviewer_id or translation.translator_id), translation.changed_at)
    was_open = translation.status in OPEN
    translation.status, translation.withdrawn_by = Status.WITHDRAWN, by.person_id
    translation.withdrawn_at = translation.changed_at = now()
    db.session.flush()
    if was_open and translation.wanted:
        again = queries.insert_open(words, translation.lang, now(), requested_by=translation.requested_by)
        if again is not None:
            queries.pass_on_requests(translation.id, again)
    _note("withdrawn", translation, by)


def _to_decide(translation: Translation, verdict: Verdict, by: Actor, *, whatever_changed: bool = False) -> Words:
    """The original, if this translation waits for a verdict, is the one that was read, and this person may give it."""
    words = words_now(translation)
    if translation.status is not Status.IN_REVIEW:
        raise AlreadyDecided(translation)
    _refuse_translator(translation, words, by)
    if verdict.version != translation.version:
        raise StaleVersion(name_of(translation.translator_id), translation.changed_at)
    if verdict.checked_revision != words.revision and not whatever_changed:
        raise OriginalChanged(verdict.checked_revision)
    return words


def _refuse_translator(translation: Translation, words: Words, by: Actor) -> None:
    if has_written(by, translation):
        raise Conflict("checked_by_another")
    if not can_check(by, Work(translation, words)):
        raise Conflict("checking_not_yours")


def _sign(translation: Translation, words: Words, by: Actor) -> None:
    """She has checked it, for the host, for the author's organisation, or for the ministry."""
    translation.reviewer_id = by.person_id
    translation.reviewer_for = speaks_for(words, by)
    translation.changed_at = now()


def _note(what: str, translation: Translation, by: Actor, **data: object) -> None:
    record(
        f"bilingual.translation_{what}", subject=translation, by=by, organisation_id=translation.reviewer_for,
        kind=translation.kind, subject_id=translation.subject_id, lang=translation.lang,
        source_revision=translation.source_revision, **data,
    )  # fmt: skip
