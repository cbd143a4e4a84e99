"""Routes of the room, one module a noun."""

from app.blueprints.internal_control import models  # noqa: F401
from app.blueprints.internal_control.views import (  # noqa: F401
    control,
    duties,
    review,
    sections,
    training,
    training_one,
)
