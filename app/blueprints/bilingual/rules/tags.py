"""Tags of the languages that people write in; the rule stands in core, where a browser's wish is read by it too."""

from app.core.language_tags import understood

__all__ = ["understood"]
