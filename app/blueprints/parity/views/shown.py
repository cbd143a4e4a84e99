"""Words and colours for rows of the ledger, for every template of the room."""

from typing import Any

from app.blueprints.parity.forms.wordings import CHANNELS, KINDS, STANDINGS
from app.blueprints.parity.rules import standing_of


def words_for_rows() -> dict[str, Any]:
    """`kinds`, `channels` by code; `stands(item)` gives its standing, its words and their colour."""

    def stands(item: Any) -> tuple[str, Any, str]:
        how = standing_of(item)
        return how.value, *STANDINGS[how]

    return {"kinds": KINDS, "channels": CHANNELS, "stands": stands}
