"""A questionnaire in the demo, what firms answered in each of the three lanes, and paraphrases on their way."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.inputs.models import Answer
from app.blueprints.inputs.queries.answers import answers_of
from app.blueprints.inputs.queries.paraphrases import find_paraphrase
from app.blueprints.inputs.queries.questionnaires import get_questionnaire, questions_of
from app.blueprints.inputs.services import answering, handing_in, paraphrases, questionnaires, ready_made
from app.blueprints.inputs.terms.answers import Lane, Typed
from app.blueprints.inputs.terms.questionnaires import EffortDraft
from app.cli.demo_content.market import Stage, when, worded
from app.cli.demo_content.talk import Happening, Table, flow
from app.core.db import db


def happenings(stage: Stage) -> Iterator[Happening]:
    if asked := stage.story.get("questionnaire"):
        yield when(asked["at"], partial(_ask, stage, asked))
    for each in stage.story.get("inputs", ()):
        yield when(each["at"], partial(_answer, stage, each))
        for said in each["answers"]:
            if paraphrase := said.get("paraphrase"):
                yield from _paraphrased(stage, each, said["to"], paraphrase)
    if "paraphrases_published" in stage.story:
        at = stage.story["paraphrases_published"]
        yield when(at, partial(_publish, stage))


def _paraphrased(stage: Stage, each: Table, to: int, paraphrase: Table) -> Iterator[Happening]:
    key = f"{each['at'][0]}/{to}"
    yield when(paraphrase["at"], partial(_propose, stage, key, paraphrase))
    if "approved" in paraphrase:
        yield when(paraphrase["approved"], partial(_say, stage, key, None))
    if declined := paraphrase.get("declined"):
        yield when(declined["at"], partial(_say, stage, key, declined["said"]))


def _ask(stage: Stage, asked: Table, by: Actor) -> None:
    """One that comes with the room, for so many firms, asked of everybody from that moment."""
    made = questionnaires.start(stage.dialogue, ready_made.find(asked["ready_made"]), by=by)
    db.session.flush()
    effort = EffortDraft(firms=asked["firms"], cap_hours=asked["cap_hours"], why="", version=made.version)
    questionnaires.save_effort(stage.dialogue, effort, by=by)
    questionnaires.publish(stage.dialogue, get_questionnaire(stage.dialogue.id).version, by=by)


def _answer(stage: Stage, each: Table, by: Actor) -> None:
    """`to` counts the questions from 1 through all the sections."""
    mine = answering.begin(stage.dialogue, by.memberships[0].organisation_id, each["lang"], by=by)
    questions = questions_of(stage.dialogue.id)
    sections: dict[int, dict[int, Typed]] = {}
    for said in each["answers"]:
        question = questions[said["to"] - 1]
        sections.setdefault(question.section_id, {})[question.id] = _typed(said)
    for section_id, typed in sections.items():
        answering.save(stage.dialogue, mine, section_id, typed, 0, by=by)
    if each.get("handed_in", True):
        mine = handing_in.hand_in(stage.dialogue, mine, each["lang"], mine.version, by=by)
        for answer in _answers(mine.id, [said["to"] for said in each["answers"]], questions):
            stage.made[f"{each['at'][0]}/{answer[0]}/answer"] = answer[1].id


def _typed(said: Table) -> Typed:
    return Typed(
        text=flow(said.get("text", "")), number=said.get("number", ""), chosen=tuple(said.get("chosen", ())),
        lane=Lane(said.get("lane", "buyer")), reason=flow(said.get("reason", "")),
    )  # fmt: skip


def _answers(input_id: int, places: Sequence[int], questions: Sequence[Any]) -> Iterator[tuple[int, Answer]]:
    by_question = {answer.question_id: answer for answer in answers_of(input_id)}
    return ((place, by_question[questions[place - 1].id]) for place in places)


def _propose(stage: Stage, key: str, paraphrase: Table, by: Actor) -> None:
    answer = db.session.get_one(Answer, stage.made[f"{key}/answer"])
    made = paraphrases.propose(stage.dialogue, answer, worded(paraphrase["words"]), 0, by=by)
    db.session.flush()
    stage.made[f"{key}/paraphrase"] = made.id


def _say(stage: Stage, key: str, declined: str | None, by: Actor) -> None:
    found = find_paraphrase(stage.made[f"{key}/paraphrase"])
    if declined is None:
        paraphrases.approve(stage.dialogue, found, found.version, by=by)
    else:
        paraphrases.decline(stage.dialogue, found, flow(declined), found.version, by=by)


def _publish(stage: Stage, by: Actor) -> None:
    paraphrases.publish_approved(stage.dialogue, by=by)
