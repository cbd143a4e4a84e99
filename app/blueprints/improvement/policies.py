"""Who may, in one line each: a plan is the firm's own affair."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Role
from app.blueprints.improvement.models import Action


def can_view_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_edit_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_edit_action(actor: Anyone, organisation: Organisation, action: Action) -> bool:
    return action.organisation_id == organisation.id and can_edit_plan(actor, organisation)
