"""A batch goes out: everybody has every answer of it, in every language, at one instant, or nobody has any.

One transaction and a number of statements that does not grow with the batch. What was withdrawn, changed or not
finished meanwhile stops it and is named; the buyer then leaves out exactly what was named, and publishes the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.queries import get_dialogue
from app.blueprints.dialogues.services.deadlines import move_deadline
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.journal.services import record
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind
from app.blueprints.questions.models import Batch
from app.blueprints.questions.queries import batches as queries
from app.blueprints.questions.rules.batches import asks_about_deadline, faulty, numbered
from app.blueprints.questions.services.batches import changed, held
from app.blueprints.questions.terms.answers import Fault, Prepared, Publication
from app.blueprints.questions.terms.questions import BatchState, Deadline
from app.core import text
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

IN_THE_LEDGER = 200  # characters of a question


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a batch: each answer with its row, what stops some of them, and what is asked about the last day."""

    answers: Sequence[tuple[Prepared, Any]]
    faults: Mapping[int, Sequence[Fault]]
    asks_about_deadline: bool


def lying(dialogue: Any, batch_id: int, *, hold: bool = False) -> Lying:
    """The batch as it is now; `hold`, so that it stays so until the transaction ends."""
    answers = queries.contents(batch_id, hold=hold)
    late = any(row.late for _, row in answers if row.late)
    asks = dialogue.state == DialogueState.PUBLISHED and asks_about_deadline(dialogue.closes_on, today(), late=late)
    return Lying(answers, faulty((one for one, _ in answers), dialogue.languages), asks)


def publish(dialogue_id: int, batch_id: int, said: Publication, *, by: Actor) -> Batch:
    """Now, for everybody. Conflict when it is out, has changed since it was read, or holds what cannot go out."""
    refuse_silenced(by)
    dialogue = queries.hold_dialogue(dialogue_id)
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")
    batch = held(dialogue, batch_id)
    if said.version != batch.version:
        raise StaleVersion
    found = lying(dialogue, batch.id, hold=True)
    if set(found.faults) - said.without:
        raise Conflict("batch_is_not_ready", count=len(set(found.faults) - said.without))
    going = [pair for pair in found.answers if pair[0].answer_id not in said.without]
    if not going:
        raise Conflict("batch_is_empty")
    queries.take_out(batch.id, said.without)
    batch.deadline = _deadline(dialogue, said, asked=found.asks_about_deadline, by=by)
    at = now()
    _make_public(dialogue, batch, going, at, by)
    batch.state, batch.published_at, batch.published_by = BatchState.PUBLISHED, at, by.person_id
    changed(batch)
    record(
        "questions.batch_published", subject=batch, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, answers=len(going), left_out=len(said.without), deadline=batch.deadline.value,
    )  # fmt: skip
    return batch


def _make_public(dialogue: Any, batch: Batch, going: Sequence[tuple[Prepared, Any]], at: datetime, by: Actor) -> None:
    """The public rows, the numbers, the states and the ledger: a statement or two each, whatever their number."""
    numbers = numbered((one for one, _ in going), queries.highest_number(dialogue.id))
    joined = queries.merged_into([one.question_id for one, _ in going if one.question_id is not None])
    queries.lay_aside([row.replaces_id for _, row in going if row.replaces_id is not None])
    rows = [_entry(dialogue, batch, one, row, joined, at) | {"number": numbers[one.answer_id]} for one, row in going]
    made = queries.make_entries(rows)
    asked = {one.question_id: numbers[one.answer_id] for one, _ in going if one.question_id is not None}
    queries.number_questions(asked, at)
    queries.publish_answers(batch.id)
    drafts = [
        ItemDraft(Kind.ANSWER, "questions_entry", made[row["answer_id"]], _title(row), row["lang"]) for row in rows
    ]
    ledger.published(dialogue.id, drafts, at=at, by=by, path=f"/dialogues/{dialogue.id}/questions")


def _entry(
    dialogue: Any, batch: Batch, one: Prepared, row: Any, joined: Mapping[int, Sequence[int]], at: datetime
) -> dict[str, Any]:
    words: dict[str, dict[str, str]] = {
        lang: {"question": said.question, "text": said.answer, "html": str(text.to_html(said.answer))}
        for lang, said in one.words.items()
        if lang in dialogue.languages
    }
    if one.asked_in is not None:
        words.setdefault(one.asked_in, {})["question"] = one.said
    return {
        "dialogue_id": dialogue.id,
        "answer_id": one.answer_id,
        "batch_id": batch.id,
        "version": row.number,
        "current": True,
        "pseudonym": row.pseudonym,
        "joined": list(joined.get(one.question_id or 0, ())),
        "need_id": row.need_id,
        "follows": row.follows,
        "late": bool(row.late),
        "lang": one.asked_in or dialogue.lang,
        "why": row.why,
        "words": words,
        "published_at": at,
        "hidden_at": None,
        "hidden_reason": "",
        "created_at": at,
    }


def _title(row: Mapping[str, Any]) -> str:
    """The question, as it is called in the ledger."""
    question = " ".join(row["words"][row["lang"]]["question"].split())
    return question if len(question) <= IN_THE_LEDGER else question[: IN_THE_LEDGER - 1].rstrip() + "…"


def _deadline(dialogue: Any, said: Publication, *, asked: bool, by: Actor) -> Deadline:
    """Few days are left to use the answers: the buyer moves the last day for input, or says that it stays."""
    if said.closes_on is not None:
        if dialogue.state != DialogueState.PUBLISHED:
            raise Conflict("competition_is_announced")
        if said.closes_on <= max(dialogue.closes_on, today()):
            raise Refused("choose_a_later_day", field="closes_on")
        whole = get_dialogue(dialogue.id)
        db.session.refresh(whole, ["closes_on", "version"])
        move_deadline(whole, said.closes_on, by=by)
        return Deadline.MOVED
    if asked and not said.keeps_deadline:
        raise Refused("say_what_of_the_deadline", field="deadline")
    return Deadline.KEPT if asked else Deadline.NOT_ASKED
