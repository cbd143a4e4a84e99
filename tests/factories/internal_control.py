"""Training, points and reviews for tests: plain functions that commit."""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.terms import Course
from app.core.clock import now, today
from app.core.db import acting_for, db, unit_of_work


def training(
    firm: Organisation,
    holder: str = "Ola Prøve",
    course: str = "hot_work",
    *,
    expires_in: int | None = 300,
    **values: Any,
) -> Training:
    """Somebody's training, taken four hundred days ago; `expires_in` days from today, also a past one (None: never)."""
    made = Training(
        **{
            "organisation_id": firm.id,
            "course": Course(course),
            "title": "",
            "holder": holder,
            "completed_on": today() - timedelta(days=400),
            "expires_on": None if expires_in is None else today() + timedelta(days=expires_in),
            "recorded_at": now(),
        }
        | values
    )
    with unit_of_work(acting_for(firm.id)):
        db.session.add(made)
    return made
