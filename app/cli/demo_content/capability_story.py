"""How the rooms of levels, evidence, plans and requirements tell their part of the demo: each in happenings, day by day.

What a number was on a day depends on all that was said before it, so nothing here may run ahead: `tell` puts everybody's
happenings in the order in which they took place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.blueprints.accounts.terms import Actor
from app.cli.demo_content.world import SATURDAY, World
from app.core import clock

MORNING = 9


@dataclass(kw_only=True)
class Told:
    """What has been made so far, by the keys that the demo has for it: (organisation, key) -> number in its table."""

    world: World
    evidence: dict[tuple[str, str], int] = field(default_factory=dict)
    actions: dict[tuple[str, str], int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)  # reviews, requests, profiles and shares

    def day(self, offset: int) -> date:
        """So many days after the demo was made; before it when negative."""
        return clock.local(self.world.now).date() + timedelta(days=offset)

    def number(self, organisation: str) -> int:
        return self.world.organisations[organisation].id


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Somebody does something, so many days ago at that hour in Norway; on the Friday before, when it was a weekend."""

    days_ago: int
    who: str
    do: Callable[[Actor], object]
    hour: int = MORNING


def tell(told: Told, happenings: Iterable[Happening]) -> None:
    """Each in a transaction of its own, as the one who does it; of the same hour in the order given."""
    for each in sorted(happenings, key=lambda each: (-each.days_ago, each.hour)):
        with told.world.acting_as(each.who, days_ago=_on_a_weekday(told, each.days_ago), hour=each.hour) as actor:
            each.do(actor)


def _on_a_weekday(told: Told, days_ago: int) -> int:
    weekday = told.day(-days_ago).weekday()
    return days_ago + weekday - SATURDAY + 1 if days_ago and weekday >= SATURDAY else days_ago
