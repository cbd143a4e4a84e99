"""Pure functions of the room."""

from app.blueprints.parity.rules.standing import cell, standing_of

__all__ = ["cell", "standing_of"]
