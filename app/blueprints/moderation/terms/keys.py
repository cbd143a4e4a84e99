"""What a moderator can do with one key. The script `moderating.js` knows the same words."""

from collections.abc import Mapping

# Norwegian words made them: "endre", "godkjenn", "jurist", "skjul", "ta", "neste", "forrige", "angre".
DEFAULT_KEYS = {
    "next": "n",
    "previous": "f",
    "take": "t",
    "return": "e",
    "approve": "g",
    "lawyer": "j",
    "hide": "s",
    "undo": "a",
}
"""Act -> key. Beside these, 1 to 9 mark the reasons in their order, unless a digit is somebody's key for an act."""


def chosen_keys(kept: Mapping[str, str] | None, *, on: bool) -> dict[str, str] | None:
    """What holds for a moderator who has chosen these (None: she has chosen nothing); None when all are off."""
    return {**DEFAULT_KEYS, **(kept or {})} if on else None
