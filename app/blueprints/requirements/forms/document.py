"""How the document words the plan."""

from flask_babel import lazy_gettext as _l

from app.blueprints.improvement.terms import ActionStatus

STATUS_LABELS = {
    ActionStatus.PLANNED: _l("Planned"),
    ActionStatus.STARTED: _l("Started"),
    ActionStatus.DONE: _l("Done"),
    ActionStatus.EFFECT_SEEN: _l("Effect seen"),
    ActionStatus.DROPPED: _l("Dropped"),
}
