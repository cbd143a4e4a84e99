"""Who is told: everybody who has contributed to a theme that has been answered, and who follows the dialogue."""

from app.blueprints.notifications.services import register, register_words
from app.blueprints.outcome.services import telling
from app.blueprints.outcome.services.themes import TO_TELL

register(TO_TELL, telling.tell_contributors)
register("outcome.summary_published", telling.tell_of_summary)
register_words(telling.PUBLISHED, telling.words)
