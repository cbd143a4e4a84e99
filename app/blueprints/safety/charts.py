"""The rate over time with its band, wide and narrow, in the reader's language."""

from collections.abc import Sequence
from typing import NamedTuple

from babel import dates
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.safety.rules import Exposure
from app.core.charts import LOCALES, Point, line_band
from app.core.i18n import locale
from app.core.render import format_month, format_number

FEWEST = 2


class Drawing(NamedTuple):
    title: str
    wide: Markup
    narrow: Markup


def rate_chart(points: Sequence[Exposure]) -> Drawing | None:
    """None until there are two whole years to draw; a year with a month missing breaks the line."""
    whole = [point for point in points if point.is_complete]
    if len(whole) < FEWEST:
        return None
    lang = locale()
    drawn = [_point(point, lang) for point in points]
    last = whole[-1].rate
    assert last  # complete windows have hours  # noqa: S101
    title = _(
        "Injuries with absence per million hours, rolling twelve months, %(first)s to %(last)s",
        first=format_month(whole[0].window.last.first),
        last=format_month(whole[-1].window.last.first),
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
    unit = _("Injuries per million hours")
    wide = line_band("rate", title, described, drawn, unit=unit, lang=lang)
    return Drawing(title, wide, line_band("rate-narrow", title, described, drawn, unit=unit, lang=lang, narrow=True))


def _point(exposure: Exposure, lang: str) -> Point:
    label = dates.format_skeleton("yMMM", exposure.window.last.first, locale=LOCALES[lang])
    rate = exposure.rate if exposure.is_complete else None
    return Point(label, rate.value, rate.low, rate.high) if rate else Point(label, None, None, None)
