"""Pages of the room, one module a noun."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.blueprints.moderation.services import register
from app.blueprints.questions import (
    models,  # noqa: F401
    notices,  # noqa: F401 - registered with the worker
)
from app.blueprints.questions.services import closing, moderated  # noqa: F401 - closing says what stands in its way
from app.blueprints.questions.views import answering, asking, batches, entries, exports, intake, ways  # noqa: F401

register(moderated.ANSWER, replace(moderated.SUBJECT, name=_l("answer")))
