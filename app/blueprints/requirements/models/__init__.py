"""Tables of the room, one module a noun."""

from app.blueprints.requirements.models.profiles import Profile, RequirementRow
from app.blueprints.requirements.models.shares import Share, ShareContent, ShareOpening

__all__ = ["Profile", "RequirementRow", "Share", "ShareContent", "ShareOpening"]
