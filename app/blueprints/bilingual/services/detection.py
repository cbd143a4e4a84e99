"""Which language a text is in: the door for rooms that ask the author before a text is posted."""

from app.blueprints.bilingual.rules.detection import Detected, detect, warning

__all__ = ["Detected", "detect", "warning"]
