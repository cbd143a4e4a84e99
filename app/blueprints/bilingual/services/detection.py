"""Which language a text is in: the door for rooms that ask the author before a text is posted."""

from app.blueprints.bilingual.rules.detection import Detected, warning

__all__ = ["Detected", "warning"]
