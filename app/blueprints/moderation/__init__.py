"""Moderation: somebody looks, decides on a stated ground, and says so to whom it concerns.

Readers report, rules point, and what comes from organisations not yet verified waits here first. All that concerns
one thing gathers in one case; a moderator takes it in hand for 15 minutes, and decides once. The author is told why in
her own language and how to appeal; the reporter is told how it ended; the journal says who did what. Rooms above
register what can be moderated (`services.register`); nothing is removed, only hidden.
"""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.core import errors

bp = Blueprint("moderation", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

errors.words(
    {
        "case_already_decided": _l("Another moderator has already decided this case."),
        "case_in_hand": _l("Another moderator is working on this case."),
        "moderator_is_conflicted": _l(
            "You cannot decide this case, because you or an organisation you belong to wrote the post."
        ),
        "reason_is_missing": _l("Choose the ground for hiding the post."),
        "facts_are_missing": _l("Write what in the post the decision is about."),
        "subject_was_changed": _l("The post was changed while you read it. Read it again before you decide."),
        "subject_is_gone": _l("The post is no longer there."),
        "subject_is_there": _l("The post is still there. Decide the case instead of closing it."),
    }
)

from app.blueprints.moderation import kinds, notices, views  # noqa: E402, F401
