"""Mails on their way out: queued one by one or by the thousand, taken one at a time, settled, listed."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Row,
    Select,
    String,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Person
from app.blueprints.notifications.models import Mail, PersonPreference
from app.blueprints.notifications.queries.inbox import any_of
from app.blueprints.notifications.terms import MailRow, MailState, Rhythm
from app.core.db import db
from app.core.pages import Page, cut

# A handing over lasts at most the time-outs of one conversation with the mail server.
LONGEST_HANDING_OVER = timedelta(minutes=5)
# The states are counted this far and no further: "more than 1,000" is all that anybody needs to know.
MOST_COUNTED = 1000


def queue_mail(**values: Any) -> bool:
    """A mail on the queue; False when its key was there before."""
    return bool(_added(insert(Mail).values(state=MailState.QUEUED, **values)))


def _added(mails: Insert) -> int:
    """Add those whose keys are new, unread (the site may write mails, and not read them). Gives how many."""
    query = mails.on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)
    return int(db.session.execute(query).rowcount)  # type: ignore[attr-defined]


def reachable() -> list[ColumnElement[bool]]:
    """Of a person and her preference (outer joined): the account is open, the address confirmed, and it takes mail."""
    return [
        Person.closed_at.is_(None),
        Person.email.is_not(None),
        Person.email_confirmed_at.is_not(None),
        or_(
            PersonPreference.mails_stopped_at.is_(None),
            PersonPreference.mails_stopped_at < Person.email_confirmed_at,
        ),
    ]


def rhythm_of() -> ColumnElement[Rhythm]:
    """The rhythm of a preference that may not be there."""
    return func.coalesce(PersonPreference.rhythm, literal(Rhythm.DAILY, PersonPreference.rhythm.type))


def receiver(person_id: int) -> Row[Any] | None:
    """Where and in which language a person is reached, and her rhythm; nothing when she is not to be reached."""
    query = (
        select(Person.email, Person.locale, rhythm_of().label("rhythm"))
        .outerjoin(PersonPreference, PersonPreference.person_id == Person.id)
        .where(Person.id == person_id, *reachable())
    )
    return db.session.execute(query).one_or_none()


COLUMNS = [
    "person_id", "address", "locale", "key", "template", "params", "about",
    "state", "message_id", "attempts", "next_try_at",
]  # fmt: skip


def queue_to_many(
    people: Sequence[int], entry_key: str, template: str, params: dict[str, Any], about: str | None, at: datetime
) -> int:
    """The same mail to each of the people who is to be reached, in one statement. Gives how many are new."""
    key = literal(entry_key + ":") + cast(Person.id, SqlText)
    each = _mails_of(key, literal(template), literal(params, JSONB), literal(about, String), at)
    each = each.where(Person.id == any_of(people))
    if about is not None:
        each = each.where(rhythm_of() == Rhythm.IMMEDIATE)
    return _added(insert(Mail).from_select(COLUMNS, each))


def queue_rows(rows: Sequence[MailRow], at: datetime) -> int:
    """These mails, in one statement; to whoever is not to be reached, none. Gives how many are new."""
    columns = {
        "person_id": ([row.person_id for row in rows], BigInteger),
        "key": ([row.key for row in rows], SqlText),
        "template": ([row.template for row in rows], SqlText),
        "params": ([json.dumps(dict(row.params)) for row in rows], SqlText),
        "about": ([row.about for row in rows], SqlText),
    }
    row = func.unnest(*(literal(values, ARRAY(kind)) for values, kind in columns.values()))
    written = row.table_valued(*(column(name, kind) for name, (_, kind) in columns.items()), name="written")
    written = written.render_derived()
    each = _mails_of(written.c.key, written.c.template, cast(written.c.params, JSONB), written.c.about, at)
    each = each.where(Person.id == written.c.person_id)
    return _added(insert(Mail).from_select(COLUMNS, each))


def _mails_of(key: Any, template: Any, params: Any, about: Any, at: datetime) -> Select[Any]:
    """A mail for each person who is to be reached; `message_id` is chance."""
    return (
        select(
            Person.id,
            Person.email,
            Person.locale,
            key,
            template,
            params,
            about,
            literal(MailState.QUEUED.value),
            func.replace(cast(func.gen_random_uuid(), SqlText), "-", ""),
            literal(0),
            literal(at),
        )
        .outerjoin(PersonPreference, PersonPreference.person_id == Person.id)
        .where(*reachable())
    )


def batch_is_waiting(job: str) -> bool:
    """Whether the job is on the queue and has not begun: what is committed now, it will see."""
    query = text("SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = :job AND status = 'todo')")
    return bool(db.session.scalar(query, {"job": job}))


def take_mail(key: str, at: datetime) -> Mail | None:
    """The mail `key`, now being handed over; None when it is not waiting (gone, sent, or in somebody else's hands)."""
    return _take(Mail.key == key, Mail.state == MailState.QUEUED, Mail.next_try_at <= at, at=at)


def take_next(at: datetime) -> Mail | None:
    """One of the mails that wait, now being handed over; whoever asks at the same moment gets another one."""
    waiting = aliased(Mail)
    first = (
        select(waiting.id)
        .where(waiting.state == literal_column("'queued'"), waiting.next_try_at <= at)
        .order_by(waiting.next_try_at, waiting.message_id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return _take(Mail.id == first, at=at)


def _take(*conditions: ColumnElement[bool], at: datetime) -> Mail | None:
    query = (
        update(Mail)
        .where(*conditions)
        .values(state=MailState.HANDING_OVER, handed_at=at, attempts=Mail.attempts + 1)
        .returning(Mail)
    )
    options = {"populate_existing": True, "synchronize_session": False}
    return db.session.scalars(query, execution_options=options).one_or_none()


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


def queue_again(mail: Mail, at: datetime) -> bool:
    """The mail waits again; False when anything has become of it since it was read."""
    query = (
        update(Mail)
        .where(Mail.id == mail.id, Mail.state == mail.state, Mail.attempts == mail.attempts)
        .values(state=MailState.QUEUED, next_try_at=at)
    )
    result = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def mark_interrupted(at: datetime) -> int:
    """Mails whose handing over never ended are "perhaps sent". Gives how many."""
    query = (
        update(Mail)
        .where(Mail.state == literal_column("'handing_over'"), Mail.handed_at < at - LONGEST_HANDING_OVER)
        .values(state=MailState.UNCERTAIN, last_error="interrupted")
    )
    return int(db.session.execute(query.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def forget_settled(before: datetime) -> int:
    """Blank address and content of mails settled long ago; that they were sent stays known. Gives how many."""
    settled = (MailState.SENT, MailState.FAILED, MailState.DROPPED)
    query = (
        update(Mail)
        .where(Mail.state.in_(settled), Mail.created_at < before, Mail.address != "")
        .values(address="", params={})
    )
    return int(db.session.execute(query.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def mails_are_due(at: datetime) -> bool:
    """Whether any mail waits that may be tried now."""
    due = select(Mail.id).where(Mail.state == literal_column("'queued'"), Mail.next_try_at <= at).limit(1)
    return db.session.scalar(due) is not None


def mail_that_left(message_id: str) -> Mail | None:
    """The mail with that Message-ID, locked, if it has left (or perhaps)."""
    query = (
        select(Mail)
        .where(Mail.message_id == message_id, Mail.state.in_((MailState.SENT, MailState.UNCERTAIN)))
        .with_for_update()
    )
    return db.session.scalars(query).one_or_none()


def mails(state: MailState | None, before: int | None = None) -> Page:
    """Mails for the administrator, newest first."""
    query = select(Mail).order_by(Mail.id.desc()).limit(21)
    if state is not None:
        query = query.where(Mail.state == state)
    if before is not None:
        query = query.where(Mail.id < before)
    return cut(list(db.session.scalars(query)), lambda mail: mail.id)


def mail_counts() -> dict[MailState, int]:
    """How many mails are in each state, counted to one more than `MOST_COUNTED`."""
    counts = [
        select(func.count())
        .select_from(select(Mail.id).where(Mail.state == state).limit(MOST_COUNTED + 1).subquery())
        .scalar_subquery()
        .label(state.value)
        for state in MailState
    ]
    return dict(zip(MailState, db.session.execute(select(*counts)).one(), strict=True))


def get_mail(mail_id: int) -> Mail:
    found = db.session.get(Mail, mail_id)
    if found is None:
        raise NoResultFound
    return found
