"""Every statement of the room, one module a noun."""

from app.blueprints.requirements.queries.comparison import (
    offered_profiles,
    own_published,
    shared_levels,
)
from app.blueprints.requirements.queries.document import (
    plan_lines,
)
from app.blueprints.requirements.queries.gap import open_actions
from app.blueprints.requirements.queries.profiles import (
    PublishedLine,
    buyers,
    dimensions_in_force,
    dimensions_of,
    get_profile,
    list_published,
    profiles_of,
    published_profile,
)
from app.blueprints.requirements.queries.shares import (
    find_share,
    get_share,
    hold_shares,
    kept_shares,
    live_share,
    lock_share,
    note_opening,
    openings_of,
    permitted,
    plan_is_shared,
    read_shared,
    share_line,
    shared_with,
    shares_of,
)

__all__ = [
    "PublishedLine",
    "buyers",
    "dimensions_in_force",
    "dimensions_of",
    "find_share",
    "get_profile",
    "get_share",
    "hold_shares",
    "kept_shares",
    "list_published",
    "live_share",
    "lock_share",
    "note_opening",
    "offered_profiles",
    "open_actions",
    "openings_of",
    "own_published",
    "permitted",
    "plan_is_shared",
    "plan_lines",
    "profiles_of",
    "published_profile",
    "read_shared",
    "share_line",
    "shared_levels",
    "shared_with",
    "shares_of",
]
