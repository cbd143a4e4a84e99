"""What readers reported, what two moderators decided, and what still waits for them.

A post by an organisation that is not yet verified waits already, since the dialogues were written. Who was decided about,
and who reported, hear of it in the inbox and by mail as soon as the worker runs.
"""

from dataclasses import dataclass

from app.blueprints.moderation import queries, services
from app.blueprints.moderation.terms.cases import OTHER, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.cli.demo_content.world import World
from app.core.db import db

POST = "post"


@dataclass(frozen=True, kw_only=True)
class Report:
    """`post` is a key in `World.posts`; `ago` counts working days."""

    post: str
    by: str
    ago: int
    hour: int
    reason: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    post: str
    by: str
    ago: int
    hour: int
    action: Action
    reason: ReasonCode | None = None
    facts: str


REPORTS = (
    Report(
        post="criticism", by="canteen_owner", ago=16, hour=9, reason=ReasonCode.M3,
        note="Å kalle arbeidet deres «dårlig håndverk» synes jeg er å gå for langt.",
    ),
    Report(
        post="names", by="interest_lead", ago=14, hour=13, reason=ReasonCode.M1,
        note="Innlegget nemner ein tilsett og dottera hennar med fullt namn, og at den eine har vore sjuk.",
    ),
    Report(
        post="advertising", by="kitchen_owner", ago=2, hour=16, reason=ReasonCode.M6,
        note="Dette er julebordreklame. Det har ingenting med matsvinn å gjøre.",
    ),
    Report(
        post="advertising", by="compost_owner", ago=1, hour=9, reason=OTHER,
        note="Tråden vår handler om kompost. Kan noen rydde?",
    ),
)  # fmt: skip
VERDICTS = (
    Verdict(
        post="criticism", by="moderator_two", ago=16, hour=11, action=Action.APPROVE,
        facts="Skarp kritikk av ei tidlegare anskaffing, utan namn og utan skuldingar mot nokon person. Kritikk er ingen grunn til å skjule.",
    ),
    Verdict(
        post="names", by="moderator", ago=14, hour=15, action=Action.HIDE, reason=ReasonCode.M1,
        facts="The post names an employee and her daughter, and says that the employee has been ill. Neither of them has made this"
        " public. The point about what happens when one person is away can be made without names.",
    ),
    Verdict(
        post="released", by="moderator_two", ago=4, hour=15, action=Action.APPROVE,
        facts="Eit praktisk innspel som høyrer til temaet. Verksemda er funnen i registeret, men eigaren er ikkje stadfesta enno.",
    ),
)  # fmt: skip


def seed(world: World) -> None:
    """In the order of time: what was reported first was also decided first."""
    happenings: list[Report | Verdict] = [*REPORTS, *VERDICTS]
    for happening in sorted(happenings, key=lambda each: (-each.ago, each.hour)):
        with world.acting_as(
            happening.by, days_ago=world.working_days_ago(happening.ago), hour=happening.hour
        ) as actor:
            thing = services.find_thing(POST, world.posts[happening.post])
            if isinstance(happening, Report):
                draft = SignalDraft(source=Source.REPORT, reason=happening.reason, note=happening.note)
                services.open_case(POST, thing.subject_id, draft, by=actor)
                continue
            case = queries.open_case_about(POST, thing.subject_id)
            services.take(case, by=actor)
            db.session.refresh(case)
            decision = DecisionDraft(
                action=happening.action,
                reasons=(happening.reason,) if happening.reason else (),
                facts=happening.facts,
                version=case.version,
                seen_sha256=thing.about.sha256,
            )
            services.decide(case, decision, by=actor)
