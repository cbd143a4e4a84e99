"""What holds, whoever asks; pure functions, one module a noun."""

from app.blueprints.requirements.rules.profile_files import (
    profile_faults,
    read_profile,
)
from app.blueprints.requirements.rules.readiness import (
    asks_nothing,
    gaps,
    readiness,
    rounded,
)

__all__ = [
    "asks_nothing",
    "gaps",
    "profile_faults",
    "read_profile",
    "readiness",
    "rounded",
]
