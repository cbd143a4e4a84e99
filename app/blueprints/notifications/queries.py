"""Every statement about inbox and mail."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import NoResultFound

from app.blueprints.accounts.models import Person
from app.blueprints.notifications.models import InboxItem, Mail
from app.blueprints.notifications.terms import MailState
from app.core.db import db
from app.core.pages import Page, cut

# A handing over lasts at most the time-outs of one conversation with the mail server.
LONGEST_HANDING_OVER = timedelta(minutes=5)


def put_in_inbox(person_id: int, entry_key: str, kind: str, params: dict[str, Any]) -> None:
    """One item for one person and one entry, however often it is put there. It is not read back: it is not ours."""
    values = {"person_id": person_id, "entry_key": entry_key, "kind": kind, "params": params}
    db.session.execute(insert(InboxItem).values(**values).on_conflict_do_nothing().inline())


def queue_mail(**values: Any) -> bool:
    """A mail on the queue; False when its key was there before."""
    result = db.session.execute(insert(Mail).values(state=MailState.QUEUED, **values).on_conflict_do_nothing().inline())
    return bool(result.rowcount)  # type: ignore[attr-defined]


def receiver(person_id: int) -> Row[Any] | None:
    """Where and in which language a person is reached; nothing for a closed account or an address not confirmed."""
    query = select(Person.email, Person.locale).where(
        Person.id == person_id,
        Person.closed_at.is_(None),
        Person.email.is_not(None),
        Person.email_confirmed_at.is_not(None),
    )
    return db.session.execute(query).one_or_none()


def unread_count(person_id: int) -> int:
    """How many notices the person has not marked as read, counted; the top of a page shows `Person.unread` instead."""
    query = select(func.count()).where(InboxItem.person_id == person_id, InboxItem.read_at.is_(None))
    return db.session.scalar(query) or 0


def inbox(person_id: int, before: int | None = None) -> Page:
    """A page of the inbox, newest first; `before` is the key of the page before."""
    query = select(InboxItem).where(InboxItem.person_id == person_id).order_by(InboxItem.id.desc()).limit(21)
    if before is not None:
        query = query.where(InboxItem.id < before)
    return cut(list(db.session.scalars(query)), lambda item: item.id)


def get_item(item_id: int) -> InboxItem:
    """The notice; row-level security lets only its person find it."""
    return db.session.scalars(select(InboxItem).where(InboxItem.id == item_id)).one()


def mark_read(person_id: int, at: datetime, item_id: int | None = None) -> None:
    """Mark one, or all, of a person's notices as read."""
    query = update(InboxItem).where(InboxItem.person_id == person_id, InboxItem.read_at.is_(None)).values(read_at=at)
    if item_id is not None:
        query = query.where(InboxItem.id == item_id)
    db.session.execute(query.execution_options(synchronize_session=False))


def take_mail(key: str, at: datetime) -> Mail | None:
    """The mail `key`, now being handed over; None when it is not waiting (gone, sent, or in somebody else's hands)."""
    query = (
        update(Mail)
        .where(Mail.key == key, Mail.state == MailState.QUEUED, Mail.next_try_at <= at)
        .values(state=MailState.HANDING_OVER, handed_at=at, attempts=Mail.attempts + 1)
        .returning(Mail)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def settle_mail(mail_id: int, attempt: int, **values: Any) -> bool:
    """What became of a try. False when somebody has settled it meanwhile and a later try is under way."""
    query = (
        update(Mail)
        .where(
            Mail.id == mail_id,
            Mail.attempts == attempt,
            Mail.state.in_((MailState.HANDING_OVER, MailState.UNCERTAIN)),
        )
        .values(**values)
    )
    result = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def mark_interrupted(at: datetime) -> int:
    """Mails whose handing over never ended are "perhaps sent". Gives how many."""
    query = (
        update(Mail)
        .where(Mail.state == MailState.HANDING_OVER, Mail.handed_at < at - LONGEST_HANDING_OVER)
        .values(state=MailState.UNCERTAIN, last_error="interrupted")
    )
    return int(db.session.execute(query.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def forget_settled(before: datetime) -> int:
    """Blank address and content of mails settled long ago; that they were sent stays known. Gives how many."""
    query = (
        update(Mail)
        .where(Mail.state.in_((MailState.SENT, MailState.FAILED)), Mail.created_at < before, Mail.address != "")
        .values(address="", params={})
    )
    return int(db.session.execute(query.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def due_mails(at: datetime, limit: int = 200) -> list[str]:
    """Keys of mails that wait and may be tried now, the longest waiting first."""
    query = (
        select(Mail.key)
        .where(Mail.state == MailState.QUEUED, Mail.next_try_at <= at)
        .order_by(Mail.next_try_at, Mail.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def mails(state: MailState | None, before: int | None = None) -> Page:
    """Mails for the administrator, newest first."""
    query = select(Mail).order_by(Mail.id.desc()).limit(21)
    if state is not None:
        query = query.where(Mail.state == state)
    if before is not None:
        query = query.where(Mail.id < before)
    return cut(list(db.session.scalars(query)), lambda mail: mail.id)


def mail_counts() -> dict[MailState, int]:
    """How many mails are in each state."""
    counted = db.session.execute(select(Mail.state, func.count().label("number")).group_by(Mail.state))
    return dict.fromkeys(MailState, 0) | {row.state: row.number for row in counted}


def get_mail(mail_id: int) -> Mail:
    found = db.session.get(Mail, mail_id)
    if found is None:
        raise NoResultFound
    return found
