"""Who is told: everybody who has contributed to a theme that has been answered."""

from app.blueprints.notifications.services import register
from app.blueprints.outcome.services.telling import tell_contributors
from app.blueprints.outcome.services.themes import TO_TELL

register(TO_TELL, tell_contributors)
