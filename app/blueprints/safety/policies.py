"""Who may see and write a firm's register: its own people, and nobody else."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Role, Visitor
from app.blueprints.safety.models import Event, Hours

Anyone = Actor | Visitor


def can_view_safety(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_record_safety(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_view_record(actor: Anyone, organisation: Organisation, record: Hours | Event) -> bool:
    return record.organisation_id == organisation.id and can_view_safety(actor, organisation)


def can_correct_record(actor: Anyone, organisation: Organisation, record: Hours | Event) -> bool:
    return record.organisation_id == organisation.id and can_record_safety(actor, organisation)
