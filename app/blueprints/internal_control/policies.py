"""Who may, in one line each: a firm's internal control is its own people's, and only suppliers have one here."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.internal_control.models import Review, Training


def can_view_control(actor: Anyone, organisation: Organisation) -> bool:
    return organisation.kind is Kind.SUPPLIER and actor.has_role(organisation.id)


def can_change_control(actor: Anyone, organisation: Organisation) -> bool:
    return organisation.kind is Kind.SUPPLIER and actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_view_review(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    return review.organisation_id == organisation.id and can_view_control(actor, organisation)


def can_change_review(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    return review.organisation_id == organisation.id and can_change_control(actor, organisation)


def can_sign_for_firm(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    return can_view_review(actor, organisation, review) and actor.has_role(organisation.id, Role.OWNER)


def can_sign_for_staff(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    return can_view_review(actor, organisation, review) and actor.has_role(organisation.id, Role.SAFETY_REPRESENTATIVE)


def can_view_training(actor: Anyone, organisation: Organisation, training: Training) -> bool:
    return training.organisation_id == organisation.id and can_view_control(actor, organisation)


def can_change_training(actor: Anyone, organisation: Organisation, training: Training) -> bool:
    return training.organisation_id == organisation.id and can_change_control(actor, organisation)
