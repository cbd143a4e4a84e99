"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.models import Claim, Invitation, Membership, Organisation, Session
from app.blueprints.accounts.terms import Actor, ClaimKind, Role, Visitor
from app.core.access import even_suspended

Anyone = Actor | Visitor


def is_signed_in(actor: Anyone, *_things: object) -> bool:
    return actor.is_authenticated


@even_suspended
def is_in_own_session(actor: Anyone, *_things: object) -> bool:
    """Whoever is signed in may give her code, and may leave."""
    return actor.is_authenticated


def is_moderator(actor: Anyone, *_things: object) -> bool:
    return actor.is_moderator


def is_administrator(actor: Anyone, *_things: object) -> bool:
    return actor.is_administrator


def is_staff(actor: Anyone, *_things: object) -> bool:
    return actor.is_staff


def can_view_organisation(actor: Anyone, organisation: Organisation, *_things: object) -> bool:
    return actor.has_role(organisation.id)


def can_edit_organisation(actor: Anyone, organisation: Organisation, *_things: object) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_own_organisation(actor: Anyone, organisation: Organisation, *_things: object) -> bool:
    return actor.has_role(organisation.id, Role.OWNER)


@even_suspended
def can_manage_account(actor: Anyone, *_things: object) -> bool:
    """Her own account: whoever has a second factor has given it."""
    return actor.is_authenticated and (actor.second_factor or not actor.has_second_factor)


@even_suspended
def can_end_session(actor: Anyone, session: Session) -> bool:
    return can_manage_account(actor) and session.person_id == actor.person_id


def is_signed_in_with(actor: Anyone, organisation: Organisation) -> bool:
    """Whoever is signed in may ask an organisation to be let in, or contest it."""
    return actor.is_authenticated


def can_see_profile(actor: Anyone, organisation: Organisation) -> bool:
    """What an organisation is here as, and whether it has been verified, is for everybody."""
    return organisation is not None


def can_change_membership(actor: Anyone, organisation: Organisation, membership: Membership) -> bool:
    return membership.organisation_id == organisation.id and can_own_organisation(actor, organisation)


def can_end_membership(actor: Anyone, organisation: Organisation, membership: Membership) -> bool:
    if membership.organisation_id != organisation.id:
        return False
    return can_own_organisation(actor, organisation) or (
        actor.is_authenticated and membership.person_id == actor.person_id
    )


def can_withdraw_invitation(actor: Anyone, organisation: Organisation, invitation: Invitation) -> bool:
    return invitation.organisation_id == organisation.id and can_own_organisation(actor, organisation)


def can_accept_own_invitation(actor: Anyone, invitation: Invitation) -> bool:
    """Whoever signs in with the address that it went to needs no link."""
    return actor.is_authenticated and invitation.email == actor.email


def can_answer_join(actor: Anyone, organisation: Organisation, claim: Claim) -> bool:
    return (
        claim.organisation_id == organisation.id
        and claim.kind is ClaimKind.JOIN
        and can_own_organisation(actor, organisation)
    )


def can_decide_claim(actor: Anyone, claim: Claim) -> bool:
    return is_staff(actor) and claim.kind in (ClaimKind.VERIFY, ClaimKind.CONTEST)


def can_withdraw_claim(actor: Anyone, claim: Claim) -> bool:
    return actor.is_authenticated and claim.person_id == actor.person_id
