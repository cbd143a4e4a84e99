"""Those who take part in a dialogue."""

from enum import StrEnum


class How(StrEnum):
    """What made an organisation one that takes part. Asking under a pseudonym does not: who asked is protected."""

    INPUT = "input"
    MEETING = "meeting"
    SHARED = "shared"
    TOLD = "told"
    NAMED = "named"
