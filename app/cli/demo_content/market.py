"""What a dialogue is besides its threads: questions, input, meetings, what was told, and what came of it.

The file `<name>_market.toml` beside the dialogue's own tells it, in arrays that the modules `market_*` read. As in the
threads, `at = ["trust_lead", 9, 14]` is who, how many working days ago, and at what hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.queries.process import published_profiles
from app.blueprints.dialogues.services import hosts, official_notices, plan, reach
from app.blueprints.dialogues.terms.process import (
    CodeKind,
    NoticeDraft,
    NoticeKind,
    NoticePlace,
    Planned,
    ProcurementStage,
    PurchaseDraft,
)
from app.cli.demo_content import talk
from app.cli.demo_content.talk import Happening, Table
from app.cli.demo_content.world import World
from app.core import clock
from app.core.localized import Localized


@dataclass
class Stage:
    """A dialogue while it is told. `made`: the number of whatever has a key in the file, by that key."""

    world: World
    dialogue: Dialogue
    story: Table
    made: dict[str, int] = field(default_factory=dict)

    def need(self, position: int | None) -> Need | None:
        return self.dialogue.needs[position - 1] if position else None

    def firm(self, name: str) -> int:
        return self.world.organisations[name].id


def read(path: Path) -> Table:
    """The market's part of a dialogue; nothing where it has none."""
    return talk.read(path) if path.exists() else {}


def prepare(world: World, dialogue: Dialogue, story: Table, *, by: Actor) -> None:
    """What is known before it is published: the purchase that may come, the codes, and the notice that calls for it."""
    for kind, codes in story.get("codes", {}).items():
        for code in codes:
            reach.add_code(dialogue, CodeKind(kind), code, by=by)
    if "purchase" in story:
        plan.save_purchase(dialogue, _purchase(world, dialogue, story["purchase"]), by=by)
    for notice in story.get("notices", ()):
        official_notices.add_notice(dialogue, _notice(world, notice), by=by)


def _purchase(world: World, dialogue: Dialogue, told: Table) -> PurchaseDraft:
    profiles = published_profiles(dialogue.host_ids) if "profile" in told else ()
    return PurchaseDraft(
        planned=Planned(told["planned"]),
        planned_on=_day(world, told["planned_on"]) if "planned_on" in told else None,
        procurement_stage=ProcurementStage(told["stage"]),
        languages=tuple(told["languages"]),
        value_low=told.get("value_low"),
        value_high=told.get("value_high"),
        value_months=told.get("value_months"),
        profile_id=next((row.id for row in profiles if row.title.startswith(told["profile"])), None),
        version=dialogue.version,
    )


def _notice(world: World, told: Table) -> NoticeDraft:
    published_on = _day(world, told["published"])
    return NoticeDraft(
        kind=NoticeKind.INVITATION, place=NoticePlace(told["place"]), number=f"{published_on.year}-{told['number']}",
        url="", published_on=published_on,
    )  # fmt: skip


def _day(world: World, offset: int) -> date:
    return clock.local(world.now).date() + timedelta(days=offset)


def happenings(stage: Stage) -> Iterator[Happening]:
    """Co-hosts and codes that came after the publication; all else is told by the modules beside."""
    for host in stage.story.get("hosts", ()):
        yield when(host["asked"], partial(_ask, stage, host))
        yield when(host["answered"], partial(_answer, stage, host))
    for later in stage.story.get("codes_later", ()):
        yield when(later["at"], partial(_add_code, stage, later))


def _ask(stage: Stage, host: Table, by: Actor) -> None:
    hosts.ask_host(stage.dialogue, stage.firm(host["firm"]), by=by)


def _answer(stage: Stage, host: Table, by: Actor) -> None:
    hosts.answer_host(stage.dialogue, stage.firm(host["firm"]), accept=True, by=by)


def _add_code(stage: Stage, later: Table, by: Actor) -> None:
    reach.add_code(stage.dialogue, CodeKind(later["kind"]), later["code"], by=by)


def when(at: list[Any], write: talk.Write) -> Happening:
    """`at` as the file has it: who, how many working days ago, at what hour."""
    who, ago, hour = at
    return ago, hour, who, write


def worded(words: Table) -> Localized:
    """A text in some languages, each paragraph in one line."""
    return Localized({lang: talk.flow(said) for lang, said in words.items()})
