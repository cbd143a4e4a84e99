"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, Role
from app.blueprints.requirements.models import Profile, Share
from app.blueprints.requirements.terms import ProfileState

WRITERS = (Role.OWNER, Role.EDITOR)

# ---- profiles: a buyer's drafts are its own, what is published is everybody's --------------------------------------


def can_view_profiles(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.BUYER


def can_write_profiles(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.BUYER and member.role in WRITERS


def can_read_profile(actor: Anyone, profile: Profile) -> bool:
    return profile.published_at is not None or actor.has_role(profile.organisation_id)


def can_edit_profile(actor: Anyone, organisation: Organisation, profile: Profile) -> bool:
    return profile.organisation_id == organisation.id and can_write_profiles(actor, organisation)


def can_publish_profile(actor: Anyone, organisation: Organisation, profile: Profile) -> bool:
    member = actor.membership(organisation.id)
    verified = member is not None and member.check == Check.VERIFIED
    return verified and can_edit_profile(actor, organisation, profile)


def can_copy_profile(actor: Anyone, organisation: Organisation, profile: Profile) -> bool:
    is_own = profile.organisation_id == organisation.id
    return can_write_profiles(actor, organisation) and (is_own or profile.state != ProfileState.DRAFT)


# ---- gap and readiness: the firm's own affair ----------------------------------------------------------------------


def can_check_firm(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.SUPPLIER


def can_check_against(actor: Anyone, organisation: Organisation, profile: Profile) -> bool:
    return profile.published_at is not None and can_check_firm(actor, organisation)


# ---- sharing: the firm says yes, through an owner, and takes it back; the receiver's people read --------------------


def can_view_shares(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.SUPPLIER


def can_share(actor: Anyone, organisation: Organisation) -> bool:
    """A consent binds the firm: its owners give it. No second password is asked for, since it can be taken back."""
    return can_view_shares(actor, organisation) and actor.has_role(organisation.id, Role.OWNER)


def can_view_share(actor: Anyone, organisation: Organisation, share: Share) -> bool:
    return share.organisation_id == organisation.id and can_view_shares(actor, organisation)


def can_withdraw_share(actor: Anyone, organisation: Organisation, share: Share) -> bool:
    return share.organisation_id == organisation.id and can_share(actor, organisation)


def can_receive(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def is_receiver(organisation: Organisation) -> bool:
    """What a firm may share with, it must still be when it reads: verified, and in the register."""
    return organisation.check == Check.VERIFIED and organisation.deleted_on is None


def can_read_shared(actor: Anyone, organisation: Organisation, share: Share) -> bool:
    """Whether it still lives is said on the page itself, in words of its own."""
    return share.receiver_id == organisation.id and is_receiver(organisation) and can_receive(actor, organisation)


def can_compare(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.BUYER and is_receiver(organisation)


def can_view_document(actor: Anyone, organisation: Organisation) -> bool:
    return can_view_shares(actor, organisation)
