"""A neutral paraphrase of an answer: the buyer writes it, the firm approves, changes or declines, the buyer publishes.

Silence is never approval. Each step is the database's too: see the triggers of migration 0037.
"""

from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries.writing import flush
from app.blueprints.inputs.models import Paraphrase, Published
from app.blueprints.inputs.queries import paraphrases as queries
from app.blueprints.inputs.rules.passages import repeats
from app.blueprints.inputs.terms.answers import OPEN, Lane, ParaphraseState, Passage
from app.blueprints.journal.services import record
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized

LONGEST = 2_000  # characters


def propose(dialogue: Any, answer: Any, words: Localized, version: int, *, by: Actor) -> Paraphrase:
    """Ask the firm whether this may be published, in the place of what was asked before and is not published.

    `version`: of the paraphrase that its author has seen; 0 for none.
    """
    _refuse_closed(dialogue)
    if answer.lane == Lane.PUBLIC or not answer.body:
        raise Conflict("answer_is_public")
    _check(dialogue, answer, words)
    latest = queries.paraphrases_of_answers([answer.id]).get(answer.id)
    if latest is not None and latest.version != version:
        raise StaleVersion(None, latest.answered_at or latest.proposed_at)
    if latest is not None and latest.state in OPEN:
        found = queries.lock_paraphrase(latest.id)
        found.words, found.state, found.counter, found.said = words, ParaphraseState.PROPOSED, Localized(), ""
        found.approved_at = found.answered_at = found.answered_by = None
        found.proposed_by, found.proposed_at = by.person_id, now()
        _flush(found)
    else:
        found = Paraphrase(
            dialogue_id=dialogue.id, organisation_id=answer.organisation_id, answer_id=answer.id,
            question_id=answer.question_id, words=words, proposed_by=by.person_id, proposed_at=now(),
        )  # fmt: skip
        db.session.add(found)
    record(
        "inputs.paraphrase_proposed", subject=found, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, firm=answer.organisation_id,
    )  # fmt: skip
    return found


def approve(dialogue: Any, paraphrase: Paraphrase, version: int, *, by: Actor) -> None:
    """The firm says yes to these words. Only from here on may they be published."""
    found = _to_answer(dialogue, paraphrase, version)
    found.state, found.approved_at = ParaphraseState.APPROVED, now()
    _answered(dialogue, found, by)


def decline(dialogue: Any, paraphrase: Paraphrase, said: str, version: int, *, by: Actor) -> None:
    """Nothing of this answer is published, with or without a word why."""
    refuse_identity_numbers(said, field="said")
    found = _to_answer(dialogue, paraphrase, version)
    found.state, found.said = ParaphraseState.DECLINED, said.strip()
    _answered(dialogue, found, by)


def change(dialogue: Any, paraphrase: Paraphrase, words: Localized, said: str, version: int, *, by: Actor) -> None:
    """The firm says yes to other words of its own. The buyer publishes those, or proposes anew."""
    for lang in dialogue.languages:
        if not words.get(lang):
            raise Refused("words_are_missing", field=f"words_{lang}")
        refuse_identity_numbers(words[lang], field=f"words_{lang}")
    refuse_identity_numbers(said, field="said")
    found = _to_answer(dialogue, paraphrase, version)
    if words == found.words:
        raise Refused("nothing_is_changed", field=f"words_{dialogue.lang}")
    found.state, found.counter, found.said = ParaphraseState.CHANGED, words, said.strip()
    _answered(dialogue, found, by)


def use_the_firms_words(dialogue: Any, paraphrase: Paraphrase, version: int, *, by: Actor) -> None:
    """What the firm wrote instead is what will be published: it has said yes to it by writing it."""
    _refuse_closed(dialogue)
    found = _locked(paraphrase, version)
    if found.state is not ParaphraseState.CHANGED:
        raise Conflict("paraphrase_is_answered")
    found.words, found.state, found.approved_at = found.counter, ParaphraseState.APPROVED, now()
    _flush(found)
    record(
        "inputs.paraphrase_taken", subject=found, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id,
    )  # fmt: skip


def publish_approved(dialogue: Any, *, by: Actor) -> int:
    """All that the firms have approved, at one moment, in the languages of the dialogue; gives how many.

    What nobody has answered stays where it is.
    """
    _refuse_closed(dialogue)
    refuse_silenced(by)
    ready, at = queries.approved(dialogue.id, lock=True), now()
    if not ready:
        raise Conflict("nothing_is_approved")
    for each in ready:
        each.state, each.published_at = ParaphraseState.PUBLISHED, at
        db.session.add(
            Published(
                dialogue_id=dialogue.id, question_id=each.question_id, paraphrase_id=each.id, lang=dialogue.lang,
                words=each.words, published_at=at,
            )
        )  # fmt: skip
    db.session.flush()
    ledger.published(
        dialogue.id,
        [
            ItemDraft(
                kind=Kind.OTHER, subject_type="inputs_paraphrase", subject_id=each.id,
                title=(each.words.get(dialogue.lang) or each.words.in_(dialogue.lang))[:200], lang=dialogue.lang,
            )
            for each in ready
        ],
        at=at, by=by, path=f"/dialogues/{dialogue.id}/input/answers",
    )  # fmt: skip
    record(
        "inputs.paraphrases_published", subject=("dialogues_dialogue", dialogue.id), by=by,
        organisation_id=dialogue.organisation_id, paraphrases=[each.id for each in ready],
    )  # fmt: skip
    return len(ready)


def lapse(dialogue_id: int, by: Actor | None) -> None:
    """The dialogue is over: what nobody has said yes to is never published."""
    for each in queries.in_state(dialogue_id, ParaphraseState.PROPOSED, ParaphraseState.CHANGED):
        each.state = ParaphraseState.LAPSED


def _check(dialogue: Any, answer: Any, words: Localized) -> None:
    passages = [Passage(**each) for each in answer.passages]
    for lang in dialogue.languages:
        if not words.get(lang):
            raise Refused("language_is_missing", field=f"words_{lang}")
        refuse_identity_numbers(words[lang], field=f"words_{lang}")
        if found := repeats(words[lang], answer.body, passages):
            raise Refused("repeats_a_secret", field=f"words_{lang}", words=found[0][:80])


def _to_answer(dialogue: Any, paraphrase: Paraphrase, version: int) -> Paraphrase:
    _refuse_closed(dialogue)
    found = _locked(paraphrase, version)
    if found.state is not ParaphraseState.PROPOSED:
        raise Conflict("paraphrase_is_answered")
    return found


def _locked(paraphrase: Paraphrase, version: int) -> Paraphrase:
    found = queries.lock_paraphrase(paraphrase.id)
    if found.version != version:
        raise StaleVersion(name_of(found.answered_by or found.proposed_by), found.answered_at or found.proposed_at)
    return found


def _answered(dialogue: Any, found: Paraphrase, by: Actor) -> None:
    found.answered_by, found.answered_at = by.person_id, now()
    _flush(found)
    record(
        "inputs.paraphrase_answered", subject=found, by=by, organisation_id=found.organisation_id,
        dialogue_id=dialogue.id, host=dialogue.organisation_id, state=found.state.value,
    )  # fmt: skip


def _flush(found: Paraphrase) -> None:
    if not flush():
        raise StaleVersion


def _refuse_closed(dialogue: Any) -> None:
    if dialogue.state in (DialogueState.DRAFT, DialogueState.CLOSED):
        raise Conflict("dialogue_is_closed")
