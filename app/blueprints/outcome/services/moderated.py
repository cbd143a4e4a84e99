"""What a moderator can do to a published theme and to the summary. What the hosts work on stays as it is."""

from app.blueprints.outcome.models import SummaryEntry, ThemeEntry
from app.blueprints.outcome.queries import moderated as queries
from app.blueprints.parity.services.moderated import Shelf, subject_of
from app.blueprints.parity.terms import Kind

THEME, SUMMARY = "theme", "summary"
OF_THEME = subject_of(
    Shelf(
        name="outcome.theme_entry",
        rows=queries.themes,
        hide=lambda row, reason, at: queries.hide(ThemeEntry, row.id, reason, at),
        item=lambda row: (Kind.TEXT, "outcome_theme_entry", row.id),
    )
)
OF_SUMMARY = subject_of(
    Shelf(
        name="outcome.summary_entry",
        rows=queries.summaries,
        hide=lambda row, reason, at: queries.hide(SummaryEntry, row.id, reason, at),
        item=lambda row: (Kind.TEXT, "outcome_summary_entry", row.id),
    )
)
