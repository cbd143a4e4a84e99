"""What a moderator can do with one key. The script `moderating.js` knows the same words."""

# As in the design; Norwegian words made them: "endre", "godkjenn", "jurist", "skjul", "ta", "neste", "forrige", "angre".
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
