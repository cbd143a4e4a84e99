"""Tables of the room, one module a noun."""

from app.blueprints.outcome.models.published import SummaryEntry, SummaryText, ThemeEntry, ThemeText
from app.blueprints.outcome.models.summaries import Summary
from app.blueprints.outcome.models.themes import Source, Theme, ThemeWording

__all__ = ["Source", "Summary", "SummaryEntry", "SummaryText", "Theme", "ThemeEntry", "ThemeText", "ThemeWording"]
