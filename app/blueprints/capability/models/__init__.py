"""Tables of the room, one module a noun."""

from app.blueprints.capability.models.assessments import (
    Answer,
    Assessment,
)
from app.blueprints.capability.models.frameworks import (
    SEEDED,
    Dimension,
    Framework,
    Level,
)
from app.blueprints.capability.models.standing import (
    Event,
    Review,
    Support,
)

__all__ = [
    "SEEDED",
    "Answer",
    "Assessment",
    "Dimension",
    "Event",
    "Framework",
    "Level",
    "Review",
    "Support",
]
