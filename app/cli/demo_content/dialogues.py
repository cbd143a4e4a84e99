"""Three market dialogues with what was said in them, and a draft. The texts are beside, a file a dialogue.

A paragraph may run over several lines in the files; what is stored has it in one, as people type.
"""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import dialogues
from app.blueprints.dialogues.terms import NeedDraft, NeedKind, PhaseDraft, PlanDraft, TextsDraft
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import PostDraft, RevisionDraft, ThreadDraft
from app.cli.demo_content.world import SATURDAY, World
from app.core import clock
from app.core.i18n import LOCALES
from app.core.localized import Localized

if TYPE_CHECKING:
    from app.blueprints.forum.models import Post

TEXTS = Path(__file__).with_name("dialogues_texts")
STORIES = ("falls", "food", "cleaning", "theatre")  # in the order in which they were begun
NEED_TEXTS = ("title", "affected", "baseline", "effect", "indicator", "open_for")
TEXTS_TEXTS = ("title", "summary", "background", "contact", "other_title", "other_summary")
PREPARED = 6  # days before it was published

Table = dict[str, Any]
Write = Callable[[Actor], None]
Happening = tuple[int, int, str, Write]  # working days ago, hour, who, what


def read(name: str) -> Table:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def seed(world: World) -> None:
    for name in STORIES:
        story = read(name)
        dialogue = prepare(world, story)
        if "published" not in story:
            continue
        with world.acting_as(story["by"], days_ago=-story["published"], hour=11) as actor:
            dialogues.publish(dialogue, dialogue.version, by=actor)
        happenings = [each for talk in story["threads"] for each in Talk(world, dialogue, talk).happenings()]
        for ago, hour, who, write in sorted(happenings, key=lambda each: (-each[0], each[1])):
            with world.acting_as(who, days_ago=world.working_days_ago(ago), hour=hour) as actor:
                write(actor)
        if "closed" in story:
            with world.acting_as(story["by"], days_ago=-story["closed"], hour=8) as actor:
                dialogues.close(dialogue, dialogue.version, by=actor)


def prepare(world: World, story: Table) -> Dialogue:
    """The needs, the texts and, of what is to be published, the plan."""
    days_ago = PREPARED - story["published"] if "published" in story else -story["started"]
    with world.acting_as(story["by"], days_ago=days_ago, hour=10) as actor:
        first, *others = (need_draft(need) for need in story["needs"])
        dialogue = dialogues.start_dialogue(world.organisations[story["buyer"]].id, story["lang"], first, by=actor)
        for need in others:
            dialogues.add_need(dialogue, need, by=actor)
        texts = {key: flow(story.get(key, "")) for key in TEXTS_TEXTS}
        dialogues.save_texts(dialogue, TextsDraft(**texts, version=dialogue.version), by=actor)
        if "opens" in story:
            dialogues.save_plan(dialogue, plan_draft(world, story, dialogue.version), by=actor)
    return dialogue


def need_draft(need: Table) -> NeedDraft:
    texts = {key: flow(need[key]) for key in NEED_TEXTS}
    return NeedDraft(kind=NeedKind(need["kind"]), by_when=date.fromisoformat(need["by_when"]), **texts)


def plan_draft(world: World, story: Table, version: int) -> PlanDraft:
    phases = tuple(
        PhaseDraft(
            name=Localized({code: phase[code] for code in LOCALES}),
            starts_on=day(world, phase["starts"]),
            ends_on=day(world, phase["ends"]) if "ends" in phase else None,
        )
        for phase in story["phases"]
    )
    opens_on, closes_on = day(world, story["opens"]), day(world, story["closes"])
    return PlanDraft(opens_on=opens_on, closes_on=closes_on, phases=phases, version=version)


def day(world: World, offset: int) -> date:
    """So many days from today; on the Monday after, if that is at a weekend."""
    found = clock.local(world.now).date() + timedelta(days=offset)
    return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() >= SATURDAY else 0)


class Talk:
    """One thread: its posts are written one by one, by different people, with days between."""

    def __init__(self, world: World, dialogue: Dialogue, talk: Table) -> None:
        self.world = world
        self.dialogue = dialogue
        self.talk = talk
        self.written: dict[int, Post] = {}

    def happenings(self) -> Iterator[Happening]:
        for number, post in enumerate(self.talk["posts"]):
            yield post["ago"], post["hour"], post["by"], partial(self.write, number, post)
            if change := post.get("edited"):
                yield change["ago"], change["hour"], post["by"], partial(self.edit, number, change)
            if "withdrawn" in post:
                yield post["withdrawn"], post["hour"], post["by"], partial(self.withdraw, number)

    def write(self, number: int, post: Table, by: Actor) -> None:
        draft = PostDraft(
            organisation_id=by.memberships[0].organisation_id,
            lang=post.get("lang", "nb"),
            body=flow(post["body"]),
            reply_to=post.get("reply_to"),
        )
        if number == 0:
            written = posts.open_thread(
                self.dialogue.space_id, ThreadDraft(title=self.talk["title"], post=draft), by=by
            )
        else:
            written = posts.write_post(self.written[0].thread_id, draft, by=by)
        self.written[number] = written
        if "key" in post:
            self.world.posts[post["key"]] = written.id

    def edit(self, number: int, change: Table, by: Actor) -> None:
        post = self.written[number]
        draft = RevisionDraft(lang=post.lang, body=flow(change["body"]), based_on=post.revision)
        posts.edit_post(post, draft, by=by)

    def withdraw(self, number: int, by: Actor) -> None:
        posts.withdraw_post(self.written[number], by=by)


def flow(text: str) -> str:
    """The text with each paragraph and each point of a list in one line."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        goes_on = lines and lines[-1] and line and not line.startswith(("- ", "#"))
        if goes_on:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.strip())
    return "\n".join(lines)
