"""Who may, in one line each: a plan is the firm's own affair."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Kind, MembershipFact, Role
from app.blueprints.improvement.models import Action


def can_view_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_edit_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def supplier_in_menu(actor: Anyone, shown: Organisation | MembershipFact | None) -> int | None:
    """Whose plan the menu leads to: the supplier whose pages are shown, if it is the reader's, else her first one."""
    suppliers = [fact.organisation_id for fact in actor.organisations(Kind.SUPPLIER)]
    number = shown.organisation_id if isinstance(shown, MembershipFact) else shown.id if shown else None
    return number if number in suppliers else next(iter(suppliers), None)


def can_edit_action(actor: Anyone, organisation: Organisation, action: Action) -> bool:
    return action.organisation_id == organisation.id and can_edit_plan(actor, organisation)
