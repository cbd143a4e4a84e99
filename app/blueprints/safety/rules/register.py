"""From the rows of a register to the figures of a window: numerator and denominator of the same months and people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from app.blueprints.safety.rules.exposure import MonthHours
from app.blueprints.safety.rules.indicators import Figures
from app.blueprints.safety.terms import COUNTED, IN_THE_HOURS, EventKind, Indicator, Month, Relation, Window


class Injured(NamedTuple):
    """Injuries of one month, kind and relation: how many, days lost, with more than three days, with days unknown."""

    number: int
    lost_days: int = 0
    over_three: int = 0
    days_unknown: int = 0


Injuries = Mapping[tuple[Month, EventKind, Relation], Injured]


@dataclass(frozen=True)
class Register:
    """What was written down: hours, injuries, and near misses, by month."""

    hours: Mapping[Month, MonthHours] = field(default_factory=dict)
    injuries: Injuries = field(default_factory=dict)
    near_misses: Mapping[Month, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[tuple[Month, EventKind, Relation], int]:
        return {key: injured.number for key, injured in self.injuries.items()}


@dataclass(frozen=True)
class Counted:
    """The figures of a window, and what is not in them.

    Everything is counted in months whose hours are known (`months` of them, `estimated` by estimate). Left out are
    recordable injuries (`left_out`) and near misses (`misses_left_out`) of other months, and injuries of people whose
    hours are not ours (`outside`). `days_unknown` are injuries with absence whose days are not known yet: no day of
    theirs is in. `stating_people` and `stating_days` are months that state headcount and day's-work.
    """

    window: Window
    figures: Figures
    months: int
    estimated: int
    left_out: int
    misses_left_out: int
    outside: int
    days_unknown: int
    stating_people: int
    stating_days: int

    @property
    def is_whole(self) -> bool:
        return self.months == len(self.window.months)


def counted(register: Register, window: Window) -> Counted:
    """The window's figures. ESAW's accidents are those of own employees, since the headcount is of these."""
    inside = set(window.months)
    known = {m: said for m, said in register.hours.items() if m in inside and said.total > 0}
    ours = {key: injured for key, injured in register.injuries.items() if key[0] in inside}
    within = {key: one for key, one in ours.items() if key[0] in known and key[2] in IN_THE_HOURS}
    recordable = COUNTED[Indicator.H2]
    people = [said.headcount for said in known.values() if said.headcount is not None]
    stated = [
        (said.agreed_days, said.lost_days)
        for month, said in register.hours.items()
        if month in inside and said.agreed_days is not None and said.lost_days is not None
    ]
    kinds: dict[EventKind, int] = {}
    for (_, kind, _), one in within.items():
        kinds[kind] = kinds.get(kind, 0) + one.number
    figures = Figures(
        hours=sum((said.total for said in known.values()), Decimal(0)),
        injuries=kinds,
        lost_days=sum(one.lost_days for one in within.values()),
        over_three_days=sum(one.over_three for (_, _, who), one in within.items() if who is Relation.OWN),
        near_misses=sum(n for month, n in register.near_misses.items() if month in known),
        headcount=Fraction(sum(people), len(people)) if people else None,
        agreed_days=sum((agreed for agreed, _ in stated), Decimal(0)) if stated else None,
        absent_days=sum((lost for _, lost in stated), Decimal(0)) if stated else None,
        months=len(known),
    )
    return Counted(
        window=window,
        figures=figures,
        months=len(known),
        estimated=sum(said.estimated for said in known.values()),
        left_out=sum(
            one.number
            for (month, kind, who), one in ours.items()
            if month not in known and kind in recordable and who in IN_THE_HOURS
        ),
        misses_left_out=sum(n for m, n in register.near_misses.items() if m in inside and m not in known),
        outside=sum(one.number for (_, _, who), one in ours.items() if who not in IN_THE_HOURS),
        days_unknown=sum(one.days_unknown for one in within.values()),
        stating_people=len(people),
        stating_days=len(stated),
    )
