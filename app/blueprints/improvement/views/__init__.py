"""Pages of the room, one module a noun; and what of it can be reported to a moderator."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.blueprints.improvement.services import moderated
from app.blueprints.improvement.views import (  # noqa: F401
    actions,
    advisers,
    calendar,
    checks,
    comments,
    evidence,
    evidence_adding,
    plan,
    requests,
    workbook,
)
from app.blueprints.moderation.services import register

register(moderated.KIND, replace(moderated.SUBJECT, name=_l("piece of evidence")))
