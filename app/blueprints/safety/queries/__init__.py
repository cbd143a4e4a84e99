"""Every statement of the room, by noun.

Row-level security stands behind each: what belongs to another firm is not there.
"""

from app.blueprints.safety.queries.events import (
    NearMisses,
    duties_on,
    event_history,
    get_event,
    injury_counts,
    list_events,
    near_misses,
    next_number,
    person_name,
)
from app.blueprints.safety.queries.figures import (
    ROLLING_POINTS,
    IndicatorRow,
    Overview,
    ThisMonth,
    overview,
    this_month,
)
from app.blueprints.safety.queries.hours import (
    Sickness,
    SiteTotal,
    get_hours,
    hours_by_month,
    hours_by_site,
    hours_history,
    hours_of,
    insert_hours,
    newest_headcount,
    reported_among,
    reported_ends,
    reported_months,
    sickness_days,
    with_split,
)
from app.blueprints.safety.queries.sites import (
    active_sites,
    get_site,
    insert_site,
    site_named,
    site_names,
    sites_of,
)
from app.blueprints.safety.queries.years import (
    year_figures,
)

__all__ = [
    "ROLLING_POINTS",
    "IndicatorRow",
    "NearMisses",
    "Overview",
    "Sickness",
    "SiteTotal",
    "ThisMonth",
    "active_sites",
    "duties_on",
    "event_history",
    "get_event",
    "get_hours",
    "get_site",
    "hours_by_month",
    "hours_by_site",
    "hours_history",
    "hours_of",
    "injury_counts",
    "insert_hours",
    "insert_site",
    "list_events",
    "near_misses",
    "newest_headcount",
    "next_number",
    "overview",
    "person_name",
    "reported_among",
    "reported_ends",
    "reported_months",
    "sickness_days",
    "site_named",
    "site_names",
    "sites_of",
    "this_month",
    "with_split",
    "year_figures",
]
