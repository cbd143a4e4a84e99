"""Who may, in one line each; what is not said here is denied."""

from collections.abc import Mapping

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, Role
from app.blueprints.disclosure.models import Consent

WRITERS = (Role.OWNER, Role.EDITOR)
READERS = (Kind.BUYER, Kind.INTEREST)

# ---- the firm: every member sees what buyers see; an owner agrees and takes back ------------------------------------


def can_view_disclosure(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind == Kind.SUPPLIER


def can_consent(actor: Anyone, organisation: Organisation) -> bool:
    """No second password is asked for, since it can be taken back at any time."""
    return can_view_disclosure(actor, organisation) and actor.has_role(organisation.id, Role.OWNER)


def can_withdraw_consent(actor: Anyone, organisation: Organisation, consent: Consent) -> bool:
    return consent.organisation_id == organisation.id and can_consent(actor, organisation)


def can_document(actor: Anyone, organisation: Organisation) -> bool:
    return can_view_disclosure(actor, organisation) and actor.has_role(organisation.id, *WRITERS)


# ---- the buyer: reads what firms let it see; whether a consent still lives is said on the page, in words of its own --


def is_reader(organisation: Organisation) -> bool:
    """What a firm may let see, it must still be when it reads: verified, and in the register."""
    return organisation.check == Check.VERIFIED and organisation.deleted_on is None


def can_read_portfolio(actor: Anyone, organisation: Organisation) -> bool:
    member = actor.membership(organisation.id)
    return member is not None and member.kind in READERS and is_reader(organisation)


def can_read_firm(
    actor: Anyone, organisation: Organisation, firm: Organisation, consents: Mapping[int, Consent]
) -> bool:
    """`consents` are the firm's newest by receiver, of those that the actor may see."""
    given = consents.get(organisation.id)
    return given is not None and given.organisation_id == firm.id and can_read_portfolio(actor, organisation)


def can_verify(actor: Anyone, organisation: Organisation, firm: Organisation, consents: Mapping[int, Consent]) -> bool:
    """Nobody checks the figures of a firm that she belongs to, whomever else she acts for."""
    outsider = organisation.id != firm.id and not actor.belongs_to(firm.id)
    return outsider and can_read_firm(actor, organisation, firm, consents) and actor.has_role(organisation.id, *WRITERS)
