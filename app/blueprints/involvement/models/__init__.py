"""Tables of the room, one module a noun."""

from app.blueprints.involvement.models.assessments import Assessment, Hearing, Measure
from app.blueprints.involvement.models.parties import OtherParty
from app.blueprints.involvement.models.reports import Report

__all__ = ["Assessment", "Hearing", "Measure", "OtherParty", "Report"]
