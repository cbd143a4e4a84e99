"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.models import Organisation, Session
from app.blueprints.accounts.terms import Actor, Role, Visitor

Anyone = Actor | Visitor


def is_signed_in(actor: Anyone, *_things: object) -> bool:
    return actor.is_authenticated


def is_signed_out(actor: Anyone) -> bool:
    return not actor.is_authenticated


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


def can_manage_account(actor: Anyone, *_things: object) -> bool:
    """Her own account: whoever has a second factor has given it."""
    return actor.is_authenticated and (actor.second_factor or not actor.has_second_factor)


def can_end_session(actor: Anyone, session: Session) -> bool:
    return can_manage_account(actor) and session.person_id == actor.person_id
