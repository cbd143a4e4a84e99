"""The room's vocabulary, one module a noun."""

from app.blueprints.parity.terms.items import Channel, ItemDraft, Kind, Standing
from app.blueprints.parity.terms.participants import How

__all__ = ["Channel", "How", "ItemDraft", "Kind", "Standing"]
