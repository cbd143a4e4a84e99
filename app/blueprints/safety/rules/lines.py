"""Each figure of a window as one line: its value with what it is divided by, and its interval where it has one."""

from dataclasses import dataclass

from app.blueprints.safety.rules.indicators import ESAW_BASE, US_BASE, Amount, Indicators, Quotient, indicators_of
from app.blueprints.safety.rules.rates import MILLION, exact_limits, mid_p_limits, rate
from app.blueprints.safety.rules.register import Counted
from app.blueprints.safety.terms import COUNTS_AS, Figure, Method

BASES = {Figure.H1: MILLION, Figure.H2: MILLION, Figure.TRIR: US_BASE}
DECIMALS = {Figure.SEVERITY: 3, Figure.ABSENCE: 2, Figure.FREQUENCY: 2, Figure.INCIDENCE: 0}


@dataclass(frozen=True)
class Line:
    """`value` is None where there is nothing to divide by; `low` and `high` are None where there is no interval."""

    figure: Figure
    numerator: Amount
    denominator: Amount | None
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def decimals(self) -> int:
        return DECIMALS.get(self.figure, 1)


def lines(counted: Counted, method: Method = Method.EXACT) -> list[Line]:
    """Every figure, in the order of the table."""
    known = indicators_of(counted.figures)
    return [_line(figure, counted, known, method) for figure in Figure]


def line_of(figure: Figure, counted: Counted, method: Method = Method.EXACT) -> Line:
    return _line(figure, counted, indicators_of(counted.figures), method)


def _line(figure: Figure, counted: Counted, known: Indicators, method: Method) -> Line:
    figures = counted.figures
    if figure in COUNTS_AS:
        events = figures.count(COUNTS_AS[figure])
        if not figures.hours:
            return Line(figure, events, None, None)
        found = rate(events, figures.hours, method=method, base=BASES[figure])
        return Line(figure, events, figures.hours, found.value, found.low, found.high)
    if figure is Figure.INCIDENCE:
        return _incidence(counted, known, method)
    quotient, numerator = {
        Figure.F: (known.f, figures.lost_days),
        Figure.SEVERITY: (known.severity, figures.lost_days),
        Figure.ABSENCE: (known.absence, figures.absent_days or 0),
        Figure.RATIO: (known.near_miss_ratio, figures.near_misses),
        Figure.FREQUENCY: (known.near_miss_frequency, figures.near_misses),
    }[figure]
    return _of_quotient(figure, quotient, numerator)


def _of_quotient(figure: Figure, quotient: Quotient | None, numerator: Amount) -> Line:
    return Line(figure, numerator, quotient.whole if quotient else None, quotient.value if quotient else None)


def _incidence(counted: Counted, known: Indicators, method: Method) -> Line:
    accidents, found = counted.figures.over_three_days, known.incidence
    if found is None:
        return Line(Figure.INCIDENCE, accidents, None, None)
    low, high = (mid_p_limits if method is Method.MID_P else exact_limits)(accidents)
    scale = ESAW_BASE / float(found.person_years)
    return Line(Figure.INCIDENCE, accidents, found.person_years, found.value, low * scale, high * scale)
