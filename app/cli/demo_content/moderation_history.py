"""A year of moderation: the ministry's trial forum "Open hour", what was decided in it, undone, judged again and appealed.

It runs over the last two thirds of a year that are over, so that the public account has two of them, and the running one.
Everything happens in the order of time, and each act brings the next: a report a decision, a decision an appeal.
"""

import heapq
import itertools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import posts, spaces
from app.blueprints.forum.terms.posts import PostDraft, PostState, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.spaces import ForumDraft, SpaceState
from app.blueprints.moderation import queries, services
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.rules.periods import Third, third_of
from app.blueprints.moderation.services import appeals
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.decisions import Made
from app.cli.demo_content.moderation_acts import POST, case_about, chosen, decide, fresh, report, sample_of
from app.cli.demo_content.world import SATURDAY, World
from app.core import clock
from app.core.db import db
from app.core.i18n import LOCALES
from app.core.localized import Localized

TEXTS = Path(__file__).with_name("moderation_texts") / "open_hour.toml"
MODERATORS = ("moderator", "moderator_two", "moderator_three")
NAMES = ("thread", "by", "lang", "body", "why", "reporter", "action", "reason", "after")
REMOVED = re.compile(r"\{(.+?)\}")
# How long somebody waited, in turn, in hours.
WAITED = (0.4, 1.2, 2.6, 0.8, 3.4, 1.9, 0.6, 4.7, 1.1, 20)
RUNNING_DAYS = 40  # at least, so that the months that are not over are told also when they have just begun
LAST_SAID = timedelta(days=7)
SILENCED = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One post of the forum and what came of it. `words` are those that a redaction takes out."""

    number: int
    thread: str
    by: str
    lang: str
    body: str
    why: str
    reporter: str
    action: str
    reason: str
    after: dict[str, str]
    words: str

    @property
    def decided(self) -> str:
        """As `decide` has it: "hide M6"."""
        return f"{self.action} {self.reason}" if self.action != "approve" else self.action

    @property
    def is_sampled(self) -> bool:
        """Two of five, and whatever the second moderator saw otherwise; what two have decided is never drawn."""
        return "judged" in self.after or (self.number % 5 in (0, 2) and self.action != "return" and self.reason != "M3")


def read() -> dict[str, Any]:
    """The forum's texts, with `said` as a list of `Said`."""
    story = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    rows = [dict(zip(NAMES, row, strict=True)) for row in story["said"]]
    story["said"] = [
        Said(
            **{**row, "body": REMOVED.sub(r"\1", row["body"])},
            number=number,
            words="".join(REMOVED.findall(row["body"])),
        )
        for number, row in enumerate(rows)
    ]
    return story


def seed(world: World) -> None:
    OpenHour(world, read()).tell()


def before(third: Third) -> Third:
    return third_of(third.first - timedelta(days=1))


def on_a_weekday(moment: datetime) -> datetime:
    """The same, or the Monday after."""
    day = clock.local(moment).weekday()
    return moment + timedelta(days=7 - day) if day >= SATURDAY else moment


Act = Callable[[Actor], None]


