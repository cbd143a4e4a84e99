"""People and organisations, each in a module of its own."""

from app.blueprints.accounts.models.organisations import (
    Claim,
    HiddenName,
    Invitation,
    Membership,
    Organisation,
)
from app.blueprints.accounts.models.people import (
    Person,
    PlatformGrant,
    RecoveryCode,
    Session,
    Throttle,
    Token,
)

__all__ = [
    "Claim",
    "HiddenName",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "PlatformGrant",
    "RecoveryCode",
    "Session",
    "Throttle",
    "Token",
]
