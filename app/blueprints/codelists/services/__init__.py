"""What the room does: loads a publisher's file, and gives forms and searches a picker for each list."""

from app.blueprints.codelists.rules.codes import can_be_chosen
from app.blueprints.codelists.services.picking import Picker, picker

__all__ = ["Picker", "can_be_chosen", "picker"]
