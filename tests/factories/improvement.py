"""Actions, advisers and comments for tests: plain functions that commit."""

import secrets
from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.rules.links import hash_token
from app.blueprints.improvement import services
from app.blueprints.improvement.models import Action, Adviser, Comment
from app.blueprints.improvement.terms import ActionDraft, ActionStatus, FinishDraft
from app.core.clock import now, today
from app.core.db import acting_for, db, unit_of_work


def action(firm: Organisation, owner: Person, *, due_in: int = 30, **values: Any) -> Action:
    """An open action on the firm's plan; `due_in` days from today, also a past one."""
    with unit_of_work(acting_for(firm.id)):
        draft = ActionDraft(**{"title": "Skriv ned farene", "owner_id": owner.id, "due_on": today()} | values)
        made = services.add_action(firm, draft, by=None)
        made.due_on = today() + timedelta(days=due_in)
    return made


def done(firm: Organisation, owner: Person, **values: Any) -> Action:
    """An action that somebody has said was done."""
    made = action(firm, owner, **values)
    with unit_of_work(acting_for(firm.id)):
        db.session.add(made)
        services.finish_action(made, FinishDraft(status=ActionStatus.DONE, outcome="", version=made.version), by=None)
    return made


def adviser(firm: Organisation, who: Person, *, days: int = 30) -> Adviser:
    """`who` is let into the plan of the firm until so many days from today, also a past one."""
    made = Adviser(
        organisation_id=firm.id,
        person_id=who.id,
        email=who.email,
        token_hash=hash_token(secrets.token_urlsafe(32)),
        until=today() + timedelta(days=days),
        accepted_at=now(),
    )
    with unit_of_work(acting_for(firm.id)):
        db.session.add(made)
    return made


def comment(firm: Organisation, who: Person, body: str, *, on: Action | None = None, outside: bool = False) -> Comment:
    """What `who` has said of the action, or of the plan; nobody is told."""
    made = Comment(
        organisation_id=firm.id,
        action_id=on.id if on else None,
        person_id=who.id,
        is_adviser=outside,
        body=body,
        said_at=now(),
    )
    with unit_of_work(acting_for(firm.id)):
        db.session.add(made)
    return made
