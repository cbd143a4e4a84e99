"""Tables of the room, one module a noun."""

from app.blueprints.parity.models.items import Exemption, Item, Told
from app.blueprints.parity.models.standing import Participant, Standing

__all__ = ["Exemption", "Item", "Participant", "Standing", "Told"]
