"""Pure functions of the room."""

from app.blueprints.parity.rules.standing import cell, standing_of
from app.blueprints.parity.rules.written_out import written_out

__all__ = ["cell", "standing_of", "written_out"]
