"""Actions for tests: plain functions that commit."""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.improvement import services
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import ActionDraft
from app.core.clock import today
from app.core.db import acting_for, unit_of_work


def action(firm: Organisation, owner: Person, *, due_in: int = 30, **values: Any) -> Action:
    """An open action on the firm's plan; `due_in` days from today, also a past one."""
    with unit_of_work(acting_for(firm.id)):
        draft = ActionDraft(**{"title": "Skriv ned farene", "owner_id": owner.id, "due_on": today()} | values)
        made = services.add_action(firm, draft, by=None)
        made.due_on = today() + timedelta(days=due_in)
    return made
