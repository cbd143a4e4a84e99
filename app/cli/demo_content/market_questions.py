"""Questions under a pseudonym in the demo, what the buyer did with them, its answers, and the batches they came out in."""

from collections.abc import Iterator, Mapping
from functools import partial

from app.blueprints.accounts.terms import Actor
from app.blueprints.questions.models import Question
from app.blueprints.questions.queries.answering import find_answer
from app.blueprints.questions.queries.asking import own_question
from app.blueprints.questions.queries.intake import get_question
from app.blueprints.questions.services import answering, asking, batches, intake, publishing
from app.blueprints.questions.terms.answers import AnswerDraft, Publication, Words
from app.blueprints.questions.terms.questions import QuestionDraft
from app.cli.demo_content.market import Stage, when
from app.cli.demo_content.talk import Happening, Table, flow
from app.core.db import db


def happenings(stage: Stage) -> Iterator[Happening]:
    for each in stage.story.get("questions", ()):
        yield when(each["at"], partial(_ask, stage, each))
        yield from _received(stage, each)
        yield from _answered(stage, each)
    for each in stage.story.get("information", ()):
        yield from _answered(stage, each)
    for at in stage.story.get("batches", ()):
        yield when(at, partial(_publish, stage))


def _received(stage: Stage, each: Table) -> Iterator[Happening]:
    if proposal := each.get("proposed"):
        yield when(proposal["at"], partial(_propose, stage, each["key"], proposal["words"]))
    if "agreed" in each:
        yield when(each["agreed"], partial(_agree, stage, each["key"]))
    if returned := each.get("returned"):
        yield when(returned["at"], partial(_give_back, stage, each["key"], returned["reason"]))


def _answered(stage: Stage, each: Table) -> Iterator[Happening]:
    """`answer`, and `anew`: the new version of one that is out. Somebody else approves each."""
    for part in ("answer", "anew"):
        if told := each.get(part):
            yield when(told["at"], partial(_write, stage, each["key"], told))
            yield when(told["approved"], partial(_approve, stage, each["key"]))


def _ask(stage: Stage, each: Table, by: Actor) -> None:
    firm, need = by.memberships[0].organisation_id, stage.need(each.get("need"))
    number = asking.begin(
        stage.dialogue, firm, each["lang"], follows=stage.made.get(f"{each.get('follows')}/number"),
        need_id=need.id if need else None, by=by,
    )  # fmt: skip
    question = own_question(number).question
    draft = QuestionDraft(
        body=flow(each["body"]), lang=each["lang"], need_id=question.need_id, version=question.version
    )
    asking.save(question, draft, by=by)
    if each.get("sent", True):
        asking.ask(stage.dialogue, question, firm, question.version, sure=True, by=by)
    stage.made[each["key"]] = number


def _propose(stage: Stage, key: str, words: str, by: Actor) -> None:
    question = get_question(stage.made[key])
    intake.propose(question, flow(words), None, question.version, by=by)


def _agree(stage: Stage, key: str, by: Actor) -> None:
    question = own_question(stage.made[key]).question
    asking.answer_proposal(question, question.version, agree=True, by=by)


def _give_back(stage: Stage, key: str, reason: str, by: Actor) -> None:
    question = get_question(stage.made[key])
    intake.give_back(question, flow(reason), question.version, by=by)


def _write(stage: Stage, key: str, told: Table, by: Actor) -> None:
    draft = AnswerDraft(words=_words(told["words"]), why=flow(told.get("why", "")))
    before = find_answer(stage.dialogue.id, stage.made.get(f"{key}/answer", 0))
    if before is None:
        answer = answering.write_answer(stage.dialogue, stage.made.get(key), draft, by=by)
    else:
        answer = answering.write_anew(stage.dialogue, before, draft, by=by)
    stage.made[f"{key}/answer"] = answer.id


def _words(told: Mapping[str, Table]) -> dict[str, Words]:
    """In the language it was asked in, the question is the firm's and stands nowhere else."""
    return {lang: Words(flow(said.get("question", "")), flow(said["answer"])) for lang, said in told.items()}


def _approve(stage: Stage, key: str, by: Actor) -> None:
    answer = find_answer(stage.dialogue.id, stage.made[f"{key}/answer"])
    if answer is None:
        raise LookupError(key)
    answering.approve(stage.dialogue, answer, answer.version, by=by)


def _publish(stage: Stage, by: Actor) -> None:
    """All that has been approved goes out; and from then on one can follow up what was asked."""
    batch = batches.prepare(stage.dialogue, by=by)
    publishing.publish(stage.dialogue.id, batch.id, Publication(batch.version, keeps_deadline=True), by=by)
    for each in stage.story.get("questions", ()):
        if number := stage.made.get(each["key"]):
            question = db.session.get_one(Question, number, populate_existing=True)
            stage.made[f"{each['key']}/number"] = question.number or 0
