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

__all__ = [
    "SEEDED",
    "Answer",
    "Assessment",
    "Dimension",
    "Framework",
    "Level",
]
