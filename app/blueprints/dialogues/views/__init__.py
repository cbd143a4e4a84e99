"""Pages of the room, one module a noun; and the room's place in the main menu."""

from flask_babel import gettext as _

from app.blueprints.dialogues.services import moderated  # noqa: F401 - registers posts with moderation
from app.blueprints.dialogues.views import dialogues, posts, threads, wizard  # noqa: F401
from app.core import navigation
from app.core.i18n import locale


def menu_item(who: object, organisation: object) -> navigation.Item:
    return navigation.Item(_("Market dialogues"), f"/{locale()}/dialogues")


navigation.add(20, menu_item)
