"""What waits for the moderators when somebody opens the demo: a case of every kind, some minutes old, some overdue.

A document is read by the worker, which opens the last of them a moment after the demo has started.
"""

import io
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.queries.work import in_state
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.forum.services import files, posts
from app.blueprints.forum.terms.posts import PostDraft
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.services import appeals, lawyers
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.cases import CaseState, SignalDraft, Source
from app.cli.demo_content import moderation_upkeep
from app.cli.demo_content.evidence_files import pdf
from app.cli.demo_content.moderation_acts import POST, case_about, chosen, decide, fresh, report
from app.cli.demo_content.talk import flow
from app.cli.demo_content.world import World
from app.core import clock
from app.core.db import db, unit_of_work

TEXTS = Path(__file__).with_name("moderation_texts") / "queue.toml"
Table = dict[str, Any]


def read() -> Table:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def seed(world: World) -> None:
    story = read()
    with chosen():
        for told in (each for each in story["posts"] if "ago" in each):
            write(world, told)
        report_other_things(world, story)
        let_stand(world, story)
        decide_some(world, story["decided"])
        moderation_upkeep.look_after_all(
            world, story
        )  # from here on a moderator reads everything in one of the dialogues
        for told in (each for each in story["posts"] if "minutes" in each):
            write(world, told)
        take_one(world)


def when(world: World, ago: int, hour: int) -> datetime:
    """That hour, so many working days ago."""
    day = clock.local(world.now - timedelta(days=world.working_days_ago(ago)))
    return day.replace(hour=hour, minute=17 * hour % 60)


def write(world: World, told: Table) -> None:
    """The post, and the report of it."""
    late = "minutes" in told
    at = world.now - timedelta(minutes=told["minutes"]) if late else when(world, told["ago"], told["hour"])
    with world.acting_at(told["by"], at) as actor:
        speaks_for = actor.memberships[0]
        draft = PostDraft(
            organisation_id=speaks_for.organisation_id,
            lang=told["lang"],
            body=flow(told["body"]),
            files=hung(told, actor) if "file" in told else (),
            not_a_number=told["key"] == "number",
        )
        world.posts[told["key"]] = posts.write_post(world.threads[told["thread"]], draft, by=actor).id
    if said := told.get("reported"):
        with world.acting_at(said["by"], when(world, told["ago"], said["hour"])) as actor:
            report(POST, world.posts[told["key"]], said["reason"], said["note"], by=actor)


def hung(told: Table, by: Actor) -> tuple[int, ...]:
    name, title, *says = told["file"]
    drawn = pdf(name, told["lang"], by.memberships[0].name, title, says)
    return files.take_in(by.memberships[0].organisation_id, [(drawn.name, io.BytesIO(drawn.data))], by=by)


def report_other_things(world: World, story: Table) -> None:
    """A need, a translation, an organisation's name; and once more a post, by somebody without an account."""
    need, translation, organisation, post = (story[name] for name in ("need", "translation", "organisation", "open"))
    with world.acting_at(need["by"], when(world, need["ago"], need["hour"])) as actor:
        report("need", world.dialogues["food"].needs[2].id, need["reason"], need["note"], by=actor)
    with world.acting_at(translation["by"], when(world, translation["ago"], translation["hour"])) as actor:
        doubted = in_state(POST, world.posts[translation["post"]], translation["lang"], Status.APPROVED)
        if doubted is None:
            raise LookupError(translation["post"])
        draft = SignalDraft(source=Source.TRANSLATION, reason=translation["reason"], note=translation["note"])
        services.open_case("translation", doubted.id, draft, by=actor)
    report_openly(world, "organisation", world.organisations[organisation["name"]].id, organisation)
    report_openly(world, POST, world.posts[post["post"]], post)


def report_openly(world: World, subject_type: str, subject_id: int, said: Table) -> None:
    draft = SignalDraft(source=Source.REPORT, reason=said["reason"], note=said["note"], reply_to=said["reply_to"])
    with clock.moved_to(when(world, said["ago"], said["hour"])), unit_of_work():
        services.open_case(subject_type, subject_id, draft, by=None)


def let_stand(world: World, story: Table) -> None:
    """What a machine pointed at in the dialogues themselves was looked at the day after."""
    kept = {world.posts[told["key"]] for told in story["posts"] if told["key"] in world.posts}
    with world.acting_at("moderator_two", when(world, 1, 8)) as actor:
        pointed_at = (Case.source == Source.RULE) & (Case.state == CaseState.WAITING) & Case.subject_id.not_in(kept)
        for case in db.session.query(Case).filter(pointed_at).order_by(Case.id).all():
            if services.describe(case.subject_type, case.subject_id) is None:  # moved to another thread since
                services.close(case, case.version, by=actor)
            else:
                decide(case, "approve", story["decided"]["pointed"], by=actor)


def decide_some(world: World, texts: Table) -> None:
    """One waits for a second person, one for a lawyer, one for its author, one to be judged again, one after an appeal."""
    with world.acting_at("moderator_two", when(world, 6, 15)) as actor:
        hidden = decide(case_about(world.posts["appealed"]), "hide M6", texts["hide M6"], by=actor).decision
    with world.acting_at("moderator_three", when(world, 1, 11)) as actor, chosen(sampled_percent=100):
        decide(case_about(world.posts["sampled"]), "approve", texts["approve"], by=actor)
    with world.acting_at("moderator", when(world, 3, 15)) as actor:
        decide(case_about(world.posts["author"]), "return M1", texts["return M1"], by=actor)
    with world.acting_at("moderator", when(world, 2, 9)) as actor:
        case = case_about(world.posts["lawyer"])
        services.take(case, by=actor)
        lawyers.ask(fresh(case), texts["question"], by=actor)
    with world.acting_at("moderator_two", when(world, 1, 13)) as actor:
        decide(case_about(world.posts["defamatory"]), "hide M3", texts["hide M3"], by=actor)
    with world.acting_at("textile_owner", when(world, 2, 16)) as actor:
        draft = AppealDraft(text=texts["appeal"], lang="nb")
        appeals.open_appeal(get_decision(hidden.id), draft, by=actor)


def take_one(world: World) -> None:
    """The third moderator has one in hand as the demo begins, for a quarter of an hour."""
    with world.acting_at("moderator_three", clock.now()) as actor:
        services.take(case_about(world.posts["secret"]), by=actor)
