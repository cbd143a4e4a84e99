"""Two years of hours, near misses and injuries of the demo's suppliers. Every event is invented.

The texts are in the language of the firm; nobody is named. The workshop leaves last month's hours and its newest near miss
to whoever tries the demo.
"""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from app.blueprints.accounts.terms import Actor
from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import Basis, EventDraft, EventKind, HoursDraft, Month, Window
from app.cli.demo_content.safety_stories import STORIES, Hurt, Near, Story
from app.cli.demo_content.world import World
from app.core import clock

MONTHS = 24
HOURS_A_MONTH = 141  # of one full position, holidays and leave taken out
SEASON = {7: 0.45, 12: 0.86, 4: 0.93, 5: 0.94}
REPORT_DAY = 6  # of the month after


Write = Callable[[Actor], object]


def seed(world: World) -> None:
    """Month by month, as it would have been written down."""
    for name, story in STORIES.items():
        chance = Random(f"safety of {name}")  # each firm its own, so that one can change without the others
        firm = world.organisations[name].id
        for days_ago, write in sorted(_happenings(world, firm, story, chance), key=lambda pair: -pair[0]):
            with world.acting_as(story.by, days_ago=days_ago, hour=15) as actor:
                write(actor)
    _correct_one_month(world)


def _happenings(world: World, firm: int, story: Story, chance: Random) -> Iterator[tuple[int, Write]]:
    """(days ago, what is written then), in no order."""
    today = clock.local(world.now).date()
    last = Month.of(today).plus(-1)
    for back in range(MONTHS):
        if back not in story.silent:
            month = last.plus(-back)
            due = date(*month.plus(1), REPORT_DAY)
            yield max((today - due).days, 1), _hours(firm, month, story, chance)
    for place, near in enumerate(story.near):
        ago = (
            4
            + (len(story.near) - 1 - place) * (MONTHS * 30 // len(story.near))
            + (chance.randrange(12) if place + 1 < len(story.near) else 0)
        )
        yield from _near_miss(firm, near, _weekday(today, ago), chance)
    for hurt in story.hurt:
        month = last.plus(-hurt.month)
        day = month.first + timedelta(days=chance.randrange(2, 27))
        yield _weekday(today, (today - day).days), _injury(firm, hurt, chance)


def _weekday(today: date, ago: int) -> int:
    """So many days ago, or the working day before."""
    weekday = (today - timedelta(days=ago)).weekday()
    return ago + max(0, weekday - 4)


def _hours(firm: int, month: Month, story: Story, chance: Random) -> Write:
    full = story.people * HOURS_A_MONTH * SEASON.get(month.month, 1) * chance.uniform(0.95, 1.05)
    step = 50 if story.basis is Basis.ESTIMATED else Decimal("0.5")
    draft = HoursDraft(
        year=month.year,
        month=month.month,
        own=_rounded(full * (1 - story.hired), step),
        hired_in=_rounded(full * story.hired * chance.uniform(0.4, 1.6), step),
        basis=story.basis,
        headcount=round(story.people * 1.1),
    )
    return lambda actor: services.report_hours(firm, draft, by=actor)


def _rounded(hours: float, step: Decimal | int) -> Decimal:
    return Decimal(round(Decimal(hours) / step)) * step


def _near_miss(firm: int, near: Near, ago: int, chance: Random) -> Iterator[tuple[int, Write]]:
    """The report and, where there is one, the answer: mostly within a week, now and then too late."""
    number: list[int] = []
    moment = time(chance.randrange(7, 14), chance.randrange(0, 60, 5))

    def report(actor: Actor) -> None:
        draft = EventDraft(
            kind=EventKind.NEAR_MISS, happened_on=clock.today(), happened_at=moment, place=near.place, what=near.what
        )
        number.append(services.report_event(firm, draft, by=actor).id)

    yield ago, report
    waited = chance.choice((1, 2, 3, 5, 6, 9, 12, 19))
    if near.answer and ago > waited:

        def answer(actor: Actor) -> None:
            event = queries.get_event(number[0])
            services.answer_event(event, near.answer, version=event.version, by=actor)

        yield ago - waited, answer


def _injury(firm: int, hurt: Hurt, chance: Random) -> Write:
    moment = time(chance.randrange(7, 14), chance.randrange(0, 60, 5))
    return lambda actor: services.report_event(
        firm,
        EventDraft(
            kind=hurt.kind,
            happened_on=clock.today(),
            happened_at=moment,
            place=hurt.place,
            activity=hurt.activity,
            what=hurt.what,
            immediate=hurt.immediate,
            lost_days=hurt.lost_days,
            relation=hurt.relation,
        ),
        by=actor,
    )


def _correct_one_month(world: World) -> None:
    """A month was typed wrong and put right: its history shows both."""
    with world.acting_as("cleaning_editor", days_ago=2) as actor:
        firm = world.organisations["cleaning"].id
        last = Month.of(clock.local(world.now).date()).plus(-2)
        hours = next(one for one in queries.hours_of(firm, Window(last, last)))
        services.correct_hours(
            hours,
            HoursDraft(
                year=hours.year,
                month=hours.month,
                own=hours.own - Decimal("37.5"),
                hired_in=hours.hired_in,
                basis=hours.basis,
                headcount=hours.headcount,
                version=hours.version,
            ),
            by=actor,
        )
