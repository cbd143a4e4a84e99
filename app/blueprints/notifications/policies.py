"""Who may read an inbox and choose about mail, and who sees the mails."""

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.notifications.models import InboxItem, Mail
from app.core.access import even_suspended

Anyone = Actor | Visitor


def can_view_inbox(actor: Anyone) -> bool:
    return actor.is_authenticated


@even_suspended
def can_mark_all_read(actor: Anyone) -> bool:
    return actor.is_authenticated


@even_suspended
def can_mark_read(actor: Anyone, item: InboxItem) -> bool:
    return actor.person_id is not None and item.person_id == actor.person_id


@even_suspended
def can_choose_rhythm(actor: Anyone) -> bool:
    return actor.is_authenticated


def can_view_mails(actor: Anyone) -> bool:
    return actor.is_administrator


def can_send_again(actor: Anyone, _mail: Mail) -> bool:
    return actor.is_administrator