@dataclass
class OpenHour:
    """`due` holds what is still to happen: (when, in which order, who, what)."""

    world: World
    story: dict[str, Any]
    due: list[tuple[datetime, int, str, Act]] = field(default_factory=list)
    order: Any = field(default_factory=itertools.count)
    threads: dict[str, int] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)

    def tell(self) -> None:
        moments = self.moments()
        opened = moments[0] - timedelta(days=1)
        draft = ForumDraft(
            names=self.words("names"), about=self.words("about"), machine_allowed=False, state=SpaceState.OPEN
        )
        with self.world.acting_at("administrator", opened) as actor:
            space = spaces.open_forum(draft, by=actor)
            self.world.spaces["open_hour"] = space.id
        for name in self.story["titles"]:
            self.then(opened, timedelta(hours=1), "administrator", partial(self.open_thread, name))
        for said, moment in zip(self.story["said"], moments, strict=True):
            self.then(moment, timedelta(), said.by, partial(self.say, said))
        with chosen():
            while self.due:
                moment, _, who, act = heapq.heappop(self.due)
                with self.world.acting_at(who, moment) as actor:
                    act(actor)
        with self.world.acting_as("administrator", days_ago=self.world.working_days_ago(1), hour=15) as actor:
            closed = replace(draft, state=SpaceState.CLOSED, version=space.version)
            spaces.change_forum(space, closed, by=actor)

    def moments(self) -> list[datetime]:
        """When each was written: two fifths in each third that is over, and the rest since, at most a week ago."""
        today = clock.local(self.world.now).date()
        running = third_of(today)
        second, count = before(running), len(self.story["said"])
        until = today - LAST_SAID
        spans = (
            (before(second).first + timedelta(days=5), before(second).last - timedelta(days=20), count * 7 // 15),
            (second.first + timedelta(days=1), second.last - timedelta(days=14), count * 6 // 15),
            (
                min(running.first, until - timedelta(days=RUNNING_DAYS)),
                until,
                count - count * 7 // 15 - count * 6 // 15,
            ),
        )
        return [moment for first, last, many in spans for moment in self._spread(first, last, many)]

    def _spread(self, first: date, last: date, many: int) -> list[datetime]:
        days = (last - first).days / max(1, many - 1)
        return [
            on_a_weekday(
                datetime.combine(
                    first + timedelta(days=round(days * each)), time(8 + each % 5, 7 * each % 60), clock.OSLO
                )
            )
            for each in range(many)
        ]

    def words(self, name: str) -> Localized:
        return Localized({code: self.story[name][code] for code in LOCALES})

    def then(self, since: datetime, wait: timedelta, who: str, act: Act) -> None:
        heapq.heappush(self.due, (on_a_weekday(since + wait), next(self.order), who, act))

    def facts(self, *names: str) -> str:
        """The first of these that the texts have."""
        return next(str(self.story["facts"][name]) for name in names if name in self.story["facts"])

    def open_thread(self, name: str, by: Actor) -> None:
        first = PostDraft(
            organisation_id=by.memberships[0].organisation_id,
            lang={"ferries": "nn", "forms": "en"}.get(name, "nb"),
            body=self.story["openings"][name],
        )
        opened = posts.open_thread(
            self.world.spaces["open_hour"], ThreadDraft(title=self.story["titles"][name], post=first), by=by
        )
        self.threads[name] = opened.thread_id

    def say(self, said: Said, by: Actor) -> None:
        at, waited = clock.now(), timedelta(hours=WAITED[said.number % len(WAITED)])
        draft = PostDraft(organisation_id=by.memberships[0].organisation_id, lang=said.lang, body=said.body)
        self.posts[said.number] = post = posts.write_post(self.threads[said.thread], draft, by=by)
        self.world.posts[f"open_hour/{said.number}"] = post.id
        if post.state is PostState.VISIBLE and said.reporter:
            self.then(at, timedelta(hours=1.5), said.reporter, partial(self.report, said))
            at += timedelta(hours=1.5)
        self.then(at, waited, MODERATORS[said.number % 3], partial(self.decide, said))
        if "again" in said.after:
            late = at + timedelta(days=6)
            self.then(late, timedelta(), said.after["again"], partial(self.report, said))
            facts = self.facts(f"approve {said.why}", "approve other")
            act = partial(self.look, said, "approve", facts)
            self.then(late, waited, MODERATORS[(said.number + 1) % 3], act)

    def report(self, said: Said, by: Actor) -> None:
        reason = said.why or "other"
        report(POST, self.posts[said.number].id, reason, self.story["reports"][reason], by=by)

    def decide(self, said: Said, by: Actor) -> None:
        """As the text says; or otherwise at first, and that is taken back within half a minute."""
        case = case_about(self.posts[said.number].id)
        if "undone" in said.after:
            other = said.after["undone"]
            with chosen(undo_seconds=30):
                made = decide(case, other, self.facts(other), by=by)
                services.undo(made.decision, by=by)
            fresh(case)
        facts = self.facts(f"{said.action} {said.reason or said.why}".strip(), said.action)
        with chosen(sampled_percent=100 if said.is_sampled else 0):
            self.after(said, decide(case, said.decided, facts, by=by, words=said.words), facts)

    def look(self, said: Said, what: str, facts: str, by: Actor) -> None:
        """One more decision about the same post."""
        decide(case_about(self.posts[said.number].id), what, facts, by=by)

    def after(self, said: Said, made: Made, facts: str) -> None:
        at, after = clock.now(), said.after
        following, third = MODERATORS[(said.number + 1) % 3], MODERATORS[(said.number + 2) % 3]
        if made.proposal is not None:
            self.then(at, timedelta(hours=1), following, partial(self.look, said, said.decided, facts))
            return
        if (case_id := sample_of(made.decision)) is not None:
            self.then(at, timedelta(days=2), following, partial(self.judge, said, case_id, facts, third))
        if "changed" in after:
            self.then(at, timedelta(hours=20), said.by, partial(self.change, said))
            approve = partial(self.look, said, "approve", self.facts("approve"))
            self.then(at, timedelta(hours=22), following, approve)
        if "measure" in after:
            act = partial(self.measure, said, made.decision.case_id)
            self.then(at, timedelta(minutes=6), MODERATORS[said.number % 3], act)
        if "appeal" in after:
            self.then(at, timedelta(days=4), said.by, partial(self.appeal, said, made.decision.id, third))

    def judge(self, said: Said, case_id: int, facts: str, third: str, by: Actor) -> None:
        """A sample, seen for itself; where the two do not agree, a third decides, for the second or for the first."""
        judged = said.after.get("judged", said.decided)
        decide(fresh(queries.get_case(case_id)), judged, facts, by=by)
        if "judged" in said.after:
            what = said.decided if said.action == "hide" else "approve"
            self.then(clock.now(), timedelta(days=1), third, partial(self.look, said, what, self.facts("disagreement")))

    def change(self, said: Said, by: Actor) -> None:
        post = fresh_post(self.posts[said.number])
        posts.edit_post(post, RevisionDraft(lang=said.lang, body=said.after["changed"], based_on=post.revision), by=by)

    def measure(self, said: Said, case_id: int, by: Actor) -> None:
        what = said.after["measure"]
        until = clock.today() + SILENCED if what.startswith("silence") else None
        decide(fresh(queries.get_case(case_id)), what, self.facts(what), by=by, until=until)

    def appeal(self, said: Said, decision_id: int, who: str, by: Actor) -> None:
        draft = AppealDraft(text=said.after["appeal"], lang=said.lang)
        case_id = appeals.open_appeal(get_decision(decision_id), draft, by=by).case_id
        self.then(clock.now(), timedelta(days=3), who, partial(self.answer, said, case_id))

    def answer(self, said: Said, case_id: int, by: Actor) -> None:
        case = fresh(queries.get_case(case_id))
        decide(case, said.after["answer"], said.after["why"], by=by, words=said.after.get("cut", ""))


def fresh_post(post: Post) -> Post:
    db.session.refresh(post)
    return post
