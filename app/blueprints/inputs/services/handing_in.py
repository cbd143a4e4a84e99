"""A firm hands its answers in, changes them and takes them back: until the deadline, to the second."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.services.taking import refuse_uninvited, refuse_when_not_taken
from app.blueprints.inputs.models import Answer, Input
from app.blueprints.inputs.queries import answers as queries
from app.blueprints.inputs.queries import questionnaires
from app.blueprints.inputs.rules import answers as rules
from app.blueprints.inputs.services.answering import typed_of
from app.blueprints.inputs.terms.answers import Answered, InputState, Lane, ParaphraseState
from app.blueprints.journal.services import record
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import How
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def faults(mine: Input) -> list[rules.Fault]:
    """What stands between the answers and handing them in."""
    return rules.faults(_asked(mine.dialogue_id), typed_of(mine.id))


def _asked(dialogue_id: int) -> list[Any]:
    rows = questionnaires.questions_of(dialogue_id)
    return [row for row in rows if row.published_at is not None and row.withdrawn_at is None]


def hand_in(dialogue: Any, mine: Input, lang: str, version: int, *, by: Actor) -> Input:
    """The buyer reads it from here on, and everybody what is public in it. Again, as often as one likes, in time.

    `lang`: the language that the answers are written in.
    """
    refuse_silenced(by)
    times = questionnaires.lock_dialogue_times(dialogue.id)
    refuse_when_not_taken(times)
    refuse_uninvited(times, mine.organisation_id)
    mine = queries.lock_input(mine.id)
    if mine.version != version:
        raise StaleVersion(name_of(mine.handed_in_by), mine.handed_in_at)
    questions = _asked(dialogue.id)
    typed = typed_of(mine.id)
    if found := rules.faults(questions, typed):
        raise Refused("input_is_not_complete", number=len({fault.question_id for fault in found}))
    said = [each for each in questions if each.id in typed and not rules.is_blank(typed[each.id])]
    answers = [rules.answered(each, typed[each.id]) for each in said]
    if not answers:
        raise Refused("nothing_is_answered")
    at = now()
    mine.lang = lang
    mine.state, mine.times, mine.sha256 = InputState.HANDED_IN, mine.times + 1, rules.fingerprint(answers)
    mine.handed_in_at, mine.handed_in_by, mine.changed_at = at, by.person_id, at
    mine.questionnaire = questionnaires.get_questionnaire(dialogue.id).number
    db.session.flush()
    _put(mine, {each.id: each for each in questions}, answers)
    questionnaires.lock_as_answered(dialogue.id)
    ledger.joined(dialogue.id, mine.organisation_id, How.INPUT, at=at)
    record(
        "inputs.handed_in", subject=mine, by=by, organisation_id=mine.organisation_id, dialogue_id=dialogue.id,
        times=mine.times, sha256=mine.sha256,
    )  # fmt: skip
    return mine


def _put(mine: Input, questions: Mapping[int, Any], answers: Sequence[Answered]) -> None:
    """What was handed in takes the place of what was; the public part of it before everybody."""
    before = {each.question_id: each for each in queries.answers_of(mine.id)}
    now_said = {each.question_id: each for each in answers}
    changed = []
    for number in questions:
        row, said = before.get(number), now_said.get(number)
        if row is None and said is None:
            continue
        if row is None:
            row = Answer(
                dialogue_id=mine.dialogue_id, organisation_id=mine.organisation_id, input_id=mine.id,
                question_id=number, lang=mine.lang, chosen=[], passages=[], body="", changed_at=mine.changed_at,
            )  # fmt: skip
            db.session.add(row)
            before[number] = row
        if _take(row, said or Answered(question_id=number), mine):
            changed.append(row)
    db.session.flush()
    _outdate([row.id for row in changed])
    public = [each for each in answers if each.lane is Lane.PUBLIC]
    shown = {each.question_id for each in public}
    queries.take_from_public([row.id for number, row in before.items() if number in questions and number not in shown])
    queries.put_before_public(
        [
            {
                "dialogue_id": mine.dialogue_id, "question_id": each.question_id,
                "organisation_id": mine.organisation_id, "answer_id": before[each.question_id].id, "lang": mine.lang,
                "words": rules.public_words(questions[each.question_id], each, mine.lang),
                "published_at": mine.changed_at,
            }
            for each in public
        ]
    )  # fmt: skip


def _take(row: Answer, said: Answered, mine: Input) -> bool:
    """Whether the answer is another than it was."""
    values = {
        "body": said.body, "passages": [asdict(each) for each in said.passages], "number": said.number,
        "chosen": list(said.chosen), "lane": said.lane, "reason": said.reason, "file_id": said.file_id,
        "lang": mine.lang,
    }  # fmt: skip
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = mine.changed_at
    return True


def _outdate(answer_ids: Sequence[int]) -> None:
    for paraphrase in queries.outdate_paraphrases(answer_ids):
        paraphrase.state, paraphrase.approved_at = ParaphraseState.OUTDATED, None


def take_back(dialogue: Any, mine: Input, version: int, *, by: Actor) -> None:
    """The buyer reads it no longer, nor does anybody; the firm keeps it. A paraphrase that is published stays."""
    refuse_when_not_taken(questionnaires.lock_dialogue_times(dialogue.id))
    mine = queries.lock_input(mine.id)
    if mine.version != version:
        raise StaleVersion(name_of(mine.handed_in_by), mine.handed_in_at)
    if mine.state is not InputState.HANDED_IN:
        raise Conflict("input_is_not_handed_in")
    numbers = [row.id for row in queries.answers_of(mine.id)]
    queries.take_from_public(numbers)
    _outdate(numbers)
    mine.state, mine.changed_at = InputState.WITHDRAWN, now()
    record("inputs.taken_back", subject=mine, by=by, organisation_id=mine.organisation_id, dialogue_id=dialogue.id)
