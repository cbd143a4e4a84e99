"""Hours, near misses and injuries of the demo's suppliers, as they would have been written down. Every event is invented.

The texts are in the language of whoever wrote; nobody is named but those who were hurt, and they are invented too. The
workshop leaves last month's hours and its newest near misses to whoever tries the demo.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from itertools import groupby
from random import Random
from uuid import UUID

from app.blueprints.accounts.terms import Actor
from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import Basis, EventDraft, HoursDraft, Month, SiteHours, Window
from app.cli.demo_content import safety_after, safety_reports
from app.cli.demo_content.capability_story import Happening, Told
from app.cli.demo_content.safety_stories import MEASURES, OTHERS
from app.cli.demo_content.safety_story import Hurt, Story, after_the_year, pool_year
from app.cli.demo_content.safety_workshop import WORKSHOP
from app.core import clock

STORIES = {"workshop": WORKSHOP, **OTHERS}
MONTHS = 24
HOURS_A_MONTH = 141  # of one full position, holidays and leave taken out
DAYS_A_MONTH = Decimal(19)  # day's-work agreed with one person, likewise
SEASON = {7: 0.45, 12: 0.86, 4: 0.93, 5: 0.94}
REPORT_DAY = 6  # of the month after
MONTHLY = 2  # so many months back each was reported by itself; before that, all that there was of a calendar year
FIRST_DAY = 720  # so many days ago the firms began here, and wrote down what they had of the time before
ESTIMATED_BEFORE = 10  # months after the workshop's first one: then its time sheets begin

Write = Callable[[Actor], object]


def happenings(told: Told) -> Iterator[Happening]:
    """All firms; `tell` puts them in order."""
    for name, story in STORIES.items():
        chance = Random(f"safety of {name}")  # each firm its own, so that one can change without the others
        yield from safety_after.places(told, name, story)
        yield from _months(told, name, story, chance)
        yield from _near_misses(told, name, story, chance)
        for hurt in _hurt(told, story):
            ago = hurt.ago or 1
            yield Happening(days_ago=ago, hour=15, who=story.by, do=_injury(told, name, hurt, chance))
            if measure := MEASURES.get(hurt.key):
                yield from safety_after.measured(told, name, hurt.key, ago, measure)
    yield from safety_after.happenings(told)
    yield from _corrections(told)


# ---- hours ----------------------------------------------------------------------------------------------------------


def reported(today: date, story: Story) -> list[Month]:
    """The months of which a firm has reported hours, the first first."""
    last = Month.of(today).plus(-1)
    first = min(last.plus(1 - MONTHS), Month(pool_year(today), 1))
    if story.whole_years:
        first = Month(pool_year(today) - 1, 1)
    if story.since is not None:
        first = last.plus(1 - story.since)
    silent = {last.plus(-back) for back in story.silent}
    return [month for month in Window(first, last).months if month not in silent]


def _months(told: Told, name: str, story: Story, chance: Random) -> Iterator[Happening]:
    today = told.day(0)
    months = reported(today, story)
    late = Month.of(today).plus(-MONTHLY)

    def together(month: Month) -> tuple[int, int]:
        if (today - month.last).days > FIRST_DAY - REPORT_DAY:
            return (0, 0)
        quarter = (month.month + 2) // 3 if story.whole_years else 0  # the workshop is told more closely
        return (month.year, quarter if month < late else 10 + month.month)

    for _key, some in groupby(months, together):
        group = list(some)
        drafts = [_hours(story, month, months[0], chance) for month in group]
        due = date(*group[-1].plus(1), REPORT_DAY)
        ago = min(max((today - due).days, 1), FIRST_DAY)
        yield Happening(days_ago=ago, hour=15, who=story.by, do=_report(told, name, story, drafts))


def _report(told: Told, name: str, story: Story, drafts: list[tuple[HoursDraft, float]]) -> Write:
    def report(actor: Actor) -> None:
        firm = told.number(name)
        split = [_at_sites(told, name, story, draft, lean) for draft, lean in drafts]
        services.report_months(firm, split, by=actor)

    return report


def _hours(story: Story, month: Month, first: Month, chance: Random) -> tuple[HoursDraft, float]:
    """What is reported of a month, and how its hours lean from one site to the other."""
    full = story.people * HOURS_A_MONTH * SEASON.get(month.month, 1) * chance.uniform(0.95, 1.05)
    guessed = story.basis is Basis.ESTIMATED or (story.whole_years and month < first.plus(ESTIMATED_BEFORE))
    step = 50 if guessed else Decimal("0.5")
    people = round(story.people * (1 - story.hired) * 1.1)
    agreed = people * DAYS_A_MONTH * (Decimal("0.5") if month.month == SUMMER else 1)
    draft = HoursDraft(
        year=month.year,
        month=month.month,
        own=_rounded(full * (1 - story.hired), step),
        hired_in=_rounded(full * story.hired * chance.uniform(0.4, 1.6), step),
        basis=Basis.ESTIMATED if guessed else Basis.MEASURED,
        headcount=people,
        agreed_days=agreed,
        lost_days=_rounded(float(agreed) * story.sick * chance.uniform(0.5, 1.6), Decimal("0.5")),
    )
    return draft, chance.uniform(0.9, 1.1)


SUMMER = 7


def _at_sites(told: Told, name: str, story: Story, draft: HoursDraft, lean: float) -> HoursDraft:
    """The same hours, and how much of them was worked at each site. Hired-in people work at the first."""
    parts = [
        SiteHours(
            site_id=told.made[f"site {name} {place.key}"],
            own=_rounded(float(draft.own) * place.share * lean, Decimal("0.5")),
            hired_in=draft.hired_in if place is story.sites[0] else Decimal(0),
        )
        for place in story.sites
    ]
    return replace(draft, sites=tuple(parts))


def _rounded(amount: float, step: Decimal | int) -> Decimal:
    return Decimal(round(Decimal(amount) / step)) * step


def _corrections(told: Told) -> Iterator[Happening]:
    """Two months were typed wrong and put right: their history shows both."""
    today = told.day(0)
    recent = Month.of(today).plus(-3)
    yield Happening(days_ago=2, who="cleaning_editor", do=_correct(told, "cleaning", recent))
    ago = after_the_year(today, 84, 14)
    yield Happening(
        days_ago=ago, hour=14, who="workshop_editor", do=_correct(told, "workshop", Month(pool_year(today), 5))
    )


def _correct(told: Told, name: str, month: Month) -> Write:
    def correct(actor: Actor) -> None:
        hours = queries.with_split(next(iter(queries.hours_of(told.number(name), Window(month, month)))))
        draft = HoursDraft(
            year=hours.year,
            month=hours.month,
            own=hours.own - Decimal("37.5"),
            hired_in=hours.hired_in,
            basis=hours.basis,
            headcount=hours.headcount,
            agreed_days=hours.agreed_days,
            lost_days=hours.lost_days,
            sites=tuple(SiteHours(site_id=row.site_id, own=row.own, hired_in=row.hired_in) for row in hours.sites),
            version=hours.version,
        )
        services.correct_hours(hours, draft, by=actor)

    return correct


# ---- near misses and injuries ---------------------------------------------------------------------------------------


def _near_misses(told: Told, name: str, story: Story, chance: Random) -> Iterator[Happening]:
    """The report and, where there is one, the answer: mostly within a week, now and then too late."""
    days = (story.since or MONTHS) * 30
    for place, near in enumerate(story.near):
        newest = place + 1 == len(story.near)
        spread = 4 + (len(story.near) - 1 - place) * (days // len(story.near)) + (0 if newest else chance.randrange(12))
        ago = spread if near.ago is None else near.ago
        report = safety_reports.Report(
            told=told,
            firm=name,
            near=near,
            key=f"near {name} {place}",
            site=safety_after.site_of(told, name, story, near.site),
            at=time(chance.randrange(7, 14), chance.randrange(0, 60, 5)),
            sent=UUID(int=chance.getrandbits(128), version=4),
        )
        yield Happening(days_ago=ago, hour=15, who=safety_reports.who(story, near), do=report.write)
        waited = chance.choice((1, 2, 3, 5, 6, 9, 12, 19))
        if near.answer and ago > waited:
            yield Happening(days_ago=ago - waited, hour=16, who=story.answers or story.by, do=report.answer)


def _hurt(told: Told, story: Story) -> Iterator[Hurt]:
    """Whoever was hurt, on a day that is known."""
    today, last = told.day(0), Month.of(told.day(0)).plus(-1)
    for number, hurt in enumerate(story.hurt):
        day = last.plus(-hurt.month).first.replace(day=3 + 7 * number % 24)
        yield hurt if hurt.ago else hurt._replace(ago=(today - day).days)
    for (month, day_of_month), hurt in story.yearly:
        day = date(pool_year(today), month, day_of_month)
        yield hurt._replace(ago=(today - day).days)


def _injury(told: Told, name: str, hurt: Hurt, chance: Random) -> Write:
    moment = time(11, 20) if hurt.serious else time(chance.randrange(7, 14), chance.randrange(0, 60, 5))

    def report(actor: Actor) -> None:
        draft = EventDraft(
            kind=hurt.kind,
            happened_on=clock.today(),
            happened_at=moment,
            place=hurt.place,
            activity=hurt.activity,
            what=hurt.what,
            immediate=hurt.immediate,
            lost_days=hurt.lost_days,
            relation=hurt.relation,
            name=hurt.name,
            serious=hurt.serious,
            mechanism=hurt.mechanism,
        )
        event = services.report_event(told.number(name), draft, by=actor)
        if hurt.key:
            told.made[f"event {hurt.key}"] = event.id

    return report
