"""An owner invites by address; the link in the mail is good once, for fourteen days, unless it is withdrawn."""

from datetime import timedelta

from app.blueprints.accounts.models import Invitation, Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.queries.people import find_person_by_email
from app.blueprints.accounts.rules import links as rules
from app.blueprints.accounts.services.links import BadLink
from app.blueprints.accounts.services.mails import send_mail
from app.blueprints.accounts.services.memberships import admit, check_role
from app.blueprints.accounts.terms import Actor, InvitationDraft, Purpose
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused

LASTS = timedelta(days=14)
MOST_A_DAY = 50


def invite(organisation: Organisation, draft: InvitationDraft, *, by: Actor) -> Invitation:
    """Invite the holder of an address. An earlier invitation to it that is still open gives way to this one."""
    check_role(organisation, draft.role)
    if queries.is_member_by_email(organisation.id, draft.email):
        raise Refused("already_member", field="email")
    if queries.count_invitations_since(organisation.id, now() - timedelta(days=1)) >= MOST_A_DAY:
        raise Refused("too_many_invitations", field="email", most=MOST_A_DAY)
    for earlier in queries.open_invitations_to(organisation.id, draft.email, at=now()):
        withdraw(earlier, by=by)
    token = rules.new_token()
    invitation = Invitation(
        organisation_id=organisation.id,
        email=draft.email,
        role=draft.role,
        token_hash=rules.hash_token(token),
        invited_by=by.person_id,
        expires_at=now() + LASTS,
    )
    db.session.add(invitation)
    record(
        "accounts.invitation_sent",
        subject=invitation,
        by=by,
        organisation_id=organisation.id,
        role=draft.role.value,
    )
    known = find_person_by_email(draft.email)
    send_mail(
        draft.email,
        locale=known.locale if known else by.locale,
        template="invitation",
        key=f"accounts.invitation:{invitation.id}",
        organisation=organisation.name,
        inviter=by.name,
        role=draft.role.value,
        expires=invitation.expires_at.isoformat(),
        token=token,
    )
    return invitation


def withdraw(invitation: Invitation, *, by: Actor) -> None:
    """From now on the link opens nothing."""
    if invitation.accepted_at is not None:
        raise Conflict("invitation_accepted")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now()
        record("accounts.invitation_withdrawn", subject=invitation, by=by, organisation_id=invitation.organisation_id)


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link; `BadLink` says what is wrong otherwise."""
    if not rules.is_whole(token):
        raise BadLink("link_damaged", Purpose.INVITATION)
    invitation = queries.find_invitation(rules.hash_token(token))
    if invitation is None:
        raise BadLink("link_unknown", Purpose.INVITATION)
    _refuse_spent(invitation)
    return invitation


def _refuse_spent(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise BadLink("link_used", Purpose.INVITATION)
    if invitation.withdrawn_at is not None:
        raise BadLink("invitation_withdrawn", Purpose.INVITATION)
    if invitation.expires_at <= now():
        raise BadLink("link_expired", Purpose.INVITATION)


def accept(invitation: Invitation, *, by: Actor) -> Organisation:
    """The person who holds the link, or the address it went to, becomes a member. Of two at once, one does."""
    organisation = queries.lock_organisation(invitation.organisation_id)
    _refuse_spent(invitation)
    if not queries.take_invitation(invitation.id, by.person_id, at=now()):
        raise BadLink("link_used", Purpose.INVITATION)
    record("accounts.invitation_accepted", subject=invitation, by=by, organisation_id=organisation.id)
    admit(organisation, by.person_id, invitation.role, by=by)
    return organisation
