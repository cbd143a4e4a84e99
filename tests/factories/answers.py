"""Answers, batches and what is published, for tests: through the room's own services; they commit."""

from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.questions.models import Answer, Batch, Question
from app.blueprints.questions.services import answering, batches, publishing
from app.blueprints.questions.terms.answers import AnswerDraft, Publication, Words
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member
from tests.factories.questions import of

SAID = {"nb": "Ja, den kan stå i kjelleren.", "nn": "Ja, han kan stå i kjellaren.", "en": "Yes, the basement will do."}
ASKED = {"nb": "Kan den stå i kjelleren?", "nn": "Kan han stå i kjellaren?", "en": "May it stand in the basement?"}


def hosts(dialogue: Dialogue) -> tuple[Organisation, Person, Person]:
    """The buyer that leads, and two editors of it: one writes, the other approves."""
    firm = db.session.get_one(Organisation, dialogue.organisation_id)
    return firm, member(firm, "editor", name="Siri Skriver"), member(firm, "editor", name="Gunnar Godkjenner")


def words(dialogue: Dialogue, **values: str) -> dict[str, Words]:
    """In every language of the dialogue, or as `values` say: nb="Svar"."""
    return {code: Words(ASKED[code], values.get(code, SAID[code])) for code in dialogue.languages}


def written(dialogue: Dialogue, question: Question | None, firm: Organisation, writer: Person, **values: Any) -> Answer:
    with unit_of_work(of(firm, writer)):
        draft = AnswerDraft(words=values.pop("words", None) or words(dialogue, **values))
        return answering.write_answer(
            dialogue_shown(dialogue.id), question.id if question else None, draft, by=actor(writer)
        )


def approved(
    dialogue: Dialogue, question: Question | None, who: tuple[Organisation, Person, Person], **values: Any
) -> Answer:
    """Written by the one and approved by the other."""
    firm, writer, other = who
    made = written(dialogue, question, firm, writer, **values)
    with unit_of_work(of(firm, other)):
        answering.approve(dialogue_shown(dialogue.id), made, made.version, by=actor(other))
    return made


def prepared(dialogue: Dialogue, who: tuple[Organisation, Person, Person]) -> Batch:
    with unit_of_work(of(who[0], who[1])):
        return batches.prepare(dialogue_shown(dialogue.id), by=actor(who[1]))


def published(dialogue: Dialogue, who: tuple[Organisation, Person, Person], batch: Batch | None = None) -> Batch:
    """All that is approved goes out."""
    batch = batch or prepared(dialogue, who)
    with unit_of_work(of(who[0], who[1])):
        said = Publication(version=batch.version, keeps_deadline=True)
        return publishing.publish(dialogue.id, batch.id, said, by=actor(who[1]))
