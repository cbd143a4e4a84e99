"""Charts as SVG made on the server: no script, the same drawing on screen, in mail, on paper and in a PDF.

Every mark carries presentation attributes (never `style`), since a document's style does not reach an inline SVG in a
PDF; in the browser the classes win, so dark mode and forced colours work. Each drawing has a title and a description;
the page shows the same figures as a table beside it. A phone gets a drawing of its own, never a shrunk one. What a
mark means is told by its shape or pattern first, and by colour second.
"""

from app.core.charts.bars import bar
from app.core.charts.between import Between, BetweenLines, BetweenWords, between_events
from app.core.charts.counts import Count, counts
from app.core.charts.history import Change, Month, progress, steps
from app.core.charts.keys import key
from app.core.charts.levels import Level, dotplot, dotplot_narrow
from app.core.charts.marks import LOCALES, number
from app.core.charts.rates import Point, RatePoint, line_band
from app.core.charts.shares import Part, Strip, shares_over_time
from app.core.charts.standing import Gap, GapWords, Three, ThreeWords, gaps, three_levels
from app.core.charts.timeline import PlanWords, Task, timeline

__all__ = [
    "LOCALES",
    "Between",
    "BetweenLines",
    "BetweenWords",
    "Change",
    "Count",
    "Gap",
    "GapWords",
    "Level",
    "Month",
    "Part",
    "PlanWords",
    "Point",
    "RatePoint",
    "Strip",
    "Task",
    "Three",
    "ThreeWords",
    "bar",
    "between_events",
    "counts",
    "dotplot",
    "dotplot_narrow",
    "gaps",
    "key",
    "line_band",
    "number",
    "progress",
    "shares_over_time",
    "steps",
    "three_levels",
    "timeline",
]
