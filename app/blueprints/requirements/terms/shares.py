"""What profiles and shares go through, and what something is shared for."""

from enum import StrEnum


class ProfileState(StrEnum):
    """A DRAFT is its buyer's own; PUBLISHED is everybody's; WITHDRAWN can still be read, but is no longer offered."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ShareKind(StrEnum):
    """A SNAPSHOT stays as it was when it was shared; LIVING follows the firm."""

    SNAPSHOT = "snapshot"
    LIVING = "living"


class Purpose(StrEnum):
    """What the firm agreed that its profile is used for. Nothing shared for one purpose is used for another."""

    DEVELOPMENT = "development"
    DIALOGUE = "dialogue"
    COMPETITION = "competition"
