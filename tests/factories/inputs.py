"""Questionnaires and answers for tests, through the room's own services; they commit."""

from collections.abc import Mapping
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.inputs.models import Answer, Input, Paraphrase, Questionnaire
from app.blueprints.inputs.queries import answers as queries
from app.blueprints.inputs.queries import questionnaires
from app.blueprints.inputs.services import answering, handing_in, paraphrases, ready_made
from app.blueprints.inputs.services import questionnaires as building
from app.blueprints.inputs.terms.answers import Lane, Typed
from app.blueprints.inputs.terms.questionnaires import QuestionDraft, QuestionKind
from app.core.db import Context, unit_of_work
from app.core.localized import Localized
from tests.factories.accounts import actor

SECRET = "en ny legering"
MARKED = f"Vi bruker [[{SECRET}]] i kaifronten, og det halverer tida."
COST = Localized(nb="Hva driver kostnaden?", en="What drives the cost?")
NEUTRAL = {"nb": "En leverandør kan halvere tida.", "en": "A supplier can halve the time."}


def working_for(who: Person) -> Context:
    """The context of a request of hers."""
    facts = actor(who).memberships
    return Context(person_id=who.id, organisation_ids=tuple(fact.organisation_id for fact in facts))


def question_draft(**values: Any) -> QuestionDraft:
    given = {"kind": QuestionKind.TEXT, "words": COST, "hint": Localized(), "minutes": 6}
    return QuestionDraft(**given | values)


def questionnaire(dialogue: Dialogue, by: Person, *, key: str = "small", published: bool = True) -> Questionnaire:
    """A ready-made one, by default the short one, published."""
    who = actor(by)
    with unit_of_work(working_for(by)):
        made = building.start(dialogue, ready_made.find(key), by=who)
        if published:
            building.publish(dialogue, made.version, by=who)
    return made


def add_question(dialogue: Dialogue, by: Person, **values: Any) -> None:
    """One more in the last section, published."""
    who = actor(by)
    with unit_of_work(working_for(by)):
        made = questionnaires.get_questionnaire(dialogue.id)
        section = questionnaires.sections_of(dialogue.id)[-1]
        building.save_question(dialogue, section.id, None, question_draft(**values), made.version, by=who)
        building.publish(dialogue, made.version, by=who)


def asked(dialogue: Dialogue, kind: QuestionKind | None = None) -> list[Any]:
    """What is asked, in order; of one kind only."""
    with unit_of_work():
        return [row for row in questionnaires.questions_of(dialogue.id) if kind in (None, row.kind)]


def typed(dialogue: Dialogue, **of_text: Any) -> dict[int, Typed]:
    """What a firm types to a ready-made questionnaire: the first choice of each, and a text where one is asked for."""
    text = Typed(**{"text": "To kaier i Førde.", "lane": Lane.BUYER} | of_text)
    plain = {QuestionKind.TEXT: text, QuestionKind.SCALE: Typed(chosen=(3,)), QuestionKind.FILE: Typed()}
    return {row.id: plain.get(row.kind, Typed(chosen=(0,))) for row in asked(dialogue)}


def begun(dialogue: Dialogue, firm: Organisation, by: Person, answers: Mapping[int, Typed] | None = None) -> Input:
    """Answers that are saved and not handed in."""
    who, answers = actor(by), answers if answers is not None else typed(dialogue)
    rows = asked(dialogue)
    with unit_of_work(working_for(by)):
        mine = answering.begin(dialogue, firm.id, "nb", by=who)
        for section in {row.section_id: None for row in rows}:
            inside = {row.id: answers[row.id] for row in rows if row.section_id == section and row.id in answers}
            page = queries.working_of(mine.id, section)
            answering.save(dialogue, mine, section, inside, page.version if page else 0, by=who)
    return mine


def handed_in(dialogue: Dialogue, firm: Organisation, by: Person, answers: Mapping[int, Typed] | None = None) -> Input:
    """Answers that the buyer reads."""
    mine = begun(dialogue, firm, by, answers)
    with unit_of_work(working_for(by)):
        return handing_in.hand_in(dialogue, mine, "nb", mine.version, by=actor(by))


def answer_in_words(mine: Input, by: Person) -> Answer:
    """The first answer of an input that has a text."""
    with unit_of_work(working_for(by)):
        return next(row for row in queries.answers_of(mine.id) if row.body)


def proposed(dialogue: Dialogue, answer: Answer, by: Person, **words: str) -> Paraphrase:
    """A paraphrase that waits for its firm."""
    who = actor(by)
    with unit_of_work(working_for(by)):
        row = queries.get_answer(answer.id)
        return paraphrases.propose(dialogue, row, Localized(NEUTRAL | words), 0, by=who)
