"""The room's drawings, wide and narrow, in the reader's language: rates with their bands, times between, shares."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from babel import dates
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.safety.models import SectorRate
from app.blueprints.safety.rules import BetweenLimits, Exposure, UPoint
from app.blueprints.safety.terms import Indicator, Month, Share
from app.core import charts
from app.core.charts import LOCALES, Point, line_band
from app.core.i18n import locale
from app.core.render import format_month, format_number

FEWEST = 2


class Drawing(NamedTuple):
    title: str
    wide: Markup
    narrow: Markup


def _both(ident: str, title: str, draw: Any, *args: Any, **words: Any) -> Drawing:
    wide, narrow = draw(ident, title, *args, **words), draw(f"{ident}-narrow", title, *args, narrow=True, **words)
    return Drawing(title, wide, narrow)


def short_month(month: Month) -> str:
    return str(dates.format_skeleton("yMMM", month.first, locale=LOCALES[locale()]))


def rate_chart(
    points: Sequence[Exposure], indicator: Indicator = Indicator.H1, sector: SectorRate | None = None
) -> Drawing | None:
    """None until there are two whole years to draw; a year with a month missing breaks the line."""
    whole = [point for point in points if point.is_complete]
    if len(whole) < FEWEST:
        return None
    last = whole[-1].rate
    assert last  # complete windows have hours  # noqa: S101
    first, until = format_month(whole[0].window.last.first), format_month(whole[-1].window.last.first)
    if indicator is Indicator.H1:
        title = _(
            "Injuries with absence per million hours, rolling twelve months, %(first)s to %(last)s",
            first=first,
            last=until,
        )
    else:
        title = _(
            "Recordable injuries per million hours, rolling twelve months, %(first)s to %(last)s",
            first=first,
            last=until,
        )
    described = _(
        "The latest rate is %(rate)s (injuries: %(count)s, hours: %(hours)s). "
        "Its 95 %% interval is %(low)s to %(high)s.",
        rate=format_number(last.value, 1),
        count=last.events,
        hours=format_number(last.hours, 0),
        low=format_number(last.low, 1),
        high=format_number(last.high, 1),
    )
    return _both(
        "rate",
        title,
        line_band,
        described,
        [_point(point) for point in points],
        (float(sector.per_million), _("Sector %(year)s", year=sector.year)) if sector else None,
        unit=_("Injuries per million hours"),
        lang=locale(),
    )


def _point(exposure: Exposure) -> Point:
    rate = exposure.rate if exposure.is_complete else None
    label = short_month(exposure.window.last)
    return Point(label, rate.value, rate.low, rate.high) if rate else Point(label, None, None, None)


def near_miss_chart(answers: Sequence[tuple[Month, Any]]) -> Drawing | None:
    """Near misses month by month, and those of them answered in time. None before anybody has told of one."""
    if not any(counted.reported for _month, counted in answers):
        return None
    title = _("Near misses, month by month, and how many were answered in time")
    described = _("%(count)s near misses in twelve months.", count=sum(counted.reported for _month, counted in answers))
    drawn = [charts.Month(month.first, counted.reported, counted.in_time) for month, counted in answers]
    words = (_("told of"), _("answered in time"))
    return _both("near", title, charts.progress, described, drawn, locale(), words)


def between_chart(
    ends: Sequence[date], gaps: Sequence[float], open_length: float, limits: BetweenLimits | None, *, in_hours: bool
) -> Drawing:
    """Times between injuries, the one still running too. `ends` are the days on which the complete ones ended."""
    times = [charts.Between(short_month(Month.of(day)), float(gap)) for day, gap in zip(ends, gaps, strict=True)]
    times.append(charts.Between(_("Today"), float(open_length), is_open=True))
    title = _("Hours worked between injuries") if in_hours else _("Days between injuries")
    described = _(
        "%(count)s complete times between injuries, and the one that is still running and may become longer.",
        count=len(gaps),
    )
    drawn = charts.BetweenLines(limits.centre, limits.low, limits.high) if limits else None
    words = charts.BetweenWords(
        _("Hours worked") if in_hours else _("Days"), _("Half"), _("Limit"), _("so far; it has not ended")
    )
    ident = "between-hours" if in_hours else "between-days"
    return _both(ident, title, charts.between_events, described, times, drawn, words, locale())


def frequency_chart(months: Sequence[Month], points: Sequence[UPoint]) -> Drawing | None:
    """Near misses per 1,000 hours, with the limits of chance of each month as a band."""
    if len(points) < FEWEST:
        return None
    title = _("Near misses for each 1,000 hours worked, with what chance alone explains")
    described = _(
        "On average %(mean)s near misses for each 1,000 hours. "
        "The band is where chance alone nearly always keeps a month.",
        mean=format_number(points[0].centre, 2),
    )
    drawn = [
        Point(short_month(month), point.value, point.low, point.high)
        for month, point in zip(months, points, strict=True)
    ]
    unit = _("Near misses for each 1,000 hours")
    reference = points[0].centre, _("Mean")
    return _both("frequency", title, line_band, described, drawn, reference, unit=unit, lang=locale(), decimals=2)


def leading_chart(quarters: Sequence[str], strips: Mapping[str, Sequence[Share]]) -> Drawing | None:
    """What was done of what was to be done, quarter by quarter. None where nothing has been due."""
    if not any(share.whole for shares in strips.values() for share in shares):
        return None
    drawn = [
        charts.Strip(name, [charts.Part(share.part, share.whole) for share in shares])
        for name, shares in strips.items()
    ]
    title = _("What you do, quarter by quarter")
    described = _("Each point is what was done of what was to be done in that quarter. The table has the figures.")
    of = _("%(part)s of %(whole)s", part="{part}", whole="{whole}")
    joined = of.replace("{part}", "%(part)s").replace("{whole}", "%(whole)s")
    return _both("leading", title, charts.shares_over_time, described, quarters, drawn, joined, locale())
