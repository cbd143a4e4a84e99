"""A draft is published, the competition is announced, the dialogue is closed: only forwards."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues import rules
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries.process import NOTHING_RED, refused_by_the_database
from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.official_notices import put_up
from app.blueprints.dialogues.services.plan import fairness_left
from app.blueprints.dialogues.services.writing import refuse_over, touch
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.process import NoticeDraft, NoticeKind, OpenTo
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.errors import Conflict


def missing(dialogue: Dialogue) -> list[str]:
    """Codes of what stands between a draft and its publication; empty when it is ready."""
    lang = rules.other_language(dialogue.lang)
    translated = any(t.lang == lang and t.title and t.summary for t in dialogue.translations)
    answered = all(warning.get("answer") for need in dialogue.needs for warning in need.warnings or [])
    checks = {
        "template_is_not_published": not dialogue.is_template,
        "need_is_missing": bool(dialogue.needs),
        "texts_are_missing": bool(dialogue.title and dialogue.summary),
        "purpose_is_missing": bool(dialogue.purpose),
        "translation_is_missing": translated,
        "warning_is_unanswered": answered,
        "dates_are_missing": bool(dialogue.opens_on and dialogue.closes_on),
        "deadline_has_passed": not dialogue.closes_on or dialogue.closes_on >= today(),
        "criterion_is_missing": dialogue.open_to is not OpenTo.INVITED or bool(dialogue.criterion),
        "fairness_is_missing": not fairness_left(dialogue),
    }
    return [code for code, is_there in checks.items() if not is_there]


def publish(dialogue: Dialogue, version: int, *, by: Actor | None) -> None:
    """From here on everybody sees it. Those who have been invited are told."""
    if dialogue.state is not DialogueState.DRAFT:
        raise Conflict("dialogue_is_published")
    if faults := missing(dialogue):
        raise Conflict(faults[0])
    dialogue.state, dialogue.published_at = DialogueState.PUBLISHED, now()
    dialogue.reviewed_at = dialogue.published_at
    touch(dialogue, by, version)
    record("dialogues.dialogue_published", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def announce(dialogue: Dialogue, notice: NoticeDraft, version: int, *, by: Actor | None) -> None:
    """The competition has been announced: from this second nothing more is taken here. It is still to be summed up."""
    refuse_over(dialogue)
    if dialogue.state is not DialogueState.PUBLISHED:
        raise Conflict("dialogue_is_not_published")
    put_up(dialogue, notice, NoticeKind.COMPETITION, by=by)
    dialogue.state, dialogue.announced_at = DialogueState.ANNOUNCED, now()
    _end_input_today(dialogue)
    touch(dialogue, by, version, part="announced")
    record("dialogues.competition_announced", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def close(dialogue: Dialogue, version: int, *, by: Actor | None) -> None:
    """The end: nothing more is taken, and nothing is left to do. What the rooms above still miss refuses it."""
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")
    if closing.obstacles(dialogue.id):
        raise Conflict("dialogue_is_not_finished")
    with refused_by_the_database(NOTHING_RED, "dialogue_is_not_finished"):  # somebody was told something just now
        dialogue.state, dialogue.closed_at = DialogueState.CLOSED, now()
        _end_input_today(dialogue)
        touch(dialogue, by, version)
    closing.follow(dialogue.id, by=by)
    record("dialogues.dialogue_closed", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def _end_input_today(dialogue: Dialogue) -> None:
    """The last day moves with the end of input, so that lists tell the truth."""
    dialogue.closes_on = min(dialogue.closes_on or today(), today())
    dialogue.opens_on = min(dialogue.opens_on or dialogue.closes_on, dialogue.closes_on)
    if dialogue.questions_until is not None:
        dialogue.questions_until = min(dialogue.questions_until, dialogue.closes_on)
