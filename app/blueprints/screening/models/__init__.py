"""What screening keeps: word lists, numbers that a person looks at, and what documents hold."""

from app.blueprints.screening.models.documents import Document
from app.blueprints.screening.models.numbers import Number
from app.blueprints.screening.models.words import Word

__all__ = ["Document", "Number", "Word"]
