"""What follows from the workshop's events: who was told, why it happened, measures and what they were worth, remarks."""

from collections.abc import Callable, Iterator
from datetime import time

from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement import services as plans
from app.blueprints.improvement.terms import ActionDraft, ActionStatus, CheckDraft, FinishDraft
from app.blueprints.safety import queries, rules, services
from app.blueprints.safety.models import Event
from app.blueprints.safety.terms import InvestigationDraft, NoticeDraft, PosterDraft, RemarkDraft, SiteDraft
from app.cli.demo_content import safety_workshop as workshop
from app.cli.demo_content.capability_story import Happening, Told
from app.cli.demo_content.safety_story import Place, Story, after_the_year, pool_year
from app.core import clock
from app.core.db import db

FIRM = "workshop"
SITES_AGO = 722

Write = Callable[[Actor], object]


def places(told: Told, name: str, story: Story) -> Iterator[Happening]:
    """Sites, before anything happens at them; and the posters of the workshop."""
    for place in story.sites:
        yield Happening(days_ago=SITES_AGO, hour=8, who=story.by, do=_add_site(told, name, place))
    if name == FIRM:
        for site, hall in workshop.POSTERS:
            yield Happening(days_ago=workshop.POSTERS_AGO, hour=11, who=story.by, do=_put_up(told, site, hall))


def site_of(told: Told, name: str, story: Story, key: str) -> Callable[[], int | None]:
    """Where it happened: at the first site, if nothing else is said. Known once the sites have been made."""

    def site() -> int | None:
        return told.made[f"site {name} {key or story.sites[0].key}"] if story.sites else None

    return site


def _add_site(told: Told, name: str, place: Place) -> Write:
    def add(actor: Actor) -> None:
        site = services.add_site(told.number(name), SiteDraft(name=place.name, place=place.address), by=actor)
        told.made[f"site {name} {place.key}"] = site.id

    return add


def _put_up(told: Told, site: str, hall: str) -> Write:
    def put_up(actor: Actor) -> None:
        draft = PosterDraft(site_id=told.made[f"site {FIRM} {site}"], place=hall)
        poster = services.make_poster(told.number(FIRM), draft, by=actor)
        db.session.flush()
        told.made[f"poster {hall}"] = poster.id

    return put_up


def happenings(told: Told) -> Iterator[Happening]:
    """Of each event that had something after it, in days counted from that event."""
    began = {hurt.key: hurt.ago or 0 for hurt in workshop.WORKSHOP.hurt if hurt.key}
    for key, after in workshop.AFTER.items():
        ago = began[key]
        for notice in after.told:
            yield Happening(days_ago=ago - notice.after, hour=16, who="workshop_owner", do=_tell(told, key, notice))
        for days, absent in after.days:
            yield Happening(days_ago=ago - days, hour=16, who="workshop_editor", do=_count(told, key, absent))
        for found in after.found:
            yield Happening(days_ago=ago - found.after, hour=16, who=found.by, do=_find(told, key, found))
        for measure in after.measures:
            yield from measured(told, FIRM, key, ago, measure)
        for days, who, body in after.remarks:
            yield Happening(days_ago=ago - days, hour=17, who=who, do=_remark(told, body, key=key))
    for days, who, body in workshop.YEAR_REMARKS:
        ago = after_the_year(told.day(0), days, 12)
        yield Happening(days_ago=ago, hour=17, who=who, do=_remark(told, body))


def _event(told: Told, key: str) -> Event:
    return queries.get_event(told.made[f"event {key}"])


def _tell(told: Told, key: str, notice: workshop.Told) -> Write:
    def tell(actor: Actor) -> None:
        draft = NoticeDraft(
            duty_code=notice.duty, told_on=clock.today(), told_at=time(notice.hour, 5), told_by=notice.by
        )
        services.note_told(_event(told, key), draft, by=actor)

    return tell


def _count(told: Told, key: str, days: int) -> Write:
    def count(actor: Actor) -> None:
        event = _event(told, key)
        services.count_lost_days(event, days, version=event.version, by=actor)

    return count


def _find(told: Told, key: str, found: workshop.Found) -> Write:
    def find(actor: Actor) -> None:
        event = _event(told, key)
        before = queries.investigation_of(event)
        draft = InvestigationDraft(
            course=found.course,
            direct_causes=found.direct,
            underlying_causes=found.underlying,
            learning=found.learning,
            took_part=found.took_part,
            with_representative=found.with_representative,
            closed=found.closed,
            version=before.version if before else None,
        )
        services.save_investigation(event, draft, by=actor)

    return find


def _remark(told: Told, body: str, *, key: str = "") -> Write:
    def remark(actor: Actor) -> None:
        year = None if key else pool_year(told.day(0))
        event_id = told.made[f"event {key}"] if key else None
        services.say_remark(told.number(FIRM), RemarkDraft(body=body, event_id=event_id, year=year), by=actor)

    return remark


def measured(told: Told, firm: str, key: str, ago: int, measure: workshop.Done) -> Iterator[Happening]:
    """Planned, done, and looked at by somebody else, where there is somebody else."""
    name = f"{key} {measure.measure.value}"

    def plan(actor: Actor) -> None:
        draft = ActionDraft(
            title=measure.what,
            details=measure.details,
            owner_id=told.world.people[measure.who].id,
            due_on=told.day(measure.due - ago),
            subject=f"safety:{rules.measure_code(_event(told, key).number, measure.measure)}",
        )
        told.made[name] = plans.add_action(told.world.organisations[firm], draft, by=actor).id

    def finish(actor: Actor) -> None:
        action = improvement.get_action(told.made[name])
        draft = FinishDraft(status=ActionStatus.DONE, outcome=measure.outcome, version=action.version)
        plans.finish_action(action, draft, by=actor)

    def check(actor: Actor) -> None:
        action = improvement.get_action(told.made[name])
        if seen := measure.seen:
            draft = CheckDraft(
                checked_on=clock.today(),
                method=seen.how,
                effective=seen.well,
                seen=seen.seen,
                due_on=None if seen.well else told.day(seen.due - ago),
                version=action.version,
            )
            plans.check_effect(action, draft, by=actor)

    yield Happening(days_ago=ago - measure.planned, hour=18, who=f"{firm}_owner", do=plan)
    if measure.done is not None:
        yield Happening(days_ago=ago - measure.done, hour=18, who=measure.who, do=finish)
    if measure.seen:
        yield Happening(days_ago=ago - measure.seen.after, hour=19, who=measure.seen.by, do=check)
