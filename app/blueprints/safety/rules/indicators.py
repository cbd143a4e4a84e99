"""The indicators by their definitions, each with what is divided by what.

Sources: H1, H2 and F as Norsk Industri and EBA define them; TRIR and LTIR as OSHA does, per 200,000 hours; sickness
absence as Statistics Norway and NAV do, in day's-work; incidence as "European Statistics on Accidents at Work (ESAW)
- Summary methodology" (Eurostat, 2013). What is counted has an interval; days never do: one long absence is not
many short ones, and no Poisson interval fits it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.blueprints.safety.rules.rates import MILLION, Hours, Rate, exact_limits, rate
from app.blueprints.safety.terms import COUNTED, EventKind, Indicator

US_BASE = 200_000
PER_THOUSAND_HOURS = 1_000
ESAW_BASE = 100_000
MONTHS_A_YEAR = 12

Amount = int | Decimal | Fraction


@dataclass(frozen=True)
class Figures:
    """What was recorded in a window of whole months: numerators and denominators of the same months and people.

    `injuries` are those of people whose hours are in `hours` (own and hired-in). `lost_days` are days lost to
    injury; nothing is imputed for a death. `over_three_days` are accidents with more than three full calendar days
    of absence, the day itself not counted. `agreed_days` and `absent_days` are day's-work of the whole firm.
    """

    hours: Decimal
    injuries: Mapping[EventKind, int] = field(default_factory=dict)
    lost_days: int = 0
    over_three_days: int = 0
    near_misses: int = 0
    headcount: Amount | None = None
    agreed_days: Decimal | None = None
    absent_days: Decimal | None = None
    months: int = MONTHS_A_YEAR

    def count(self, indicator: Indicator) -> int:
        """Injuries that the indicator counts."""
        return sum(number for kind, number in self.injuries.items() if kind in COUNTED[indicator])


@dataclass(frozen=True)
class Quotient:
    """`part` for every `base` of `whole`, kept exact. There is none where there is nothing to divide by."""

    part: Amount
    whole: Amount
    base: int = 1

    @property
    def exact(self) -> Fraction:
        return Fraction(self.part) * self.base / Fraction(self.whole)

    @property
    def value(self) -> float:
        return float(self.exact)


@dataclass(frozen=True)
class Incidence:
    """Accidents in a year for every 100,000 employed, with Garwood's 95 % interval; `person_years` were employed."""

    accidents: int
    person_years: Fraction
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Indicators:
    """What the figures give; None where there is nothing to divide by. A page shows a dash then, never infinity.

    `h1` (LTIFR) and `h2` (TRIFR) are per million hours; `f` days lost per million hours; `severity` days lost per
    1,000 hours; `mean_days` days lost for each lost-time injury; `trir` and `ltir` per 200,000 hours; `absence` in
    per cent; `near_miss_ratio` near misses for each recordable injury; `near_miss_frequency` near misses for each
    employee and year, of which more is not worse; `incidence` by ESAW.
    """

    h1: Rate | None
    h2: Rate | None
    f: Quotient | None
    severity: Quotient | None
    mean_days: Quotient | None
    trir: Rate | None
    ltir: Rate | None
    absence: Quotient | None
    near_miss_ratio: Quotient | None
    near_miss_frequency: Quotient | None
    incidence: Incidence | None


def indicators_of(figures: Figures) -> Indicators:
    """All of them at once."""
    lost_time, recordable = figures.count(Indicator.H1), figures.count(Indicator.H2)
    years = _person_years(figures)
    return Indicators(
        h1=_rate(lost_time, figures.hours),
        h2=_rate(recordable, figures.hours),
        f=_quotient(figures.lost_days, figures.hours, MILLION),
        severity=_quotient(figures.lost_days, figures.hours, PER_THOUSAND_HOURS),
        mean_days=_quotient(figures.lost_days, figures.injuries.get(EventKind.LOST_TIME, 0)),
        trir=_rate(recordable, figures.hours, US_BASE),
        ltir=_rate(lost_time, figures.hours, US_BASE),
        absence=_quotient(figures.absent_days, figures.agreed_days, 100),
        near_miss_ratio=_quotient(figures.near_misses, recordable),
        near_miss_frequency=_quotient(figures.near_misses, years),
        incidence=incidence(figures.over_three_days, years) if years else None,
    )


def days_work(days: Amount, share: Amount = 1, degree: Amount = 1) -> Fraction:
    """Day's-work lost: days x share of a full position x degree of absence (1 when self-certified)."""
    return Fraction(days) * Fraction(share) * Fraction(degree)


def incidence(accidents: int, person_years: Amount) -> Incidence:
    """Accidents per 100,000 employed in a year. Raises ValueError when nobody was."""
    years = Fraction(person_years)
    if years <= 0:
        raise ValueError("nobody was employed")
    value, low, high = (float(Fraction(x) * ESAW_BASE / years) for x in (accidents, *exact_limits(accidents)))
    return Incidence(accidents, years, value, low, high)


def standardised_incidence(branches: Iterable[tuple[Amount, Amount]]) -> Fraction:
    """Sum of weight x incidence over branches of industry: what it would be with a standard make-up of branches.

    `branches` are (weight, incidence); the weights are shares of the standard workforce and add up to 1.
    """
    rows = [(Fraction(weight), Fraction(each)) for weight, each in branches]
    if sum(weight for weight, _ in rows) != 1 or any(weight < 0 for weight, _ in rows):
        raise ValueError("the weights are shares, and add up to 1")
    return sum((weight * each for weight, each in rows), Fraction(0))


def _rate(events: int, hours: Hours, base: int = MILLION) -> Rate | None:
    return rate(events, hours, base=base) if hours > 0 else None


def _quotient(part: Amount | None, whole: Amount | None, base: int = 1) -> Quotient | None:
    return Quotient(part, whole, base) if part is not None and whole else None


def _person_years(figures: Figures) -> Fraction | None:
    """Headcount over the months of the window, in years."""
    if not figures.headcount or figures.months <= 0:
        return None
    return Fraction(figures.headcount) * figures.months / MONTHS_A_YEAR
