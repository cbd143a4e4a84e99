"""Tables of the room."""

from app.blueprints.impartiality.models.declarations import Declaration, Refusal

__all__ = ["Declaration", "Refusal"]
