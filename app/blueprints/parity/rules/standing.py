"""How an item stands, and what one supplier knows of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.blueprints.parity.terms.items import Channel, Standing


def standing_of(item: Any) -> Standing:
    """From first_told_at, published_at and exempted_at. Published comes before exempted."""
    if item.published_at is not None:
        return Standing.PUBLISHED
    if item.first_told_at is None:
        return Standing.WAITING
    return Standing.EXEMPTED if item.exempted_at is not None else Standing.RED


@dataclass(frozen=True, slots=True)
class Cell:
    """When and how one supplier came to know one thing. `first`: before everybody could read it. No `at`: not yet."""

    at: datetime | None
    channel: Channel | None
    first: bool = False


def cell(item: Any, told: tuple[datetime, Channel] | None) -> Cell:
    """`told`: when and how this supplier was told by itself, if it was."""
    if told and (item.published_at is None or told[0] < item.published_at):
        return Cell(told[0], told[1], first=True)
    if item.published_at is not None:
        return Cell(item.published_at, Channel.SITE)
    return Cell(None, None)
