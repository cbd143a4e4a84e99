"""Four market dialogues with what was said in them, and a draft. The texts are beside."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import dialogues
from app.blueprints.dialogues.terms import NeedDraft, NeedKind, PhaseDraft, PlanDraft, TextsDraft
from app.blueprints.dialogues.terms.fairness import FairAnswer, FairnessDraft, FairPoint
from app.cli.demo_content import (
    market,
    market_inputs,
    market_ledger,
    market_outcome,
    market_questions,
    radars,
    talk,
)
from app.cli.demo_content.talk import Table, Talk, flow
from app.cli.demo_content.versions import keep_drafts
from app.cli.demo_content.world import SATURDAY, World
from app.core import clock
from app.core.i18n import LOCALES
from app.core.localized import Localized

TEXTS = Path(__file__).with_name("dialogues_texts")
STORIES = ("winter", "falls", "food", "cleaning", "theatre")  # in the order in which they were begun
NEED_TEXTS = ("title", "affected", "baseline", "effect", "indicator", "open_for")
TEXTS_TEXTS = ("title", "summary", "purpose", "scope", "background", "contact", "other_title", "other_summary")
PREPARED = 6  # days before it was published


def read(name: str) -> Table:
    return talk.read(TEXTS / f"{name}.toml")


def seed(world: World) -> None:
    radars.seed(world)
    for name in STORIES:
        story, of_market = read(name), market.read(TEXTS / f"{name}_market.toml")
        dialogue = prepare(world, story, of_market)
        if "published" not in story:
            continue
        with world.acting_as(story["by"], days_ago=-story["published"], hour=11) as actor:
            dialogues.publish(dialogue, dialogue.version, by=actor)
        world.dialogues[name], world.spaces[name] = dialogue, dialogue.space_id
        talks = [Talk(world, dialogue.space_id, each) for each in story.get("threads", ())]
        happenings = [happening for each in talks for happening in each.happenings()]
        stage = market.Stage(world, dialogue, of_market)
        tellers = (market, market_questions, market_inputs, market_ledger, market_outcome)
        talk.tell(world, [*happenings, *(each for teller in tellers for each in teller.happenings(stage))])


def prepare(world: World, story: Table, of_market: Table) -> Dialogue:
    """The needs, the texts and, of what is to be published, the plan and the purchase behind it."""
    days_ago = PREPARED - story["published"] if "published" in story else -story["started"]
    with world.acting_as(story["by"], days_ago=days_ago, hour=10) as actor:
        first, *others = (need_draft(need) for need in story["needs"])
        dialogue = dialogues.start_dialogue(world.organisations[story["buyer"]].id, story["lang"], first, by=actor)
        for need in others:
            dialogues.add_need(dialogue, need, by=actor)
        texts = {key: flow(story.get(key, "")) for key in TEXTS_TEXTS}
        dialogues.save_texts(dialogue, TextsDraft(**texts, version=dialogue.version), by=actor)
        market.prepare(world, dialogue, of_market, by=actor)
        if "opens" in story:
            dialogues.save_plan(dialogue, plan_draft(world, story, dialogue.version, first=True), by=actor)
            answers = {FairPoint(code): FairAnswer(**given) for code, given in story["fairness"].items()}
            dialogues.save_fairness(dialogue, FairnessDraft(answers=answers, version=dialogue.version), by=actor)
    return dialogue


def allow_machines(world: World) -> None:
    """Two hosts let a machine draft what is written: after everything else, so that the worker has no draft to make."""
    for name, dialogue in world.dialogues.items():
        story = read(name)
        if "machine_from" not in story:
            continue
        days_ago = world.working_days_ago(story["machine_from"])
        with world.acting_as(story["by"], days_ago=days_ago, hour=15) as actor:
            plan = replace(plan_draft(world, story, dialogue.version), machine_allowed=True)
            dialogues.save_plan(dialogue, plan, by=actor)
        keep_drafts(world, {each["key"] for each in story["threads"] if "key" in each}, days_ago=days_ago, hour=16)


def need_draft(need: Table) -> NeedDraft:
    texts = {key: flow(need[key]) for key in NEED_TEXTS}
    return NeedDraft(kind=NeedKind(need["kind"]), by_when=date.fromisoformat(need["by_when"]), **texts)


def plan_draft(world: World, story: Table, version: int, *, first: bool = False) -> PlanDraft:
    """`first`: as it was published, if the last day for questions has been moved since."""
    phases = tuple(
        PhaseDraft(
            name=Localized({code: phase[code] for code in LOCALES}),
            starts_on=day(world, phase["starts"]),
            ends_on=day(world, phase["ends"]) if "ends" in phase else None,
        )
        for phase in story["phases"]
    )
    opens_on, closes_on = day(world, story["opens"]), day(world, story["closes"])
    until = story.get("questions_until_first" if first else "", story.get("questions_until"))
    return PlanDraft(
        opens_on=opens_on, closes_on=closes_on, phases=phases, version=version,
        questions_until=None if until is None else day(world, until),
    )  # fmt: skip


def day(world: World, offset: int) -> date:
    """So many days from today; on the Monday after, if that is at a weekend."""
    found = clock.local(world.now).date() + timedelta(days=offset)
    return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() >= SATURDAY else 0)
