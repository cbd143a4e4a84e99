"""The figures of a firm, each with what it is made of a click away. Only its own people see these pages."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, charts, policies, queries
from app.blueprints.safety.forms.figures import CHECKED_ON, FIGURES, PERIODS
from app.blueprints.safety.models import SectorRate
from app.blueprints.safety.rules import (
    DEFAULT_SHAPE,
    ROLLING,
    Comparison,
    Counted,
    Exposure,
    Figures,
    Line,
    Rate,
    Register,
    Shortfall,
    Shrunken,
    around,
    compare,
    counted,
    line_of,
    lines,
    offered_years,
    overlap,
    rate,
    rolling,
    section_of,
    shortfall,
    shrink,
    window_of,
)
from app.blueprints.safety.terms import COUNTS_AS, EventKind, Figure, Indicator, Method, Month, Window, Wording
from app.blueprints.safety.views.promises import asked_promise
from app.blueprints.safety.views.sections import GROUP, Firm, number_of
from app.core import clock, navigation
from app.core.access import guard, public
from app.core.i18n import locale
from app.core.render import render

SHAPES = (1, 2, 3, 4, 5)
AFTER, BEFORE = "12", "12-before"
POINTS = 24


def section(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    return (
        navigation.Item(_("Indicators"), url_for("safety.list_indicators", organisation_id=number)) if number else None
    )


navigation.add_section(GROUP, 40, section)


@dataclass(frozen=True)
class Chosen:
    """What the reader has chosen in the address; whatever cannot be is as if she had not."""

    period: str
    window: Window
    method: Method

    @classmethod
    def read(cls, last: Month) -> "Chosen":
        period = request.args.get("period", AFTER)
        window = window_of(period, last)
        if window is None:
            period, window = AFTER, Window.ending(last, 12)
        asked = request.args.get("method", "")
        return cls(period, window, Method(asked) if asked in set(Method) else Method.EXACT)


def newest_month(organisation: Organisation) -> tuple[Month | None, Month]:
    """The first month with hours, and the month with which periods end: last month, or a newer one with hours."""
    first, newest = queries.reported_ends(organisation.id)
    before = Month.of(clock.today()).plus(-1)
    return first, max(before, newest or before)


def periods(last: Month, first: Month | None) -> list[tuple[str, str]]:
    return [(code, str(PERIODS[code])) for code in ROLLING] + [
        (str(year), str(year)) for year in offered_years(last, first)
    ]


@bp.get("/organisations/<int:organisation_id>/safety/indicators")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_indicators(organisation: Organisation) -> ResponseReturnValue:
    first, last = newest_month(organisation)
    chosen = Chosen.read(last)
    found = counted(queries.register(organisation.id, chosen.window), chosen.window)
    return render(
        "safety/indicators.html",
        organisation=organisation,
        chosen=chosen,
        periods=periods(last, first),
        found=found,
        lines=lines(found, chosen.method),
        words=FIGURES,
    )


@bp.get("/organisations/<int:organisation_id>/safety/indicators/<code>")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def show_indicator(organisation: Organisation, code: str) -> ResponseReturnValue:
    if code not in set(Figure):
        abort(404)
    figure = Figure(code)
    first, last = newest_month(organisation)
    chosen = Chosen.read(last)
    indicator = COUNTS_AS.get(figure)
    two = TwoPeriods.read(last)
    read = chosen.window
    if indicator:
        read = around(read, two.after, two.before, Window.ending(last, POINTS + 11))
    register = queries.register(organisation.id, read)
    found = counted(register, chosen.window)
    page: dict[str, Any] = {
        "organisation": organisation,
        "figure": figure,
        "words": FIGURES[figure],
        "checked_on": CHECKED_ON,
        "chosen": chosen,
        "periods": periods(last, first),
        "found": found,
        "line": line_of(figure, found, chosen.method),
        "months": [(month, register.hours.get(month)) for month in chosen.window.months],
        "most_shown": queries.MOST_SHOWN,
        "events": [] if figure is Figure.ABSENCE else queries.events_counted(organisation.id, figure, chosen.window),
    }
    if indicator:
        page |= _of_rate(organisation, figure, indicator, register, found, two, last)
        page |= {"sites": _by_site(organisation, indicator, chosen), "promise": asked_promise(indicator, found)}
    return render("safety/indicator.html", **page)


@dataclass(frozen=True)
class TwoPeriods:
    """The later and the earlier period of a comparison."""

    after_code: str
    before_code: str
    after: Window
    before: Window

    @classmethod
    def read(cls, last: Month) -> "TwoPeriods":
        codes = request.args.get("after", AFTER), request.args.get("before", BEFORE)
        after, before = (window_of(code, last) for code in codes)
        if after is None or before is None:
            codes = AFTER, BEFORE
            after, before = Window.ending(last, 12), Window.ending(last.plus(-12), 12)
        return cls(*codes, after, before)

    @property
    def overlap(self) -> bool:
        return overlap(self.after, self.before)


@dataclass(frozen=True)
class Compared:
    """Two periods with their figures; nothing is compared while either has no hours, or they overlap."""

    two: TwoPeriods
    after: Line
    before: Line
    comparison: Comparison | None
    lacking: Shortfall | None

    @property
    def wording(self) -> Wording:
        return self.comparison.wording if self.comparison else Wording.TOO_LITTLE


def _compared(figure: Figure, indicator: Indicator, register: Register, two: TwoPeriods) -> Compared:
    after, before = counted(register, two.after), counted(register, two.before)
    lines_of_both = line_of(figure, after), line_of(figure, before)
    if two.overlap or not after.figures.hours or not before.figures.hours:
        return Compared(two, *lines_of_both, None, None)
    given = (
        after.figures.count(indicator),
        after.figures.hours,
        before.figures.count(indicator),
        before.figures.hours,
    )
    return Compared(two, *lines_of_both, compare(*given), shortfall(*given))


def _of_rate(
    organisation: Organisation,
    figure: Figure,
    indicator: Indicator,
    register: Register,
    found: Counted,
    two: TwoPeriods,
    last: Month,
) -> dict[str, Any]:
    """What a rate of injuries has and other figures have not: a comparison, a chart, and the sector beside it."""
    page: dict[str, Any] = {"compared": _compared(figure, indicator, register, two)}
    points: list[Exposure] = rolling(indicator, last, POINTS, register.hours, register.counts)
    sector = None
    if figure is Figure.H1:
        beside = _beside_sector(organisation, found)
        page["sector"] = beside
        sector = beside.row
    if figure is not Figure.TRIR:
        page["chart"] = charts.rate_chart(points, indicator, sector)
        page["points"] = points
    return page


@dataclass(frozen=True)
class BesideSector:
    """The sector's row, those one may choose, and the firm's rate drawn towards it; None without hours or rows."""

    row: SectorRate | None
    rows: list[tuple[str, str]]
    shape: int
    shrunken: Shrunken | None


def _beside_sector(organisation: Organisation, found: Counted) -> BesideSector:
    rows = {row.section: row for row in queries.sector_rates()}
    asked = request.args.get("sector")
    row = rows.get(asked if asked is not None else section_of(organisation.industry_code)) or rows.get("")
    given = request.args.get("shape", "")
    shape = int(given) if given in {str(each) for each in SHAPES} else int(DEFAULT_SHAPE)
    shrunken = None
    if row and found.figures.hours:
        events = found.figures.count(Indicator.H1)
        shrunken = shrink(events, found.figures.hours, sector_rate=float(row.per_million), shape=shape)
    offered = [(code, each.name.in_(locale())) for code, each in rows.items()]
    return BesideSector(row, offered, shape, shrunken)


@dataclass(frozen=True)
class AtSite:
    name: str | None
    events: int
    hours: float
    rate: Rate | None


def _by_site(organisation: Organisation, indicator: Indicator, chosen: Chosen) -> list[AtSite]:
    """Injuries and hours at each site of the window; empty where no hours are split over sites."""
    hours = queries.hours_by_site(organisation.id, chosen.window)
    if not hours:
        return []
    names = queries.site_names(organisation.id)
    events = queries.injuries_by_site(organisation.id, indicator, chosen.window)
    rows = []
    for number in sorted({*hours, *(site for site in events if site)}, key=lambda site: names.get(site, "")):
        worked, hurt = (hours[number].total if number in hours else 0), events.get(number, 0)
        known = rate(hurt, worked, method=chosen.method) if worked else None
        rows.append(AtSite(names.get(number), hurt, float(worked), known))
    if events.get(None):
        rows.append(AtSite(None, events[None], 0.0, None))
    return rows


YEAR = Window(Month(2025, 1), Month(2025, 12))
EXAMPLE = Counted(
    window=YEAR,
    figures=Figures(
        hours=Decimal(34_000),
        injuries={EventKind.LOST_TIME: 1, EventKind.MEDICAL_TREATMENT: 1},
        lost_days=12,
        over_three_days=1,
        near_misses=14,
        headcount=20,
        agreed_days=Decimal(4_600),
        absent_days=Decimal(207),
    ),
    months=12,
    estimated=0,
    left_out=0,
    misses_left_out=0,
    outside=0,
    days_unknown=0,
    stating_people=12,
    stating_days=12,
)
"""The firm of the page on method: worked out as any other, so that the page cannot say anything else."""


@bp.get("/safety/method")
@public
def method() -> ResponseReturnValue:
    """How we calculate, for anybody."""
    return render("safety/method.html", words=FIGURES, lines=lines(EXAMPLE))
