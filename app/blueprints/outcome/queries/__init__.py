"""Every statement of the room, one module a noun."""

from app.blueprints.outcome.queries.published import published_themes, summary_shown
from app.blueprints.outcome.queries.sources import came_in, sources_of, ungathered
from app.blueprints.outcome.queries.themes import get_summary, get_theme, themes_of

__all__ = [
    "came_in", "get_summary", "get_theme", "published_themes", "sources_of", "summary_shown", "themes_of", "ungathered",
]  # fmt: skip
