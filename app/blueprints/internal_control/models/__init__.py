"""Tables of the room, one module a noun; all but the duties themselves under row-level security by organisation."""

from app.blueprints.internal_control.models.control import Point, PointEvidence, PointRevision, Review
from app.blueprints.internal_control.models.duties import Duty, DutyAnswer, Firm
from app.blueprints.internal_control.models.training import Training

__all__ = ["Duty", "DutyAnswer", "Firm", "Point", "PointEvidence", "PointRevision", "Review", "Training"]
