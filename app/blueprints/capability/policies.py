"""Who may, in one line each. A firm's own people see what it claims; nobody else does, staff included."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Role
from app.blueprints.capability.models import Assessment


def can_view_capability(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_assess(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_view_assessment(actor: Anyone, organisation: Organisation, assessment: Assessment) -> bool:
    return assessment.organisation_id == organisation.id and can_view_capability(actor, organisation)


def can_answer(actor: Anyone, organisation: Organisation, assessment: Assessment) -> bool:
    return assessment.organisation_id == organisation.id and can_assess(actor, organisation)
