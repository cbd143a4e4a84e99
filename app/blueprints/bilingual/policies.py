"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Authority, Check, Role
from app.blueprints.bilingual.terms.presenting import Words
from app.blueprints.bilingual.terms.translations import Status, Work

WRITERS = (Role.OWNER, Role.EDITOR)


def can_read_glossary(actor: Anyone, *_things: object) -> bool:
    """Everybody, what is withdrawn too: it tells what a translation rested on."""
    return True


def can_edit_glossary(actor: Anyone, *_things: object) -> bool:
    """The ministry's people: its moderators and administrators."""
    return actor.is_moderator or actor.is_administrator


def can_read_words(actor: Anyone, words: Words) -> bool:
    """Whoever may read the original; what is hidden or withdrawn only a moderator."""
    return words.visible or actor.is_moderator


def can_request(actor: Anyone, words: Words) -> bool:
    return words.visible and actor.is_authenticated


def can_translate(actor: Anyone, words: Words) -> bool:
    """The writers of any organisation, and moderators."""
    return words.visible and (actor.is_moderator or any(m.role in WRITERS for m in actor.memberships))


def can_edit_translation(actor: Anyone, work: Work) -> bool:
    return can_translate(actor, work.words)


def can_check(actor: Anyone, work: Work) -> bool:
    """The host's writers, moderators, and the author of the original; never who has written a word of it."""
    may = _answers_for_place(actor, work.words) or _answers_for_words(actor, work.words)
    return work.words.visible and may and not has_written(actor, work.translation)


def can_withdraw(actor: Anyone, work: Work) -> bool:
    """The translator too; but not what a moderator has taken away already, whose words she would read there."""
    may = _reviews(actor, work.words) or _is_translator(actor, work)
    return work.words.visible and may and not _is_taken_away(work)


def can_read_translation(actor: Anyone, work: Work) -> bool:
    """What is shown to readers: whoever may read the original. What is not: those who translate and check."""
    if not can_read_words(actor, work.words):
        return False
    status = work.translation.status
    if _is_taken_away(work):
        return actor.is_moderator
    if status in (Status.APPROVED, Status.SUPERSEDED) or (status == Status.MACHINE and not work.words.official):
        return True
    if _reviews(actor, work.words) or _is_translator(actor, work):
        return True
    return status != Status.WITHDRAWN and can_translate(actor, work.words)


def _is_taken_away(work: Work) -> bool:
    """Nobody's own wish: a moderator took it away, or words that it was made of. What it says is hers to see."""
    return work.translation.status == Status.WITHDRAWN and work.translation.withdrawn_by is None


def can_see_queues(actor: Anyone, *_things: object) -> bool:
    return actor.is_authenticated


def _reviews(actor: Anyone, words: Words) -> bool:
    is_author = actor.is_authenticated and actor.person_id == words.author_id
    return is_author or _answers_for_place(actor, words)


def _answers_for_place(actor: Anyone, words: Words) -> bool:
    member = actor.membership(words.host_id) if words.host_id is not None else None
    return actor.is_moderator or (member is not None and member.role in WRITERS)


def _answers_for_words(actor: Anyone, words: Words) -> bool:
    """Her own words, for an organisation for which she still writes and of which it is known who speaks for it.

    While it is not, a moderator reads what she writes before others do; translations are no way round that.
    """
    if words.organisation_id is None or actor.person_id != words.author_id:
        return False
    member = actor.membership(words.organisation_id)
    if member is None or member.role not in WRITERS:
        return False
    return member.check != Check.UNCHECKED and member.authority != Authority.UNPROVEN


def has_written(actor: Anyone, translation: Any) -> bool:
    """Whether words of it are hers, whoever has changed others since."""
    return actor.is_authenticated and actor.person_id in (translation.translator_id, *translation.hands)


def _is_translator(actor: Anyone, work: Work) -> bool:
    return actor.is_authenticated and actor.person_id == work.translation.translator_id
