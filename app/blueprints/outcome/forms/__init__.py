"""Forms of the room, one module a noun."""

from app.blueprints.outcome.forms import wordings  # noqa: F401 - the words of the room's errors
from app.blueprints.outcome.forms.gathering import GatherForm
from app.blueprints.outcome.forms.summaries import SummaryForm, summary_form
from app.blueprints.outcome.forms.themes import NewThemeForm, PublishForm, ThemeForm, theme_form

__all__ = ["GatherForm", "NewThemeForm", "PublishForm", "SummaryForm", "ThemeForm", "summary_form", "theme_form"]
