"""What holds, whoever asks; pure functions, one module a noun."""

from app.blueprints.requirements.rules.comparison import (
    columns,
    compared,
)
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
from app.blueprints.requirements.rules.shares import (
    canonical,
    document_ids,
    fingerprint,
    gone_by,
    latest_until,
    state_of,
)

__all__ = [
    "asks_nothing",
    "canonical",
    "columns",
    "compared",
    "document_ids",
    "fingerprint",
    "gaps",
    "gone_by",
    "latest_until",
    "profile_faults",
    "read_profile",
    "readiness",
    "rounded",
    "state_of",
]
