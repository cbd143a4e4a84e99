"""Who may, in one line each. A firm's own people see what it claims; nobody else does, staff included."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, MembershipFact, Role
from app.blueprints.capability.models import Assessment, Review, Support
from app.blueprints.capability.terms import REVIEWING_KINDS


def can_view_capability(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_assess(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_view_assessment(actor: Anyone, organisation: Organisation, assessment: Assessment) -> bool:
    return assessment.organisation_id == organisation.id and can_view_capability(actor, organisation)


def can_answer(actor: Anyone, organisation: Organisation, assessment: Assessment) -> bool:
    return assessment.organisation_id == organisation.id and can_assess(actor, organisation)


def assesses_for(actor: Anyone) -> list[MembershipFact]:
    """The suppliers in whose name the reader may answer."""
    return [fact for fact in actor.organisations(Kind.SUPPLIER) if fact.role in (Role.OWNER, Role.EDITOR)]


def can_view_own_dimensions(actor: Anyone, organisation: Organisation) -> bool:
    return organisation.kind == Kind.BUYER and actor.has_role(organisation.id)


def can_keep_dimensions(actor: Anyone, organisation: Organisation) -> bool:
    """What a buyer adds is public at once: it is for verified buyers, as their dialogues are."""
    return (
        organisation.kind == Kind.BUYER
        and organisation.check == Check.VERIFIED
        and actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)
    )


def can_end_support(actor: Anyone, organisation: Organisation, support: Support) -> bool:
    return support.organisation_id == organisation.id and can_assess(actor, organisation)


def can_view_own_review(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    """What the firm has asked for, and what came of it."""
    return review.organisation_id == organisation.id and can_view_capability(actor, organisation)


def can_withdraw_review(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    return review.organisation_id == organisation.id and can_assess(actor, organisation)


def can_see_reviews(actor: Anyone, organisation: Organisation) -> bool:
    """What others have asked an organisation to endorse is for those who may answer on its behalf."""
    return organisation.kind in REVIEWING_KINDS and actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_review(actor: Anyone, organisation: Organisation, review: Review) -> bool:
    """Whether she is an outsider to the firm is for the service to say, in words."""
    return review.reviewer_id == organisation.id and can_see_reviews(actor, organisation)
