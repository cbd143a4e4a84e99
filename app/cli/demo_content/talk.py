"""Threads of the demo: written post by post, by different people, with days between, and what others did with them.

`ago` counts working days. In the texts `["workshop_owner", 9, 14]` is who, how many working days ago, and at what hour.
A paragraph may run over several lines in the files; what is stored has it in one, as people type.
"""

import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.services import files, following, moving, posts, tending
from app.blueprints.forum.terms.posts import EditKind, PostDraft, QuoteDraft, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.tending import LockReason, MoveDraft
from app.cli.demo_content.evidence_files import pdf
from app.cli.demo_content.moderation_acts import case_about, chosen, decide
from app.cli.demo_content.versions import translated
from app.cli.demo_content.world import World

if TYPE_CHECKING:
    from app.blueprints.forum.models import Post

Table = dict[str, Any]
Write = Callable[[Actor], None]
Happening = tuple[int, int, str, Write]  # working days ago, hour, who, what
CALLED = re.compile(r"@\{(\w+)\}")


def read(path: Path) -> Table:
    """A story: its own texts, and the threads of the files beside it that it names in `also`."""
    story = tomllib.loads(path.read_text(encoding="utf-8"))
    for name in story.get("also", ()):
        story["threads"] += read(path.with_name(f"{name}.toml"))["threads"]
    for talk in story.get("threads", ()):
        if rows := talk.pop("talk", None):
            names = ("ago", "hour", "by", "lang", "reply_to", "body")
            talk["posts"] = [dict(zip(names, row, strict=True)) for row in rows]
    return story


def tell(world: World, happenings: Iterable[Happening]) -> None:
    """Let it happen in the order of time, each in a transaction of its own."""
    for ago, hour, who, write in sorted(happenings, key=lambda each: (-each[0], each[1])):
        with world.acting_as(who, days_ago=world.working_days_ago(ago), hour=hour) as actor:
            write(actor)


class Talk:
    """One thread in the space `space_id`."""

    def __init__(self, world: World, space_id: int, talk: Table) -> None:
        self.world = world
        self.space_id = space_id
        self.talk = talk
        self.written: dict[int, Post] = {}
        # Whoever writes follows the thread and has read it so far: noted of the first and the last that she writes.
        writers = [post["by"] for post in talk["posts"]]
        last = {who: place for place, who in enumerate(writers)}
        self.noted = {*last.values(), *(writers.index(who) for who in last)}

    def happenings(self) -> Iterator[Happening]:
        for place, post in enumerate(self.talk["posts"]):
            yield post["ago"], post["hour"], post["by"], partial(self.write, place, post)
            yield from self._later(place, post)
        if "pinned" in self.talk:
            who, ago, hour = self.talk["pinned"]
            yield ago, hour, who, lambda by: tending.pin(self.thread_id, by=by)
        if "locked" in self.talk:
            who, ago, hour, reason = self.talk["locked"]
            yield ago, hour, who, lambda by: tending.lock(self.thread_id, LockReason(reason), by=by)

    def _later(self, place: int, post: Table) -> Iterator[Happening]:
        if change := post.get("edited"):
            yield change["ago"], change["hour"], post["by"], partial(self.edit, place, change)
        if "withdrawn" in post:
            yield post["withdrawn"], post["hour"], post["by"], partial(self.withdraw, place)
        if "answer" in post:
            yield *post["answer"], post["by"], partial(self.answer, place)
        if "approved" in post:
            who, ago, hour = post["approved"]
            yield ago, hour, who, partial(self.approve, place)
        for who, ago, hour in post.get("supported", ()):
            yield ago, hour, who, partial(self.share, place)
        if "moved" in post:
            who, ago, hour, to = post["moved"]
            yield ago, hour, who, partial(self.move, place, to)
        for version in post.get("versions", ()):
            ready = {**version, "body": self.worded(version.get("body", ""))}
            yield from translated(ready, partial(self.number, place))

    @property
    def thread_id(self) -> int:
        return self.written[0].thread_id

    def number(self, place: int) -> int:
        """The id of the post at this place of the file, once it is written."""
        return self.written[place].id

    def worded(self, text: str) -> str:
        """The text as it is stored: `@{electro_owner}` and `@{electro}` call a person and an organisation by name."""
        people, firms = self.world.people, self.world.organisations
        return flow(CALLED.sub(lambda found: f"@[{(people.get(found[1]) or firms[found[1]]).name}]", text))

    def write(self, place: int, post: Table, by: Actor) -> None:
        speaks_for = by.memberships[0].organisation_id
        drawn = [
            pdf(each["name"], post["lang"], by.memberships[0].name, each["title"], each["says"])
            for each in post.get("files", ())
        ]
        draft = PostDraft(
            organisation_id=speaks_for,
            lang=post.get("lang", "nb"),
            body=self.worded(post["body"]),
            reply_to=post.get("reply_to") or None,
            quote=self._quote(**post["quote"]) if "quote" in post else None,
            files=files.take_in(speaks_for, [(each.name, io.BytesIO(each.data)) for each in drawn], by=by),
        )
        if place == 0:
            written = posts.open_thread(self.space_id, ThreadDraft(title=self.talk["title"], post=draft), by=by)
        else:
            written = posts.write_post(self.thread_id, draft, by=by)
        if place in self.noted:
            following.after_writing(written, by=by)
        self.written[place] = written
        if "key" in post:
            self.world.posts[post["key"]] = written.id
        if "key" in self.talk:
            self.world.threads[self.talk["key"]] = written.thread_id
            self.world.posts[f"{self.talk['key']}/{written.seq}"] = written.id

    def _quote(self, number: int, lang: str, words: str) -> QuoteDraft:
        quoted = next(post for post in self.written.values() if post.seq == number)
        return QuoteDraft(seq=number, revision=quoted.revision, lang=lang, words=words)

    def edit(self, place: int, change: Table, by: Actor) -> None:
        post = self.written[place]
        draft = RevisionDraft(
            lang=post.lang,
            body=self.worded(change["body"]),
            based_on=post.revision,
            kind=EditKind(change.get("kind", EditKind.SUBSTANTIVE)),
            reason=change.get("reason", ""),
        )
        posts.edit_post(post, draft, by=by)

    def approve(self, place: int, by: Actor) -> None:
        """A moderator lets through what waited, since its organisation was new."""
        with chosen():
            decide(case_about(self.written[place].id), "approve", "", by=by)

    def withdraw(self, place: int, by: Actor) -> None:
        posts.withdraw_post(self.written[place], by=by)

    def answer(self, place: int, by: Actor) -> None:
        tending.mark_answer(self.written[place], by=by)

    def share(self, place: int, by: Actor) -> None:
        tending.share(self.written[place], by.memberships[0].organisation_id, by=by)

    def move(self, place: int, to: str, by: Actor) -> None:
        moving.move_post(self.written[place], MoveDraft(thread_id=self.world.threads[to]), by=by)


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
